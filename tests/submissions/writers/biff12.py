"""xlsb as Excel saves it: the parts of an xlsx in binary records, here without shared strings or formulas."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date

from tests.submissions.model import Book, Cell, Formula, Page

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_ROW, _ERROR, _NUMBER, _TEXT = 0, 3, 5, 6
_FONT, _FORMAT, _STYLE = 43, 44, 47
_SHEET, _MERGE = 156, 176
Look = tuple[str, str]  # number format, font


def biff12_file(book: Book) -> bytes:
    """The workbook; what a formula came to stands as a value."""
    looks = list(dict.fromkeys([("", ""), *(_look(c) for page in book.pages for c in page.cells.values())]))
    sheets = {f"worksheets/sheet{n}.bin": _sheet(page, looks, book) for n, page in enumerate(book.pages, start=1)}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(list(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": _workbook(book),
        "xl/_rels/workbook.bin.rels": _relations([*(("worksheet", name) for name in sheets), ("styles", "styles.bin")]),
        "xl/styles.bin": _styles(looks),
        **{f"xl/{name}": part for name, part in sheets.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as out:
        for name, part in parts.items():
            out.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record; its kind and length are numbers of seven bits a byte, the kind at most two."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(content)
    while length > 127:
        head, length = head + bytes([length & 0x7F | 0x80]), length >> 7
    return head + bytes([length]) + content


def _wide(text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return struct.pack("<I", len(letters) // 2) + letters


def _workbook(book: Book) -> bytes:
    sheets = b"".join(
        _record(_SHEET, struct.pack("<II", int(page.hidden), number) + _wide(f"rId{number}") + _wide(page.name))
        for number, page in enumerate(book.pages, start=1)
    )
    properties = _record(153, struct.pack("<II", int(book.epoch_1904), 0) + _wide(""))
    return _record(131) + properties + _record(143) + sheets + _record(144) + _record(132)


def _look(cell: Cell) -> Look:
    return cell.fmt or ("dd/mm/yyyy" if isinstance(cell.value, date) else ""), cell.font


def _styles(looks: list[Look]) -> bytes:
    """Number formats from 164 on, fonts, and a style for each look."""
    formats = list(dict.fromkeys(fmt for fmt, _ in looks if fmt))
    fonts = list(dict.fromkeys(["Calibri", *(font for _, font in looks if font)]))
    written = [struct.pack("<H", 164 + n) + _wide(fmt) for n, fmt in enumerate(formats)]
    names = [struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 0, 0, 0) + bytes(9) + _wide(font) for font in fonts]
    styles = [
        struct.pack(
            "<HHHHHBBHH",
            *(0xFFFF, 164 + formats.index(fmt) if fmt else 0, fonts.index(font or "Calibri"), 0, 0, 0, 0, 0, 0),
        )
        for fmt, font in looks
    ]
    blocks = _block(615, _FORMAT, written) + _block(611, _FONT, names) + _block(617, _STYLE, styles)
    return _record(278) + blocks + _record(279)


def _block(begin: int, kind: int, contents: list[bytes]) -> bytes:
    inside = b"".join(_record(kind, content) for content in contents)
    return _record(begin, struct.pack("<I", len(contents))) + inside + _record(begin + 1)


def _sheet(page: Page, looks: list[Look], book: Book) -> bytes:
    rows: dict[int, list[int]] = {}
    for row, column in sorted(page.cells):
        rows.setdefault(row, []).append(column)
    cells = b""
    for row, columns in rows.items():
        cells += _record(_ROW, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, 0x10 * (row in page.hidden_rows), 0, 0))
        for column in columns:
            cell = page.cells[row, column]
            cells += _cell(struct.pack("<II", column, looks.index(_look(cell))), cell, epoch_1904=book.epoch_1904)
    merges = b"".join(
        _record(_MERGE, struct.pack("<IIII", row - 1, last_row - 1, column, last))
        for row, column, last_row, last in page.merges
    )
    if merges:
        merges = _record(177, struct.pack("<I", len(page.merges))) + merges + _record(178)
    size = struct.pack("<IIII", 0, max(page.last_row - 1, 0), 0, page.last_column)
    return _record(129) + _record(148, size) + _record(145) + cells + _record(146) + merges + _record(130)


def _cell(place: bytes, cell: Cell, *, epoch_1904: bool) -> bytes:
    value = cell.value.result if isinstance(cell.value, Formula) else cell.value
    if isinstance(value, date):
        start = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
        return _record(_NUMBER, place + struct.pack("<d", (value - start).days))
    if isinstance(value, int | float):
        return _record(_NUMBER, place + struct.pack("<d", value))
    if value in _ERRORS:
        return _record(_ERROR, place + bytes([_ERRORS[str(value)]]))
    return _record(_TEXT, place + _wide(str(value)))


def _types(sheets: list[str]) -> str:
    kind = "application/vnd.ms-excel"
    parts = [("/xl/workbook.bin", "sheet.binary.macroEnabled.main"), ("/xl/styles.bin", "styles")]
    parts += [(f"/xl/{name}", "worksheet") for name in sheets]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}.{what}"/>' for name, what in parts)
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_TYPES}">{relations}{overrides}</Types>'


def _relations(pairs: list[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'
