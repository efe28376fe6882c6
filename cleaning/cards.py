"""A record that stands upright: a form about one person or one work, a field a row, its words left of its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleaning import authors
from cleaning.header import Grid
from cleaning.headings import known
from cleaning.letterhead import letterhead
from cleaning.mentions import Mentions, mentions
from cleaning.recognition import kind_of
from cleaning.text import keyed, tidy
from schemas.item import AUTHORS
from schemas.kind import Kind
from schemas.kinds import DROPPED, KINDS, UNREAD
from schemas.place import PLACE
from schemas.sheet import BLANK, TEXT, Sheet, address
from schemas.table import Column, Inference, Table

# Nobody fills in a longer form about one person or work, and no field has longer words.
_LONGEST, _WORDS = 120, 80
_LEAST = 3
_LABELS = 4  # columns from the left that may hold the words
_OF_AUTHORS = frozenset((*authors.NAMES, *authors.ABOUT, authors.SHARE))
# Above the fields proper a form says who sends it.
_PLACES = frozenset(item.name for item in PLACE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a form: its words, and its value with the zero-based cell where it stands."""

    field: str
    label: str
    value: str
    row: int
    column: int


def card(sheet: Sheet, grid: Grid, file_titles: Mentions) -> list[Table]:
    """The one record of a sheet without a header, none when its titles name no list or too few of its fields are there.

    The words above the first field, or the file's name, must name the kind: a letter has such lines as well.
    """
    if not grid or len(grid) > _LONGEST:
        return []
    title = next((number for number, row in enumerate(grid) if _names_a_list(row)), -1)
    columns = range(min(_LABELS, len(grid[0])))
    entries = max((list(_entries(grid, column, title + 1)) for column in columns), key=len, default=[])
    top = next((entry.row for entry in entries if entry.field not in _PLACES), len(grid))
    entries = [entry for entry in entries if entry.row >= top]
    above = letterhead(grid, 0, top)
    named = above.said.named if above.said.named.kinds else file_titles
    kind = KINDS.get(kind_of([named], [_column(entry) for entry in entries])) if named.kinds else None
    if kind is None or kind.counting:
        return []
    entries = _of_kind(kind, entries)
    told = [entry for entry in entries if entry.value]
    named_by = [entry for entry in entries if entry.field in kind.naming]
    # A form that lacks only the name lacks a name; one that nobody filled in is none.
    enough = entries if any(entry.value for entry in named_by) else told
    if len(enough) < _LEAST or not named_by:
        return []
    return [above.entitle(_table(sheet, grid, kind, entries, named.award(kind.name)))]


def _names_a_list(row: Sequence[str]) -> bool:
    return bool(mentions([keyed(text) for text in row if text]).kinds)


def _entries(grid: Grid, column: int, start: int) -> Iterator[Entry]:
    """The fields that a column names from a row on, each the first time, with the value right of the words."""
    seen: set[str] = set()
    for number, row in enumerate(grid):
        if number < start or not row[column]:
            continue
        words, _, behind = tidy(row[column]).partition(":")
        field = known(words.strip()) if len(words) <= _WORDS else ""
        if not field or field in seen or field in UNREAD or field in DROPPED:
            continue
        at = next((index for index in range(column + 1, len(row)) if row[index]), -1)
        if behind.strip():
            value, at = behind.strip(), column
        elif at >= 0 and not row[at].rstrip().endswith(":"):
            value = row[at]
        else:
            value, at = "", column + 1
        seen.add(field)
        yield Entry(field, words.strip(), value, number, at)


def _of_kind(kind: Kind, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a list of the kind may have, those about an author among them."""
    fields = set(kind.names) | (_OF_AUTHORS if _authored(kind) else set())
    return [entry for entry in entries if entry.field in fields]


def _authored(kind: Kind) -> bool:
    return any(item.holds == AUTHORS for item in kind.items)


def _column(entry: Entry) -> Column:
    return Column(entry.column, entry.label, entry.field, row=entry.row + 1)


def _table(sheet: Sheet, grid: Grid, kind: Kind, entries: Sequence[Entry], award: str) -> Table:
    first, last = entries[0].row, entries[-1].row
    values = {entry.field: entry.value for entry in entries}
    kinds = {entry.field: _kind_of_cell(sheet, entry) for entry in entries}
    if _authored(kind):
        values, kinds = _with_authors(first, values, kinds)
    rows = {entry.row for entry in entries}
    used = (number for number, row in enumerate(grid) if number > first and any(row))
    return Table(
        sheet=sheet.name,
        kind=kind.name,
        columns=tuple(map(_column, entries)),
        row_numbers=(first + 1,),
        values={field: [text] for field, text in values.items()},
        cell_kinds={field: letter if values[field] else BLANK for field, letter in kinds.items()},
        ignored=tuple((n + 1, "field" if n in rows else "footer" if n > last else "remark") for n in used),
        groups=("",),
        award_code=award,
        inferences=(Inference("card_upright", address(first + 1, entries[0].column), sheet.name),),
    )


def _kind_of_cell(sheet: Sheet, entry: Entry) -> str:
    own = tidy(sheet.rows[entry.row][entry.column]) == tidy(entry.value)
    return sheet.kinds[entry.row][entry.column] if own else TEXT


def _with_authors(
    row: int, values: Mapping[str, str], kinds: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    people = authors.of_row(row + 1, {field: text for field, text in values.items() if field in _OF_AUTHORS})
    own = {field: text for field, text in values.items() if field not in _OF_AUTHORS}
    letters = {field: letter for field, letter in kinds.items() if field in own}
    return {**own, "authors": authors.as_json(people)}, {**letters, "authors": TEXT}
