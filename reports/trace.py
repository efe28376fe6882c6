"""The sheets that list rows: where every counted award was read, and, where asked for, the persons by name."""

from __future__ import annotations

from reports.book import BOX, CENTRE, FORMULA_STARTS, Book, Page
from reports.content import ReportData
from reports.definitions import GENDER_LABELS, LEVEL_LABELS
from reports.numerals import integer
from reports.summary import source_note

TRACE = (
    ("unit_name", "Công đoàn cơ sở", 34.0),
    ("file", "Tệp", 46.0),
    ("sheet", "Trang tính", 18.0),
    ("row", "Dòng", 8.0),
    ("fact_id", "Mã kết quả", 24.0),
    ("run_id", "Đêm ghi nhận", 16.0),
)
# Excel ends at 1,048,576 rows; what does not fit is said, not dropped in silence.
ROW_LIMIT = 1_000_000


def trace(book: Book, data: ReportData) -> None:
    """Add the sheet "Truy vết": one line per counted award with file, sheet and row."""
    page = book.page("Truy vết", landscape=True)
    page.widths(8, 16, *(width for _, _, width in TRACE))
    row = page.title("NGUỒN GỐC CỦA TỪNG KẾT QUẢ ĐƯỢC TÍNH", _proof(data), len(TRACE) + 1)
    page.heads(row, ("TT", "Cấp", *(title for _, title, _ in TRACE)))
    columns = [data.lineage.get_column(name).to_list() for name in ("award_level", *(name for name, _, _ in TRACE))]
    _rows(page, row + 1, columns)
    page.sheet.autofilter(row, 0, max(row + 1, row + data.lineage.height), len(TRACE) + 1)


def _proof(data: ReportData) -> str:
    counts = "; ".join(f"{f.label.lower()}: {integer(f.listed)}/{integer(f.total)} dòng" for f in data.levels)
    verdict = "khớp với số liệu" if data.is_traceable else "KHÔNG KHỚP với số liệu"
    return f"{counts} – {verdict}. {source_note(data)}"


def _rows(page: Page, first: int, columns: list[list[str | int]]) -> None:
    # Written past Page.cell: a city lists a hundred thousand rows, and these columns need two styles only.
    small = {"font_size": 10, "valign": "vcenter"}
    plain, centre = page.book.style(BOX, small), page.book.style(BOX, CENTRE, small)
    quoted = page.book.style(BOX, small, {"quote_prefix": True})
    write_string, write_number = page.sheet.write_string, page.sheet.write_number
    for number, (level, *values) in enumerate(zip(*columns, strict=True)):
        if number == ROW_LIMIT:
            write_string(first + number, 1, f"… còn {integer(len(columns[0]) - ROW_LIMIT)} dòng", plain)
            break
        row = first + number
        write_number(row, 0, number + 1, centre)
        write_string(row, 1, LEVEL_LABELS.get(str(level), str(level)), plain)
        for column, value in enumerate(values, start=2):
            if isinstance(value, int):
                write_number(row, column, value, centre)
            else:
                text = "" if value is None else value
                write_string(row, column, text, quoted if text.startswith(FORMULA_STARTS) else plain)


def persons(book: Book, data: ReportData) -> None:
    """Add the sheet "Danh sách": the persons by name with their source; only when names were handed over."""
    if data.persons is None:
        return
    page = book.page("Danh sách", landscape=True)
    page.widths(6, 28, 10, 9, 28, 34, 16, 44)
    row = page.title("DANH SÁCH CÁ NHÂN ĐƯỢC CÔNG NHẬN", source_note(data), 7)
    page.heads(row, ("TT", "Họ và tên", "Năm sinh", "Giới", "Công việc", "Công đoàn cơ sở", "Cấp", "Nguồn"))
    for number, one in enumerate(data.persons.iter_rows(named=True), start=1):
        source = f"{one['file']} – {one['sheet']} – dòng {one['row']}"
        year = str(one["birth_year"] or "")
        gender = GENDER_LABELS.get(one["gender"] or "", "")
        level = LEVEL_LABELS.get(one["award_level"], one["award_level"])
        texts = (one["full_name"], year, gender, one["job"], one["unit_name"], level, source)
        page.line(row + number, [str(number), *(text or "" for text in texts)], {"font_size": 11})
