"""Cell formats: every marked cell gets its own format again, with our fill in it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from connectors.returned import markup
from connectors.returned.failures import Unpatchable
from connectors.returned.package import Package
from connectors.returned.relations import STYLES, Relations, declare
from schemas.answer import ERROR, QUERY

FILLS: Mapping[str, str] = {ERROR: "FFF8CBAD", QUERY: "FFFFE699"}
_PLAIN = {"indexed": "64"}  # the background colour of a fill that has none
# Some programs look nowhere else.
_USUAL = "xl/styles.xml"
SHADE = "FFE8EEF4"  # of the heads of our first page
# What spreadsheet programs can hold, less a margin.
_LIMIT = 64_000
_EMPTY = (
    f'<styleSheet xmlns="{markup.MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
_Written = tuple[str, tuple[tuple[str, str], ...], tuple["_Written", ...]]
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")


class Styles:
    """The style part of a workbook; ``save`` writes it if a format was added."""

    def __init__(self, package: Package, book: str) -> None:
        self._package = package
        _, self._part = Relations(package, book).first("styles")
        self._missing = not (self._part and package.has(self._part))
        self._root = markup.parse(_EMPTY if self._missing else package.read(self._part))
        self._book = book
        self._formats = self._table("cellXfs")
        if not len(self._formats):
            self._formats.append(
                markup.element(self._formats, "xf", numFmtId="0", fontId="0", fillId="0", borderId="0")
            )
        self._fills = self._table("fills")
        self._known: dict[tuple[str, int], int] = {}
        self._cleared: dict[int, int] = {}
        self._places: dict[str, dict[_Written, int]] = {}
        self._ours = frozenset(self._find_ours())
        # LibreOffice writes background colours of its own finding; the heads of our first page betray that.
        shades = [_attributes(_background(fill)) for fill in self._fills if _rgb(fill) == SHADE]
        self._kept_unseen = _PLAIN in shades and all(one == _PLAIN for one in shades)
        self._changed = False

    @property
    def ours(self) -> frozenset[int]:
        """The formats that came with a fill of ours, from an earlier answer."""
        return self._ours

    def filled(self, style: int, severity: str) -> int:
        """The format like another one, with the fill of an error or a query."""
        style = style if 0 <= style < len(self._formats) else 0
        if (severity, style) not in self._known:
            self._known[severity, style] = self._copy(style, self._fill(severity, style))
        return self._known[severity, style]

    def cleared(self, style: int) -> int:
        """The format a cell had before an earlier answer filled it."""
        if style not in self._cleared:
            self._cleared[style] = self._copy(style, self._before(style))
        return self._cleared[style]

    def add(self, font: str, fill: str, border: str, shape: str) -> int:
        """A new format from the inner XML of a font, a fill, a border and the attributes and children of an xf."""
        parts = [self._append(*one) for one in (("fonts", font), ("fills", fill), ("borders", border))]
        ids = 'fontId="{}" fillId="{}" borderId="{}"'.format(*parts)
        return self._append("cellXfs", f'<xf numFmtId="49" {ids} applyFont="1" applyFill="1" applyBorder="1" {shape}')

    def save(self) -> None:
        """Write the part if anything was added."""
        if not self._changed:
            return
        for name in ("fonts", "fills", "borders", "cellXfs"):
            table = self._table(name)
            table.set("count", str(len(table)))
        if len(self._formats) > _LIMIT:
            raise Unpatchable("too many cell formats")
        if self._missing:
            self._part = _USUAL if not self._package.has(_USUAL) else self._package.free("xl/styles{}.xml")
            Relations(self._package, self._book).add("styles", self._part)
            declare(self._package, self._part, STYLES)
        self._package.set(self._part, markup.write(self._root))

    def _table(self, name: str) -> etree._Element:
        table = markup.child(self._root, name)
        if table is None:
            table = markup.element(self._root, name)
            markup.put(self._root, table, (*_ORDER[_ORDER.index(name) + 1 :], "colors", "extLst"))
        return table

    def _append(self, table: str, xml: str) -> int:
        return self._added(table, etree.fromstring(f'<t xmlns="{markup.namespace(self._root)}">{xml}</t>')[0])

    def _added(self, table: str, new: etree._Element) -> int:
        """The place of an entry in a table of styles, put there unless an equal one stands there already."""
        parent = self._table(table)
        if table not in self._places:
            self._places[table] = {_written(one): place for place, one in reversed(list(enumerate(parent)))}
        places, key = self._places[table], _written(new)
        if key not in places:
            places[key] = len(parent)
            parent.append(new)
            self._changed = True
        return places[key]

    def _copy(self, style: int, fill: int) -> int:
        new = deepcopy(self._formats[style])
        new.set("fillId", str(fill))
        new.attrib.pop("applyFill", None)
        if fill:
            new.set("applyFill", "1")
        return self._added("cellXfs", new)

    def _fill(self, severity: str, style: int) -> int:
        """Our fill; where it covers another solid one, the other's colour stays in the unseen background colour."""
        covered = _solid(self._fill_of(style))
        return self._solid_fill({"rgb": FILLS[severity]}, dict(_PLAIN) if covered is None else _attributes(covered))

    def _before(self, style: int) -> int:
        """The fill below ours; none is the first of the table, also where the colour of that fill is lost."""
        unseen = _attributes(_background(self._fill_of(style)))
        return self._solid_fill(unseen, _PLAIN) if self._kept_unseen and unseen and unseen != _PLAIN else 0

    def _solid_fill(self, colour: Mapping[str, str], background: Mapping[str, str]) -> int:
        fill = markup.element(self._fills, "fill")
        space = markup.namespace(fill)
        pattern = etree.SubElement(fill, f"{{{space}}}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{{{space}}}fgColor", dict(colour))
        etree.SubElement(pattern, f"{{{space}}}bgColor", dict(background))
        return self._added("fills", fill)

    def _fill_of(self, style: int) -> etree._Element | None:
        number = markup.number(self._formats[style], "fillId")
        return self._fills[number] if number < len(self._fills) else None

    def _find_ours(self) -> list[int]:
        colours = set(FILLS.values())
        fills = {n for n, fill in enumerate(self._fills) if _rgb(fill) in colours}
        return [n for n, one in enumerate(self._formats) if markup.number(one, "fillId") in fills]


def _solid(fill: etree._Element | None) -> etree._Element | None:
    """The colour of a solid fill."""
    pattern = None if fill is None else markup.child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    return markup.child(pattern, "fgColor")


def _rgb(fill: etree._Element) -> str:
    colour = _solid(fill)
    return "" if colour is None else colour.get("rgb") or ""


def _background(fill: etree._Element | None) -> etree._Element | None:
    pattern = None if fill is None else markup.child(fill, "patternFill")
    return None if pattern is None else markup.child(pattern, "bgColor")


def _attributes(colour: etree._Element | None) -> dict[str, str]:
    return {} if colour is None else {str(key): str(value) for key, value in colour.attrib.items()}


def _written(one: etree._Element) -> _Written:
    """What an entry says, whatever the prefixes of its tags."""
    return str(one.tag), tuple(sorted(_attributes(one).items())), tuple(_written(each) for each in one)
