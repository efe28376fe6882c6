"""Workbooks of several sheets: one per union, continued ones, hidden ones."""

from __future__ import annotations

from tests.submissions import columns as c
from tests.submissions import paper
from tests.submissions.desk import PAGES, Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.groups import UPPER_TITLE, begin, belong
from tests.submissions.layouts.headers import TITLE
from tests.submissions.model import Formula
from tests.submissions.words import JOBS

COLUMNS = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.note()]


@layout(PAGES)
def unit_in_b5(desk: Desk) -> None:
    """An upper union's workbook: a sheet per union, its name in B5 below the header, data from row 6."""
    for number, union in enumerate(desk.from_upper()[:3], start=1):
        page = desk.page(f"Sheet{number}")
        listing = desk.listing(page, level="upper")
        paper.title(page, 1, len(COLUMNS), UPPER_TITLE)
        head(page, listing, 4, COLUMNS)
        page.put(5, 1, union.name)
        workers = desk.people(desk.count(5, 10), COLUMNS)
        belong(workers, union)
        put_rows(page, listing, 6, COLUMNS, workers)


@layout(PAGES)
def unit_as_sheet_name(desk: Desk) -> None:
    """An upper union's workbook: a sheet per union, named only by the sheet."""
    for union in desk.from_upper()[:4]:
        page = desk.page(union.body.replace("Công ty", "Cty").replace("Cổ phần", "CP")[:31].strip())
        listing = desk.listing(page, level="upper")
        row = paper.title(page, 1, len(COLUMNS), UPPER_TITLE)
        row = head(page, listing, row, COLUMNS)
        workers = desk.people(desk.count(5, 10), COLUMNS)
        belong(workers, union)
        put_rows(page, listing, row, COLUMNS, workers)


@layout(PAGES)
def unit_as_line(desk: Desk) -> None:
    """An upper union's workbook: a sheet per union with "Đơn vị: …" above the header."""
    for number, union in enumerate(desk.from_upper()[:3], start=1):
        page = desk.page(f"{number}")
        listing = desk.listing(page, level="upper")
        row = paper.title(page, 1, len(COLUMNS), UPPER_TITLE, f"Đơn vị: {union.name}")
        row = head(page, listing, row, COLUMNS)
        workers = desk.people(desk.count(5, 10), COLUMNS)
        belong(workers, union)
        put_rows(page, listing, row, COLUMNS, workers)


@layout(PAGES)
def continued(desk: Desk) -> None:
    """The list goes on on a second sheet without titles or header."""
    page, listing, row = begin(desk, COLUMNS, name="Trang 1")
    workers = desk.people(desk.count(14), COLUMNS)
    put_rows(page, listing, row, COLUMNS, workers[:9])
    more = desk.page("Trang 2")
    second = desk.listing(more)
    put_rows(more, second, 1, COLUMNS, workers[9:], first=10)


@layout(PAGES)
def hidden_codes(desk: Desk) -> None:
    """A hidden sheet of code lists beside the list."""
    page, listing, row = begin(desk, COLUMNS, name="Danh sach")
    put_rows(page, listing, row, COLUMNS, desk.people(desk.count(), COLUMNS))
    codes = desk.page("DM")
    codes.hidden = True
    for at, words in enumerate((("Mã", "Tên nghề"), ("01", "Thợ hàn"), ("02", "Thợ may"), ("03", "Lái xe")), start=1):
        codes.put(at, 0, words[0])
        codes.put(at, 1, words[1])


@layout(PAGES)
def instructions_first(desk: Desk) -> None:
    """A first sheet with instructions in sentences, the list on the second, an empty third."""
    guide = desk.page("Hướng dẫn")
    for row, words in enumerate(
        (
            "HƯỚNG DẪN GHI BIỂU",
            "1. Họ và tên: ghi chữ in thường có dấu.",
            "2. Ngày sinh: ghi theo dạng ngày/tháng/năm.",
            "3. Số CCCD: ghi đủ 12 số.",
        ),
        start=1,
    ):
        guide.put(row, 0, words)
    page, listing, row = begin(desk, COLUMNS, name="DS CNG")
    put_rows(page, listing, row, COLUMNS, desk.people(desk.count(), COLUMNS))
    desk.page("Sheet3")


@layout(PAGES)
def looked_up(desk: Desk) -> None:
    """VLOOKUP formulas in the trade's column, copied down over empty rows."""
    page = desk.page()
    listing = desk.listing(page)
    row = paper.title(page, 1, len(COLUMNS), desk.office.name, TITLE)
    row = head(page, listing, row, COLUMNS)
    workers = desk.people(desk.count(), COLUMNS)
    for one in workers:
        code = JOBS.index(one.job) + 1
        one.spoilt.setdefault("job", Formula(f"=VLOOKUP({code},DM!$A$1:$B$20,2,0)", one.job))
    row = put_rows(page, listing, row, COLUMNS, workers)
    for below in range(row, row + 150):
        page.put(below, 5, Formula(f'=IF(B{below}="","",VLOOKUP(B{below},DM!A:B,2,0))', ""))
    codes = desk.page("DM")
    for code, job in enumerate(JOBS, start=1):
        codes.put(code, 0, code)
        codes.put(code, 1, job)
