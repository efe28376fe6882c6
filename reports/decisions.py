"""A change set with a line for each unit that still needs a place, to be filled in and planned again."""

from __future__ import annotations

from collections.abc import Sequence

from reports.book import BOLD, BOX, ITALIC, LEFT, Book, Style
from schemas.reorganisation import COLUMNS, OR, SPELLINGS, TRANSFER, Change, Undecided

_WIDTHS = {"change": 14, "day": 13, "unit_code": 14, "name": 62, "level": 14, "kind": 12, "parent_code": 22, "note": 38}
_HEAD = 3
_LEVELS = {"city": "thành phố", "upper": "cấp trên cơ sở", "grassroots": "cơ sở"}
_TEXT: Style = {"num_format": "@", "valign": "top", "text_wrap": True, **BOX, **LEFT}
_OPEN: Style = {**_TEXT, "bg_color": "#FFFBE6"}


def decision_sheet(changes: Sequence[Change], undecided: Sequence[Undecided]) -> bytes:
    """A workbook with the changes as they were written, then the units to be placed, each with its choices."""
    book = Book("Phương án sắp xếp tổ chức")
    page = book.page("Phương án", landscape=True)
    page.widths(*_WIDTHS.values())
    page.across(0, 0, len(_WIDTHS) - 1, "PHƯƠNG ÁN SẮP XẾP TỔ CHỨC", BOLD, {"font_size": 14}, height=24)
    words = f"{len(undecided)} đơn vị chưa biết về đâu: chọn ở cột “Cấp trên” (ô vàng), rồi chạy lại thidua units plan."
    page.across(1, 0, len(_WIDTHS) - 1, words, ITALIC, height=20)
    page.heads(_HEAD - 1, [COLUMNS[name][1].capitalize() for name in _WIDTHS])
    placed = {(one.day, one.unit_code) for one in undecided}
    row = _HEAD
    for one in changes:
        # A choice that was written as such is asked below, once.
        if not (one.kind == TRANSFER and (one.day, one.unit_code) in placed):
            cells = (one.name, _LEVELS.get(one.level, ""), one.unit_kind, f"{OR} ".join(one.parents), one.note)
            for column, text in enumerate((SPELLINGS[one.kind][1], f"{one.day:%d/%m/%Y}", one.unit_code, *cells)):
                page.text(row, column, text, _TEXT)
            row += 1
    for waiting in undecided:
        known = (SPELLINGS[TRANSFER][1], f"{waiting.day:%d/%m/%Y}", waiting.unit_code, waiting.name, "", "")
        for column, text in enumerate(known):
            page.text(row, column, text, _TEXT)
        page.text(row, len(known), "", _OPEN)
        page.text(row, len(known) + 1, "Chọn một: " + f"{OR} ".join(waiting.candidates), _TEXT)
        if waiting.candidates:
            choices = {"validate": "list", "source": list(waiting.candidates)}
            if len(",".join(waiting.candidates)) <= 250:  # the most that a list within a cell may hold
                page.sheet.data_validation(row, len(known), row, len(known), choices)
        row += 1
    return book.finish()
