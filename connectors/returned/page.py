"""A sheet of ours as XML: bordered text in Times New Roman, links, set up to print on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from connectors.returned.markup import OFFICE, coded
from connectors.returned.styles import FILLS, SHADE, Styles
from schemas.answer import ERROR, QUERY
from schemas.sheet import address

_LINE, _PAD = 16.5, 5.0  # points of a line of text, and of a row beside its lines
# A spreadsheet may take text with these at its start for a formula once it is saved as csv.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")

_FONT = '<font>{look}<sz val="{size}"/><color rgb="{colour}"/><name val="Times New Roman"/><family val="1"/></font>'
_BLACK, _BLUE, _GREY = "FF000000", "FF0563C1", "FF9AA3AD"
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/><bgColor indexed="64"/></patternFill></fill>'
_NO_FILL = '<fill><patternFill patternType="none"/></fill>'
_SIDES = ("left", "right", "top", "bottom")
_LINES = "".join(f'<{side} style="thin"><color rgb="FF7F8C99"/></{side}>' for side in _SIDES)
_BOX, _NO_BOX = f"<border>{_LINES}<diagonal/></border>", "<border><left/><right/><top/><bottom/><diagonal/></border>"

_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="{space}" xmlns:r="{office}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/>'
    '</sheetPr><dimension ref="A1:{end}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    '<pane ySplit="{head}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{rows}</sheetData>{merges}{links}'
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    '<headerFooter><oddFooter>&amp;C&amp;"Times New Roman"&amp;10&amp;P/&amp;N</oddFooter></headerFooter></worksheet>'
)


@dataclass(frozen=True, slots=True)
class _Look:
    font: str = ""
    size: int = 12
    colour: str = _BLACK
    fill: str = ""
    across: str = "left"
    boxed: bool = True


_LOOKS = {
    "title": _Look("<b/>", 16, across="center", boxed=False),
    "about": _Look("<i/>", across="center", boxed=False),
    "marker": _Look(size=8, colour=_GREY, across="right", boxed=False),
    "steps": _Look(boxed=False),
    "english": _Look("<i/>", 11, boxed=False),
    "warning": _Look("<b/>", fill=SHADE),
    ERROR: _Look("<b/>", fill=FILLS[ERROR]),
    QUERY: _Look("<b/>", fill=FILLS[QUERY]),
    "head": _Look("<b/>", fill=SHADE, across="center"),
    "text": _Look(),
    "count": _Look(across="center"),
    "link": _Look("<u/>", colour=_BLUE, across="center"),
}
Cell = tuple[int, str, str]  # zero-based column, text, name of a look


@dataclass(slots=True)
class Page:
    """Rows under construction; ``widths`` are of its columns in letters."""

    widths: Sequence[int]
    rows: list[list[Cell]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def line(self, cells: Sequence[Cell], height: float) -> int:
        """Add a row of a height in points; returns its number."""
        self.rows.append(list(cells))
        self.heights.append(height)
        return len(self.rows)

    def across(self, text: str, look: str) -> None:
        """Add a row that is one merged cell."""
        cells = [(column, "" if column else text, look) for column in range(len(self.widths))]
        row = self.line(cells, height(text, sum(self.widths)))
        self.merge(row, 0, row, self.last)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of several."""
        self.merges.append(f"{address(top, left)}:{address(bottom, right)}")

    def link(self, cell: str, place: str, text: str) -> None:
        """Let a cell lead to a place of the workbook."""
        self.links.append((cell, place, text))

    def xml(self, head: int, styles: Styles, namespace: str) -> bytes:
        """The part; the rows down to ``head`` stay in sight."""
        looks = {name: _style(styles, look) for name, look in _LOOKS.items()}
        widths = "".join(
            f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(self.widths, 1)
        )
        rows = "".join(
            _row(number, cells, tall, looks)
            for number, (cells, tall) in enumerate(zip(self.rows, self.heights, strict=True), 1)
        )
        merges = "".join(f'<mergeCell ref="{one}"/>' for one in self.merges)
        return _SHEET.format(
            space=namespace,
            office=OFFICE,
            end=address(len(self.rows), self.last),
            head=head,
            below=f"A{head + 1}",
            widths=widths,
            rows=rows,
            merges=f"<mergeCells>{merges}</mergeCells>" if merges else "",
            links=self._links(),
        ).encode()

    def _links(self) -> str:
        links = "".join(
            f'<hyperlink ref="{cell}" location="{escape(coded(place))}" display="{escape(coded(text))}"/>'
            for cell, place, text in self.links
        )
        return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def height(text: str, width: float) -> float:
    """Points that wrapped text takes; Times New Roman sets about as many letters as a column is wide."""
    lines = sum(max(1, -(-len(line) // max(1, int(width * 0.98)))) for line in text.split("\n"))
    return lines * _LINE + _PAD


def _row(number: int, cells: Sequence[Cell], tall: float, looks: Mapping[str, int]) -> str:
    said = "".join(_cell(address(number, column), looks[look], text) for column, text, look in cells)
    return f'<row r="{number}" ht="{tall:.1f}" customHeight="1">{said}</row>'


def _cell(place: str, style: int, text: str) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    said = escape(coded(f"'{text}" if text.startswith(_FORMULA) else text), quote=False)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _style(styles: Styles, look: _Look) -> int:
    indent = ' indent="1"' if look.boxed and look.across == "left" else ""
    return styles.add(
        _FONT.format(look=look.font, size=look.size, colour=look.colour),
        _SOLID.format(look.fill) if look.fill else _NO_FILL,
        _BOX if look.boxed else _NO_BOX,
        f'applyAlignment="1"><alignment horizontal="{look.across}" vertical="center" wrapText="1"{indent}/></xf>',
    )
