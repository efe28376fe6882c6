"""The first sheet of a report: the letter itself, with the results per level, who reported and what waits."""

from __future__ import annotations

from collections.abc import Callable

from reports.book import BOLD, BOX, CENTRE, HEAD, ITALIC, LEFT, RIGHT, Book, Page, Style
from reports.content import LevelFigures, ReportData
from reports.definitions import FIGURES, REPORTING, STRUCTURE_LABELS
from reports.letterhead import foot, head
from reports.numerals import day, integer, share

LAST = 5
SPLIT = (1, LAST)
COLUMNS = (6.0, 32.0, 17.0, 17.0, 17.0, 14.0)

Reading = Callable[[LevelFigures], int | str | None]

PERSON_LINES: tuple[tuple[str, Reading, Style], ...] = (
    ("persons", lambda f: f.persons, BOLD),
    ("direct_workers", lambda f: f.direct_workers, {}),
    ("direct_share", lambda f: share(f.direct_workers, f.persons), BOLD),
    ("city_direct_share", lambda f: share(f.city_direct_workers, f.city_persons), ITALIC),
    ("women", lambda f: f.women, {}),
    ("women_share", lambda f: share(f.women, f.persons), {}),
    ("units_reporting", lambda f: f.units_reporting, {}),
)
INITIATIVE_LINES: tuple[tuple[str, Reading, Style], ...] = (
    ("initiatives", lambda f: f.initiatives, BOLD),
    ("initiatives_with_value", lambda f: f.initiatives_with_value, {}),
    ("benefit_vnd", lambda f: f.benefit_vnd, {}),
    ("units_reporting", lambda f: f.units_reporting, {}),
)


def write(book: Book, data: ReportData, place: str) -> None:
    """Add the sheet "Tổng hợp"."""
    page = book.page("Tổng hợp", numbered=False)  # the first page of a letter bears no number
    page.widths(*COLUMNS)
    row = head(page, data.unit_name, data.superior_name, place, data.edition.business_date, SPLIT)
    row = _titles(page, data, row)
    row = _awards(page, data, row)
    row = _reporting(page, data, row)
    row = _remarks(page, data, row)
    end = foot(page, row + 1, data.superior_name, SPLIT)
    page.sheet.print_area(0, 0, end, LAST)


def campaign_title(data: ReportData) -> str:
    """What the report is about, in words."""
    return f"Kết quả {data.scope.campaign.name}"


def source_note(data: ReportData) -> str:
    """Which publication the figures are of and under which hierarchy they are counted."""
    structure = STRUCTURE_LABELS.get(data.scope.structure, f"hệ thống tổ chức ngày {data.scope.structure}")
    return (
        f"(Số liệu công bố {data.edition.publication_id}, tổng hợp đến {day(data.edition.business_date)}; "
        f"tính theo {structure})"
    )


def level_lines(data: ReportData) -> tuple[tuple[str, Reading, Style], ...]:
    """The lines of the table of results: of persons, or of initiatives where the campaign awards those."""
    return INITIATIVE_LINES if data.counts_initiatives else PERSON_LINES


def remarks(data: ReportData) -> list[str]:
    """What a reader must know beside the figures."""
    said = [f"- Số dòng còn lỗi hoặc chờ giải trình: {integer(data.rows_open)} (chi tiết: trang “Chất lượng dữ liệu”)."]
    missing = sum(line.missing for line in data.reported)
    said.append(f"- Số biểu chưa nộp: {integer(missing)} (tên đơn vị: trang “Chưa báo cáo”).")
    if data.is_traceable:
        said.append("- Mỗi con số đều truy được đến tệp, trang tính và dòng (trang “Truy vết”).")
    else:
        said.append("- CẢNH BÁO: có con số không khớp với số dòng ở trang “Truy vết”; chưa nên sử dụng báo cáo này.")
    return said


def _titles(page: Page, data: ReportData, row: int) -> int:
    page.across(row, 0, LAST, "BÁO CÁO", CENTRE, BOLD, {"font_size": 14}, height=24)
    page.across(row + 1, 0, LAST, campaign_title(data), CENTRE, BOLD, {"font_size": 14}, height=24)
    page.across(row + 2, 0, LAST, source_note(data), CENTRE, ITALIC, height=34)
    return row + 4


def _section(page: Page, row: int, title: str) -> int:
    page.across(row, 0, LAST, title, BOLD, {"font_size": 13}, height=22)
    return row + 1


def _head_cells(page: Page, row: int, titles: tuple[str, ...]) -> int:
    for column, title in enumerate(titles):
        page.text(row, column, title, HEAD)
    page.sheet.set_row(row, 34)
    return row + 1


def _awards(page: Page, data: ReportData, row: int) -> int:
    row = _section(page, row, "I. KẾT QUẢ CÔNG NHẬN, KHEN THƯỞNG")
    row = _head_cells(page, row, ("TT", "Chỉ tiêu", *(f.label for f in data.levels), "Ghi chú"))
    for number, (name, read, style) in enumerate(level_lines(data), start=1):
        page.line(row, [str(number)])
        page.text(row, 1, FIGURES[name][0], BOX, LEFT, style)
        for column, figures in enumerate(data.levels, start=2):
            page.cell(row, column, read(figures), BOX, RIGHT, style)
        page.text(row, LAST, "Định nghĩa " + str(number), BOX, CENTRE, {"font_size": 10, "italic": True})
        page.sheet.set_row(row, 32)
        row += 1
    return row + 1


def _reporting(page: Page, data: ReportData, row: int) -> int:
    row = _section(page, row, "II. TÌNH HÌNH NỘP BÁO CÁO")
    if not data.reported:
        page.across(row, 0, LAST, "Không có biểu nào phải nộp trong đợt này.", ITALIC)
        return row + 2
    names = ("units_owing", "on_time", "late", "missing")
    row = _head_cells(page, row, ("TT", "Loại biểu", *(REPORTING[name][0] for name in names)))
    for number, line in enumerate(data.reported, start=1):
        amounts = (line.owing, line.on_time + line.nil, line.late, line.missing)
        page.line(row, [str(number), line.label, *amounts])
        page.sheet.set_row(row, 22)
        row += 1
    page.across(row, 0, LAST, "(Đúng hạn gồm cả đơn vị báo không có trường hợp nào.)", ITALIC, {"font_size": 11})
    return row + 2


def _remarks(page: Page, data: ReportData, row: int) -> int:
    row = _section(page, row, "III. LƯU Ý KHI SỬ DỤNG SỐ LIỆU")
    for line in remarks(data):
        page.across(row, 0, LAST, line, height=20)
        row += 1
    return row
