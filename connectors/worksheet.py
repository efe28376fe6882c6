"""What the XML of an .xlsx worksheet says and the reading library drops: error cells, hidden rows and columns.

A substring search per sheet tells whether there is anything; regular expressions run only where there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from connectors import dense

Place = tuple[int, int]  # zero-based row and column

_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>(?:(?!</?(?:\w+:)?c\b).)*?<(?:\w+:)?v>(#[^<]{1,20})<',
    re.DOTALL,
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
_FIRST, _LAST = re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"')


@dataclass(frozen=True, slots=True)
class Detail:
    """What the library loses of one sheet; rows and columns are zero-based."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    font: str = ""


def has_detail(xml: bytes) -> bool:
    """Whether a worksheet part holds anything that ``detail`` would find."""
    return b't="e"' in xml or b'hidden="' in xml


def detail(xml: bytes) -> Detail:
    """The error cells, hidden rows and hidden columns of a worksheet part."""
    errors = dict(_errors(xml)) if b't="e"' in xml else {}
    if b'hidden="' not in xml:
        return Detail(errors)
    rows = frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(xml))
    columns = frozenset(column for tag in _HIDDEN_COLUMNS.findall(xml) for column in _range(tag))
    return Detail(errors, rows, columns)


def column_number(letters: bytes) -> int:
    """The zero-based column of its letters: ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _errors(xml: bytes) -> Iterator[tuple[Place, str]]:
    for letters, digits, code in _ERROR.findall(xml):
        yield (int(digits) - 1, column_number(letters)), code.decode("utf-8", "replace")


def _range(tag: bytes) -> range:
    first, last = _FIRST.search(tag), _LAST.search(tag)
    return range(int(first[1]) - 1, min(int(last[1]), dense.COLUMNS)) if first and last else range(0)
