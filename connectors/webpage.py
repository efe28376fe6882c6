"""HTML tables, as web systems export them under the name .xls: one sheet whose rows are the ``<tr>`` of the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from connectors import dense
from connectors.cells import Row, row_of, trim
from connectors.encoding import decode
from connectors.failures import Unreadable
from schemas.sheet import BLANK, NUMBER, TEXT, Merge, Sheet, Workbook

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template"})
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset({"br", "p", "div", "li"})
# What a column too narrow for its number shows.
_CRAMPED = re.compile(r"^(?:#{2,}|\d[.,]\d+E\+\d+)$")
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPAN = 1_000  # columns, as browsers cap it


class _Tables(HTMLParser):
    """Collects cells by row and column; a row counts from where its ``<tr>`` stands in the page, nested or not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[dict[int, str]] = []
        self.merges: list[Merge] = []
        self.unseen: set[int] = set()  # rows
        self._open: list[int] = []  # rows begun and not ended, the innermost last
        self._taken: dict[int, set[int]] = {}  # columns of a row that a cell from above reaches into
        self._cell: tuple[int, int] | None = None
        self._text: list[str] = []
        self._exact = ""  # the number behind the text of the cell, where an office program wrote it
        self._silent = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(-1)
        elif tag == "tr" and self._open:
            self._begin_row(unseen=_is_unseen(dict(attrs)))
        elif tag in _CELLS and self._open:
            self._begin_cell(dict(attrs))
        elif tag in _BREAKS:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _CELLS or tag == "tr":
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell and not self._silent:
            self._text.append(_SPACE.sub(" ", data))

    def _begin_row(self, *, unseen: bool = False) -> None:
        self._end_cell()
        dense.check_grid(len(self.rows) + 1, 1)
        if unseen:
            self.unseen.add(len(self.rows))
        self._open[-1] = len(self.rows)
        self.rows.append({})

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if self._open[-1] < 0:
            self._begin_row()
        row = self._open[-1]
        taken = self._taken.setdefault(row, set())
        column = next(n for n in range(len(taken) + 1) if n not in taken)
        width, height = _span(attributes.get("colspan"), _SPAN), _span(attributes.get("rowspan"), _SPAN)
        self._cells += width * height
        dense.check_grid(1, column + width)
        dense.check_grid(1 + self._cells // dense.COLUMNS, dense.COLUMNS, dense.FILLED)
        for below in range(row, row + height):
            self._taken.setdefault(below, set()).update(range(column, column + width))
        if width > 1 or height > 1:
            self.merges.append(Merge(row, column, row + height - 1, column + width - 1))
        self._cell, self._text = (row, column), []
        self._exact = attributes.get("x:num") or attributes.get("sdval") or ""

    def _end_cell(self) -> None:
        if self._cell:
            row, column = self._cell
            lines = "".join(self._text).split("\n")
            text = "\n".join(stripped for line in lines if (stripped := line.strip(" ")))
            self.rows[row][column] = _exact(self._exact) or text if _CRAMPED.match(text) else text
        self._cell = None

    def close(self) -> None:
        """Ends a cell that the page left open."""
        super().close()
        self._end_cell()


def _is_unseen(attributes: dict[str, str | None]) -> bool:
    return bool(_NO_DISPLAY.search(attributes.get("style") or ""))


def _exact(value: str) -> str:
    """A number as the other formats write it, "" for what is none."""
    try:
        (text,), kind = row_of([float(value)])
    except ValueError:
        return ""
    return text if kind == NUMBER else ""


def _span(value: str | None, most: int) -> int:
    return min(max(int(value), 1), most) if value and value.isdecimal() and len(value) < 9 else 1


def read_page(data: bytes) -> Workbook:
    """One sheet named ``html``; Unreadable when the page has no table, lost its Vietnamese, or is too large."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii", "replace") if declared else "")
    tables = _Tables()
    tables.feed(decoded.text)
    tables.close()
    rows, kinds = trim([_row(row) for row in tables.rows])
    if not rows:
        raise Unreadable("no_table")
    merges = tuple(one for one in tables.merges if one.top < len(rows) and one.left < len(rows[0]))
    unseen = frozenset(row for row in tables.unseen if row < len(rows))
    sheet = Sheet("html", rows, kinds, merges, legacy_font=decoded.legacy_font, hidden_rows=unseen)
    return Workbook("html", (sheet,), decoded.encoding, decoded.told("html"))


def _row(cells: dict[int, str]) -> Row:
    texts = tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))
    return texts, "".join(TEXT if text.strip() else BLANK for text in texts)
