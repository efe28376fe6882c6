"""The texts of a table's records by field: dittos resolved, merged cells filled down, authors gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaning import authors
from cleaning.columns import is_private
from cleaning.header import Grid
from cleaning.rows import Body
from cleaning.shape import Shape
from cleaning.twins import sexed_by
from schemas.kinds import DROPPED, UNREAD
from schemas.reference import spellings
from schemas.sheet import BLANK, TEXT, Merge, Sheet, address, letters
from schemas.table import Column, Inference

DITTOS = frozenset(form for token in spellings("ditto") for form in (token, token.upper(), token.capitalize()))
# What belongs to one person alone: a ditto or a merged cell there says nothing sure.
_OWN = frozenset(
    {"stt", "full_name", "family_middle_name", "given_name", "id_number", "social_insurance_no", "phone", "tax_code"}
    | {
        "initiative_name",
        "work_name",
        "collective",
        "initiative_authors",
        "contribution_pct",
        "benefit_vnd",
        "bank_account",
        "union_card_no",
    }
)
_OF_AUTHORS = frozenset((*authors.NAMES, *authors.ABOUT, authors.SHARE))


_SAME_ROW = "\n"  # between what the rows of one record say


@dataclass(slots=True)
class Cells:
    """One column down the rows of a table: the texts and their kinds, in the order of the rows."""

    texts: list[str]
    kinds: list[str]


def fill(
    sheet: Sheet, grid: Grid, columns: Sequence[Column], body: Body, form: Shape
) -> tuple[dict[str, list[str]], dict[str, str], tuple[Inference, ...]]:
    """Values and cell kinds per field, one per record, and what was filled in by inference."""
    flat = [row for rows in body.records for row in rows]
    breaks = _breaks(body)
    tall = [merge for merge in sheet.merges if merge.bottom > merge.top] if flat else []
    told: list[Inference] = []
    cells: dict[str, Cells] = {}
    texts, letters_of = _upright(grid, flat), _upright(sheet.kinds, flat)
    blank = (BLANK,) * len(flat)
    for column in columns:
        if column.field and column.field not in DROPPED and column.field not in UNREAD:
            at = column.index
            kinds = letters_of[at] if at < len(letters_of) else blank  # a list may go on on a narrower sheet
            found = Cells(list(texts[at]), _blanked(texts[at], kinds))
            _complete(sheet, grid, column, found, flat, tall, breaks, told)
            if column.field in cells:
                found = _together(cells[column.field], found)
            cells[column.field] = found
    _say_sex(cells, grid, [column for column in columns if column.field == "full_name"], flat)
    if form.authors:
        return (*_initiatives(cells, body), tuple(told))
    values = {field: column.texts for field, column in cells.items()}
    return values, {field: "".join(column.kinds) for field, column in cells.items()}, tuple(told)


def _together(first: Cells, second: Cells) -> Cells:
    """Two columns of one meaning as one: whichever is filled, or both in lines."""
    texts = [_SAME_ROW.join(filter(None, both)) for both in zip(first.texts, second.texts, strict=True)]
    kinds = [one if one != BLANK else other for one, other in zip(first.kinds, second.kinds, strict=True)]
    return Cells(texts, kinds)


def _say_sex(cells: dict[str, Cells], grid: Grid, named: Sequence[Column], flat: Sequence[int]) -> None:
    """Of names in two columns for the two sexes the column tells the sex."""
    for column in named if len(named) > 1 else ():
        sexed = sexed_by(column)
        if not sexed:
            continue
        said = cells.setdefault(sexed.field, Cells([""] * len(flat), [BLANK] * len(flat)))
        for place, row in enumerate(flat):
            if grid[row][column.index] and not said.texts[place]:
                said.texts[place], said.kinds[place] = sexed.text, TEXT


def extras(grid: Grid, columns: Sequence[Column], body: Body) -> dict[str, list[str]]:
    """The sender's own columns, which are no field of ours: heading to one text per record, blank ones left out."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if not column.field and column.heading and not is_private(column):
            texts = [_lines(grid, rows, column.index) for rows in body.records]
            if any(texts):
                taken = column.heading in found
                found[f"{column.heading} ({letters(column.index)})" if taken else column.heading] = texts
    return found


def _lines(grid: Grid, rows: Sequence[int], index: int) -> str:
    if len(rows) == 1:
        return grid[rows[0]][index]
    return _SAME_ROW.join(dict.fromkeys(grid[row][index] for row in rows if grid[row][index]))


def _upright(rows: Sequence[Sequence[str]], wanted: Sequence[int]) -> list[tuple[str, ...]]:
    """The rows wanted, turned into columns all at once."""
    if not wanted:
        return [()] * (len(rows[0]) if rows else 0)
    return list(zip(*map(rows.__getitem__, wanted), strict=True))


def _blanked(texts: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The kinds of cells, some of whose texts have gone since they were read."""
    if "" not in texts:
        return list(kinds)
    return [kind if text else BLANK for text, kind in zip(texts, kinds, strict=True)]


def _complete(
    sheet: Sheet,
    grid: Grid,
    column: Column,
    cells: Cells,
    flat: Sequence[int],
    tall: Sequence[Merge],
    breaks: frozenset[int],
    told: list[Inference],
) -> None:
    """Fill what merged cells and dittos leave out of a column."""
    index = column.index
    if column.field in _OWN:
        return
    across = [m for m in tall if m.left <= index <= m.right and grid[m.top][m.left]]
    if across:
        places = {row: place for place, row in enumerate(flat)}
        for merge in across:
            _down(sheet, grid, merge, places, cells, index, told)
    if not DITTOS.isdisjoint(cells.texts):
        _dittos(sheet, flat, cells, index, breaks, told)


def _down(
    sheet: Sheet, grid: Grid, merge: Merge, places: Mapping[int, int], cells: Cells, index: int, told: list[Inference]
) -> None:
    for row in range(merge.top + 1, min(merge.bottom + 1, len(grid))):
        place = places.get(row, -1)
        if place >= 0 and not cells.texts[place]:
            cells.texts[place] = grid[merge.top][merge.left]
            cells.kinds[place] = sheet.kinds[merge.top][merge.left]
            told.append(Inference("merged_unit_filled", address(row + 1, index), sheet.name))


def _dittos(
    sheet: Sheet, flat: Sequence[int], cells: Cells, index: int, breaks: frozenset[int], told: list[Inference]
) -> None:
    above, kind = "", TEXT
    for place, row in enumerate(flat):
        if place in breaks:
            above = ""
        text = cells.texts[place]
        if text in DITTOS:
            if above:
                cells.texts[place], cells.kinds[place] = above, kind
                told.append(Inference("ditto_filled", address(row + 1, index), sheet.name))
        elif text:
            above, kind = text, cells.kinds[place]


def _breaks(body: Body) -> frozenset[int]:
    """The places among all rows where a group begins."""
    if not body.breaks:
        return frozenset()
    starts, place = [], 0
    for rows in body.records:
        starts.append(place)
        place += len(rows)
    return frozenset(starts[record] for record in body.breaks if record < len(starts))


def _initiatives(cells: Mapping[str, Cells], body: Body) -> tuple[dict[str, list[str]], dict[str, str]]:
    firsts, everyone, place = [], [], 0
    about = {field: column.texts for field, column in cells.items() if field in _OF_AUTHORS}
    for rows in body.records:
        firsts.append(place)
        people: list[dict[str, str | int]] = []
        for offset, row in enumerate(rows):
            people.extend(authors.of_row(row + 1, {field: texts[place + offset] for field, texts in about.items()}))
        everyone.append(authors.as_json(people))
        place += len(rows)
    own = {field: column for field, column in cells.items() if field not in _OF_AUTHORS}
    values = {field: [column.texts[first] for first in firsts] for field, column in own.items()}
    kinds = {field: "".join(column.kinds[first] for first in firsts) for field, column in own.items()}
    values["authors"] = everyone
    kinds["authors"] = "".join(TEXT if people else BLANK for people in everyone)
    return values, kinds
