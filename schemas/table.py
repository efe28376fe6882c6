"""What the layout finder makes of a sheet: tables of raw text under our field names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from schemas.question import Question
from schemas.template import TemplateId


@dataclass(frozen=True, slots=True)
class Inference:
    """Something thidua concluded by itself and tells: a code of the catalogue, the cell, the words to fill in."""

    code: str
    cell: str = ""
    sheet: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the header as found; ``field`` is empty when no field of ours has that meaning.

    ``candidates`` are what it may be when nobody can be sure; the field is then the likeliest of them.
    """

    index: int  # zero-based column of the sheet
    heading: str  # as written, the levels of a merged header joined by " / "
    field: str = ""
    confidence: float = 1.0
    candidates: tuple[str, ...] = ()
    row: int = 0  # one-based sheet row of the field's cell where a form stands upright; 0: that of each record


@dataclass(frozen=True, slots=True)
class Difference:
    """A group that declares another number than it has records; ``row`` is the sheet row of its first."""

    row: int
    declared: int
    counted: int


@dataclass(frozen=True, slots=True)
class Table:
    """One list found in a sheet, its rows as columns of raw text; grain: one record of the list's kind.

    ``values[field][i]`` is the raw text of record ``i`` ("" = blank), dittos and merged unit cells already resolved;
    ``cell_kinds[field][i]`` its letter of ``schemas.sheet``. An initiative is one record at its first row, and its
    ``authors`` value is a JSON list of objects of raw text (``row``, ``full_name``, ``contribution_pct``, …).
    ``extras[heading][i]`` is the text of the sender's own column of that heading, which is no field of ours.
    ``groups[i]`` is the group title in force ("I. CĐCS Công ty A"), "" when there is none.
    Every row of the sheet's used range is accounted for: read = records, and ``ignored`` names the others with why.
    """

    sheet: str
    kind: str  # "" when unknown
    columns: tuple[Column, ...]
    row_numbers: tuple[int, ...]  # one-based sheet rows
    values: dict[str, list[str]]
    cell_kinds: dict[str, str]
    extras: dict[str, list[str]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()  # the lines above the header
    header_rows: tuple[int, ...] = ()
    ignored: tuple[tuple[int, str], ...] = ()  # (row, reason): group, total, numbering, blank_formula, hidden …
    award_code: str = ""
    award_level: str = ""  # "" when the titles do not say
    year: int = 0  # 0 when the titles do not say
    unit_text: str = ""  # the unit the letterhead names
    part_text: str = ""  # a unit that a line under the title names: one sheet per part of the sender
    unit_code_text: str = ""  # a unit code given in the letterhead or template
    addition: bool = False  # "bổ sung"
    version: int = 0  # "lần 2"; 0 when neither titles nor the file's name say
    withdrawal: bool = False  # takes back what was sent: its rows, or without rows the whole list
    reference: str = ""  # the document's own number, "12/DS-CĐ"
    empty: bool = False  # it has no rows and says nothing of it, like every other list of its file
    nil: bool = False  # says "không có" and nothing else
    money_unit: int = 1  # đồng per unit of the money cells, from "Đơn vị tính: triệu đồng"
    declared_total: int | None = None
    apart: bool = False  # a section of another table, about another subject
    differing_groups: tuple[Difference, ...] = ()  # whose titles or sums declare another number of records
    templates: tuple[TemplateId, ...] = ()  # what the file says of the blank workbook it was made from
    inferences: tuple[Inference, ...] = ()
    questions: tuple[Question, ...] = ()  # what must be answered before any of its rows counts

    def __getstate__(self) -> list[object]:
        """The fields on their way between processes: each column as one text, for pickling thousands costs as much as
        reading them did.
        """
        columns = tuple(_of_column(column) for column in self.columns)
        packed = {"values": _packed(self.values), "extras": _packed(self.extras), "columns": columns}
        return [packed.get(name) or getattr(self, name) for name in self.__slots__]

    def __setstate__(self, state: list[object]) -> None:
        """The fields as they were."""
        for name, value in zip(self.__slots__, state, strict=True):
            unpack = _UNPACKED.get(name)
            object.__setattr__(self, name, unpack(value) if unpack else value)  # frozen for everybody else

    @property
    def first_row(self) -> int:
        """The sheet row of the first record, 0 for a table without records."""
        return self.row_numbers[0] if self.row_numbers else 0

    @property
    def last_row(self) -> int:
        """The sheet row of the last record, 0 for a table without records."""
        return self.row_numbers[-1] if self.row_numbers else 0


def _packed(columns: dict[str, list[str]]) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for name, texts in columns.items():
        text = "\0".join(texts)
        found[name] = text if texts and text.count("\0") == len(texts) - 1 else texts
    return found


def _unpacked(columns: Any) -> dict[str, list[str]]:
    return {name: texts.split("\0") if isinstance(texts, str) else texts for name, texts in columns.items()}


def _columns(states: Any) -> tuple[Column, ...]:
    return tuple(Column(*state) for state in states)


_of_column = attrgetter(*Column.__slots__)
_UNPACKED: dict[str, Callable[[Any], object]] = {"values": _unpacked, "extras": _unpacked, "columns": _columns}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not read: a code of the catalogue and the words to fill in."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its tables, or a refusal; never both, never neither."""

    format: str
    tables: tuple[Table, ...] = ()
    refusal: Refusal | None = None
    inferences: tuple[Inference, ...] = ()
