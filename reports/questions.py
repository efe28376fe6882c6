"""What only a person knows, as a sheet of the reject workbook: one question a line, answered with a drop-down."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.book import BOLD, BOX, ITALIC, LEFT, Book, Page, Style
from reports.numerals import integer
from schemas.sheet import Sheet, address, letters

SHEET, CHOICES = "Câu hỏi", "Lựa chọn"
MARK = "thidua-questions"
# Technical name, title, width.
_COLUMNS = (
    ("question_key", "Mã", 4.0),
    ("file", "Tệp đã gửi", 26.0),
    ("sheet", "Trang tính", 13.0),
    ("cell", "Ô", 8.0),
    ("question", "Câu hỏi", 46.0),
    ("samples", "Ví dụ trong cột (đã che)", 30.0),
    ("answer", "Trả lời", 44.0),
    ("reason", "Căn cứ", 24.0),
)
_ANSWER, _FIRST = 6, 4
_TEXT: Style = {"num_format": "@", "valign": "top", "text_wrap": True, **BOX, **LEFT}
_OPEN: Style = {**_TEXT, "locked": False, "bg_color": "#FFFBE6"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words, where it comes from, and what may be answered in words, the likeliest first."""

    key: str
    unit_code: str
    unit_name: str
    file: str
    sheet: str
    cell: str
    code: str
    words: str
    samples: tuple[str, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person wrote as the answer to a question, and on what grounds."""

    key: str
    text: str
    reason: str
    cell: str


def draw(book: Book, questions: Sequence[Asked]) -> None:
    """The sheet of questions; what may be chosen stands in a hidden sheet, since drop-downs take only short lists."""
    page = book.page(SHEET, landscape=True)
    page.widths(*(width for _, _, width in _COLUMNS))
    for column, (name, _, _) in enumerate(_COLUMNS):
        page.text(0, column, MARK if column == 0 else name, {"font_size": 8})
    page.sheet.set_row(0, None, None, {"hidden": True})
    page.across(1, 1, 7, f"{integer(len(questions))} CÂU HỎI CẦN CÁN BỘ TRẢ LỜI", BOLD, {"font_size": 14}, height=26)
    words = "Chọn ở cột “Trả lời”. Câu trả lời được nhớ: tệp sau của đơn vị có cùng mẫu sẽ không bị hỏi lại."
    page.across(2, 1, 7, words, ITALIC, height=20)
    page.heads(_FIRST - 1, [title for _, title, _ in _COLUMNS])
    for number, one in enumerate(questions, start=_FIRST):
        _question(page, number, one)
    page.sheet.set_column(0, 0, 4, book.style(), {"hidden": True})
    page.sheet.freeze_panes(_FIRST, 0)
    page.sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})


def draw_choices(book: Book, questions: Sequence[Asked]) -> None:
    """The hidden sheet with what may be answered, a line for each question."""
    page = book.page(CHOICES)
    for number, one in enumerate(questions):
        for column, choice in enumerate(one.choices):
            page.text(number, column, choice, {"num_format": "@"})
    page.sheet.very_hidden()


def _question(page: Page, number: int, one: Asked) -> None:
    for column, text in enumerate((one.key, one.file, one.sheet, one.cell, one.words, "\n".join(one.samples))):
        page.text(number, column, text, _TEXT)
    page.text(number, _ANSWER, "", _OPEN)
    page.text(number, _ANSWER + 1, "", _OPEN)
    page.sheet.set_row(number, max(36, 18 * len(one.samples)))
    if one.choices:
        line = number - _FIRST + 1
        source = f"='{CHOICES}'!$A${line}:${letters(len(one.choices) - 1)}${line}"
        # Another unit than those offered may be typed by its code.
        told = {"error_type": "information", "error_title": SHEET, "error_message": "Chọn trong danh sách hoặc ghi mã."}
        page.sheet.data_validation(number, _ANSWER, number, _ANSWER, {"validate": "list", "source": source, **told})


def replies(sheets: Iterable[Sheet]) -> tuple[Reply, ...]:
    """What was answered in a workbook that came back; a blank is no answer."""
    return tuple(one for sheet in sheets if sheet.rows and MARK in sheet.rows[0] for one in _replies(sheet))


def _replies(sheet: Sheet) -> Iterator[Reply]:
    names = ["question_key" if text == MARK else text for text in sheet.rows[0]]
    at = {name: names.index(name) for name in ("question_key", "answer", "reason") if name in names}
    if len(at) < 3:
        return
    for number, row in enumerate(sheet.rows[_FIRST:], start=_FIRST + 1):
        key, text, reason = (unicodedata.normalize("NFC", row[column]).strip() for column in at.values())
        if key and text:
            yield Reply(key, " ".join(text.split()), reason, address(number, at["answer"]))
