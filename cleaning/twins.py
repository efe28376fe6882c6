"""Columns of one meaning beside each other: names under Ông | Bà or Nam | Nữ, authors 1, 2, 3 with their shares.

Both columns keep the field, and what they say of one record is put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from cleaning.columns import LEVEL
from cleaning.header import Grid
from cleaning.headings import CERTAIN, stacked
from cleaning.profiles import sample, share
from cleaning.text import keyed
from schemas.table import Column

# How a column of names is headed that holds those of one sex, and in which field that is told of the record.
_SEXES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ông": ("salutation", "Ông"), "ong": ("salutation", "Ông"), "anh": ("salutation", "Ông"),
        "bà": ("salutation", "Bà"), "ba": ("salutation", "Bà"), "chị": ("salutation", "Bà"),
        "nam": ("gender", "Nam"), "nữ": ("gender", "Nữ"), "nu": ("gender", "Nữ"),
    }
)  # fmt: skip
_NAMED = ("full_name", "family_middle_name", "given_name")
# Of an initiative's authors: the fields that may stand once for each of them.
_REPEATED = ("full_name", "initiative_authors", "contribution_pct")
_MOSTLY = 0.6
_SURE = 0.9  # two columns of names under the two sexes leave no doubt


@dataclass(frozen=True, slots=True)
class Sexed:
    """A column of the names of one sex: the field and the text that say so of its records."""

    field: str
    text: str


def twins(columns: Sequence[Column], grid: Grid, start: int) -> tuple[Column, ...]:
    """The columns, those that repeat another's meaning with its field too; ``start`` is the first row of data."""
    fields = {column.field for column in columns}
    if "initiative_name" in fields:
        return tuple(_author(column, fields) for column in columns)
    sexed = [n for n, column in enumerate(columns) if sexed_by(column)]
    if len(sexed) < 2 or any(column.field in _NAMED for n, column in enumerate(columns) if n not in sexed):
        return tuple(columns)
    named = {n for n in sexed if share("full_name", sample(grid, start, columns[n].index) or ["-"]) >= _MOSTLY}
    if len({sexed_by(columns[n]) for n in named}) != len(sexed):
        return tuple(columns)
    return tuple(
        replace(column, field="full_name", confidence=_SURE, candidates=()) if n in named else column
        for n, column in enumerate(columns)
    )


def sexed_by(column: Column) -> Sexed | None:
    """What the heading of a column of names says of the sex of its people, None when nothing."""
    found = _SEXES.get(keyed(column.heading.rsplit(LEVEL, 1)[-1]))
    return Sexed(*found) if found else None


def _author(column: Column, fields: set[str]) -> Column:
    if column.field:
        return column
    meant = stacked(tuple(column.heading.split(LEVEL)))
    again = next((field for field in meant.fields if field in _REPEATED and field in fields), "")
    return replace(column, field=again, confidence=min(meant.confidence, CERTAIN), candidates=()) if again else column
