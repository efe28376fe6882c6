"""The binary parts of an .xlsb, for what the reading library drops of them, and for cells too far out to be read."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from connectors import dense
from connectors.details import Detail
from connectors.failures import Unreadable
from connectors.fonts import letter_of
from connectors.notes import Notes, rk
from connectors.numberformat import ZeroFormat, zero_format
from connectors.styles import Styles
from schemas.sheet import Merge

_ROW, _RK, _ERROR, _REAL, _FORMULA_REAL, _FORMULA_ERROR = 0, 2, 3, 5, 9, 11
_LAST_CELL = 11
_TEXTS = frozenset({6, 7, 8, 62})
_FONT, _FORMAT, _STYLE, _COLUMNS, _SHEET, _MERGE = 43, 44, 47, 60, 156, 176
_STYLES_BEGIN, _STYLES_END = 617, 618


def read_styles(part: bytes) -> Styles:
    """The cell formats that matter."""
    fonts: list[str] = []
    formats: dict[int, ZeroFormat] = {}
    letters: dict[int, str] = {}
    zeros: dict[int, ZeroFormat] = {}
    place = -1
    for record, at, _ in _records(part):
        if record == _FONT:
            fonts.append(letter_of(_text(part, at + 21)))
        elif record == _FORMAT:
            if form := zero_format(_text(part, at + 2)):
                formats[struct.unpack_from("<H", part, at)[0]] = form
        elif record in (_STYLES_BEGIN, _STYLES_END):
            place = 0 if record == _STYLES_BEGIN else -1
        elif record == _STYLE and place >= 0:
            _, form_id, font = struct.unpack_from("<HHH", part, at)
            if font < len(fonts) and fonts[font]:
                letters[place] = fonts[font]
            if form_id in formats:
                zeros[place] = formats[form_id]
            place += 1
    return Styles(letters, zeros)


def read_places(part: bytes) -> list[str]:
    """The relation of each sheet of the workbook part, in order; Unreadable for more than anyone has."""
    found = [_text(part, at + 8) for record, at, _ in _records(part) if record == _SHEET]
    if len(found) > dense.SHEETS:
        raise Unreadable("too_many_cells")
    return found


def read_sheet(part: bytes, styles: Styles) -> Detail:
    """What would be lost of a sheet part; Unreadable when its cells reach too far."""
    notes = Notes(styles)
    row = 0
    for record, at, _ in _records(part):
        if record == _ROW:
            row = struct.unpack_from("<I", part, at)[0]
            if part[at + 11] & 0x10:
                notes.hidden_row(row)
        elif record <= _LAST_CELL or record in _TEXTS:
            _cell(part, record, at, row, notes)
        elif record == _COLUMNS:
            first, last = struct.unpack_from("<II", part, at)
            if part[at + 16] & 1:
                notes.hidden_columns(range(first, min(last + 1, dense.COLUMNS)))
        elif record == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", part, at)
            notes.merge(Merge(top, left, bottom, right))
    return notes.detail()


def _cell(part: bytes, record: int, at: int, row: int, notes: Notes) -> None:
    column, packed = struct.unpack_from("<II", part, at)
    style = packed & 0xFFFFFF
    notes.reach(row, column)
    if record in _TEXTS:
        notes.text(row, column, style)
    elif record in (_ERROR, _FORMULA_ERROR):
        notes.error(row, column, part[at + 8])
    elif record == _RK:
        notes.number(row, column, style, rk(struct.unpack_from("<I", part, at + 8)[0]))
    elif record in (_REAL, _FORMULA_REAL):
        notes.number(row, column, style, struct.unpack_from("<d", part, at + 8)[0])


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """(record, where its content starts, its length); numbers are in groups of seven bits."""
    at, end = 0, len(part)
    while at < end - 1:
        record = part[at]
        at += 1
        if record & 0x80:
            record = record & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < end and shift < 28:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield record, at, length
        at += length


def _text(part: bytes, at: int) -> str:
    length = struct.unpack_from("<I", part, at)[0]
    return part[at + 4 : at + 4 + 2 * min(length, 255)].decode("utf-16-le", "replace")


def details(sheets: Mapping[int, bytes], styles: bytes) -> Mapping[int, Detail]:
    """Per place of a sheet what would be lost of it; Unreadable when records are cut off."""
    try:
        known = read_styles(styles)
        return {place: read_sheet(part, known) for place, part in sheets.items()}
    except (struct.error, IndexError) as error:
        raise Unreadable("file_damaged") from error
