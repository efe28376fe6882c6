"""A small union over time: one city, two districts that end in 2025, a ward union after them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cleaning.units import UnitNames
from schemas.delivery import Delivery
from schemas.registry import Alias, Campaign, Obligation, Parent, Registry, Unit
from schemas.table import Table

END, WARDS = date(2025, 7, 1), date(2025, 9, 26)
MAY = date(2025, 5, 10)


def _grassroots(code: str, name: str) -> Unit:
    return Unit(code, name, "grassroots", "enterprise", None, None)


# Near misses of each other: by a number, a letter, a branch, a kind of school, one sound.
NEIGHBOURS = (
    _grassroots("N1", "CĐCS Công ty TNHH MTV Môi trường đô thị số 1"),
    _grassroots("N2", "CĐCS Công ty TNHH MTV Môi trường đô thị số 2"),
    _grassroots("N3", "CĐCS Công ty Cổ phần Dệt may Hà Thành"),
    _grassroots("N4", "CĐCS Chi nhánh Công ty Cổ phần Dệt may Hà Thành tại Thanh Xuân"),
    _grassroots("N5", "CĐCS Trường Tiểu học Khương Trung"),
    _grassroots("N6", "CĐCS Trường Trung học cơ sở Khương Trung"),
    _grassroots("N7", "CĐCS Trường Mầm non Khương Trung A"),
    _grassroots("N8", "CĐCS Trường Mầm non Khương Trung B"),
    _grassroots("N9", "CĐCS Trung tâm Y tế quận Thanh Xuân"),
    _grassroots("N10", "CĐCS Bệnh viện Đa khoa Hồng Hà"),
    _grassroots("N11", "CĐCS Công ty TNHH Xây dựng và Thương mại Đại Phát"),
    _grassroots("N12", "CĐCS Công ty Cổ phần Điện tử Minh Quang"),
    _grassroots("N13", "CĐCS Công ty Cổ phần An Phú"),
    _grassroots("N14", "CĐCS Hợp tác xã Vận tải Thành Công"),
    _grassroots("N15", "CĐCS Ủy ban nhân dân phường Khương Đình"),
    _grassroots("N16", "CĐCS Công ty Cổ phần Kỹ thuật Hoàng Long"),
)
UNITS = (
    *NEIGHBOURS,
    Unit("HN", "LĐLĐ thành phố Hà Nội", "city", "city", None, None),
    Unit("TX", "LĐLĐ quận Thanh Xuân", "upper", "district", None, END),
    Unit("HM", "LĐLĐ quận Hoàng Mai", "upper", "district", None, END),
    Unit("PL", "Công đoàn phường Phương Liệt", "upper", "ward", WARDS, None),
    _grassroots("A1", "CĐCS Công ty Cổ phần May Sao Mai"),
    _grassroots("A2", "CĐCS Công ty TNHH Cơ khí Hùng Vương"),
    _grassroots("A3", "CĐCS Công ty TNHH Cơ khí Hưng Vượng"),
    _grassroots("A4", "CĐCS Trường Mầm non Hoa Sen"),
    _grassroots("B1", "CĐCS Trường Mầm non Hoa Sen"),
    _grassroots("A5", "CĐCS Công ty May 10"),
    _grassroots("A6", "CĐCS Công ty May 19"),
    _grassroots("A7", "CĐCS Xí nghiệp Bóng đèn Phích nước"),
)
PARENTS = (
    Parent("TX", "HN", None, END),
    Parent("HM", "HN", None, END),
    Parent("PL", "HN", WARDS, None),
    *(Parent(f"A{n}", "TX", None, END) for n in range(1, 8)),
    *(Parent(f"A{n}", "HN", END, WARDS) for n in range(1, 8)),
    *(Parent(f"A{n}", "PL", WARDS, None) for n in range(1, 8)),
    *(Parent(unit.unit_code, "TX", None, END) for unit in NEIGHBOURS),
    *(Parent(unit.unit_code, "HN", END, None) for unit in NEIGHBOURS),
    Parent("B1", "HM", None, END),
    Parent("B1", "HN", END, None),
)
CAMPAIGNS = (
    *(Campaign(f"CNG-{y}", f"CNG {y}", "CNG", y, date(y, 1, 1), date(y, 6, 15)) for y in (2024, 2025, 2026)),
    Campaign("SKST-2025", "SKST 2025", "SKST", 2025, date(2025, 1, 1), date(2025, 6, 20)),
)
OBLIGATIONS = (Obligation("CNG-2025", "unit_statistics", "grassroots", "", date(2025, 6, 10)),)
REGISTRY = Registry(UNITS, PARENTS, (Alias("A7", "Rạng Đông"),), CAMPAIGNS, OBLIGATIONS)


def names() -> UnitNames:
    """The names of this union, nothing asked yet."""
    return UnitNames(REGISTRY)


def delivery(unit_code: str, arrived_on: date = MAY) -> Delivery:
    """A file of a unit that arrived on a day."""
    moment = datetime(arrived_on.year, arrived_on.month, arrived_on.day, tzinfo=UTC)
    return Delivery("d1", unit_code, f"{unit_code}/ds.xlsx", "0" * 64, 1, moment, arrived_on)


def listing(kind: str = "cng_list", /, **said: object) -> Table:
    """A list of one record that says what is given."""
    usual: dict[str, object] = {"award_code": "CNG", "award_level": "grassroots", "year": 2025, "row_numbers": (9,)}
    usual |= {"sheet": "S", "kind": kind, "columns": (), "values": {}, "cell_kinds": {}}
    return Table(**{**usual, **said})  # type: ignore[arg-type]
