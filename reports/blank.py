"""The blank workbook for a unit to fill in: letterhead, locked headings, drop-downs, ids that keep their zeros."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports import instructions
from reports.book import BOLD, BOX, CENTRE, FONT, HEAD, ITALIC, LEFT, RIGHT, Book, Page, Style
from reports.definitions import KIND_LABELS, LEVEL_LABELS
from reports.letterhead import MOTTO, RULE, STATE
from reports.validation import rule
from schemas.awards import AWARDS, codes_of
from schemas.item import AUTHORS
from schemas.kinds import KINDS
from schemas.registry import Campaign
from schemas.sheet import letters
from schemas.template import (
    HIDDEN_SHEET,
    MONEY,
    NUMBERS,
    PROPERTY,
    UNION,
    TemplateColumn,
    TemplateId,
    columns,
)

SHEET = "Danh sách"
TITLE_ROW, MARK_ROW, HEADING_ROW = 4, 6, 8  # zero-based
FIRST_ROW = HEADING_ROW + 1
_ONE_LINE, _TWO_LINES = 21.0, 32.0  # points
_LETTERS = 1.15  # that surely fit a unit of a column's width
_LEFT_SHARE = 0.42  # of the width, for the sender's half of the letterhead
_WIDE = 16  # columns as wide as this hold sentences, which begin at the left

_OPEN: Style = {"locked": False}
_SMALL: Style = {"font_size": 11}
_ENTRY: Style = {**BOX, **_OPEN, **_SMALL}
_MARK: Style = {"font_size": 8, "font_color": "#7F7F7F"}
_MUST: Style = {"bg_color": "#FFF2CC"}
# No password: protection is against slips of the mouse, and an office may lift it.
_ALLOWED = (
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_rows",
    "delete_rows",
    "sort",
    "autofilter",
)


@dataclass(frozen=True, slots=True)
class Blank:
    """What a blank workbook is made of; ``unions`` are those a row may name, none for a grassroots sender."""

    template: TemplateId
    campaign: Campaign
    unit_name: str
    superior_name: str
    unions: tuple[str, ...] = ()
    rows: int = 200

    @property
    def columns(self) -> tuple[TemplateColumn, ...]:
        """Its columns: a grassroots union need not say in every row who it is, unless nothing else names the row."""
        every = columns(self.template.kind, self.template.version)
        named = any(one.check != UNION and one.field in KINDS[self.template.kind].naming for one in every)
        needed = bool(self.unions) or not named
        return tuple(one for one in every if needed or one.check != UNION)


def blank_workbook(blank: Blank) -> bytes:
    """The xlsx; equal contents give equal bytes."""
    book = Book(title(blank))
    book.set_property(PROPERTY, str(blank.template))
    _list(book, blank)
    instructions.draw(book, KINDS[blank.template.kind], blank.columns, blank.unions)
    _hidden(book, blank)
    return book.finish()


def title(blank: Blank) -> str:
    """The line that names the list, its award where the kind carries several, its level and year."""
    label = KIND_LABELS[blank.template.kind]
    codes = codes_of(blank.template.kind)
    if len(codes) > 1 and blank.campaign.award_code in codes:
        label = f"{label} – {AWARDS[blank.campaign.award_code].vi}"
    if blank.template.addition:
        start = "Danh sách "
        label = f"{start}bổ sung {label.removeprefix(start)}" if label.startswith(start) else f"{label} (bổ sung)"
    return f"{label} {LEVEL_LABELS[blank.template.award_level]} năm {blank.campaign.year}".upper()


def _list(book: Book, blank: Blank) -> None:
    page = book.page(SHEET, landscape=True, numbered=False)
    shown = blank.columns
    page.widths(5, *(column.width for column in shown))
    _head(page, blank, shown)
    _headings(page, shown)
    names = _named_rows(blank)
    count = len(names) or blank.rows
    for number in range(count):
        _row(page, blank, shown, number, names[number] if names else "")
    _rules(page, blank, shown, count)
    _foot(page, FIRST_ROW + count, len(shown))
    # A protected sheet lets nobody add a filter, only use the one that is there.
    page.sheet.autofilter(HEADING_ROW, 0, FIRST_ROW + count - 1, len(shown))
    page.sheet.freeze_panes(FIRST_ROW, 2)
    page.sheet.repeat_rows(HEADING_ROW)
    page.sheet.set_footer(f'&L&"{FONT}"&8{str(blank.template).replace("&", "&&")}&R&"{FONT}"&10Trang &P/&N')
    page.sheet.protect("", dict.fromkeys(_ALLOWED, True))


def _head(page: Page, blank: Blank, shown: Sequence[TemplateColumn]) -> None:
    last = len(shown)
    left = _split([5, *(column.width for column in shown)])
    page.across(0, 0, left, blank.superior_name.upper(), CENTRE, height=20)
    page.across(0, left + 1, last, STATE, CENTRE, BOLD)
    page.across(1, 0, left, blank.unit_name.upper(), CENTRE, BOLD, height=34 if len(blank.unit_name) > 36 else 20)
    page.across(1, left + 1, last, MOTTO, CENTRE, BOLD)
    page.across(2, 0, left, RULE * 8, CENTRE, {"font_size": 8, "valign": "top"}, height=11)
    page.across(2, left + 1, last, RULE * 22, CENTRE, {"font_size": 8, "valign": "top"})
    page.across(3, 0, left, "Số: ......... /DS-CĐ", CENTRE, _OPEN, height=20)
    day = f"................., ngày ..... tháng ..... năm {blank.campaign.year}"
    page.across(3, left + 1, last, day, CENTRE, ITALIC, _OPEN)
    page.across(TITLE_ROW, 0, last, title(blank), CENTRE, BOLD, {"font_size": 14}, height=30)
    page.across(5, 0, last, f"(Đợt thi đua: {blank.campaign.name})", CENTRE, ITALIC, height=18)
    page.across(MARK_ROW, 0, last, str(blank.template), CENTRE, _MARK, height=13)
    note = "Cột nền vàng là bắt buộc. Cách ghi từng cột và ví dụ: xem trang “Hướng dẫn”."
    page.across(7, 0, last, note, ITALIC, {"font_size": 10}, height=16)


def _split(widths: Sequence[float]) -> int:
    """The last column of the left half of the letterhead."""
    wanted, so_far = sum(widths) * _LEFT_SHARE, 0.0
    for place, width in enumerate(widths[:-2]):
        so_far += width
        if so_far >= wanted:
            return place
    return max(0, len(widths) - 3)


def _headings(page: Page, shown: Sequence[TemplateColumn]) -> None:
    page.text(HEADING_ROW, 0, "STT", HEAD, _SMALL)
    for place, column in enumerate(shown, start=1):
        page.text(HEADING_ROW, place, column.heading, HEAD, _SMALL, _MUST if column.required else {})
    page.sheet.set_row(HEADING_ROW, 48)


def _named_rows(blank: Blank) -> tuple[str, ...]:
    """Figures are asked of each union by name; lists are of whoever there is."""
    if not KINDS[blank.template.kind].counting:
        return ()
    return blank.unions or (blank.unit_name,)


def _row(page: Page, blank: Blank, shown: Sequence[TemplateColumn], number: int, name: str) -> None:
    row = FIRST_ROW + number
    # Without a height of its own a row grows with what is written in it; names that are drawn are there already.
    # Only a row without any locked cell may be deleted from a protected sheet.
    page.sheet.set_row(row, _height(shown, name), page.book.style(_OPEN))
    centred = page.book.style(CENTRE, _ENTRY)
    # A second author stands on a row without a number.
    if any(item.holds == AUTHORS for item in KINDS[blank.template.kind].items):
        page.sheet.write_blank(row, 0, None, centred)
    else:
        page.sheet.write_number(row, 0, number + 1, centred)
    for place, column in enumerate(shown, start=1):
        if name and column.check == UNION:
            page.text(row, place, name, _style(column))
        else:
            page.sheet.write_blank(row, place, None, page.book.style(_style(column)))


def _height(shown: Sequence[TemplateColumn], name: str) -> float | None:
    if not name:
        return None
    width = next(column.width for column in shown if column.check == UNION)
    return _TWO_LINES if len(name) > _LETTERS * width else _ONE_LINE


def _style(column: TemplateColumn) -> Style:
    base: Style = {**_ENTRY, "valign": "vcenter", "text_wrap": True}
    if column.check in NUMBERS:
        return {**base, **RIGHT, "num_format": "#,##0" if column.check == MONEY else "General"}
    beside: Style = LEFT if column.width >= _WIDE else {"align": "center"}
    return {**base, **beside, "num_format": "@"}


def _rules(page: Page, blank: Blank, shown: Sequence[TemplateColumn], count: int) -> None:
    unions = f"'{HIDDEN_SHEET}'!$B$1:$B${len(blank.unions)}" if blank.unions else ""
    for place, column in enumerate(shown, start=1):
        found = rule(column, f"{letters(place)}{FIRST_ROW + 1}", unions)
        if found:
            page.sheet.data_validation(FIRST_ROW, place, FIRST_ROW + count - 1, place, found)


def _foot(page: Page, row: int, last: int) -> None:
    """Who signs; open cells, so that a list longer than was prepared can be pasted over them."""
    half = last // 2
    # The gap is in the row itself: it stays where the block begins a page.
    page.sheet.set_row(row, 36)
    below: Style = {"valign": "bottom"}
    for place, lines in ((0, ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)")), (half, ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"))):
        end = half - 1 if place == 0 else last
        page.across(row, place, end, lines[0], CENTRE, BOLD, _OPEN, below)
        page.across(row + 1, place, end, lines[1], CENTRE, BOLD if place else ITALIC, _OPEN)
    page.across(row + 2, half, last, "(Ký tên, đóng dấu)", CENTRE, ITALIC, _OPEN)


def _hidden(book: Book, blank: Blank) -> None:
    """Lists too long for a rule of a cell, and the template's own name."""
    page = book.page(HIDDEN_SHEET)
    page.text(0, 0, str(blank.template))
    for number, union in enumerate(blank.unions):
        page.text(number, 1, union)
    page.sheet.very_hidden()
