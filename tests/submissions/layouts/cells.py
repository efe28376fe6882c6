"""Lists of workers that differ in what stands in the cells: dates, numbers, letters, gaps."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.submissions import columns as c
from tests.submissions import paper
from tests.submissions.columns import Col
from tests.submissions.desk import ANY, PAGES, TEXT, Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.groups import begin
from tests.submissions.layouts.headers import TITLE, ordinary
from tests.submissions.legacy import tcvn3, vni
from tests.submissions.model import Cell
from tests.submissions.people import Person


@layout()
def date_texts(desk: Desk) -> None:
    """Dates of birth as text in many hands."""
    rng = desk.rng
    ways: tuple[Callable[[date], str], ...] = (
        *(c.slashed, c.bare, lambda d: f"{d:%d-%m-%Y}", lambda d: f"{d:%d.%m.%Y}", lambda d: f" {d:%d/%m/%Y} "),
        *(lambda d: f"{d:%d/ %m/ %Y}", lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}"),
    )
    born = c.born("Ngày tháng năm sinh", lambda day: rng.choice(ways)(day))
    ordinary(desk, [c.stt(), c.name(), born, c.sex(), c.cccd(), c.job(), c.direct()])


@layout(PAGES)
def true_dates(desk: Desk) -> None:
    """Dates of birth as date cells, shown in one of the usual formats."""
    fmt = desk.rng.choice(("dd/mm/yyyy", "d/m/yyyy", "dd-mm-yyyy", "m/d/yyyy", "[$-42A]dd mmmm yyyy", "yyyy-mm-dd"))
    ordinary(desk, [c.stt(), c.name(), c.true_date(fmt=fmt), c.sex(), c.cccd(), c.job(), c.hired(), c.direct()])


@layout(PAGES)
def mixed_dates(desk: Desk) -> None:
    """Date cells and text dates in one column, of any days."""
    rng = desk.rng
    born = c.born(
        "Ngày sinh", lambda day: day if day.day > 12 or rng.random() < 0.3 else c.slashed(day), fmt="dd/mm/yyyy"
    )
    columns = [c.stt(), c.name(), born, c.sex(), c.cccd(), c.job()]
    page, listing, row = begin(desk, columns)
    put_rows(page, listing, row, columns, desk.people(desk.count(14), columns))


@layout(PAGES)
def swapped_dates(desk: Desk) -> None:
    """Days up to 12 became date cells with day and month swapped, the others stayed text."""
    page, listing, row = begin(desk, _swapped())
    workers = desk.people(desk.count(14), _swapped())
    for one in workers:
        if one.born.day <= 12 and one.born.day != one.born.month and "born" not in one.spoilt:
            one.untold.add("date_of_birth")
            one.codes.append(["day_month_swap"])
    put_rows(page, listing, row, _swapped(), workers)


def _swapped() -> list[Col]:
    def write(day: date) -> date | str:
        return day.replace(day=day.month, month=day.day) if day.day <= 12 else c.slashed(day)

    return [c.stt(), c.name(), c.born("Ngày sinh", write, fmt="dd/mm/yyyy"), c.sex(), c.cccd(), c.job()]


@layout(PAGES)
def epoch_1904(desk: Desk) -> None:
    """Date cells of a workbook whose days count from 1904."""
    desk.book.epoch_1904 = True
    ordinary(desk, [c.stt(), c.name(), c.true_date(), c.sex(), c.cccd(), c.department(), c.direct()])


@layout()
def year_texts(desk: Desk) -> None:
    """Years of birth only, as text."""
    ordinary(desk, [c.stt(), c.name(), c.born_year("Năm sinh", text=True), c.sex(), c.cccd(), c.job("Nghề nghiệp")])


@layout()
def years_and_days(desk: Desk) -> None:
    """Full dates for some, only the year for others."""
    rng = desk.rng

    def tell(p: Person) -> dict[str, object]:
        return {"date_of_birth": c.choice(p.born.isoformat(), str(p.born.year))}

    born = replace(c.born("Ngày/năm sinh", lambda d: str(d.year) if rng.random() < 0.4 else c.slashed(d)), tell=tell)
    ordinary(desk, [c.stt(), c.name(), born, c.sex(), c.cccd(), c.job()])


@layout()
def ids_as_numbers(desk: Desk) -> None:
    """Ids and telephones as numbers that lost their zeros."""
    ordinary(
        desk,
        [
            *(c.stt(), c.name(), c.sex(), c.born(), c.cccd("Số CCCD", number=True)),
            *(c.bhxh("Số sổ BHXH", number=True), c.phone("Số ĐT", int), c.job(), c.direct()),
        ],
    )


@layout(PAGES)
def ids_shown_with_zeros(desk: Desk) -> None:
    """Ids as numbers under a number format that shows their zeros."""
    cccd = c.cccd("Số căn cước công dân", number=True, fmt="000000000000")
    phone = replace(c.phone("Điện thoại", int), fmt="0000000000")
    ordinary(desk, [c.stt(), c.name(), c.born(), c.sex(), cccd, phone, c.job()])


@layout()
def spaced_numbers(desk: Desk) -> None:
    """Ids and telephones in groups, with dots, with an apostrophe, with words."""
    rng = desk.rng
    ways: tuple[Callable[[str], str], ...] = (
        *(str, lambda t: f"{t[:4]} {t[4:7]} {t[7:]}", lambda t: f"{t[:4]}.{t[4:7]}.{t[7:]}"),
        *(lambda t: f"+84{t[1:]}", lambda t: f"{t} (Zalo)", lambda t: f"{t} / 0912000111"),
    )
    cccd = c.column("cccd", "Số CCCD", "id_number", lambda p: f"{p.cccd[:3]} {p.cccd[3:6]} {p.cccd[6:9]} {p.cccd[9:]}")
    cccd = replace(cccd, tell=lambda p: {"citizen_id": p.cccd})
    ordinary(
        desk, [c.stt(), c.name(), c.sex(), c.born(), cccd, c.phone("SĐT", lambda t: rng.choice(ways)(t)), c.post()]
    )


@layout()
def old_and_new_ids(desk: Desk) -> None:
    """A column of old numbers (CMND) and one of citizen ids."""
    old = c.column("cmnd", "Số CMND", "id_number", lambda p: p.cmnd)
    old = replace(old, means=("old_citizen_id", "id_number"), tell=lambda p: {"old_citizen_id": p.cmnd})
    ordinary(desk, [c.stt(), c.name(), c.born(), c.sex(), old, c.cccd("Số CCCD"), c.job()])


@layout()
def decomposed(desk: Desk) -> None:
    """All text in decomposed letters, as from a Mac."""
    ordinary(desk, [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.direct(), c.department()])
    _rewrite(desk, lambda text: unicodedata.normalize("NFD", text))


@layout(PAGES)
def font_tcvn3(desk: Desk) -> None:
    """All text in a TCVN3 font."""
    ordinary(
        desk,
        [c.stt(), c.name(), c.born(), c.sex(), c.job(), c.department(), c.achievement()],
        "Danh sách công nhân giỏi cấp cơ sở năm 2025",
    )
    _rewrite(desk, tcvn3, ".VnTime")


@layout(PAGES)
def font_vni(desk: Desk) -> None:
    """All text in a VNI font."""
    ordinary(desk, [c.stt(), c.name(), c.born(), c.sex(), c.job(), c.department(), c.achievement()])
    _rewrite(desk, vni, "VNI-Times")


@layout(PAGES)
def legacy_without_fonts(desk: Desk) -> None:
    """TCVN3 letters pasted as values: no cell has the font any more."""
    ordinary(
        desk,
        [c.stt(), c.name(), c.born(), c.sex(), c.job(), c.department(), c.achievement()],
        "Danh sách công nhân giỏi cấp cơ sở năm 2025",
    )
    _rewrite(desk, tcvn3)


def _rewrite(desk: Desk, encode: Callable[[str], str], font: str = "") -> None:
    for page in desk.book.pages:
        for at, cell in page.cells.items():
            if isinstance(cell.value, str):
                page.cells[at] = Cell(encode(cell.value), cell.fmt, font)


@layout()
def blank_rows(desk: Desk) -> None:
    """A blank row between people here and there."""
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.achievement()]
    page, listing, row = begin(desk, columns)
    workers = desk.people(desk.count(), columns)
    put_rows(page, listing, row, columns, workers, between=lambda _, at: at + desk.rng.choice((1, 1, 1, 2, 3)))


@layout(ANY - {TEXT})
def text_runs_on(desk: Desk) -> None:
    """Achievements that run on in the row below, where everything else is blank."""
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.achievement()]
    page, listing, row = begin(desk, columns)

    def more(_: Person, at: int) -> int:
        if desk.rng.random() < 0.25:
            page.put(at + 1, 6, "và tham gia tốt phong trào văn nghệ, thể thao")
            whole = listing.rows[-1].shown["achievement"]
            listing.rows[-1].shown["achievement"] = f"{whole} và tham gia tốt phong trào văn nghệ, thể thao"
            return at + 2
        return at + 1

    put_rows(page, listing, row, columns, desk.people(desk.count(), columns), between=more)


@layout(PAGES)
def hidden_rows(desk: Desk) -> None:
    """Two rows are hidden, as a filter leaves them: to be told, whether read or not."""
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job()]
    page = desk.page()
    listing = desk.listing(page)
    row = paper.title(page, 1, len(columns), desk.office.name, TITLE)
    row = head(page, listing, row, columns)
    workers = desk.people(desk.count(9), columns)
    put_rows(page, listing, row, columns, workers)
    page.hidden_rows = {row + 2, row + 5}
    listing.unread = sorted(page.hidden_rows)
    listing.faults = [fault for fault in listing.faults if fault.row not in page.hidden_rows]


@layout()
def no_values(desk: Desk) -> None:
    """Blanks written as "-", "…", "không có", "chưa có"."""
    rng = desk.rng
    phone = c.column("phone", "Số điện thoại", "phone", lambda p: rng.choice(("-", "…", "không có", "chưa có", "...")))
    note = c.column("note", "Ghi chú", "note", lambda p: rng.choice(("-", "Không", "")))
    blank = [replace(col, tell=lambda _: {}) for col in (phone, note)]
    ordinary(desk, [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), blank[0], c.job(), blank[1]])
