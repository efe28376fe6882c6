"""One mistake of a whole list in the reject workbook: what would mend it, all that this changes, and a yes or no."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.book import BOLD, BOX, CENTRE, HEAD, ITALIC, LEFT, Book, Page, Style
from reports.labels import label
from reports.numerals import integer
from schemas.sheet import Sheet

AGREE, REFUSE = "Đồng ý", "Không"
SHEET, PREVIEW = "Sửa cả loạt", "Xem trước"
MARK = "thidua-proposals"
# Technical name, title, width.
_COLUMNS = (
    ("proposal_key", "Mã", 4.0),
    ("file", "Tệp đã gửi", 26.0),
    ("sheet", "Trang tính", 13.0),
    ("fault", "Sai ở đâu", 40.0),
    ("remedy", "Cách sửa đề nghị", 46.0),
    ("cured", "Hết lỗi", 11.0),
    ("answer", "Có sửa không?", 14.0),
    ("reason", "Căn cứ", 24.0),
)
_FIRST = 4
_TEXT: Style = {"num_format": "@", "valign": "top", "text_wrap": True, **BOX, **LEFT}
_OPEN: Style = {**_TEXT, "locked": False, "bg_color": "#FFFBE6"}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a remedy would change; "" is a blank cell."""

    row: int
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A remedy for one list, as it was tried: ``cured`` of ``rows`` rows lose the problem, and none gets a new one."""

    key: str
    unit_code: str
    unit_name: str
    file: str
    sheet: str
    fault: str
    remedy: str
    rows: int
    cured: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A proposal that was accepted, and on what grounds."""

    key: str
    reason: str = ""


def draw(book: Book, proposals: Sequence[Proposal]) -> None:
    """Two sheets: the proposals, to be answered with a drop-down, and every cell they would change."""
    page = book.page(SHEET, landscape=True)
    page.widths(*(width for _, _, width in _COLUMNS))
    for column, (name, _, _) in enumerate(_COLUMNS):
        page.text(0, column, MARK if column == 0 else name, {"font_size": 8})
    page.sheet.set_row(0, None, None, {"hidden": True})
    page.across(1, 1, 7, f"{integer(len(proposals))} LỖI CỦA CẢ DANH SÁCH, MỖI LỖI MỘT CÁCH SỬA", BOLD, height=26)
    words = f"Xem các ô sẽ đổi ở trang “{PREVIEW}”, rồi chọn “{AGREE}” hoặc “{REFUSE}”. Chưa chọn thì chưa sửa gì."
    page.across(2, 1, 7, words, ITALIC, height=20)
    for column, (_, title, _) in enumerate(_COLUMNS):
        page.text(_FIRST - 1, column, title, HEAD)
    for number, one in enumerate(proposals, start=_FIRST):
        _proposal(page, number, one)
    choice = {"validate": "list", "source": [AGREE, REFUSE], "error_message": f"Chọn “{AGREE}” hoặc “{REFUSE}”."}
    page.sheet.data_validation(_FIRST, 6, _FIRST + len(proposals) - 1, 6, choice)
    page.sheet.set_column(0, 0, 4, book.style(), {"hidden": True})
    page.sheet.freeze_panes(_FIRST, 0)
    page.sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
    _preview(book, proposals)


def _proposal(page: Page, number: int, one: Proposal) -> None:
    cured = f"{integer(one.cured)}/{integer(one.rows)} dòng"
    for column, text in enumerate((one.key, one.file, one.sheet, one.fault, one.remedy)):
        page.text(number, column, text, _TEXT)
    page.text(number, 5, cured, {**_TEXT, **CENTRE})
    page.text(number, 6, "", _OPEN)
    page.text(number, 7, "", _OPEN)
    page.sheet.set_row(number, 52)


def _preview(book: Book, proposals: Sequence[Proposal]) -> None:
    page = book.page(PREVIEW, landscape=True)
    page.widths(26, 13, 7, 24, 30, 30)
    for column, title in enumerate(("Tệp đã gửi", "Trang tính", "Dòng", "Cột", "Đang ghi", "Sẽ thành")):
        page.text(0, column, title, HEAD)
    cells = ((one, change) for one in proposals for change in one.changes)
    for number, (one, change) in enumerate(cells, start=1):
        line = (one.file, one.sheet, str(change.row), label(change.field), change.before, change.after)
        for column, text in enumerate(line):
            page.text(number, column, text or "(trống)", _TEXT)
    page.sheet.freeze_panes(1, 0)
    page.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def agreed(sheets: Iterable[Sheet]) -> tuple[Agreed, ...]:
    """The proposals that were accepted in a workbook that came back; anything but a clear yes changes nothing."""
    return tuple(one for sheet in sheets if sheet.rows and MARK in sheet.rows[0] for one in _answers(sheet))


def _answers(sheet: Sheet) -> Iterator[Agreed]:
    names = ["proposal_key" if text == MARK else text for text in sheet.rows[0]]
    at = {name: names.index(name) for name in ("proposal_key", "answer", "reason") if name in names}
    if len(at) < 3:
        return
    for row in sheet.rows[1:]:
        key, answer, reason = (row[at[name]].strip() for name in ("proposal_key", "answer", "reason"))
        if key and unicodedata.normalize("NFC", answer).casefold() == AGREE.casefold():
            yield Agreed(key, reason)
