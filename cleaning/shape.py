"""Where the principal columns of a table are: what its rows are told by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.item import AUTHORS
from schemas.kind import PERSON
from schemas.kinds import KINDS, ROW_KEY
from schemas.table import Column

_PERSONS = ("full_name", "family_middle_name", "given_name")
_UNITS = ("grassroots_union", "work_unit", "union_unit_code")
_POSTS = frozenset(("position", "union_position", "job", "note", "achievement", "award_title"))


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the principal columns of a table are; ``stt`` is -1 without such a column."""

    about: str  # what a row is about, as in schemas.kind
    counting: bool  # a row is a record only with a figure
    stt: int
    names: tuple[int, ...]  # of the person, title or unit that a record is about
    authors: tuple[int, ...]  # of a work's authors
    figures: tuple[int, ...]  # of a kind that counts
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
    known = KINDS.get(kind)
    naming = known.naming if known else _PERSONS if any(name in at for name in _PERSONS) else _UNITS
    authored = known is not None and any(item.holds == AUTHORS for item in known.items)
    return Shape(
        about=known.about if known else PERSON,
        counting=known is not None and known.counting,
        stt=at.get("stt", -1),
        names=_places(columns, naming),
        authors=_places(columns, (*_PERSONS, "initiative_authors")) if authored else (),
        figures=tuple(at[name] for name in known.figures if name in at) if known else (),
        posts=frozenset(at[name] for name in at if name in _POSTS),
        money=frozenset(at[name] for name in at if "money" in name or "benefit" in name or "reward" in name),
        data=tuple(column.index for column in columns if column.field not in ("stt", ROW_KEY)),
        headings=headings,
        above=above,
    )


def _places(columns: Sequence[Column], fields: Sequence[str]) -> tuple[int, ...]:
    """Every column of these fields, in the order of the fields: co-authors may stand side by side."""
    return tuple(column.index for name in fields for column in columns if column.field == name)
