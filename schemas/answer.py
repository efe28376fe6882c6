"""What a sender's own workbook is answered: marks at its cells, a first page of causes, a key beside every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The mark of the page we add, with its version, and the heading of the hidden column of keys.
ANSWER, ROW_KEY_HEADING = "thidua-answer v1", "thidua_row_key"
ERROR, QUERY = "error", "query"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to colour and the note it gets: what was found, what was expected, how to mend it."""

    sheet: str
    cell: str  # "F12"
    severity: str  # error | query
    note: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing to mend or explain, and how many rows that cures; ``cells`` are of its one sheet."""

    severity: str
    fault: str
    expected: str
    advice: str
    rows: int
    sheet: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one file; ``keys`` are by sheet and row, ``headers`` the last header rows of its lists."""

    title: str
    lines: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    causes: tuple[Cause, ...] = ()
    keys: Mapping[tuple[str, int], str] = field(default_factory=dict)
    headers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """The answered workbook; ``rebuilt`` when its format could not be patched and it was written anew as xlsx.

    ``format`` is xlsx, or xlsm for a file with macros, whatever the sender called it.
    """

    data: bytes
    rebuilt: bool = False
    format: str = "xlsx"
