"""Workbooks in the binary parts of .xlsb put together by hand, for no program at hand writes them."""

from __future__ import annotations

import struct

from tests.corpus.archives import archive, member

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


class BinaryBook:
    """A workbook of one sheet; rows must be begun in order, styles count from 0."""

    def __init__(self) -> None:
        self._fonts: list[bytes] = []
        self._formats: list[bytes] = []
        self._styles: list[bytes] = []
        self._cells = self._columns = self._merges = b""
        self.style()

    def style(self, font: str = "Arial", form: str = "") -> int:
        """The number of a new cell style."""
        number = 0
        if form:
            number = 164 + len(self._formats)
            self._formats.append(struct.pack("<H", number) + _wide(form))
        self._fonts.append(struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 0, 0, 0) + bytes(9) + _wide(font))
        self._styles.append(struct.pack("<HHHHHBBHH", 0xFFFF, number, len(self._fonts) - 1, 0, 0, 0, 0, 0, 0))
        return len(self._styles) - 1

    def row(self, row: int, *, hidden: bool = False) -> None:
        """Begin a row."""
        self._cells += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0x10 * hidden, 0, 0))

    def text(self, column: int, text: str, style: int = 0) -> None:
        """A text."""
        self._cells += _record(6, struct.pack("<II", column, style) + _wide(text))

    def number(self, column: int, value: float, style: int = 0) -> None:
        """A number."""
        self._cells += _record(5, struct.pack("<IId", column, style, value))

    def packed(self, column: int, value: int, style: int = 0) -> None:
        """A whole number in 30 bits."""
        self._cells += _record(2, struct.pack("<III", column, style, value << 2 | 2))

    def error(self, column: int, code: int) -> None:
        """An error."""
        self._cells += _record(3, struct.pack("<IIB", column, 0, code))

    def hide(self, first: int, last: int) -> None:
        """Hide columns."""
        self._columns += _record(60, struct.pack("<IIIIH", first, last, 2000, 0, 1))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells."""
        self._merges += _record(176, struct.pack("<IIII", top, bottom, left, right))

    def save(self) -> bytes:
        """The file."""
        kind = "application/vnd.ms-excel"
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="bin" ContentType="{kind}.sheet.binary.macroEnabled.main"/></Types>'
        )
        book = _record(131) + _record(153, struct.pack("<III", 0, 0, 0)) + _record(143)
        book += _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("DS")) + _record(144) + _record(132)
        parts = (
            ("[Content_Types].xml", types),
            ("_rels/.rels", _relations(("officeDocument", "xl/workbook.bin"))),
            ("xl/workbook.bin", book),
            (
                "xl/_rels/workbook.bin.rels",
                _relations(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")),
            ),
            ("xl/worksheets/sheet1.bin", self._sheet()),
            ("xl/styles.bin", self._style_part()),
        )
        return archive(member(name, content) for name, content in parts)

    def _sheet(self) -> bytes:
        sheet = _record(129) + _record(148, struct.pack("<IIII", 0, 20, 0, 20))
        if self._columns:
            sheet += _record(390) + self._columns + _record(391)
        sheet += _record(145) + self._cells + _record(146)
        if self._merges:
            sheet += _record(177, struct.pack("<I", 1)) + self._merges + _record(178)
        return sheet + _record(130)

    def _style_part(self) -> bytes:
        def block(begin: int, end: int, kind: int, lines: list[bytes]) -> bytes:
            return (
                _record(begin, struct.pack("<I", len(lines))) + b"".join(_record(kind, o) for o in lines) + _record(end)
            )

        blocks = block(615, 616, 44, self._formats) + block(611, 612, 43, self._fonts)
        return _record(278) + blocks + block(617, 618, 47, self._styles) + _record(279)


def _relations(*pairs: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'
