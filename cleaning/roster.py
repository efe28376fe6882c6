"""Rosters: lists of persons of any make, their columns understood by machine names or by people's headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from cleaning import header
from cleaning.columns import name_columns
from cleaning.headings import meaning
from cleaning.text import fold
from schemas.reference import rows
from schemas.sheet import Sheet
from schemas.table import Column

RECORD_ID: Final = "record_id"
ROW: Final = "row"  # the one-based row of the sheet, beside the cells of a roster
# What a person is compared on -> the headings' fields it may come from, the first that says something.
SOURCES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        RECORD_ID: (RECORD_ID,),
        "full_name": ("full_name", "family_middle_name", "given_name"),
        "gender": ("gender", "gender_male_flag", "gender_female_flag"),
        "date_of_birth": ("date_of_birth", "birth_year", "birth_year_male", "birth_year_female"),
        "citizen_id": ("citizen_id", "id_number"),
        "old_citizen_id": ("old_citizen_id",),
        "social_insurance_no": ("social_insurance_no",),
        "phone": ("phone",),
        "unit_code": ("unit_code", "union_unit_code", "grassroots_union", "work_unit"),
        "job": ("job",),
        "hire_date": ("hire_date",),
        "district": ("district", "upper_union"),
    }
)
_OF = {source: field for field, sources in SOURCES.items() for source in sources}
_SEXES = (("male", ("gender_male_flag", "birth_year_male")), ("female", ("gender_female_flag", "birth_year_female")))


@dataclass(frozen=True, slots=True)
class Roster:
    """Where the records begin (zero-based row) and what each column with a heading means (field of the headings)."""

    body: int
    columns: tuple[Column, ...]

    @property
    def understood(self) -> tuple[tuple[str, str], ...]:
        """(heading, what persons are compared on) of every column that says something of it."""
        return tuple((one.heading, _OF[one.field]) for one in self.columns if one.field in _OF)

    @property
    def others(self) -> tuple[str, ...]:
        """The headings of the columns that say nothing of it."""
        return tuple(one.heading for one in self.columns if one.field not in _OF)


def understand(head: Sheet) -> Roster | None:
    """What the first rows of a sheet say of its columns; None when no row names a person's name and another field."""
    first = next((row for row, cells in enumerate(head.rows) if any(cells)), 0)
    found = _by_machine(head.rows[first], first) if head.rows else None
    found = found or _by_people(head)
    if found is None or not {"full_name", "given_name"} & {one.field for one in found.columns}:
        return None
    return found


def persons(cells: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    """The records of a roster as text: ``row`` and the fields of ``SOURCES`` that its columns speak of.

    ``cells``: ``row`` (one-based) and a column of text per column of the sheet, named by its number. Rows without a
    cell under a heading that is understood are left out.
    """
    given = {one.field: _cell(one.index) for one in roster.columns if one.field in _OF}
    made = {field: _value(field, given) for field in SOURCES if set(SOURCES[field]) & given.keys()}
    if any(source in given for _, sources in _SEXES for source in sources):
        made["gender"] = _sex(given)
    frame = cells.filter(pl.col(ROW) > roster.body).select(ROW, **made)
    return frame.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in made))


def _by_machine(texts: Sequence[str], row: int) -> Roster | None:
    """A row of names as programs write them; the other headings of it as people do."""
    plain = [_named(text) if text.isascii() else "" for text in texts]
    if len({field for field in plain if field}) < 2 or not {"full_name", "given_name"} & set(plain):
        return None
    fields = [field or meaning(text).field for field, text in zip(plain, texts, strict=True)]
    taken: set[str] = set()
    columns = []
    for index, (text, field) in enumerate(zip(texts, fields, strict=True)):
        if text:
            columns.append(Column(index, text, "" if field in taken else field))
            taken.add(field)
    return Roster(row + 1, _whole_names(columns))


def _by_people(head: Sheet) -> Roster | None:
    found = header.find(head, head.rows)
    if found is None:
        return None
    columns = [one if one.field in _OF else _renamed(one) for one in name_columns(found, head.rows)]
    return Roster(found.body, _whole_names(columns))


def _renamed(column: Column) -> Column:
    field = _named(column.heading)
    return replace(column, field=field) if field == RECORD_ID else column


def _whole_names(columns: Sequence[Column]) -> tuple[Column, ...]:
    """A given name without a family name beside it is the whole name."""
    fields = {one.field for one in columns}
    if "given_name" in fields and not {"full_name", "family_middle_name"} & fields:
        columns = [replace(one, field="full_name") if one.field == "given_name" else one for one in columns]
    return tuple(columns)


def _named(heading: str) -> str:
    return _names().get(fold(heading.replace("_", " ")), "")


@cache
def _names() -> Mapping[str, str]:
    return MappingProxyType({fold(row["heading"].replace("_", " ")): row["field"] for row in rows("roster_headings")})


def _cell(index: int) -> pl.Expr:
    text = pl.col(str(index)).str.strip_chars()
    return pl.when(text != "").then(text)


def _value(field: str, given: Mapping[str, pl.Expr]) -> pl.Expr:
    if field == "full_name" and "full_name" not in given:
        return pl.concat_str(given["family_middle_name"], given["given_name"], separator=" ", ignore_nulls=True)
    return pl.coalesce(given[source] for source in SOURCES[field] if source in given)


def _sex(given: Mapping[str, pl.Expr]) -> pl.Expr:
    said = [given["gender"]] if "gender" in given else []
    for sex, sources in _SEXES:
        marked = [given[source].is_not_null() for source in sources if source in given]
        if marked:
            said.append(pl.when(pl.any_horizontal(marked)).then(pl.lit(sex)))
    return pl.coalesce(said)
