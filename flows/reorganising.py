"""A reorganisation weighed on real data before it is applied: which units, lists and figures move; and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from cleaning.reorganisation import Reorganised, reorganised
from cleaning.structure import Structure
from runtime.wiring import Connection
from schemas.registry import Registry
from schemas.registry_faults import RegistryFault, fault
from schemas.reorganisation import Change, Move
from warehouse import listings, marts, registry, reorganisations
from warehouse.impact import Figure, compared
from warehouse.marts import Edition
from warehouse.reorganisations import Applied

FIGURES = ("award", "reporting", "funnel", "data_quality")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a reorganisation does to what is published.

    ``lists``: campaign_code, parent_before, parent_after, units, lists: lists that stand and will count for another
    upper unit, under the structure of their campaign's last day. ``figures``: published figures that will differ.
    """

    moves: tuple[Move, ...]
    lists: pl.DataFrame
    figures: tuple[Figure, ...]


class Refused(Exception):
    """A reorganisation that cannot be applied: its faults, and what is still to be decided."""

    def __init__(self, faults: Sequence[RegistryFault]) -> None:
        super().__init__("the reorganisation is refused")
        self.faults = tuple(faults)


def planned(connection: Connection, changes: Sequence[Change], file: str) -> Reorganised:
    """The registry in force after a change set."""
    return reorganised(registry.current(connection), changes, file)


def weigh(connection: Connection, after: Registry, moves: tuple[Move, ...], at: datetime, day: date) -> Weighed:
    """Load a registry and compare what is published with what would be; the caller's transaction, kept or not.

    Both are drawn as of one day, the last of the publication's, of the changes and of ``day``: what differs is the
    reorganisation's doing alone, and one that lies ahead is shown as it will be.
    """
    before, published = registry.current(connection), marts.current(connection)
    last = max([day, *(one.day for one in moves), *([published.business_date] if published else [])])
    edition = replace(published, business_date=last) if published else None
    drawn = {name: marts.draw(connection, name, edition) for name in FIGURES} if edition else {}
    load_no = registry.load(connection, after, at)
    levels = {unit.unit_code: unit.level for unit in after.units}
    figures: tuple[Figure, ...] = ()
    if edition:
        later = Edition(edition.run_no, load_no, edition.business_date)
        figures = tuple(
            one
            for name, frame in drawn.items()
            for one in compared(name, frame, marts.draw(connection, name, later), levels)
        )
    return Weighed(moves, _lists(connection, before, after), figures)


def apply(
    connection: Connection, changes: Sequence[Change], file: str, *, by: str, at: datetime, reason: str
) -> tuple[str, Weighed]:
    """Apply a change set; gives its id and what it did. Raises ``Refused`` and then writes nothing."""
    before = registry.current(connection)
    found = reorganised(before, changes, file)
    if found.faults or found.undecided:
        raise Refused(told(found, file))
    named = reorganisations.add(connection, found.registry, changes, by=by, at=at, reason=reason)
    if named is None:
        raise Refused([fault(file, 0, "", "nothing_changes")])
    return named, Weighed(found.moves, _lists(connection, before, found.registry), ())


def undo(connection: Connection, one: Applied, *, by: str, at: datetime, reason: str) -> None:
    """Take a reorganisation back; raises ``Refused`` when later changes rest on it."""
    without, changed = reorganisations.without(connection, one)
    faults = [fault(one.reorganisation_id, 0, "", "later_change", code) for code in changed]
    faults += [] if faults else list(_hierarchy(without, one.reorganisation_id))
    if faults:
        raise Refused(faults)
    reorganisations.undo(connection, one, without, by=by, at=at, reason=reason)


def told(found: Reorganised, file: str) -> tuple[RegistryFault, ...]:
    """Everything that stands in the way, in line order: faults, and units nobody has placed yet."""
    open_ones = [
        fault(
            file,
            one.line,
            "parent_code",
            "undecided",
            f"{one.unit_code} {one.name} ({one.day:%d/%m/%Y}): {' / '.join(one.candidates)}",
        )
        for one in found.undecided
    ]
    return tuple(sorted([*found.faults, *open_ones], key=lambda one: one.line))


def _hierarchy(known: Registry, name: str) -> Sequence[RegistryFault]:
    return reorganised(known, (), name).faults


def _lists(connection: Connection, before: Registry, after: Registry) -> pl.DataFrame:
    """The lists that count for another upper unit on the last day of their campaign than they did."""
    was, now = Structure(before), Structure(after)
    ends = {one.campaign_code: one.closes_on for one in after.campaigns}
    stand = listings.effective_of(connection, pl.Series("sender_code", sorted(was.codes)))
    counted = stand.filter(pl.col("campaign_code").is_not_null()).group_by("sender_code", "campaign_code").len("lists")
    moved = [
        (campaign, was.parent(sender, ends[campaign]) or "", now.parent(sender, ends[campaign]) or "", sender, lists)
        for sender, campaign, lists in counted.iter_rows()
        if campaign in ends
    ]
    columns = ("campaign_code", "parent_before", "parent_after", "sender_code", "lists")
    found = pl.DataFrame(moved, dict(zip(columns, (*[pl.String] * 4, pl.Int64), strict=True)), orient="row")
    key = columns[:3]
    return (
        found.filter(pl.col("parent_before") != pl.col("parent_after"))
        .group_by(key)
        .agg(units=pl.col("sender_code").n_unique(), lists=pl.col("lists").sum())
        .sort(key)
    )
