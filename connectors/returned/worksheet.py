"""One worksheet under change: colours of cells, a hidden column of keys, the anchor of its notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from connectors.returned.package import Element
from schemas.answer import ROW_KEY_HEADING
from schemas.sheet import letters

_CELL = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
# What may stand behind the anchor of notes in a worksheet; the order of its parts is fixed.
_BEHIND_NOTES = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
_BEFORE_COLUMNS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")


class Worksheet:
    """The XML of a sheet; rows and columns count from one and zero, as in ``schemas.sheet``."""

    def __init__(self, tree: Element, strings: Callable[[int], str] = lambda _: "") -> None:
        self.tree = tree
        self._strings = strings
        self._space = etree.QName(tree).namespace
        data = tree.find(self._name("sheetData"))
        self._data: Element = etree.SubElement(tree, self._name("sheetData")) if data is None else data
        self._rows = dict(self._numbered())
        self._merges = [place for one in tree.iter(self._name("mergeCell")) if (place := _range(one.get("ref") or ""))]

    def restyle(self, cell: str, change: Callable[[int], int]) -> str:
        """Give a cell another format; returns the cell that shows it, for a merged range its first."""
        column, row = place(cell)
        column, row = self._anchor(column, row)
        found = self._cell(row, column)
        found.set("s", str(change(int(found.get("s") or 0))))
        return f"{letters(column)}{row}"

    def restyle_all(self, change: Callable[[int], int]) -> None:
        """Give every cell another format."""
        known: dict[str, str] = {}
        for cell in self._data.iter(self._name("c")):
            style = cell.get("s")
            if style:
                if style not in known:
                    known[style] = str(change(int(style)))
                if known[style] != style:
                    cell.set("s", known[style])

    def put_keys(self, header: int, keys: Mapping[int, str]) -> None:
        """Write the keys of rows into a hidden column right of all that the sheet holds, or into the one it has."""
        column = self._key_column(header)
        self._text(header, column, ROW_KEY_HEADING)
        for row, key in sorted(keys.items()):
            self._text(row, column, key)
        self._hide(column)
        self._grow(column, max([header, *keys]))

    def anchor_notes(self, key: str, namespace: str) -> None:
        """Tie the sheet to the drawing of its notes."""
        made = etree.Element(self._name("legacyDrawing"))
        made.set(f"{{{namespace}}}id", key)
        behind = [one for one in self.tree if etree.QName(one).localname in _BEHIND_NOTES]
        if behind:
            behind[0].addprevious(made)
        else:
            self.tree.append(made)

    def _numbered(self) -> Iterator[tuple[int, Element]]:
        number = 0
        for row in self._data.iterchildren(self._name("row")):
            number = int(row.get("r") or number + 1)
            yield number, row

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            made = etree.Element(self._name("row"), r=str(number))
            later = min((n for n in self._rows if n > number), default=0)
            if later:
                self._rows[later].addprevious(made)
            else:
                self._data.append(made)
            self._rows[number] = made
        return self._rows[number]

    def _cell(self, number: int, column: int) -> Element:
        row = self._row(number)
        made = etree.Element(self._name("c"), r=f"{letters(column)}{number}")
        # What is added stands behind everything else nearly always.
        if len(row) and row[-1].get("r") and _column(row[-1].get("r")) < column:
            row.attrib.pop("spans", None)
            row.append(made)
            return made
        later: Element | None = None
        for cell, at in reversed(self._placed(row)):
            if at == column:
                return cell
            if at < column:
                break
            later = cell
        if later is not None:
            later.addprevious(made)
        else:
            cells = row.findall(self._name("c"))
            row.insert(row.index(cells[-1]) + 1 if cells else 0, made)
        row.attrib.pop("spans", None)
        return made

    def _placed(self, row: Element) -> list[tuple[Element, int]]:
        """The cells of a row with their columns; a cell without address stands right of the one before."""
        placed: list[tuple[Element, int]] = []
        at = -1
        for cell in row.iterchildren(self._name("c")):
            at = _column(cell.get("r")) if cell.get("r") else at + 1
            placed.append((cell, at))
        return placed

    def _text(self, row: int, column: int, text: str) -> None:
        cell = self._cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, self._name("is"))
        etree.SubElement(inline, self._name("t")).text = text

    def _key_column(self, header: int) -> int:
        for cell, at in self._placed(self._row(header)):
            if "".join(cell.itertext()) == ROW_KEY_HEADING or self._shared(cell) == ROW_KEY_HEADING:
                return at
        return 1 + max((self._last(row) for row in self._rows.values()), default=-1)

    def _last(self, row: Element) -> int:
        """The last column of a row in which something stands."""
        cells = row.findall(self._name("c"))
        if cells and not cells[-1].get("r"):
            return max((at for cell, at in self._placed(row) if len(cell)), default=-1)
        return next((_column(cell.get("r")) for cell in reversed(cells) if len(cell)), -1)

    def _shared(self, cell: Element) -> str:
        """The text of a cell that names it by its place in the table of strings."""
        value = cell.findtext(self._name("v")) if cell.get("t") == "s" else None
        return self._strings(int(value)) if value and value.isdecimal() else ""

    def _hide(self, column: int) -> None:
        """A hidden column of its own, cut out of whatever range of columns it lay in."""
        cols = self.tree.find(self._name("cols"))
        if cols is None:
            cols = etree.Element(self._name("cols"))
            before = [one for one in self.tree if etree.QName(one).localname in _BEFORE_COLUMNS]
            if before:
                before[-1].addnext(cols)
            else:
                self.tree.insert(0, cols)
        number = column + 1
        for one in list(cols):
            first, last = int(one.get("min") or 0), int(one.get("max") or 0)
            if first <= number <= last:
                for start, end in ((first, number - 1), (number + 1, last)):
                    if start <= end:
                        part = deepcopy(one)
                        part.attrib.update({"min": str(start), "max": str(end)})
                        one.addprevious(part)
                cols.remove(one)
        made = etree.Element(
            self._name("col"), min=str(number), max=str(number), width="9", hidden="1", customWidth="1"
        )
        later = next((one for one in cols if int(one.get("min") or 0) > number), None)
        if later is None:
            cols.append(made)
        else:
            later.addprevious(made)

    def _grow(self, column: int, row: int) -> None:
        told = self.tree.find(self._name("dimension"))
        area = _range(told.get("ref") or "") if told is not None else None
        if told is not None and area:
            left, top, right, bottom = area
            ends = f"{letters(max(right, column))}{max(bottom, row)}"
            told.set("ref", f"{letters(left)}{top}:{ends}")

    def _anchor(self, column: int, row: int) -> tuple[int, int]:
        for left, top, right, bottom in self._merges:
            if left <= column <= right and top <= row <= bottom:
                return left, top
        return column, row

    def _name(self, tag: str) -> str:
        return f"{{{self._space}}}{tag}" if self._space else tag


def place(cell: str) -> tuple[int, int]:
    """Zero-based column and one-based row of an address."""
    found = _CELL.match(cell)
    if not found:
        raise ValueError(f"{cell!r} is no address of a cell")
    return _index(found[1]), int(found[2])


def _range(text: str) -> tuple[int, int, int, int] | None:
    first, _, last = text.replace("$", "").partition(":")
    if not _CELL.match(first) or (last and not _CELL.match(last)):
        return None
    (left, top), (right, bottom) = place(first), place(last or first)
    return left, top, right, bottom


def _column(address: str | None) -> int:
    return _index((address or "").rstrip("0123456789"))


def _index(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
