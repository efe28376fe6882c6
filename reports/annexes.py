"""The other sheets of a report: funnel, units, who has not reported, data quality, definitions."""

from __future__ import annotations

from reports.book import BOLD, CENTRE, ITALIC, Book
from reports.completeness import Reported
from reports.content import ReportData
from reports.definitions import FIGURES, LEVEL_LABELS, REPORTING, SEVERITY_LABELS
from reports.numerals import integer, share
from reports.subunits import SubUnit, total
from reports.summary import campaign_title, level_lines, source_note


def funnel(book: Book, data: ReportData) -> None:
    """Add the sheet "Phễu": what was received, what became of it, as table and chart."""
    page = book.page("Phễu")
    page.widths(6, 30, 14, 52)
    row = page.title("TỪ DÒNG NHẬN ĐƯỢC ĐẾN KẾT QUẢ CÔNG NHẬN", source_note(data), 3)
    page.heads(row, ("TT", "Bước", "Số lượng", "Định nghĩa"))
    first = row + 1
    for number, step in enumerate(data.steps, start=1):
        page.line(row + number, [str(number), step.label, step.amount, step.definition])
        page.sheet.set_row(row + number, 34)
    last = row + len(data.steps)
    chart = book.column_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Số lượng",
            "categories": ["Phễu", first, 1, last, 1],
            "values": ["Phễu", first, 2, last, 2],
            "fill": {"color": "#1F4E79"},
            "gap": 40,
            "data_labels": {"value": True, "font": {"name": "Times New Roman", "size": 11}},
        }
    )
    chart.set_title({"name": campaign_title(data), "name_font": {"name": "Times New Roman", "size": 13}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"name": "Times New Roman", "size": 11}})
    # Steps differ a hundredfold: the labels tell the amounts, a scale of its own would only repeat them.
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 740, "height": 380})
    page.sheet.insert_chart(last + 2, 0, chart, {"description": "Biểu đồ phễu: số lượng ở từng bước"})


def units(book: Book, data: ReportData) -> None:
    """Add the sheet "Theo đơn vị": the units directly below, adding up to the unit itself."""
    titles = _unit_columns(data)
    page = book.page("Theo đơn vị", landscape=True)
    page.widths(6, 44, *(19.0 if title.startswith(("Tỷ lệ", "Giá trị")) else 12.0 for title in titles[2:]))
    row = page.title("KẾT QUẢ THEO ĐƠN VỊ TRỰC THUỘC", source_note(data), len(titles) - 1)
    page.heads(row, titles, height=50)
    if not data.sub_units:
        page.across(row + 1, 0, len(titles) - 1, "Đơn vị không có đơn vị trực thuộc.", CENTRE, ITALIC)
        return
    for number, line in enumerate(data.sub_units, start=1):
        page.line(row + number, [str(number), line.name, *_unit_line(data, line)])
        page.sheet.set_row(row + number, 22)
    end = row + len(data.sub_units) + 1
    page.line(end, ["", "Tổng cộng", *_unit_line(data, total(data.sub_units))], BOLD)
    page.sheet.set_row(end, 22)


def _unit_columns(data: ReportData) -> list[str]:
    persons = not data.counts_initiatives
    middle = (
        ["CN trực tiếp", "Tỷ lệ CN trực tiếp", "Nữ"] if persons else ["Có giá trị làm lợi", "Giá trị làm lợi (đồng)"]
    )
    tail = ["Biểu phải nộp", "Biểu chưa nộp", "Dòng còn lỗi"]
    return ["TT", "Đơn vị", *LEVEL_LABELS.values(), *middle, *tail]


def _unit_line(data: ReportData, line: SubUnit) -> list[str | int | None]:
    persons = not data.counts_initiatives
    middle: list[str | int | None] = (
        [line.direct_workers, share(line.direct_workers, line.persons), line.women]
        if persons
        else [line.initiatives_with_value, line.benefit_vnd or None]
    )
    return [line.grassroots, line.upper, line.city, *middle, line.owing, line.missing, line.rows_open]


def missing(book: Book, data: ReportData) -> None:
    """Add the sheet "Chưa báo cáo": counts per kind of list in words, then every missing unit by name."""
    page = book.page("Chưa báo cáo")
    page.widths(6, 42, 40, 26)
    row = page.title("ĐƠN VỊ CHƯA NỘP BÁO CÁO", source_note(data), 3)
    for line in data.reported:
        page.across(row, 0, 3, f"- {line.label}: {_counts(line)}.", height=20)
        row += 1
    page.heads(row + 1, ("TT", "Đơn vị chưa nộp", "Cấp trên trực tiếp", "Loại biểu"))
    if not data.missing:
        page.across(row + 2, 0, 3, "Tất cả đơn vị đã nộp.", CENTRE, ITALIC)
    labels = {line.kind: line.label for line in data.reported}
    for number, unit in enumerate(data.missing, start=1):
        name = unit.name if unit.amount == 1 else f"{unit.name}: {integer(unit.amount)}"
        page.line(row + 1 + number, [str(number), name, unit.superior_name, labels.get(unit.kind, unit.kind)])


def _counts(line: Reported) -> str:
    amounts = ((name, getattr(line, "owing" if name == "units_owing" else name)) for name in REPORTING)
    return ", ".join(f"{REPORTING[name][0].lower()} {integer(amount)}" for name, amount in amounts)


def quality(book: Book, data: ReportData) -> None:
    """Add the sheet "Chất lượng dữ liệu": problems by kind, open and mended."""
    page = book.page("Chất lượng dữ liệu")
    page.widths(6, 54, 16, 11, 11, 13)
    row = page.title("CHẤT LƯỢNG DỮ LIỆU ĐƠN VỊ ĐÃ GỬI", source_note(data), 5)
    page.heads(row, ("TT", "Vấn đề", "Mức độ", "Còn lại", "Đã sửa", "Hết khi đọc lại"))
    if not data.quality:
        page.across(row + 1, 0, 5, "Không có vấn đề nào.", CENTRE, ITALIC)
    for number, line in enumerate(data.quality, start=1):
        severity = SEVERITY_LABELS.get(line.severity, line.severity)
        page.line(row + number, [str(number), line.text, severity, line.rows_open, line.rows_fixed, line.rows_replayed])
        page.sheet.set_row(row + number, 34)


def definitions(book: Book, data: ReportData) -> None:
    """Add the sheet "Định nghĩa": what each figure of the report counts, numbered as in "Tổng hợp"."""
    page = book.page("Định nghĩa")
    page.widths(6, 34, 70)
    row = page.title("ĐỊNH NGHĨA CÁC CHỈ TIÊU", source_note(data), 2)
    page.heads(row, ("TT", "Chỉ tiêu", "Cách tính"))
    lines = [FIGURES[name] for name, _, _ in level_lines(data)]
    for label, text in [*lines, *REPORTING.values(), *((s.label, s.definition) for s in data.steps), *_general(data)]:
        row += 1
        page.line(row, [str(row - 3), label, text])
        page.sheet.set_row(row, 34)


def _general(data: ReportData) -> list[tuple[str, str]]:
    return [
        ("Lần công bố", f"{data.edition.publication_id} (đêm tổng hợp {data.edition.run_id})."),
        ("Mã kiểm tra", f"SHA-256 của toàn bộ số liệu đã công bố: {data.edition.checksum}"),
        ("Theo đơn vị", "Số công nhân trực tiếp, nữ và giá trị làm lợi tính ở cấp thấp nhất có kết quả."),
    ]
