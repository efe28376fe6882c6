"""Workbooks that hold tables of several kinds."""

from __future__ import annotations

from tests.submissions import columns as c
from tests.submissions import figures as f
from tests.submissions import paper, teams
from tests.submissions import teams as t
from tests.submissions import work_columns as w
from tests.submissions.desk import PAGES, Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.collectives import KIND as UNITS
from tests.submissions.layouts.groups import COLUMNS
from tests.submissions.layouts.headers import TITLE
from tests.submissions.layouts.initiatives import CAMPAIGN, drawn, put_works
from tests.submissions.layouts.initiatives import KIND as WORKS
from tests.submissions.layouts.initiatives import TITLE as WORKS_TITLE
from tests.submissions.layouts.statistics import KIND as FIGURES
from tests.submissions.model import Page

_WORKS = [w.stt(), w.title(), w.author(), w.share("Tỷ lệ đóng góp (%)"), w.area(), w.benefit()]


def _workers(desk: Desk, page: Page, row: int) -> int:
    listing = desk.listing(page)
    row = paper.title(page, row, len(COLUMNS), TITLE)
    row = head(page, listing, row, COLUMNS)
    return put_rows(page, listing, row, COLUMNS, desk.people(desk.count(), COLUMNS))


def _initiatives(desk: Desk, page: Page, row: int) -> int:
    listing = desk.listing(page, WORKS, campaign=CAMPAIGN)
    row = paper.title(page, row, len(_WORKS), WORKS_TITLE)
    row = head(page, listing, row, _WORKS)
    return put_works(page, listing, row, _WORKS, drawn(desk, desk.count(5, 9), _WORKS))


def _figures(desk: Desk, page: Page) -> None:
    columns = [
        *(f.union("Đơn vị"), f.count("Tổng số CNVCLĐ", "stat_workers_total")),
        *(f.count("Số CNG cấp cơ sở", "stat_cng_grassroots"), f.count("Số sáng kiến", "stat_initiatives")),
    ]
    listing = desk.listing(page, FIGURES)
    row = paper.letterhead(page, desk.office, len(columns), desk.rng)
    row = paper.title(page, row, len(columns), "BIỂU SỐ LIỆU PHONG TRÀO CÔNG NHÂN GIỎI NĂM 2025")
    row = head(page, listing, row, columns)
    put_rows(page, listing, row, columns, [f.figures(desk.rng, desk.office)])


@layout(PAGES)
def workers_and_initiatives(desk: Desk) -> None:
    """Workers on the first sheet, initiatives on the second."""
    page = desk.page("CNG")
    _workers(desk, page, paper.letterhead(page, desk.office, len(COLUMNS), desk.rng))
    page = desk.page("SK")
    _initiatives(desk, page, paper.letterhead(page, desk.office, len(_WORKS), desk.rng))


@layout()
def workers_above_initiatives(desk: Desk) -> None:
    """Workers, and below them on the same sheet initiatives."""
    page = desk.page()
    row = _workers(desk, page, paper.letterhead(page, desk.office, len(COLUMNS), desk.rng))
    row = _initiatives(desk, page, row + 2)
    paper.signatures(page, row + 1, len(_WORKS), desk.rng)


@layout(PAGES)
def report_with_annexes(desk: Desk) -> None:
    """Figures on the first sheet, then workers, initiatives and teams as annexes."""
    _figures(desk, desk.page("Biểu 1"))
    _workers(desk, desk.page("Biểu 2"), 1)
    _initiatives(desk, desk.page("Biểu 3"), 1)
    page = desk.page("Biểu 4")
    columns = [t.stt(), t.name("Tên tập thể"), t.size("Số người của tập thể"), t.score("Điểm"), t.deeds("Thành tích")]
    listing = desk.listing(page, UNITS, campaign="XSD-2025")
    row = paper.title(page, 1, len(columns), "DANH SÁCH TẬP THỂ XANH, SẠCH, ĐẸP NĂM 2025")
    row = head(page, listing, row, columns)
    made = teams.teams(desk.rng, 5)
    teams.spoil(desk.rng, made, {col.key for col in columns}, desk.faulty)
    put_rows(page, listing, row, columns, made)


@layout(PAGES)
def two_titles_on_two_sheets(desk: Desk) -> None:
    """Công nhân giỏi on one sheet, Lao động giỏi on the next, in the same columns."""
    columns = [c.stt(), c.name(), c.sex(), c.born(), c.cccd(), c.job(), c.achievement("Thành tích")]
    _workers(desk, desk.page("CNG"), 1)
    page = desk.page("LĐG")
    listing = desk.listing(page, "person_list", campaign="LDG-2025")
    row = paper.title(page, 1, len(columns), "DANH SÁCH LAO ĐỘNG GIỎI NĂM 2025")
    row = head(page, listing, row, columns)
    put_rows(page, listing, row, columns, desk.people(desk.count(), columns))
