"""What the XML of an .xlsx worksheet says and the reading library drops.

Error cells, zeros that only the number format shows, old fonts, hidden rows and columns, formulas without a result. A
substring search per sheet tells whether there is anything; regular expressions run only where there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from connectors import dense
from connectors.cells import Cell, Place
from connectors.details import Detail
from connectors.styles import Styles
from schemas.sheet import ERROR, NUMBER, letters

_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*[^<>/])>")
_ADDRESS = re.compile(rb'\br="([A-Za-z]{1,3})(\d{1,7})"')
_BARE = re.compile(rb'<(?:\w+:)?(?:c|row)(?=[\s/>])(?![^<>]*\br=")')
_ROW_OR_CELL = re.compile(rb"<((?:\w+:)?(?:c|row))(?=[\s/>])([^<>]*)>")
_ROW = re.compile(rb'\br="(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,9})"')
_TEXTUAL = re.compile(rb'\bt="(?:s|inlineStr|str)"')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Za-z]{1,3})(\d{1,7})"[^<>]*>(?:(?!</?(?:\w+:)?c\b).)*?<(?:\w+:)?v>(#[^<]{1,20})<',
    re.DOTALL,
)
_VALUE = re.compile(rb"(?:<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]{1,24})<")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
_FIRST, _LAST = re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"')
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?v>)?"
)


def detail(xml: bytes, styles: Styles, *, uncalculated: bool = False) -> Detail | None:
    """What is lost of a worksheet part, None when nothing is.

    ``uncalculated`` says that the workbook asks to be calculated when opened: then a sheet whose formulas all have the
    result 0 was never calculated.
    """
    hidden, erring, formulas = b'hidden="' in xml, b't="e"' in xml, b"f>" in xml
    if not (hidden or erring or formulas or styles.fonts or styles.zeros):
        return None
    if _BARE.search(xml):
        xml = _addressed(xml)
    cells: dict[Place, Cell] = dict(_errors(xml)) if erring else {}
    fonts: dict[Place, str] = {}
    if styles.fonts or styles.zeros:
        _by_style(xml, styles, cells, fonts)
    unknown = _unknown(xml, uncalculated=uncalculated) if formulas else {}
    rows, columns = (_hidden_rows(xml), _hidden_columns(xml)) if hidden else (frozenset(), frozenset())
    return Detail(cells, rows, columns, fonts, formulas=unknown)


def column_number(name: bytes) -> int:
    """The zero-based column of its letters: ``AA`` is 26."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number - 1


def _addressed(xml: bytes) -> bytes:
    """The part with the addresses that small programs leave out: the next row, the next column."""
    row, column = 0, -1

    def complete(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        name, attributes = tag[1], tag[2]
        if name.endswith(b"row"):
            given = _ROW.search(attributes)
            row, column = int(given[1]) if given else row + 1, -1
            return tag[0] if given else b'<%b r="%d"%b>' % (name, row, attributes)
        place = _place(attributes)
        column = place[1] if place else column + 1
        return tag[0] if place else b'<%b r="%b%d"%b>' % (name, letters(column).encode(), row, attributes)

    return _ROW_OR_CELL.sub(complete, xml)


def _place(attributes: bytes) -> Place | None:
    found = _ADDRESS.search(attributes)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def _errors(xml: bytes) -> Iterator[tuple[Place, Cell]]:
    for column, digits, code in _ERROR.findall(xml):
        yield (int(digits) - 1, column_number(column)), (code.decode("utf-8", "replace"), ERROR)


def _by_style(xml: bytes, styles: Styles, cells: dict[Place, Cell], fonts: dict[Place, str]) -> None:
    for found in _CELL.finditer(xml):
        attributes = found[1]
        style = _STYLE.search(attributes)
        kept = int(style[1]) if style else 0
        letter, zeros = styles.fonts.get(kept), styles.zeros.get(kept)
        if not letter and not zeros:
            continue
        place = _place(attributes)
        if place is None:
            continue
        if _TEXTUAL.search(attributes):
            if letter:
                fonts[place] = letter
            continue
        value = _VALUE.match(xml, found.end()) if zeros else None
        if zeros and value and (shown := zeros.show(value[1].decode("ascii", "replace"))):
            cells[place] = shown, NUMBER


def _unknown(xml: bytes, *, uncalculated: bool) -> dict[Place, str]:
    """The formulas without a result; one with the result "" says so by its kind."""
    found = [one for one in _FORMULA.findall(xml) if b't="str"' not in one[0]]
    never = uncalculated and all(value in (b"", b"0") for _, _, value in found)
    unknown: dict[Place, str] = {}
    for attributes, formula, value in found:
        place = _place(attributes)
        if place and (not value or never):
            unknown[place] = unescape(formula.decode("utf-8", "replace"))
    return unknown


def _hidden_rows(xml: bytes) -> frozenset[int]:
    return frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(xml))


def _hidden_columns(xml: bytes) -> frozenset[int]:
    return frozenset(column for tag in _HIDDEN_COLUMNS.findall(xml) for column in _range(tag))


def _range(tag: bytes) -> range:
    first, last = _FIRST.search(tag), _LAST.search(tag)
    return range(int(first[1]) - 1, min(int(last[1]), dense.COLUMNS)) if first and last else range(0)
