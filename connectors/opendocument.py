"""OpenDocument spreadsheets: what is forbidden in them, and what the reading library drops.

Merged ranges, hidden rows and columns, error cells, zeros that only the number style shows, old fonts, formulas without
a result. The XML is walked only where a substring says that there is any of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from xml.parsers import expat

from connectors import dense
from connectors.cells import Cell, Place
from connectors.details import Detail
from connectors.failures import Unreadable
from connectors.officestyles import Attributes, OfficeStyles
from schemas.sheet import ERROR, NUMBER, Merge

_TABLE, _OFFICE, _TEXT = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("table", "office", "text"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_REPEAT = re.compile(rb'number-(rows|columns)-repeated="([^"]*)"|text:c="(\d{5,})"')
_SIGNS = (
    b"-spanned=",
    b"visibility=",
    b'value-type="error"',
    b":formula=",
    b"min-integer-digits=",
    b".Vn",
    b".VN",
    b"VNI-",
)
_FAULT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_REFERENCE = re.compile(r"\[\.([^\]]*)\]")
_PREFIX = re.compile(r"^(?:\w+:)?=")


def check(xml: bytes) -> None:
    """Unreadable for repeats that make more rows, columns or spaces than any spreadsheet has."""
    limits = {b"rows": dense.ROWS, b"columns": dense.COLUMNS}
    for axis, count, spaces in _REPEAT.findall(xml):
        if spaces or not count.isdigit() or int(count[:9]) > limits[axis]:
            raise Unreadable("too_many_cells")


def read_details(styles: bytes, content: bytes) -> Mapping[int, Detail]:
    """Per place of a sheet in the workbook what would be lost of it; both parts were checked before."""
    if not any(sign in content or sign in styles for sign in _SIGNS):
        return {}
    known = OfficeStyles()
    walker = _Walker(known)
    try:
        if styles:
            _parse(styles, known)
        _parse(content, walker)
    except expat.ExpatError as error:
        raise Unreadable("file_damaged") from error
    return {place: page.detail() for place, page in enumerate(walker.pages)}


def _parse(xml: bytes, taker: OfficeStyles | _Walker) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = taker.start, taker.end
    parser.CharacterDataHandler = taker.characters
    parser.Parse(xml)
    parser.Parse(b"", True)  # noqa: FBT003 - the call of the library


@dataclass(slots=True)
class _Page:
    """A table while it is walked; ranges are half-open."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    unseen: list[range] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)
    defaults: list[tuple[range, str]] = field(default_factory=list)  # style of the cells of some columns
    row: range = range(0)
    row_style: str = ""
    column: int = 0
    next_column: int = 0  # of the column definitions
    filled: int = 0  # rows up to the last with a cell that says something

    def detail(self) -> Detail:
        """What the table says; rows behind its last value are hidden from nobody."""
        rows = frozenset(row for one in self.unseen for row in one[: max(0, self.filled - one.start)])
        return Detail(self.cells, rows, frozenset(self.columns), self.fonts, tuple(self.merges), self.formulas)

    def style(self, column: int) -> str:
        """The style of a cell that names none."""
        return self.row_style or next((style for columns, style in self.defaults if column in columns), "")


@dataclass(slots=True)
class _Cell:
    """The cell being walked; its text is kept where its value may not be the whole truth."""

    places: list[Place]
    kind: str
    formula: str
    value: str
    style: str
    text: list[str] = field(default_factory=list)


class _Walker:
    """Takes the elements of the content as they come; styles go to ``OfficeStyles``."""

    def __init__(self, styles: OfficeStyles) -> None:
        self.pages: list[_Page] = []
        self._styles = styles
        self._cell: _Cell | None = None
        self._depth = 0  # tables inside a table

    def start(self, name: str, attributes: Attributes) -> None:
        if not name.startswith(_TABLE):
            self._styles.start(name, attributes)
            return
        local = name.removeprefix(_TABLE)
        if local == "table":
            self._depth += 1
            if self._depth == 1:
                self.pages.append(_Page())
        elif self._depth == 1 and (begin := _BEGINS.get(local)):
            begin(self, self.pages[-1], attributes)

    def end(self, name: str) -> None:
        if name == f"{_TABLE}table":
            self._depth -= 1
        elif name == f"{_TABLE}table-cell" and self._depth == 1:
            self._end_cell(self.pages[-1])
        else:
            self._styles.end(name)

    def characters(self, text: str) -> None:
        if self._cell:
            self._cell.text.append(text)
        else:
            self._styles.characters(text)

    def column(self, page: _Page, attributes: Attributes) -> None:
        columns = range(page.next_column, page.next_column + _number(attributes, "number-columns-repeated"))
        page.next_column = columns.stop
        if attributes.get(f"{_TABLE}visibility") in _UNSEEN:
            page.columns.update(columns)
        if style := attributes.get(f"{_TABLE}default-cell-style-name"):
            page.defaults.append((columns, style))

    def row(self, page: _Page, attributes: Attributes) -> None:
        page.row = range(page.row.stop, page.row.stop + _number(attributes, "number-rows-repeated"))
        page.row_style, page.column = attributes.get(f"{_TABLE}default-cell-style-name", ""), 0
        if attributes.get(f"{_TABLE}visibility") in _UNSEEN:
            page.unseen.append(page.row)

    def covered(self, page: _Page, attributes: Attributes) -> None:
        page.column += _number(attributes, "number-columns-repeated")

    def cell(self, page: _Page, attributes: Attributes) -> None:
        columns = range(page.column, page.column + _number(attributes, "number-columns-repeated"))
        page.column = columns.stop
        kind = attributes.get(f"{_OFFICE}value-type", "")
        formula = attributes.get(f"{_TABLE}formula", "")
        right, down = (_number(attributes, f"number-{axis}-spanned") for axis in ("columns", "rows"))
        if right > 1 or down > 1:
            page.merges.append(
                Merge(page.row.start, columns.start, page.row.start + down - 1, columns.start + right - 1)
            )
        if not kind and not formula:
            return
        page.filled = page.row.stop
        style = attributes.get(f"{_TABLE}style-name") or page.style(columns.start)
        faulty = attributes.get(f"{_CALC}value-type") == "error"
        if not (faulty or formula or self._styles.says_of(style)):
            return
        if len(page.row) * len(columns) > dense.CELLS:
            raise Unreadable("too_many_cells")
        value = attributes.get(f"{_OFFICE}value", "")
        places = list(product(page.row, columns))
        self._cell = _Cell(places, "error" if faulty else kind, formula, value, style)

    def _end_cell(self, page: _Page) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        text = "".join(cell.text).strip()
        letter, zeros = self._styles.font(cell.style), self._styles.zeros(cell.style)
        if cell.kind == "error" or (cell.formula and _FAULT.fullmatch(text)):
            page.cells.update(dict.fromkeys(cell.places, (text if text.startswith("#") else "#VALUE!", ERROR)))
        elif not cell.kind:
            page.formulas.update(dict.fromkeys(cell.places, _plain(cell.formula)))
        elif cell.kind == "string" and letter:
            page.fonts.update(dict.fromkeys(cell.places, letter))
        elif cell.kind == "float" and zeros and (shown := zeros.show(cell.value)):
            page.cells.update(dict.fromkeys(cell.places, (shown, NUMBER)))


_UNSEEN = ("collapse", "filter")
_BEGINS = {
    "table-column": _Walker.column,
    "table-row": _Walker.row,
    "table-cell": _Walker.cell,
    "covered-table-cell": _Walker.covered,
}


def _plain(formula: str) -> str:
    """A formula as the other formats write it: ``of:=[.A4]+1`` is ``A4+1``."""
    return _REFERENCE.sub(r"\1", _PREFIX.sub("", formula))


def _number(attributes: Attributes, name: str) -> int:
    text = attributes.get(f"{_TABLE}{name}", "1")
    if not text.isdecimal() or len(text) > 8:
        raise Unreadable("file_damaged")
    return max(1, int(text))
