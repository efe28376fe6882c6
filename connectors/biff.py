"""The records of an .xls workbook stream (BIFF5 and BIFF8), for what the reading library drops of them.

One walk over the records of each sheet: error cells, zeros that only the number format shows, old fonts, hidden rows
and columns.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from connectors import dense
from connectors.details import Detail
from connectors.failures import Unreadable
from connectors.fonts import letter_of
from connectors.notes import Notes, rk
from connectors.numberformat import ZeroFormat, zero_format
from connectors.styles import Styles

_BOF, _EOF, _LOCK, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FONT, _FORMAT, _XF = 0x0031, 0x041E, 0x00E0
_ROW, _COLUMNS = 0x0208, 0x007D
_NUMBER, _RK, _RKS, _FORMULA, _FAULT = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_TEXTS = frozenset({0x00FD, 0x0204, 0x00D6})
_CELLS = _TEXTS | {_NUMBER, _RK, _RKS, _FORMULA, _FAULT}
_BIFF8 = 0x0600
_MISSING_FONT = 4  # no font has this number: the fifth is called 5

_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")


@dataclass(slots=True)
class _Globals:
    """What the first part of the stream says for all sheets."""

    modern: bool = False
    sheets: list[int] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    formats: dict[int, ZeroFormat] = field(default_factory=dict)
    styles: list[tuple[int, int]] = field(default_factory=list)  # font, number format

    def resolved(self) -> Styles:
        """The cell formats that matter."""
        fonts, zeros = {}, {}
        for place, (font, form) in enumerate(self.styles):
            number = font - (font > _MISSING_FONT)
            if number < len(self.fonts) and self.fonts[number]:
                fonts[place] = self.fonts[number]
            if form in self.formats:
                zeros[place] = self.formats[form]
        return Styles(fonts, zeros)


def is_locked(stream: bytes) -> bool:
    """Whether the records behind the first few are encrypted."""
    for number, (record, _, _) in enumerate(_records(stream, 0)):
        if record == _LOCK:
            return True
        if number > 3:  # a write-protection record may stand before it
            return False
    return False


def read_details(stream: bytes) -> Mapping[int, Detail]:
    """Per place of a sheet in the workbook, what would be lost of it; Unreadable when records are cut off."""
    try:
        shared = _globals(stream)
        styles = shared.resolved()
        return {place: _sheet(stream, at, styles) for place, at in enumerate(shared.sheets[: dense.SHEETS])}
    except (struct.error, IndexError) as error:
        raise Unreadable("file_damaged") from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(record, where its content starts, its length) up to the end of the part, parts inside it included."""
    depth, end = 0, len(stream)
    while at + 4 <= end:
        record, length = _HEAD.unpack_from(stream, at)
        depth += record == _BOF
        depth -= record == _EOF
        yield record if depth < 2 else 0, at + 4, length
        if depth <= 0:
            return
        at += 4 + length


def _globals(stream: bytes) -> _Globals:
    found = _Globals()
    for record, at, length in _records(stream, 0):
        if record == _BOF:
            found.modern = _HEAD.unpack_from(stream, at)[0] == _BIFF8
        elif record == _SHEET:
            found.sheets.append(struct.unpack_from("<I", stream, at)[0])
        elif record == _FONT:
            found.fonts.append(letter_of(_text(stream, at + 14, 1, modern=found.modern)))
        elif record == _XF:
            found.styles.append(_HEAD.unpack_from(stream, at))
        elif record == _FORMAT and length > 5:
            code = _text(stream, at + 2, 2 if found.modern else 1, modern=found.modern)
            if form := zero_format(code):
                found.formats[struct.unpack_from("<H", stream, at)[0]] = form
    return found


def _text(stream: bytes, at: int, width: int, *, modern: bool) -> str:
    """A string with its length in front; the old version has bytes, the new one says how wide its letters are."""
    length = int.from_bytes(stream[at : at + width], "little")
    at += width
    if not modern:
        return stream[at : at + length].decode("latin-1")
    wide = stream[at] & 1
    at += 1
    return stream[at : at + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _sheet(stream: bytes, start: int, styles: Styles) -> Detail:
    notes = Notes(styles)
    for record, at, length in _records(stream, start):
        if record in _CELLS:
            notes.reach(*_HEAD.unpack_from(stream, at))
        if record in _TEXTS:
            notes.text(*_CELL.unpack_from(stream, at))
        elif record in (_ROW, _COLUMNS):
            _hidden(stream, record, at, notes)
        elif record == _FAULT:
            row, column, _ = _CELL.unpack_from(stream, at)
            if stream[at + 7]:
                notes.error(row, column, stream[at + 6])
        elif record == _FORMULA:
            _formula(stream, at, notes)
        elif styles.zeros:
            _number(stream, record, at, length, notes)
    return notes.detail()


def _hidden(stream: bytes, record: int, at: int, notes: Notes) -> None:
    first, last = _HEAD.unpack_from(stream, at)
    if record == _ROW:
        if stream[at + 12] & 0x20:
            notes.hidden_row(first)
    elif stream[at + 8] & 1:
        notes.hidden_columns(range(first, min(last + 1, dense.COLUMNS)))


def _formula(stream: bytes, at: int, notes: Notes) -> None:
    row, column, style = _CELL.unpack_from(stream, at)
    if stream[at + 12 : at + 14] != b"\xff\xff":
        notes.number(row, column, style, struct.unpack_from("<d", stream, at + 6)[0])
    elif stream[at + 6] == 2:
        notes.error(row, column, stream[at + 8])
    elif stream[at + 6] == 0:
        notes.text(row, column, style)


def _number(stream: bytes, record: int, at: int, length: int, notes: Notes) -> None:
    if record == _RKS:
        row, first = _HEAD.unpack_from(stream, at)
        for place in range((length - 6) // 6):
            style, packed = struct.unpack_from("<HI", stream, at + 4 + 6 * place)
            notes.number(row, first + place, style, rk(packed))
    elif record in (_NUMBER, _RK):
        row, column, style = _CELL.unpack_from(stream, at)
        (packed,) = struct.unpack_from("<I", stream, at + 6)
        value = rk(packed) if record == _RK else struct.unpack_from("<d", stream, at + 6)[0]
        notes.number(row, column, style, value)
