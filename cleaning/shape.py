"""Where the principal columns of a table are: what its rows are told by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.kinds import INITIATIVE_LIST, ROW_KEY, STATISTICS, UNIT_STATISTICS
from schemas.table import Column

_PERSONS = ("full_name", "family_middle_name", "given_name")
_STATS = frozenset(item.name for item in STATISTICS)
_POSTS = frozenset(("position", "union_position", "job", "note", "achievement", "award_title"))


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the principal columns of a table are; ``stt`` is -1 without such a column."""

    kind: str
    stt: int
    names: tuple[int, ...]  # of the person, title or unit that a record is about
    authors: tuple[int, ...]  # of an initiative's authors
    figures: tuple[int, ...]  # of statistics
    posts: frozenset[int]  # where "Chủ tịch" is somebody's post and no signer
    money: frozenset[int]
    data: tuple[int, ...]  # every headed column but the running number
    headings: frozenset[str] = frozenset()  # keyed, of all levels
    above: frozenset[str] = frozenset()  # keyed lines of the titles, which each page may repeat


def shape(
    kind: str,
    columns: Sequence[Column],
    headings: frozenset[str] = frozenset(),
    above: frozenset[str] = frozenset(),
) -> Shape:
    """The principal columns of a table of a kind, with the headings and titles that its pages may repeat."""
    at = {column.field: column.index for column in reversed(columns) if column.field}
    persons = tuple(c.index for name in _PERSONS for c in columns if c.field == name)
    units = tuple(at[name] for name in ("grassroots_union", "work_unit", "union_unit_code") if name in at)
    authors: tuple[int, ...] = ()
    names = persons or units
    if kind == INITIATIVE_LIST:
        authors = (*persons, *(c.index for c in columns if c.field == "initiative_authors"))
        names = (at["initiative_name"],)
    elif kind == UNIT_STATISTICS:
        names = units
    return Shape(
        kind=kind,
        stt=at.get("stt", -1),
        names=names,
        authors=authors,
        figures=tuple(at[name] for name in at if name in _STATS),
        posts=frozenset(at[name] for name in at if name in _POSTS),
        money=frozenset(at[name] for name in at if "money" in name or "benefit" in name or "reward" in name),
        data=tuple(column.index for column in columns if column.field not in ("stt", ROW_KEY)),
        headings=headings,
        above=above,
    )
