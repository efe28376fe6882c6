"""The cell formats of a workbook, with ours added: a format is the cell's own in another colour."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from connectors.returned.package import Element
from schemas.answer import ERROR, QUERY

COLOURS = {ERROR: "FFF8CBAD", QUERY: "FFFFE699"}


class Styles:
    """``styles.xml`` under change."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree
        self._space = etree.QName(tree).namespace
        self._formats = self._part("cellXfs")
        self._fills = {severity: self._fill(colour) for severity, colour in COLOURS.items()}
        self._known: dict[tuple[int, int], int] = {}

    def marked(self, style: int, severity: str) -> int:
        """The format of a cell in the colour of a mark."""
        return self._filled(style, self._fills[severity])

    def unmarked(self, style: int) -> int:
        """The format without our colour, the same if it has none of ours."""
        if 0 <= style < len(self._formats) and int(self._formats[style].get("fillId", 0)) in self._fills.values():
            return self._filled(style, 0)
        return style

    def format(self, *, bold: bool = False, size: int = 12, colour: str = "", fill: str = "", wrap: bool = True) -> int:
        """A format for our own page; colours as ARGB."""
        fonts = self._part("fonts")
        font = etree.SubElement(fonts, self._name("font"))
        if bold:
            etree.SubElement(font, self._name("b"))
        etree.SubElement(font, self._name("sz"), val=str(size))
        if colour:
            etree.SubElement(font, self._name("color"), rgb=colour)
        etree.SubElement(font, self._name("name"), val="Times New Roman")
        fonts.set("count", str(len(fonts)))
        made = etree.SubElement(
            self._formats, self._name("xf"), numFmtId="49", fontId=str(len(fonts) - 1), borderId="0"
        )
        made.set("fillId", str(self._fill(fill) if fill else 0))
        made.attrib.update({"xfId": "0", "applyFont": "1", "applyFill": "1", "applyAlignment": "1"})
        etree.SubElement(made, self._name("alignment"), vertical="top", wrapText="1" if wrap else "0")
        self._formats.set("count", str(len(self._formats)))
        return len(self._formats) - 1

    def _filled(self, style: int, fill: int) -> int:
        if (style, fill) not in self._known:
            own = self._formats[style] if 0 <= style < len(self._formats) else self._formats[0]
            made = deepcopy(own)
            made.attrib.update({"fillId": str(fill), "applyFill": "1"})
            self._formats.append(made)
            self._formats.set("count", str(len(self._formats)))
            self._known[style, fill] = len(self._formats) - 1
        return self._known[style, fill]

    def _fill(self, colour: str) -> int:
        fills = self._part("fills")
        for number, fill in enumerate(fills):
            inks = [ink.get("rgb") for ink in fill.iter(self._name("fgColor"))]
            if inks == [colour]:
                return number
        pattern = etree.SubElement(etree.SubElement(fills, self._name("fill")), self._name("patternFill"))
        pattern.set("patternType", "solid")
        etree.SubElement(pattern, self._name("fgColor"), rgb=colour)
        etree.SubElement(pattern, self._name("bgColor"), indexed="64")
        fills.set("count", str(len(fills)))
        return len(fills) - 1

    def _part(self, name: str) -> Element:
        found = self._tree.find(self._name(name))
        return etree.SubElement(self._tree, self._name(name)) if found is None else found

    def _name(self, tag: str) -> str:
        return f"{{{self._space}}}{tag}" if self._space else tag
