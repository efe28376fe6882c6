"""How a sender hands in a list: titles of each kind and level, letterhead, file name, folder of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from connectors.synthetic.drawing import draw
from connectors.synthetic.files import ending
from connectors.synthetic.layouts import Layout
from connectors.synthetic.listing import Listing, Row, Submission
from connectors.synthetic.names import FEMALE, MALE
from connectors.synthetic.people import invented
from schemas.registry import Registry, Unit

CNG, INITIATIVES, STATISTICS = "cng_list", "initiative_list", "unit_statistics"
CAMPAIGNS = {CNG: "CNG-2025", INITIATIVES: "SKST-2025", STATISTICS: "CNG-2025"}
_GRASSROOTS = (
    ("DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025",),
    ("DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN DANH HIỆU “CÔNG NHÂN GIỎI” CẤP CƠ SỞ", "NĂM 2025"),
    ("DANH SÁCH", "Công nhân giỏi cấp cơ sở năm 2025"),
)
_TITLES = {
    (CNG, "upper"): ("DANH SÁCH CÔNG NHÂN GIỎI CẤP QUẬN NĂM 2025",),
    (CNG, "city"): ("DANH SÁCH TẶNG DANH HIỆU “CÔNG NHÂN GIỎI THỦ ĐÔ” NĂM 2025",),
    (INITIATIVES, "upper"): ("DANH SÁCH SÁNG KIẾN, SÁNG TẠO ĐỀ NGHỊ CÔNG NHẬN CẤP QUẬN NĂM 2025",),
    (STATISTICS, "grassroots"): ("BÁO CÁO SỐ LIỆU PHONG TRÀO THI ĐUA NĂM 2025",),
}
_SHEETS = {CNG: "Danh sách", INITIATIVES: "Sáng kiến", STATISTICS: "Số liệu"}
_TEXT_SHEETS = {"csv-utf16": "tsv"}
_SUPERIORS = {"HN": "LĐLĐ THÀNH PHỐ HÀ NỘI"}


@dataclass(slots=True)
class Office:
    """Makes submissions for the units of a registry."""

    rng: Random
    registry: Registry
    _units: dict[str, Unit] = field(init=False)
    _parents: dict[str, str] = field(init=False)
    _aliases: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        # Of several names and parents over time the first ones hold in the spring of 2025.
        self._units = {one.unit_code: one for one in reversed(self.registry.units)}
        self._parents = {one.unit_code: one.parent_code for one in reversed(self.registry.parents)}
        self._aliases = {}
        for one in self.registry.aliases:
            self._aliases.setdefault(one.unit_code, []).append(one.alias)

    def unit(self, code: str) -> Unit:
        """The unit under its first name."""
        return self._units[code]

    def listing(self, kind: str, level: str, sender: str, rows: list[Row]) -> Listing:
        """A list under the letterhead of its sender and one of the titles of its kind and level."""
        unit = self.unit(sender)
        title = _TITLES.get((kind, level)) or self.rng.choice(_GRASSROOTS)
        superior = self._above(unit)
        return Listing(kind, CAMPAIGNS[kind], level, sender, superior, unit.name, title, rows, signers=self._signers())

    def _above(self, unit: Unit) -> str:
        if unit.level == "city":
            return "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"
        parent = self._parents[unit.unit_code]
        return _SUPERIORS.get(parent) or self.unit(parent).name.upper()

    def _signers(self) -> tuple[str, str]:
        return invented(self.rng, FEMALE), invented(self.rng, MALE)

    def alias(self, code: str) -> str:
        """One of the spellings under which lists name a unit."""
        return self.rng.choice([self.unit(code).name, *self._aliases.get(code, [])])


def submit(listing: Listing, layout: Layout, day: str, name: str, folder: str = "") -> Submission:
    """The file of one list, in the folder of its sender and day; its truth is complete once drawn."""
    path = f"{folder or listing.sender_code}/{day}/{name}.{ending(layout.form)}"
    pages = draw(listing, layout, _SHEETS[listing.kind])
    if layout.form != "xlsx":
        for row in listing.rows:
            row.sheet = _TEXT_SHEETS.get(layout.form, "csv")
    return Submission(path, layout.form, pages, [listing])


def refused(path: str, data: bytes, reason: str) -> Submission:
    """A file that cannot be read."""
    return Submission(path, data=data, status="refused", reason=reason)
