"""From a list and a layout to pages; every row learns the sheet and row where it was written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from connectors.synthetic import cells
from connectors.synthetic.grid import Formula, Page, Value
from connectors.synthetic.layouts import Layout
from connectors.synthetic.letterhead import draw_foot, draw_top
from connectors.synthetic.listing import Listing, Row
from connectors.synthetic.tcvn3 import encoded

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
_DITTO = ("department", "job")
_EMPTY_FORMULAS = 120
_LONG = 44  # letters that fit on one line of a wide column
_SEXED = {"gender", "mark_male", "birth_male", "salutation"}


def draw(listing: Listing, layout: Layout, sheet: str = "Danh sách") -> list[Page]:
    """The pages of a list, the visible ones first; rows are reordered where the layout puts groups together."""
    if layout.grouped or layout.dittos:
        listing.rows.sort(key=lambda row: row.group)
    if layout.grouped == "sheets":
        pages = [_part(listing, layout, name, list(rows)) for name, rows in _groups(listing.rows)]
    else:
        pages = [_page(listing, layout, sheet)]
    if layout.formulas:
        pages.append(_codes())
    _keep_shown(listing.rows, layout)
    if layout.font.startswith(".Vn"):
        for page in pages:
            page.font = layout.font
            page.cells = {at: (encoded(value), style) for at, (value, style) in page.cells.items()}
    return pages


def _page(listing: Listing, layout: Layout, sheet: str) -> Page:
    page = Page(sheet, widths=[column.width for column in layout.columns])
    draw_top(page, listing, layout)
    _header(page, layout)
    if layout.grouped == "roman":
        for number, (name, rows) in enumerate(_groups(listing.rows)):
            _group(page, layout, f"{_ROMAN[number]}. {name}", list(rows))
    elif layout.grouped == "merged":
        for name, rows in _groups(listing.rows):
            _merged_group(page, layout, name, list(rows))
    else:
        _rows(page, layout, listing.rows)
    if not listing.rows:
        _nothing(page, layout)
    draw_foot(page, listing, layout, len(listing.rows))
    if layout.formulas:
        _empty_formulas(page, layout)
    return page


def _part(listing: Listing, layout: Layout, name: str, rows: list[Row]) -> Page:
    page = Page(name, widths=[column.width for column in layout.columns])
    draw_top(page, listing, layout, name)
    _header(page, layout)
    _rows(page, layout, rows)
    whole = listing.declared
    listing.declared = None  # what the footer of one sheet says counts that sheet only
    draw_foot(page, listing, layout, len(rows))
    listing.declared = whole
    return page


def _groups(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    return [(name, list(found)) for name, found in groupby(rows, key=lambda row: row.group)]


def _header(page: Page, layout: Layout) -> None:
    """The header rows, equal texts side by side or one above the other under one merged cell."""
    top, depth = page.next_row, max(len(column.heading) for column in layout.columns)
    column = 0
    while column < len(layout.columns):
        first = layout.columns[column].heading
        alike = 1
        while column + alike < len(layout.columns) and layout.columns[column + alike].heading[0] == first[0]:
            alike += 1
        if len(set(first)) == 1:
            page.merge(top, column, top + depth - 1, column, first[0], "head")
            alike = 1
        else:
            page.merge(top, column, top, column + alike - 1, first[0], "head")
            for offset in range(alike):
                page.put(top + 1, column + offset, layout.columns[column + offset].heading[1], "head")
        column += alike
    page.tall.add(top + depth - 1)
    if layout.numbering:
        row = page.next_row
        for number in range(len(layout.columns)):
            text = f"({number + 1})" if layout.numbering == "(1)" else "AB"[number] if number < 2 else str(number - 1)
            page.put(row, number, text, "center")


def _rows(page: Page, layout: Layout, rows: Sequence[Row]) -> None:
    above: dict[str, Value] = {}
    for number, row in enumerate(rows, start=1):
        row.sheet, row.number = page.name, page.next_row + 1
        parts = row.parts or [{}]
        for offset, part in enumerate(parts):
            line = {**row.written, "stt": number, **part} if offset == 0 else part
            at = page.next_row
            if len(str(line.get("initiative_name") or line.get("achievement") or "")) > _LONG:
                page.tall.add(at)
            for column, heading in enumerate(layout.columns):
                value, style = cells.cell(heading.holds, line, layout)
                if layout.dittos and heading.holds in _DITTO and value and above.get(heading.holds) == value:
                    page.put(at, column, "nt", "center")
                else:
                    page.put(at, column, value, style)
        above = row.written


def _group(page: Page, layout: Layout, title: str, rows: list[Row]) -> None:
    page.line(f"{title} ({len(rows)} người)", len(layout.columns), "left-bold")
    _rows(page, layout, rows)
    at = page.next_row
    for column in range(len(layout.columns)):
        page.put(at, column, "Cộng" if column == 1 else len(rows) if column == 2 else None, "bold")


def _merged_group(page: Page, layout: Layout, name: str, rows: list[Row]) -> None:
    top = page.next_row
    _rows(page, layout, rows)
    column = next(i for i, one in enumerate(layout.columns) if one.holds == "department")
    page.merge(top, column, page.next_row - 1, column, name, "center")


def _nothing(page: Page, layout: Layout) -> None:
    at = page.next_row
    for column in range(len(layout.columns)):
        page.put(at, column, "Không có" if column == 1 else None, "text")


def _empty_formulas(page: Page, layout: Layout) -> None:
    """Look-ups copied far below the list, whose results are empty (domain §3.7)."""
    column = next(i for i, one in enumerate(layout.columns) if one.holds == "job")
    for row in range(page.next_row + 1, page.next_row + 1 + _EMPTY_FORMULAS):
        page.put(row, column, Formula(cells.lookup(f"Z{row + 1}"), ""), "plain")


def _codes() -> Page:
    page = Page("DM", widths=[8, 30], hidden=True)
    for column, text in enumerate(("Mã", "Tên công việc")):
        page.put(0, column, text, "head")
    for number, trade in enumerate(cells.TRADES, start=1):
        page.put(number, 0, number, "center")
        page.put(number, 1, trade, "text")
    return page


def _keep_shown(rows: Sequence[Row], layout: Layout) -> None:
    """A reader can only know what the layout shows, and no more exactly than it shows it."""
    shows = layout.shows
    shown = {"full_name", "initiative_name", "authors", "benefit_vnd", *shows}
    shown |= {"gender"} if shows & _SEXED else set()
    shown |= {"date_of_birth"} if shows & {"birth", "birth_male"} else set()
    for row in rows:
        row.clean = {name: value for name, value in row.clean.items() if name in shown}
        # An empty mark says nothing; only a cross, or a 0 where the layout writes them, does.
        if "direct" in shows and (row.written.get("direct") is True or layout.zero_marks):
            row.clean["direct_worker"] = str(row.written["direct"]).lower()
        if layout.birth == "year" and "date_of_birth" in row.clean:
            row.clean["date_of_birth"] = row.clean["date_of_birth"][:4]
