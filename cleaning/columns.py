"""The columns of a table: which field each heading means here, beside its neighbours and above its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleaning.header import Grid, Header
from cleaning.headings import CERTAIN, NONE, OTHER, Meaning, right_of, stacked
from cleaning.profiles import SAMPLE, settle, share
from cleaning.text import tidy
from schemas.kinds import DROPPED
from schemas.sheet import address
from schemas.table import Column, Inference

_YEARS = {"gender_male_flag": "birth_year_male", "gender_female_flag": "birth_year_female"}
LEVEL = " / "  # between the levels of a heading
# Where a second column says the same, it is this: the unit of a list that also has a column for the union.
_MOSTLY = 0.6


def name_columns(header: Header, grid: Grid) -> tuple[Column, ...]:
    """The columns that have a heading, or continue one, each with its field; every field at most once."""
    start = max(header.bottom, header.numbering) + 1
    columns: list[Column] = []
    meanings: dict[int, Meaning] = {}
    for index, levels in enumerate(header.levels):
        if levels and index not in header.spans:
            found = _beside(columns, levels) or stacked(levels)
            field, confidence = _settled(found, grid, start, index)
            meanings[index] = found
            columns.append(Column(index, LEVEL.join(levels), field, confidence if field else 0.0))
    columns = _once(columns, meanings)
    return tuple(_sexes(_names(columns, header, grid, start), grid, start))


def sample(grid: Grid, start: int, index: int) -> list[str]:
    """The first cells of a column that are not blank, tidied."""
    found: list[str] = []
    for row in grid[start : start + 5 * SAMPLE]:
        if row[index]:
            found.append(tidy(row[index]))
            if len(found) == SAMPLE:
                break
    return found


def guesses(columns: Sequence[Column], sheet: str, row: int) -> tuple[Inference, ...]:
    """What to tell about headings that were not certain; ``row`` is the zero-based row of the leaves."""
    return tuple(
        Inference(
            "heading_guessed",
            address(row + 1, column.index),
            sheet,
            {"heading": column.heading, "field": column.field},
        )
        for column in columns
        if column.field and column.confidence < CERTAIN
    )


def is_private(column: Column) -> bool:
    """Whether a column is or may be one that is never imported, also where it stands twice or is not understood."""
    if column.field:
        return column.field in DROPPED
    return not set(DROPPED).isdisjoint(stacked(tuple(column.heading.split(LEVEL))).fields)


def _beside(columns: Sequence[Column], levels: tuple[str, ...]) -> Meaning | None:
    """What the column on the left makes of a heading of one level."""
    left = columns[-1].field if columns else ""
    field = right_of(left, levels[-1]) if left and len(levels) == 1 else ""
    return Meaning((field,), CERTAIN) if field and field != left else None


def _settled(found: Meaning, grid: Grid, start: int, index: int) -> tuple[str, float]:
    if len(found.fields) < 2 and (not found.fields or found.confidence >= CERTAIN):
        return found.field, found.confidence
    return settle(found, sample(grid, start, index))


def _once(columns: list[Column], meanings: dict[int, Meaning]) -> list[Column]:
    """Each field once: the surest column keeps it, the others take their next meaning that is free, or none."""
    order = sorted(range(len(columns)), key=lambda n: (-columns[n].confidence, n))
    taken: set[str] = set()
    for n in order:
        column = columns[n]
        if column.field in taken:
            rest = (field for field in meanings.get(column.index, NONE).fields if field not in taken | {OTHER})
            field = next(rest, "")
            columns[n] = replace(column, field=field, confidence=min(column.confidence, 0.6) if field else 0.0)
        taken.add(columns[n].field or f"\0{n}")
    return columns


def _names(columns: list[Column], header: Header, grid: Grid, start: int) -> list[Column]:
    """Family and given names in two columns, whether headed so or under one merged heading "Họ và tên"."""
    at = {column.field: n for n, column in enumerate(columns) if column.field}
    if "full_name" in at and "family_middle_name" in at and "given_name" not in at:
        n = at["full_name"]
        if n == at["family_middle_name"] + 1:
            columns[n] = replace(columns[n], field="given_name")
    elif "family_middle_name" in at and "given_name" not in at and "full_name" not in at:
        columns[at["family_middle_name"]] = replace(columns[at["family_middle_name"]], field="full_name")
    elif "given_name" in at and "family_middle_name" not in at and "full_name" not in at:
        columns[at["given_name"]] = replace(columns[at["given_name"]], field="full_name")
    if "full_name" in at and not {"given_name", "family_middle_name"} & at.keys():
        return _split_name(columns, at["full_name"], header, grid, start)
    return columns


def _split_name(columns: list[Column], n: int, header: Header, grid: Grid, start: int) -> list[Column]:
    right = columns[n].index + 1
    headed = right < len(header.levels) and header.levels[right] and right not in header.spans
    if right >= len(header.levels) or headed:
        return columns
    given = sample(grid, start, right)
    if len(given) < 1 or share("given_name", given) < _MOSTLY or any(" " in text for text in given):
        return columns
    family = replace(columns[n], field="family_middle_name")
    return [*columns[:n], family, Column(right, family.heading, "given_name", 0.9), *columns[n + 1 :]]


def _sexes(columns: list[Column], grid: Grid, start: int) -> list[Column]:
    """A column Nam or Nữ whose cells are years or dates holds the birth of the men or the women."""
    taken = {column.field for column in columns}
    for n, column in enumerate(columns):
        years = _YEARS.get(column.field)
        if years and years not in taken and share(years, sample(grid, start, column.index)) >= _MOSTLY:
            columns[n] = replace(column, field=years)
    return columns
