"""Held rows as a workbook for the unit that can mend them; ``reports.corrections`` reads it back.

Row 1 of a list is technical and hidden: the key and the field names, so that the way back does not depend on the
order, the presence or the wording of columns. The originals travel in a hidden sheet: a correction is valid only
while the text it was made for is unchanged, and only a comparison tells an edit from what Excel did by itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from reports.authors import to_lines
from reports.book import BOLD, BOX, CELL_LIMIT, CENTRE, HEAD, ITALIC, LEFT, Book, Page, Style
from reports.definitions import KIND_LABELS
from reports.held import HeldRow, Reason
from reports.labels import label
from reports.numerals import day, integer
from reports.proposals import Proposal, draw
from reports.questions import Asked, draw_choices
from reports.questions import draw as draw_questions
from schemas.record import EXTRA

TEMPLATE_ID = "thidua-rejects"
TEMPLATE_VERSION = 1

ORIGINALS = "thidua"
ROW_KEY, ACTION, REASON = "row_key", "action", "reason"
FIX, SKIP = "Sửa", "Bỏ qua"
# Technical name, title, width of the columns before the fields.
FIXED = (
    (ROW_KEY, "Mã dòng", 4.0),
    ("file", "Tệp đã gửi", 26.0),
    ("sheet", "Trang tính", 13.0),
    ("row", "Dòng", 7.0),
    ("why", "Vì sao bị giữ lại", 52.0),
    (ACTION, "Xử lý", 11.0),
    (REASON, "Căn cứ sửa", 24.0),
)
WHY = 4
# How many letters a line of that column takes; the format has no row height that follows its text.
WHY_CHARACTERS = 62
HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1

TEXT: Style = {"num_format": "@", "valign": "top", **BOX, **LEFT}
EDITABLE: Style = {**TEXT, "locked": False, "bg_color": "#FFFBE6"}
WRONG: Style = {**TEXT, "locked": False, "bg_color": "#F8CBAD"}
ASKED: Style = {**TEXT, "locked": False, "bg_color": "#FFE699"}
FROZEN: Style = {**TEXT, "bg_color": "#F2F2F2"}
SMALL: Style = {"font_size": 11}
_OWN_WIDTH = 18.0

STEPS = (
    "Mỗi dòng ở các trang sau là dòng đơn vị đã gửi nhưng chưa được tính; lý do ghi ở cột “Vì sao bị giữ lại”.",
    "Ô màu cam là ô có lỗi; ô màu vàng đậm cần xem lại. Đưa chuột vào ô để đọc giải thích và cách sửa.",
    "Sửa ngay trong ô có nền vàng hoặc cam. Số CCCD, số điện thoại, mã số BHXH giữ đủ số 0 ở đầu.",
    "Cột “Xử lý”: chọn “Sửa” khi đã sửa xong; chọn “Bỏ qua” thì dòng tiếp tục chờ, thay đổi trên dòng không được nhập.",
    "Cột “Căn cứ sửa”: ghi ngắn gọn căn cứ (ví dụ: “theo CCCD gốc”, “đơn vị xác nhận qua điện thoại”).",
    "Sáng kiến có nhiều tác giả: mỗi tác giả một dòng trong ô (Alt+Enter), dạng: Họ và tên | tỷ lệ %.",
    "Trang “Sửa cả loạt” (nếu có): một lỗi lặp ở nhiều dòng, chọn “Đồng ý” là sửa hết; xem trước ở trang “Xem trước”.",
    "Trang “Câu hỏi” (nếu có): chọn câu trả lời là cả danh sách được đọc lại; câu trả lời được nhớ cho lần sau.",
    "Được phép sắp xếp, lọc, ẩn hoặc xóa cột không cần. Không thêm dòng mới: người mới gửi bằng danh sách bổ sung.",
    "Lưu tệp dạng Excel (.xlsx) và gửi lại. Kết quả được kiểm tra lại trong lần tổng hợp kế tiếp.",
)


def reject_workbook(
    rows: Sequence[HeldRow], made_on: date, proposals: Sequence[Proposal] = (), questions: Sequence[Asked] = ()
) -> bytes:
    """The xlsx for one unit, a sheet per kind of list; the same contents and day give the same bytes.

    ``proposals`` are remedies for whole lists of the unit, ``questions`` what only a person knows about its lists.
    Raises ValueError when there is nothing to show, or of more than one unit.
    """
    units = {(row.unit_code, row.unit_name) for row in rows} | {(one.unit_code, one.unit_name) for one in proposals}
    units |= {(one.unit_code, one.unit_name) for one in questions}
    if len(units) != 1:
        raise ValueError("a reject workbook is for what waits of exactly one unit")
    unit = next(iter(units))
    book = Book(f"Các dòng cần sửa - {unit[1]}")
    if questions:
        draw_questions(book, questions)
    _guide(book, unit, len(rows), made_on)
    if proposals:
        draw(book, proposals)
    for kind in dict.fromkeys(row.kind for row in rows):
        _list(book, kind, [row for row in rows if row.kind == kind])
    _originals(book, unit[0], rows)
    if questions:
        draw_choices(book, questions)
    return book.finish()


def _guide(book: Book, unit: tuple[str, str], count: int, made_on: date) -> None:
    page = book.page("Hướng dẫn")
    page.widths(6, 88)
    page.across(0, 0, 1, "CÁC DÒNG CẦN ĐƠN VỊ SỬA", CENTRE, BOLD, {"font_size": 16}, height=30)
    page.across(1, 0, 1, f"{unit[1]} ({unit[0]})", CENTRE, BOLD, height=22)
    note = f"Lập {day(made_on)} · {integer(count)} dòng đang chờ · chứa dữ liệu cá nhân, chỉ dùng trong nội bộ"
    page.across(2, 0, 1, note, CENTRE, ITALIC, height=22)
    for number, step in enumerate(STEPS, start=1):
        page.text(3 + number, 0, str(number), CENTRE, BOLD)
        page.text(3 + number, 1, step, SMALL)
        page.sheet.set_row(3 + number, 34)
    english = "Edit the yellow cells, choose “Sửa” (fix) or “Bỏ qua” (skip), save as .xlsx and send the file back."
    page.across(5 + len(STEPS), 0, 1, english, ITALIC, SMALL, height=22)
    page.across(6 + len(STEPS), 0, 1, f"{TEMPLATE_ID} v{TEMPLATE_VERSION}", {"font_size": 9, "font_color": "#7F7F7F"})
    page.sheet.protect("", {"format_columns": True, "format_rows": True})


def _list(book: Book, kind: str, rows: Sequence[HeldRow]) -> None:
    fields = _fields(rows)
    own = list(dict.fromkeys(heading for row in rows for heading in row.extra))
    page = book.page(_kind(kind)[:31], landscape=True)
    widths = [width for _, _, width in FIXED] + [_width(field, rows) for field in fields] + [_OWN_WIDTH] * len(own)
    page.widths(*widths)
    _heads(page, kind, fields, len(rows))
    for number, row in enumerate(rows):
        _row(page, FIRST_ROW + number, row, fields)
    _own_columns(page, len(FIXED) + len(fields), own, rows)
    last = FIRST_ROW + len(rows) - 1
    choice = {
        "validate": "list",
        "source": [FIX, SKIP],
        "error_title": "Xử lý",
        "error_message": f"Chọn “{FIX}” hoặc “{SKIP}”.",
    }
    page.sheet.data_validation(FIRST_ROW, WHY + 1, last, WHY + 1, choice)
    page.sheet.autofilter(HEAD_ROW, 0, last, len(widths) - 1)
    page.sheet.set_column(0, 0, widths[0], book.style(), {"hidden": True})
    allowed = ("format_columns", "format_rows", "format_cells", "sort", "autofilter", "delete_columns")
    # No password: protection is against slips, and an office that must sort locked cells can lift it.
    page.sheet.protect("", dict.fromkeys(allowed, True))


def _kind(kind: str) -> str:
    return KIND_LABELS.get(kind, kind or "Chưa rõ loại biểu")


def _own_columns(page: Page, left: int, headings: Sequence[str], rows: Sequence[HeldRow]) -> None:
    """The sender's own columns, locked, so that it finds the row in its own system."""
    for column, heading in enumerate(headings, start=left):
        # Named so that no field's technical name or title is met twice on the way back.
        page.text(0, column, f"{EXTRA}:{heading}", {"font_size": 8})
        page.text(HEAD_ROW, column, f"{heading} (cột của đơn vị)", HEAD)
        for number, row in enumerate(rows):
            page.text(FIRST_ROW + number, column, row.extra.get(heading, "")[:CELL_LIMIT], FROZEN)


def _heads(page: Page, kind: str, fields: Sequence[str], count: int) -> None:
    for column, name in enumerate([*(name for name, _, _ in FIXED), *fields]):
        page.text(0, column, name, {"font_size": 8})
    page.sheet.set_row(0, None, None, {"hidden": True})
    title = f"{_kind(kind).upper()}: {integer(count)} DÒNG CẦN SỬA"
    page.across(1, 1, WHY + 2, title, BOLD, {"font_size": 14}, height=26)
    page.across(
        2, 1, WHY + 2, "Ô màu cam: có lỗi. Ô màu vàng đậm: cần xem lại. Nền vàng nhạt: được sửa.", ITALIC, height=20
    )
    titles = [*(title for _, title, _ in FIXED), *(label(field) for field in fields)]
    for column, title in enumerate(titles):
        page.text(HEAD_ROW, column, title, HEAD)
    page.sheet.set_row(HEAD_ROW, 34)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.freeze_panes(FIRST_ROW, WHY)


def _row(page: Page, number: int, row: HeldRow, fields: Sequence[str]) -> None:
    for column, value in enumerate((row.row_key, row.file, row.sheet, str(row.row))):
        page.text(number, column, value, FROZEN, SMALL)
    why = "\n".join(_sentence(reason) for reason in row.reasons)
    page.text(number, WHY, why, FROZEN, SMALL, {} if _blames_cell(row, fields) else {"bg_color": WRONG["bg_color"]})
    page.text(number, WHY + 1, "", EDITABLE)
    page.text(number, WHY + 2, "", EDITABLE)
    for column, field in enumerate(fields, start=len(FIXED)):
        _value(page, number, column, row, field)
    told = sum(1 + len(line) // WHY_CHARACTERS for line in why.splitlines())
    lines = max(told, shown(row.values.get("authors", ""), "authors").count("\n") + 1)
    page.sheet.set_row(number, min(400, max(26, 8 + 16 * lines)))


def _value(page: Page, number: int, column: int, row: HeldRow, field: str) -> None:
    reasons = [reason for reason in row.reasons if reason.field == field]
    if field not in row.editable:
        style = FROZEN
    elif any(reason.severity == "error" for reason in reasons):
        style = WRONG
    else:
        style = ASKED if reasons else EDITABLE
    page.text(number, column, shown(row.values.get(field, ""), field), style)
    if reasons:
        told = "\n".join("\n".join(filter(None, (r.message_vi, r.hint_vi, r.message_en))) for r in reasons)
        page.sheet.write_comment(
            number, column, told[:CELL_LIMIT], {"x_scale": 2.4, "y_scale": 1.2, "author": "thidua"}
        )


def shown(raw: str, field: str) -> str:
    """The raw text of a field as the workbook shows it; what a cell cannot hold is cut."""
    return (to_lines(raw) if field == "authors" else raw)[:CELL_LIMIT]


def _sentence(reason: Reason) -> str:
    name = label(reason.field) if reason.field else ""
    place = f"{name}: " if name and not reason.message_vi.startswith(name) else ""
    hint = f" → {reason.hint_vi}" if reason.hint_vi else ""
    return f"• {place}{reason.message_vi}{hint}"


def _blames_cell(row: HeldRow, fields: Sequence[str]) -> bool:
    return any(reason.field in fields for reason in row.reasons)


def _fields(rows: Sequence[HeldRow]) -> list[str]:
    """The columns of a list: those the rows were blamed for first, then the others as the rows have them."""
    present = list(dict.fromkeys(field for row in rows for field in (*row.values, *row.editable)))
    blamed = {reason.field for row in rows for reason in row.reasons}
    names = [field for field in present if field in ("full_name", "initiative_name", "authors")]
    return list(dict.fromkeys([*names, *(f for f in present if f in blamed), *present]))


def _width(field: str, rows: Sequence[HeldRow]) -> float:
    lengths = [len(line) for row in rows for line in shown(row.values.get(field, ""), field).splitlines()]
    return float(min(46, max([12, len(label(field)), *lengths]) + 3))


def _originals(book: Book, unit_code: str, rows: Sequence[HeldRow]) -> None:
    page = book.page(ORIGINALS)
    page.line(0, [TEMPLATE_ID, str(TEMPLATE_VERSION), unit_code])
    fields = ((row, field) for row in rows for field in row.editable or ("",))
    for number, (row, field) in enumerate(fields, start=1):
        cells = (row.row_key, field, *packed(row.values.get(field, "")))
        for column, value in enumerate(cells):
            page.text(number, column, value, {"num_format": "@"})
    page.sheet.very_hidden()


def packed(raw: str) -> list[str]:
    """A raw text as cells that come back to the letter.

    JSON in ASCII: no program trims, normalises or converts it; in parts that fit a cell.
    """
    text = json.dumps(raw)
    return [text[start : start + CELL_LIMIT] for start in range(0, len(text), CELL_LIMIT)]
