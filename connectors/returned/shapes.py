"""The boxes in which notes are shown: a drawing in VML, spliced as text because old programs wrote no strict XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from connectors.returned.failures import Unpatchable
from connectors.returned.package import Package
from connectors.worksheet import column_number

_SPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_ANY_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>\s*", re.DOTALL)
_ROW, _COLUMN = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>"), re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_ID = re.compile(rb"_x0000_s(\d{1,7})\b")
_BLOCK = re.compile(rb"<o:idmap\b[^<>]*\bdata=[\"']([\d, ]{1,4000})")
_NUMBER = re.compile(rb"\d{1,6}")
_END = re.compile(rb"</xml\s*>\s*$")
_IDS = 1024  # ids of a block
_WIDTH = 320  # pixels of a note
_LETTERS, _LINE = 46, 17  # letters that fit in its line, pixels of one
_ROW_HEIGHT = 20
_DEFAULT_WIDTH = 64


class Shapes:
    """The drawing of a sheet's notes; ``part`` is "" for a sheet that has none yet."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        if part:
            self._xml = package.read(part)
        else:
            self._xml = _empty(_free_block(package))
        if not _END.search(self._xml):
            raise Unpatchable("the shapes of the notes do not end")
        self.changed = False

    def remove(self, cells: Iterable[str]) -> None:
        """Take out the boxes of some cells."""
        places = {_place(cell) for cell in cells}
        if not places:
            return
        self._xml = _ANY_SHAPE.sub(lambda found: b"" if _owner(found[0]) in places else found[0], self._xml)
        self.changed = True

    def add(self, notes: Mapping[str, str], widths: tuple[int, ...]) -> None:
        """Add boxes large enough for their text; ``widths`` are of the sheet's columns in pixels."""
        if not notes:
            return
        used = [int(number) for number in _ID.findall(self._xml)]
        first = max([*used, _IDS * max(_blocks(self._xml), default=1)]) + 1
        if first // _IDS < (first + len(notes)) // _IDS:  # the next block may be another drawing's
            first = _IDS * _free_block(self._package) + 1
        shapes = [
            _shape(number, *_place(cell), note, widths) for number, (cell, note) in enumerate(notes.items(), first)
        ]
        head = b"" if b'"_x0000_t202"' in self._xml else _TYPE
        end = _END.search(self._xml)
        assert end is not None
        said = _declared(self._xml, head + "".join(shapes).encode())
        self._xml = _with_blocks(self._xml[: end.start()] + said + self._xml[end.start() :], first, len(notes))
        self.changed = True

    def content(self) -> bytes:
        """The part."""
        return self._xml


def _empty(block: int) -> bytes:
    spaces = b" ".join(b'xmlns:%b="%b"' % pair for pair in _SPACES.items())
    layout = b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>' % block
    return b"<xml " + spaces + b">" + layout + _TYPE + b"</xml>"


def _free_block(package: Package) -> int:
    """A block of ids that no drawing of the workbook uses."""
    drawings = [package.read(name) for name in package.names() if name.lower().endswith(".vml")]
    return max((block for xml in drawings for block in _blocks(xml)), default=0) + 1


def _blocks(xml: bytes) -> list[int]:
    found = _BLOCK.search(xml)
    return [int(number) for number in _NUMBER.findall(found[1])] if found else []


def _with_blocks(xml: bytes, first: int, count: int) -> bytes:
    """The drawing with every block named that its ids reach into: an office program repairs a file where one is not."""
    found = _BLOCK.search(xml)
    if not found:
        return xml
    reached = range(first // _IDS, (first + count - 1) // _IDS + 1)
    blocks = sorted({*_blocks(xml), *reached})
    return xml[: found.start(1)] + ",".join(map(str, blocks)).encode() + xml[found.end(1) :]


def _declared(xml: bytes, said: bytes) -> bytes:
    """Our elements, naming those namespaces themselves that the drawing's root does not."""
    missing = b"".join(b' xmlns:%b="%b"' % pair for pair in _SPACES.items() if b"xmlns:%b=" % pair[0] not in xml)
    return re.sub(rb"<v:shape(type)?\b(?= id=)", lambda found: found[0] + missing, said) if missing else said


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]) - 1, column_number(letters.encode())


def _owner(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]), int(column[1])) if row and column and b'"Note"' in shape else None


def _shape(number: int, row: int, column: int, note: str, widths: tuple[int, ...]) -> str:
    lines = 1 + sum(1 + len(line) // _LETTERS for line in note.split("\n"))
    rows = -(-lines * _LINE // _ROW_HEIGHT)
    right, rest = column + 1, _WIDTH + 12
    while rest > (width := widths[right] if right < len(widths) else _DEFAULT_WIDTH):
        rest -= width
        right += 1
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 12, {top}, 8, {right}, {rest}, {top + rows}, 16"
    return _SHAPE.format(id=number, anchor=anchor, row=row, column=column)
