"""The columns of a table: which field each heading means here, beside its neighbours and above its cells."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from cleaning.doubts import by_cells, candidates, heading_keys, lacking
from cleaning.header import Grid, Header
from cleaning.headings import CERTAIN, NONE, OTHER, Meaning, right_of, stacked
from cleaning.profiles import SAMPLE, sample, settle, share
from cleaning.text import keyed, tidy
from schemas.kinds import DROPPED
from schemas.question import NO_ANSWERS, UNUSED, Answers
from schemas.sheet import address
from schemas.table import Column, Inference

_YEARS = {"gender_male_flag": "birth_year_male", "gender_female_flag": "birth_year_female"}
LEVEL = " / "  # between the levels of a heading
# Where a second column says the same, it is this: the unit of a list that also has a column for the union.
_MOSTLY = 0.6
# How sure the cells alone are: too little to go by, enough to ask.
_UNHEADED = 0.4
# A column whose likeliest meaning another column has.
_SECOND = 0.6
_NEW_ID = re.compile(r"(?i)cccd|căn cước|can cuoc|định danh|dinh danh")
_NOTHING: Mapping[str, str] = MappingProxyType({})


def name_columns(
    header: Header, grid: Grid, answers: Answers = NO_ANSWERS, declared: Mapping[str, str] = _NOTHING
) -> tuple[Column, ...]:
    """The columns that have a heading, or continue one, each with its field; every field at most once.

    What a person answered about this layout (``answers``: field by key) is certain, and next what the template that
    the list was made from has ``declared`` (field by the key of its heading); what nobody can be sure about keeps its
    ``candidates``.
    """
    answered = _declared(header, declared) | _answered(header, answers)
    columns: list[Column] = []
    meanings: dict[int, Meaning] = {}
    for index, levels in enumerate(header.levels):
        if levels and index not in header.spans:
            found = answered[index] if index in answered else _beside(columns, levels) or stacked(levels)
            meanings[index] = found
            columns.append(_column(found, LEVEL.join(levels), header, grid, index))
    columns = _names(_once(columns, meanings), header, grid, header.body)
    columns = _sexes(columns, grid, header.body)
    return tuple(_by_cells(columns, header, grid, answered))


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
    """What the column on the left, if it stands under the same headings, makes of the lowest of a heading."""
    left = columns[-1].field if columns else ""
    over = LEVEL.join((*levels[:-1], ""))
    field = right_of(left, levels[-1]) if left and columns[-1].heading.startswith(over) else ""
    return Meaning((field,), CERTAIN) if field and field != left else None


def _answered(header: Header, answers: Answers) -> dict[int, Meaning]:
    if not answers:
        return {}
    fields = {index: answers.get(key) for index, key in heading_keys(header).items()}
    return {i: NONE if field == UNUSED else Meaning((field,), 1.0) for i, field in fields.items() if field}


def _declared(header: Header, declared: Mapping[str, str]) -> dict[int, Meaning]:
    if not declared:
        return {}
    fields = {i: declared.get(keyed(levels[0])) for i, levels in enumerate(header.levels) if len(levels) == 1}
    return {index: Meaning((field,), 1.0) for index, field in fields.items() if field}


def _column(found: Meaning, heading: str, header: Header, grid: Grid, index: int) -> Column:
    if len(found.fields) < 2 and (not found.fields or found.confidence >= CERTAIN):
        return Column(index, heading, found.field, found.confidence)
    texts = sample(grid, header.body, index)
    field, confidence = settle(found, texts)
    return Column(index, heading, field, confidence, candidates(found, field, confidence, texts))


def _by_cells(columns: list[Column], header: Header, grid: Grid, answered: Container[int]) -> list[Column]:
    """A list without any name, or without any id, may have it in a column whose heading says nothing to us."""
    taken = [column.field for column in columns]
    for n, column in enumerate(columns):
        if column.field or column.index in answered or not lacking(taken):
            continue
        field = by_cells(taken, sample(grid, header.body, column.index))
        if field:
            columns[n] = replace(column, field=field, confidence=_UNHEADED, candidates=(field,))
            taken.append(field)
    return columns


def _once(columns: list[Column], meanings: dict[int, Meaning]) -> list[Column]:
    """Each field once: the surest column keeps it, the others take their next meaning that is free, or none."""
    order = sorted(range(len(columns)), key=lambda n: (-columns[n].confidence, _is_old_id(columns[n]), n))
    taken: set[str] = set()
    for n in order:
        column = columns[n]
        if column.field in taken:
            rest = (field for field in meanings.get(column.index, NONE).fields if field not in taken | {OTHER})
            field = next(rest, "")
            doubt = (field,) if field else ()
            confidence = min(column.confidence, _SECOND) if field else 0.0
            if _is_old_id(column) and OLD_ID not in taken:
                field, doubt, confidence = OLD_ID, (), column.confidence
            columns[n] = replace(column, field=field, confidence=confidence, candidates=doubt)
        taken.add(columns[n].field or f"\0{n}")
    return columns


OLD_ID = "old_citizen_id"


def _is_old_id(column: Column) -> bool:
    """Of two columns of identity numbers, "Số CMND" gives way to "Số CCCD"."""
    return column.field == "id_number" and not _NEW_ID.search(column.heading)


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
    # A signer's office under the list stands in that column too, but beside no name.
    pairs = (row[right] for row in grid[start : start + 5 * SAMPLE] if row[right] and row[columns[n].index])
    given = [tidy(text) for text in islice(pairs, SAMPLE)]
    looks = "family_middle_name" if right in header.spans else "given_name"  # under a merged heading any words do
    if not given or share(looks, given) < _MOSTLY:
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
