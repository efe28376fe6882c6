"""One worksheet part with our marks: its cells as bytes in a ``Grid``, the small rest around them as elements."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from lxml import etree

from connectors.returned import markup
from connectors.returned.boxes import Box, Place, box_of, ref_of
from connectors.returned.failures import Unpatchable
from connectors.returned.grid import Edits, Grid
from connectors.returned.listobjects import ListObjects
from connectors.returned.notes import Notes
from connectors.returned.package import Package
from connectors.returned.styles import Styles
from schemas.answer import ERROR, ROW_KEY_HEADING, Mark
from schemas.sheet import address

_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\s*(/?)>")
_OTHER_ENCODING = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["'](?!(?i:utf-8|us-ascii)["'])""")
_SELECTED = re.compile(rb"""(<(?:[\w.-]+:)?sheetView\b[^<>]*?)\s+tabSelected\s*=\s*["'][^"'<>]*["']""")
_WIDTH = re.compile(r"\d{1,3}", re.ASCII)
_BEHIND_NOTES = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_TRUE = ("1", "true")


class Worksheet:
    """A worksheet of a package; ``save`` writes what ``mark`` and ``put_keys`` asked for."""

    def __init__(self, package: Package, part: str, styles: Styles) -> None:
        self._package = package
        self._part = part
        xml = package.read(part)
        # What hides a "<" that starts no tag is taken out before anything is searched for.
        if b"<!" in xml or xml.count(b"<?") > xml.startswith(b"<?xml") or _OTHER_ENCODING.match(xml):
            xml = markup.plain(xml)
        head, body, tail, self._prefix = _split(xml)
        self._root = markup.parse(head + b"<%bsheetData/>" % self._prefix + tail)
        self._body = body
        self._grid = Grid(body, self._prefix, styles, self._column_styles())
        self._notes = Notes(package, part, markup.namespace(self._root))
        self._edits = Edits()
        self._key_column: int | None = None
        self._notes.withdraw()
        self._tables = ListObjects(package, part)
        self._tables.withdraw()
        self.filter = ""  # the range of the list's filter, if the keys widened it

    def mark(self, marks: Sequence[Mark]) -> None:
        """Fill cells and give them notes; a merged cell is marked as a whole, several marks of a cell make one note."""
        merges = [box for one in self._all("mergeCells", "mergeCell") if (box := box_of(one.get("ref") or ""))]
        tops = _top_lefts({_place(mark.cell) for mark in marks}, merges)
        gathered: dict[Place, list[Mark]] = {}
        for mark in marks:
            place = _place(mark.cell)
            gathered.setdefault(tops.get(place, place), []).append(mark)
        for (row, column), together in gathered.items():
            together.sort(key=lambda mark: mark.severity != ERROR)
            notes = dict.fromkeys(mark.note for mark in together)
            self._edits.fills.setdefault(row, {})[column] = together[0].severity
            self._notes.add(address(row, column), together[0].severity, "\n\n".join(notes))

    def put_keys(self, keys: Mapping[int, str], headers: Sequence[int], shared: int | None) -> None:
        """Give rows their keys in a hidden column, which each list of the sheet has a heading for.

        ``headers`` are the rows of headings; ``shared`` is the place of the column's heading among the shared strings.
        """
        old = self._grid.column_of(ROW_KEY_HEADING, shared)
        self._edits.emptied = old
        if not keys:
            return
        column = self._free_column([*headers, *keys]) if old is None else old
        texts = {**dict.fromkeys(headers, ROW_KEY_HEADING), **keys}
        keyless = list(self._tables.keyless(column, headers))
        for row, text in texts.items():
            if not any(row in rows for rows in keyless):
                self._edits.texts.setdefault(row, {})[column] = text
        self._tables.widen(column, headers)
        self._key_column = column

    def save(self) -> None:
        """Write the part, its notes and their shapes, and the tables on it."""
        self._tables.save()
        drawing = markup.child(self._root, "legacyDrawing")
        legacy = "" if drawing is None else next((str(v) for k, v in drawing.attrib.items() if "}id" in str(k)), "")
        new = self._notes.save(legacy, self._widths())
        if new != legacy:
            drawing = markup.element(self._root, "legacyDrawing")
            drawing.set(f"{{{_relations(self._root)}}}id", new)
            markup.put(self._root, drawing, _BEHIND_NOTES)
        if self._key_column is not None:
            self._hide(self._key_column)
            self._widen_filter(self._key_column)
        self._grow()
        shell = markup.write(self._root)
        found = _DATA.search(shell)
        if not found:
            raise Unpatchable("no cells")
        body = self._grid.patched(self._edits)
        x = self._prefix
        xml = b"".join(
            [shell[: found.start()], b"<%bsheetData>" % x, body, b"</%bsheetData>" % x, shell[found.end() :]]
        )
        markup.check(xml)
        self._package.set(self._part, xml)

    def _all(self, parent: str, name: str) -> list[etree._Element]:
        return markup.children(markup.child(self._root, parent), name)

    def _free_column(self, rows: Sequence[int]) -> int:
        """The column beside the tables, so that sorting takes it along; beyond everything if a cell there is used."""
        column = self._grid.last_column(min(rows), max(rows)) + 1
        return column if self._grid.is_free(column) else self._grid.last_column(1, 1 << 30) + 1

    def _column_styles(self) -> dict[int, int]:
        styles: dict[int, int] = {}
        for one in self._all("cols", "col"):
            style = markup.number(one, "style")
            if style:
                styles.update(dict.fromkeys(range(*_span(one)), style))
        return styles

    def _widths(self) -> tuple[int, ...]:
        """Pixels of the first columns."""
        widths = [64] * 64
        for one in self._all("cols", "col"):
            first, end = _span(one)
            hidden = one.get("hidden") in _TRUE
            letters = _WIDTH.match(one.get("width") or "")
            pixels = 0 if hidden else int(letters[0] if letters else 9) * 7 + 5
            widths[first:end] = [pixels] * (min(end, 64) - first) if first < 64 else widths[first:end]
        return tuple(widths)

    def _hide(self, column: int) -> None:
        """Hide one column, whatever range of columns it lies in."""
        cols = markup.child(self._root, "cols")
        if cols is None:
            cols = markup.element(self._root, "cols")
            markup.put(self._root, cols, ("sheetData",))
        number = column + 1
        around = next((one for one in cols if _span(one)[0] <= column < _span(one)[1]), None)
        attributes = {} if around is None else {str(k): str(v) for k, v in around.attrib.items()}
        place = sum(_span(one)[0] < column for one in cols) if around is None else cols.index(around)
        parts = [{**attributes, "min": str(number), "max": str(number), "hidden": "1"}]
        if around is None:
            parts[0]["width"] = "9.140625"
        else:
            first, last = markup.number(around, "min", 1), markup.number(around, "max", 1)
            if first < number:
                parts.insert(0, {**attributes, "max": str(number - 1)})
            if last > number:
                parts.append({**attributes, "min": str(number + 1)})
            cols.remove(around)
        for offset, part in enumerate(parts):
            cols.insert(place + offset, markup.element(cols, "col", **part))

    def _widen_filter(self, column: int) -> None:
        """A list that is sorted through its filter must take the keys along."""
        found = markup.child(self._root, "autoFilter")
        box = box_of("" if found is None else found.get("ref") or "")
        if found is not None and box and box[3] == column - 1:
            self.filter = ref_of((*box[:3], column))
            found.set("ref", self.filter)

    def _grow(self) -> None:
        """The used range with what was added."""
        dimension = markup.child(self._root, "dimension")
        places = [
            (row, column) for table in (self._edits.fills, self._edits.texts) for row in table for column in table[row]
        ]
        box = box_of("" if dimension is None else dimension.get("ref") or "")
        if dimension is None or not box or not places:
            return
        top, left = min(box[0], *(r for r, _ in places)), min(box[1], *(c for _, c in places))
        bottom, right = max(box[2], *(r for r, _ in places)), max(box[3], *(c for _, c in places))
        dimension.set("ref", ref_of((top, left, bottom, right)))


def unselect(package: Package, part: str) -> None:
    """Do not open on a sheet: two selected sheets are a group, in which every key stroke goes into both."""
    xml = package.read(part) if package.has(part) else b""
    head = xml[: xml.find(b"sheetData")]
    if b"tabSelected" in head:
        package.set(part, _SELECTED.sub(rb"\1", head) + xml[len(head) :])


def _split(xml: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """What stands before the cells, the cells, what stands behind, and the prefix of the tags."""
    opening = _DATA.search(xml)
    if not opening:
        raise Unpatchable("no cells")
    if opening[2]:
        return xml[: opening.start()], b"", xml[opening.end() :], opening[1]
    closing = re.compile(b"</" + opening[1] + rb"sheetData\s*>").search(xml, opening.end())
    if not closing:
        raise Unpatchable("cells without end")
    return xml[: opening.start()], xml[opening.end() : closing.start()], xml[closing.end() :], opening[1]


def _relations(root: etree._Element) -> str:
    """The namespace in which a sheet's elements name relations, by its dialect."""
    return markup.OFFICE if markup.namespace(root) == markup.MAIN else markup.STRICT_OFFICE


def _span(column: etree._Element) -> tuple[int, int]:
    """Zero-based first column and the one behind the last."""
    first = markup.number(column, "min", 1)
    return first - 1, max(first, min(markup.number(column, "max", first), 16_384))


def _place(cell: str) -> Place:
    box = box_of(cell)
    if not box:
        raise ValueError(f"{cell!r} is no address of a cell")
    return box[:2]


def _top_lefts(places: set[Place], merges: Sequence[Box]) -> dict[Place, Place]:
    """The first cell of the merged range for each place that lies in one."""
    ordered = sorted(places)
    tops: dict[Place, Place] = {}
    for top, left, bottom, right in merges:
        inside = ordered[bisect_left(ordered, (top, 0)) : bisect_left(ordered, (bottom + 1, 0))]
        tops.update({(row, column): (top, left) for row, column in inside if left <= column <= right})
    return tops
