"""The cells of a worksheet part, spliced as bytes: a row that nothing happens to is not even looked into.

Half a million cells as a tree of elements would cost seconds and hundreds of megabytes; here only the rows with marks
are taken apart. What comes in has no comments and no CDATA (``markup.plain``), so that every ``<`` starts a tag.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from connectors.returned.markup import coded
from connectors.returned.styles import Styles
from connectors.worksheet import column_number
from schemas.sheet import address, letters

_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_STYLE = re.compile(rb"""(?<![:\w])s\s*=\s*["'](\d{1,9})["']""")
_OWN_FORMAT = re.compile(rb"""\bcustomFormat\s*=\s*["'](?:1|true)["']""")
_SPANS = re.compile(rb"""\s+spans\s*=\s*["'][^"'<>]*["']""")


@dataclass(slots=True)
class Edits:
    """What is to happen to a sheet's cells, by one-based row and zero-based column.

    ``fills`` are severities, ``texts`` replace whole cells, ``emptied`` is a column whose old content goes.
    """

    fills: dict[int, dict[int, str]] = field(default_factory=dict)
    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    emptied: int | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    start: int
    end: int
    attributes: bytes
    inner: bytes


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    attributes: bytes
    inner: bytes  # with the closing tag, empty for a cell without content
    whole: bytes


class Grid:
    """The inside of ``sheetData``; ``prefix`` stands before its tags (``b"x:"``), ``columns`` are their formats."""

    def __init__(self, body: bytes, prefix: bytes, styles: Styles, columns: Mapping[int, int]) -> None:
        self._body = body
        self._prefix = prefix
        self._styles = styles
        self._columns = columns
        self._row_tag = re.compile(rb"<" + prefix + rb"row((?:\s[^<>]*?)?)(/?)>")
        self._row_end = re.compile(rb"</" + prefix + rb"row\s*>")
        cell_end = rb"</" + prefix + rb"c\s*>"
        self._cell = re.compile(rb"<" + prefix + rb"c((?:\s[^<>]*?)?)(?:/>|>(.*?" + cell_end + rb"))", re.DOTALL)
        self._content = re.compile(rb"<" + prefix + rb"(?:v|is|f)[\s/>]")
        self._old = self._find_old()

    def patched(self, edits: Edits) -> bytes:
        """The cells after the edits; rows and cells that were not there are put in order."""
        waiting = deque(sorted(edits.fills.keys() | edits.texts.keys()))
        everywhere = edits.emptied is not None or self._old is not None
        out, at, body = [], 0, self._body
        for row in self._rows():
            if not waiting and not everywhere:
                break
            while waiting and waiting[0] < row.number:
                out += [body[at : row.start], self._new_row(waiting.popleft(), edits)]
                at = row.start
            touched = bool(waiting) and waiting[0] == row.number
            if touched:
                waiting.popleft()
            if touched or everywhere:
                out += [body[at : row.start], self._edited(row, edits)]
                at = row.end
        out.append(body[at:])
        out += [self._new_row(number, edits) for number in waiting]
        return b"".join(out)

    def last_column(self, first: int, last: int) -> int:
        """The last zero-based column that holds anything between two rows, -1 when none does."""
        found = -1
        for row in self._rows():
            if row.number > last:
                break
            if row.number >= first:
                found = max(found, self._end_of(row))
        return found

    def is_free(self, column: int) -> bool:
        """Whether no cell of a column holds anything."""
        name = re.escape(letters(column).encode())
        pattern = re.compile(rb"""\br\s*=\s*["']""" + name + rb"""\d+["'](?:[^<>]*[^/<>])?><""")
        return not any(self._content.match(self._body, found.end() - 1) for found in pattern.finditer(self._body))

    def column_of(self, text: str, shared: int | None) -> int | None:
        """The column in which some cell holds a text, directly or as a shared string's place."""
        values = [re.escape(text.encode())] if shared is None else [re.escape(text.encode()), b"%d" % shared]
        pattern = re.compile(rb">\s*(?:" + rb"|".join(values) + rb")\s*</" + self._prefix + rb"([tv])>")
        for found in pattern.finditer(self._body):
            start = self._body.rfind(b"<" + self._prefix + b"c ", 0, found.start())
            tag = self._body[start : self._body.find(b">", start)]
            place = _ADDRESS.search(tag)
            if place and (found[1] == b"t" or b't="s"' in tag):
                return column_number(place[1])
        return None

    def _find_old(self) -> re.Pattern[bytes] | None:
        """What finds cells that an earlier answer filled, None when there are none."""
        if not self._styles.ours:
            return None
        names = b"|".join(b"%d" % style for style in sorted(self._styles.ours))
        pattern = re.compile(rb"<" + self._prefix + rb"c\s[^<>]*?(?<![:\w])s=\"(?:" + names + rb")\"")
        return pattern if pattern.search(self._body) else None

    def _rows(self) -> Iterator[_Row]:
        number, at, body = 0, 0, self._body
        while opening := self._row_tag.search(body, at):
            said = _ROW_NUMBER.search(opening[1])
            number = int(said[1]) if said else number + 1
            start, inside = opening.span()
            if opening[2]:
                at, inner = inside, b""
            else:
                closing = self._row_end.search(body, inside)
                stop, at = closing.span() if closing else (len(body), len(body))
                inner = body[inside:stop]
            yield _Row(number, start, at, opening[1], inner)

    def _cells(self, row: _Row) -> Iterator[_Cell]:
        column = -1
        for found in self._cell.finditer(row.inner):
            place = _ADDRESS.search(found[1])
            column = column_number(place[1]) if place else column + 1
            yield _Cell(column, found[1], found[2] or b"", found[0])

    def _end_of(self, row: _Row) -> int:
        """The last column with content in a row, found from behind."""
        end = len(row.inner)
        while (start := row.inner.rfind(b"<" + self._prefix + b"c ", 0, end)) >= 0:
            cell = row.inner[start:end]
            if self._content.search(cell):
                place = _ADDRESS.search(cell)
                return column_number(place[1]) if place else max(one.column for one in self._cells(row))
            end = start
        return -1

    def _edited(self, row: _Row, edits: Edits) -> bytes:
        fills, texts = edits.fills.get(row.number, {}), edits.texts.get(row.number, {})
        tag = b"<" + self._prefix + b"row" + _SPANS.sub(b"", row.attributes) + b">"
        end = b"</" + self._prefix + b"row>"
        if not fills and edits.emptied is None and self._old is None and self._end_of(row) < min(texts, default=-1):
            last = row.inner.rfind(b"<" + self._prefix + b"c ")
            place = _ADDRESS.search(row.inner, max(last, 0))
            if not place or column_number(place[1]) < min(texts):
                return b"".join([tag, row.inner, *self._texts(row.number, texts), end])
        return b"".join([tag, *self._merged(row, fills, dict(texts), edits.emptied), end])

    def _merged(
        self, row: _Row, fills: Mapping[int, str], texts: dict[int, str], emptied: int | None
    ) -> Iterator[bytes]:
        """The cells of a row, old and new, by column."""
        own = self._row_style(row.attributes)
        missing = deque(sorted(fills.keys() | texts.keys()))
        for cell in self._cells(row):
            while missing and missing[0] < cell.column:
                yield self._new_cell(row.number, missing.popleft(), fills, texts, own)
            if missing and missing[0] == cell.column:
                missing.popleft()
            yield self._changed(row.number, cell, fills, texts, emptied)
        for column in missing:
            yield self._new_cell(row.number, column, fills, texts, own)

    def _changed(
        self, row: int, cell: _Cell, fills: Mapping[int, str], texts: Mapping[int, str], emptied: int | None
    ) -> bytes:
        if cell.column in texts:
            return self._text(row, cell.column, texts[cell.column])
        if cell.column == emptied:
            return b"<" + self._prefix + b'c r="' + address(row, cell.column).encode() + b'"/>'
        said = _STYLE.search(cell.attributes)
        old = style = int(said[1]) if said else 0
        if style in self._styles.ours:
            style = self._styles.cleared(style)
        if severity := fills.get(cell.column):
            style = self._styles.filled(style, severity)
        if style == old:
            return cell.whole
        about, number = cell.attributes.rstrip(), b"%d" % style
        about = about[: said.start(1)] + number + about[said.end(1) :] if said else about + b' s="%b"' % number
        return b"<" + self._prefix + b"c" + about + (b">" + cell.inner if cell.inner else b"/>")

    def _new_row(self, number: int, edits: Edits) -> bytes:
        row = _Row(number, 0, 0, b' r="%d"' % number, b"")
        cells = self._merged(row, edits.fills.get(number, {}), dict(edits.texts.get(number, {})), None)
        return b"".join([b"<", self._prefix, b'row r="%d">' % number, *cells, b"</", self._prefix, b"row>"])

    def _new_cell(
        self, row: int, column: int, fills: Mapping[int, str], texts: Mapping[int, str], own: int | None
    ) -> bytes:
        if column in texts:
            return self._text(row, column, texts[column])
        style = self._columns.get(column, 0) if own is None else own
        style = self._styles.filled(style, fills[column])
        return b"<" + self._prefix + b'c r="%s" s="%d"/>' % (address(row, column).encode(), style)

    def _row_style(self, attributes: bytes) -> int | None:
        said = _STYLE.search(attributes) if _OWN_FORMAT.search(attributes) else None
        return int(said[1]) if said else None

    def _texts(self, row: int, texts: Mapping[int, str]) -> Iterator[bytes]:
        for column in sorted(texts):
            yield self._text(row, column, texts[column])

    def _text(self, row: int, column: int, text: str) -> bytes:
        at, said, x = address(row, column).encode(), escape(coded(text), quote=False).encode(), self._prefix
        return b'<%bc r="%b" t="inlineStr"><%bis><%bt>%b</%bt></%bis></%bc>' % (x, at, x, x, said, x, x, x)
