"""The blank workbook for a unit to fill in: letterhead, locked headings, drop-downs, ids that keep their zeros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.book import BOLD, BOX, CENTRE, HEAD, ITALIC, LEFT, Book, Page, Style
from reports.definitions import KIND_LABELS, LEVEL_LABELS
from schemas.kinds import KINDS
from schemas.sheet import letters
from schemas.template import GUIDE, HIDDEN_SHEET, PROPERTY, TemplateColumn, TemplateId, columns

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_HEADER = 7  # zero-based row of the headings
_CELL: Style = {**BOX, **LEFT, "num_format": "@", "locked": False, "font_size": 12}
_NUMBER: Style = {**BOX, "num_format": "#,##0", "locked": False, "font_size": 12}
_MUST: Style = {"bg_color": "#FFF2CC"}
# Digits that a cell must have: (numbers of digits, what is said).
_DIGITS: Mapping[str, tuple[tuple[int, ...], str]] = {
    "id_number": ((12, 9), "12 chữ số (CCCD); số 0 ở đầu phải giữ. CMND 9 chữ số chỉ khi chưa có CCCD."),
    "social_insurance_no": ((10,), "10 chữ số, giữ số 0 ở đầu."),
    "phone": ((10,), "10 chữ số, bắt đầu bằng số 0."),
}
_CHOICES: Mapping[str, tuple[str, ...]] = {"gender": ("Nam", "Nữ"), "direct_worker": ("x",)}
_DATES = ("date_of_birth", "hire_date", "first_applied_date", "decision_date")
_AMOUNTS = ("benefit_vnd", "award_money", "initiative_reward")
_DATE_HINT = "Ngày/tháng/năm, ví dụ 07/03/1985; chỉ biết năm thì ghi năm: 1985."


@dataclass(frozen=True, slots=True)
class Blank:
    """What a blank workbook is made of; ``unions`` are those a row may name, none for a grassroots sender."""

    template: TemplateId
    unit_name: str
    superior_name: str
    year: int
    unions: tuple[str, ...] = ()
    rows: int = 200


def blank_workbook(blank: Blank) -> bytes:
    """The xlsx; equal contents give equal bytes."""
    book = Book(str(blank.template))
    book.set_property(PROPERTY, str(blank.template))
    shown = [column for column in columns(blank.template.kind, blank.template.version) if _wanted(column, blank)]
    _list(book, blank, shown)
    _guide(book, shown)
    _hidden(book, blank)
    return book.finish()


def _wanted(column: TemplateColumn, blank: Blank) -> bool:
    """A grassroots union need not say in every row who it is, except where figures are about it."""
    return column.field != "grassroots_union" or bool(blank.unions) or KINDS[blank.template.kind].counting


def title(blank: Blank) -> str:
    """The line that names the list, its level and year."""
    kind = KIND_LABELS.get(blank.template.kind, blank.template.kind).upper()
    level = LEVEL_LABELS.get(blank.template.award_level, "").upper()
    return " ".join(filter(None, (kind, "BỔ SUNG" if blank.template.addition else "", level, f"NĂM {blank.year}")))


def _list(book: Book, blank: Blank, shown: Sequence[TemplateColumn]) -> None:
    page = book.page("Danh sách", landscape=True)
    page.widths(6, *(column.width for column in shown))
    last = len(shown)
    half = max(1, last // 2)
    page.across(0, 0, half, blank.superior_name.upper(), CENTRE)
    page.across(1, 0, half, blank.unit_name.upper(), CENTRE, BOLD)
    page.across(0, half + 1, last, NATION, CENTRE, BOLD)
    page.across(1, half + 1, last, MOTTO, CENTRE, BOLD)
    page.across(3, 0, last, title(blank), CENTRE, BOLD, {"font_size": 14}, height=26)
    page.across(4, 0, last, str(blank.template), CENTRE, {"font_size": 9, "font_color": "#7F7F7F"})
    page.across(5, 0, last, "Cột nền vàng là bắt buộc. Xem trang “Hướng dẫn”.", CENTRE, ITALIC, {"font_size": 10})
    for number, text in enumerate(("STT", *(column.heading for column in shown))):
        must = _MUST if number and shown[number - 1].required else {}
        page.text(_HEADER, number, text, HEAD, must)
    page.sheet.set_row(_HEADER, 40)
    first = _HEADER + 1
    page.sheet.set_default_row(22)
    for row in range(first, first + blank.rows):
        _row(page, row, shown)
    for number, column in enumerate(shown, start=1):
        rule = _rule(column, number, first, blank)
        if rule:
            page.sheet.data_validation(first, number, first + blank.rows - 1, number, rule)
    page.sheet.freeze_panes(first, 2)
    page.sheet.repeat_rows(_HEADER)
    # No password: protection is against slips of the mouse, and an office may lift it.
    allowed = ("format_columns", "format_rows", "format_cells", "insert_rows", "delete_rows", "sort", "autofilter")
    page.sheet.protect("", dict.fromkeys(allowed, True))


def _row(page: Page, row: int, shown: Sequence[TemplateColumn]) -> None:
    page.sheet.write_blank(row, 0, None, page.book.style(CENTRE, BOX, {"font_size": 12, "locked": False}))
    for place, column in enumerate(shown, start=1):
        page.sheet.write_blank(row, place, None, page.book.style(_style(column)))


def _style(column: TemplateColumn) -> Style:
    return _NUMBER if column.field in _AMOUNTS or column.field.startswith("stat_") else _CELL


def _rule(column: TemplateColumn, number: int, first: int, blank: Blank) -> dict[str, Any] | None:
    cell = f"{letters(number)}{first + 1}"
    if column.field in _DIGITS:
        lengths, words = _DIGITS[column.field]
        counts = ",".join(f"LEN({cell})={length}" for length in lengths)
        return _told(
            {"validate": "custom", "value": f"=AND(OR({counts}),ISNUMBER(-{cell}))"}, column, words, stop=False
        )
    if column.field in _CHOICES:
        return _told({"validate": "list", "source": list(_CHOICES[column.field])}, column, "Chọn trong danh sách.")
    if column.field == "grassroots_union" and blank.unions:
        source = f"='{HIDDEN_SHEET}'!$B$1:$B${len(blank.unions)}"
        return _told({"validate": "list", "source": source}, column, "Chọn đúng tên trong danh mục.", stop=False)
    if column.field in _DATES:
        return _told({"validate": "any"}, column, _DATE_HINT)
    if _style(column) is _NUMBER:
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        return _told(rule, column, "Chỉ ghi một số, không âm, không kèm chữ.")
    return None


def _told(rule: dict[str, Any], column: TemplateColumn, words: str, *, stop: bool = True) -> dict[str, Any]:
    heading = column.heading[:32]
    said = {"input_title": heading, "input_message": words, "error_title": heading, "error_message": words}
    return {**rule, **said, "error_type": "stop" if stop else "warning"}


def _guide(book: Book, shown: Sequence[TemplateColumn]) -> None:
    page = book.page("Hướng dẫn")
    page.widths(6, 30, 60)
    page.across(0, 0, 2, "HƯỚNG DẪN ĐIỀN", CENTRE, BOLD, {"font_size": 14}, height=26)
    page.across(1, 0, 2, GUIDE, CENTRE, {"font_size": 9, "font_color": "#7F7F7F"})
    steps = (
        "Mỗi người (hoặc sáng kiến, đơn vị) một dòng, điền từ dòng đầu tiên, không bỏ cách dòng.",
        "Không đổi tên cột và dòng tiêu đề. Được sắp xếp, lọc, xóa bớt dòng, đổi độ rộng cột.",
        "Số CCCD, BHXH, điện thoại đã đặt sẵn dạng văn bản: gõ đủ các chữ số, kể cả số 0 ở đầu.",
        "Sáng kiến nhiều tác giả: tác giả thứ hai trở đi ghi ở dòng dưới, để trống tên sáng kiến.",
        "Không có ai để báo cáo: ghi “Không có” vào ô họ tên (tên sáng kiến) ở dòng đầu và vẫn gửi tệp.",
        "Gửi thêm người sau khi đã gửi danh sách: dùng mẫu bổ sung; sửa danh sách: gửi lại cả danh sách.",
    )
    for number, step in enumerate(steps, start=1):
        page.text(2 + number, 0, str(number), CENTRE, BOLD)
        page.across(2 + number, 1, 2, step, height=34)
    top = 4 + len(steps)
    page.text(top, 1, "Cách ghi từng cột", BOLD)
    for number, column in enumerate(shown, start=top + 1):
        must = "bắt buộc" if column.required else "nếu có"
        hint = _DIGITS[column.field][1] if column.field in _DIGITS else _DATE_HINT if column.field in _DATES else ""
        example = f"ví dụ: {column.example}" if column.example else ""
        page.text(number, 1, f"“{column.heading}” ({must})", BOX, LEFT)
        page.text(number, 2, "; ".join(filter(None, (hint, example))), BOX, LEFT)
    page.sheet.protect("", {"format_columns": True, "format_rows": True})


def _hidden(book: Book, blank: Blank) -> None:
    """Lists too long for a rule of a cell, and the template's own name."""
    page = book.page(HIDDEN_SHEET)
    page.text(0, 0, str(blank.template))
    for number, union in enumerate(blank.unions):
        page.text(number, 1, union)
    page.sheet.very_hidden()
