"""Sections of one table about other subjects: "II. Tập thể" under a list of people holds collectives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from cleaning.rows import Body
from schemas.kind import UNIT, Kind
from schemas.kinds import KINDS
from schemas.table import Column

_PERSONS = ("full_name", "family_middle_name", "given_name")


def of_collectives() -> Kind | None:
    """The kind of list whose rows are collectives, None while no such kind is known."""
    kinds = (kind for kind in KINDS.values() if kind.about == UNIT and kind.awarding and not kind.counting)
    return next(kinds, None)


def retitled(columns: Sequence[Column], kind: Kind | None) -> tuple[Column, ...]:
    """The columns of people as those of collectives: what names a person names the collective there."""
    named = next((column.field for column in columns if column.field in _PERSONS), "")
    fields = dict.fromkeys(_PERSONS, "") | {named: kind.naming[0] if kind else ""}
    return tuple(replace(column, field=fields.get(column.field, column.field)) for column in columns)


def part(body: Body, records: Collection[int], but: Collection[int] = ()) -> Body:
    """A table's body with these of its records alone, ``but`` some."""
    kept = sorted(set(records) - set(but))
    return replace(
        body,
        records=[body.records[record] for record in kept],
        groups=[body.groups[record] for record in kept],
        breaks=sorted({_before(kept, start) for start in body.breaks}),
        claims=[replace(claim, record=_before(kept, claim.record)) for claim in body.claims if claim.record in kept],
    )


def _before(kept: Sequence[int], record: int) -> int:
    return sum(1 for one in kept if one < record)
