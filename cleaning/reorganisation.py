"""A registry after a reorganisation: units opened, closed, renamed, moved, merged and split on their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cleaning.hierarchy import hierarchy_faults
from cleaning.structure import Structure
from schemas.registry import Parent, Registry, Unit, holds
from schemas.registry_faults import RegistryFault, fault
from schemas.reorganisation import CLOSE, MERGE, OPEN, RENAME, SPLIT, TRANSFER, Change, Move, Undecided

# Of one day first what makes places, then what says who goes where, last what ends and hands over the rest.
_ORDER = (OPEN, RENAME, TRANSFER, MERGE, SPLIT, CLOSE)


@dataclass(frozen=True, slots=True)
class Reorganised:
    """The registry after a change set, what becomes of which unit, what nobody has decided yet, and what forbids it.

    With faults or open decisions the registry is not to be used.
    """

    registry: Registry
    moves: tuple[Move, ...]
    undecided: tuple[Undecided, ...]
    faults: tuple[RegistryFault, ...]


class _Work:
    """The registry under change, by unit, each line with the line of the change set that made it (0: as it was)."""

    def __init__(self, file: str, registry: Registry) -> None:
        self.file = file
        self.faults: list[RegistryFault] = []
        self.undecided: list[Undecided] = []
        self._units: dict[str, list[tuple[int, Unit]]] = defaultdict(list)
        self._links: dict[str, list[tuple[int, Parent]]] = defaultdict(list)
        self._below: dict[str, set[str]] = defaultdict(set)  # whom a unit ever stood above
        for unit in registry.units:
            self._units[unit.unit_code].append((0, unit))
        for link in registry.parents:
            self._put(0, link)

    @property
    def units(self) -> list[tuple[int, Unit]]:
        """All lines of units."""
        return [line for lines in self._units.values() for line in lines]

    @property
    def parents(self) -> list[tuple[int, Parent]]:
        """All links."""
        return [line for lines in self._links.values() for line in lines]

    def tell(self, change: Change, column: str, code: str, value: str = "") -> None:
        """Note what forbids a change."""
        self.faults.append(fault(self.file, change.line, column, code, value))

    def knows(self, code: str) -> bool:
        """Whether a code was ever used."""
        return bool(self._units.get(code))

    def unit(self, code: str, day: date) -> Unit | None:
        """A unit as it is open on a day."""
        return next((u for _, u in self._units.get(code, ()) if holds(u.valid_from, u.valid_to, day)), None)

    def parent(self, code: str, day: date) -> Parent | None:
        """The link of a unit to the one above it on a day."""
        return next((p for _, p in self._links.get(code, ()) if holds(p.valid_from, p.valid_to, day)), None)

    def under(self, code: str, day: date) -> list[str]:
        """The units directly under one on a day, by code."""
        links = ((one, self.parent(one, day)) for one in sorted(self._below.get(code, ())))
        return [one for one, link in links if link is not None and link.parent_code == code]

    def changes_later(self, code: str, day: date) -> bool:
        """Whether something begins for a unit after a day."""
        dated = (*(u.valid_from for _, u in self._units[code]), *(p.valid_from for _, p in self._links[code]))
        return any(start is not None and start > day for start in dated)

    def open(self, change: Change, unit: Unit) -> None:
        """Add a line of a unit."""
        self._units[unit.unit_code].append((change.line, unit))

    def end(self, change: Change, unit: Unit) -> None:
        """End a line of a unit on the day of a change."""
        lines = self._units[unit.unit_code]
        lines[:] = [
            (change.line, replace(unit, valid_to=change.day)) if one == unit else (number, one) for number, one in lines
        ]

    def link(self, change: Change, code: str, above: str) -> None:
        """Put a unit under another from the day of a change on."""
        known = self.parent(code, change.day)
        if known is not None and known.parent_code == above:
            return
        self.unlink(change, code)
        self._put(change.line, Parent(code, above, change.day, known.valid_to if known else None))

    def unlink(self, change: Change, code: str) -> None:
        """End the link that holds on the day of a change; one made by an earlier line of this day never held."""
        known = self.parent(code, change.day)
        lines = [(number, one) for number, one in self._links[code] if one != known]
        if known is not None and known.valid_from != change.day:
            lines.append((change.line, replace(known, valid_to=change.day)))
        self._links[code] = lines

    def _put(self, line: int, link: Parent) -> None:
        self._links[link.unit_code].append((line, link))
        self._below[link.parent_code].add(link.unit_code)


def reorganised(registry: Registry, changes: Sequence[Change], file: str) -> Reorganised:
    """Apply changes in the order of their days; every fault is told with its line of ``file``, 0 where none made it."""
    work = _Work(file, registry)
    days = sorted({one.day for one in changes})
    for day in days:
        of_day = [one for one in changes if one.day == day]
        moved = {one.unit_code for one in of_day if one.kind in (TRANSFER, CLOSE, MERGE, SPLIT)}
        for change in sorted(of_day, key=lambda one: _ORDER.index(one.kind)):
            _DOES[change.kind](work, change, moved)
    if not work.faults and not work.undecided:
        # Where a place is still missing, orphans would only say so again.
        work.faults += [replace(one, file=f"{file} → {one.file}") for one in hierarchy_faults(work.units, work.parents)]
    units = tuple(unit for _, unit in work.units)
    after = replace(registry, units=units, parents=tuple(link for _, link in work.parents))
    moves = _moves(registry, after, days) if not work.faults else ()
    return Reorganised(after, moves, tuple(work.undecided), tuple(work.faults))


def _known(work: _Work, change: Change) -> Unit | None:
    """The unit a change is about, as it stands on the day; tells when there is none, or when more is known of later."""
    unit = work.unit(change.unit_code, change.day)
    if unit is None:
        work.tell(change, "unit_code", "unit_not_open", f"{change.unit_code} ({change.day:%d/%m/%Y})")
        return None
    if work.changes_later(change.unit_code, change.day):
        work.tell(change, "day", "later_change", change.unit_code)
        return None
    return unit


def _all_open(work: _Work, change: Change) -> bool:
    """Whether all units that a change names beside its own are open on the day; tells those that are not."""
    closed = [one for one in change.parents if work.unit(one, change.day) is None]
    for one in closed:
        work.tell(change, "parent_code", "unit_not_open", f"{one} ({change.day:%d/%m/%Y})")
    return not closed


def _above(work: _Work, change: Change, code: str, known: Unit | None) -> str | None:
    """The one unit that a change puts another under; what leaves a choice is kept as undecided."""
    if not _all_open(work, change):
        return None
    if len(change.parents) == 1:
        return change.parents[0]
    work.undecided.append(
        Undecided(change.line, change.day, code, known.name if known else change.name, change.parents)
    )
    return None


def _open(work: _Work, change: Change, _: set[str]) -> None:
    if work.knows(change.unit_code):
        work.tell(change, "unit_code", "unit_known", change.unit_code)
        return
    unit = Unit(change.unit_code, change.name, change.level, change.unit_kind, change.day, None)
    work.open(change, unit)
    above = _above(work, change, change.unit_code, unit)
    if above:
        work.link(change, change.unit_code, above)


def _rename(work: _Work, change: Change, _: set[str]) -> None:
    unit = _known(work, change)
    if unit is None:
        return
    new = replace(
        unit,
        name=change.name,
        level=change.level or unit.level,
        kind=change.unit_kind or unit.kind,
        valid_from=change.day,
    )
    work.end(change, unit)
    work.open(change, new)


def _transfer(work: _Work, change: Change, _: set[str]) -> None:
    unit = _known(work, change)
    above = _above(work, change, change.unit_code, unit) if unit else None
    if above:
        work.link(change, change.unit_code, above)


def _close(work: _Work, change: Change, moved: set[str]) -> None:
    """End a unit; what is under it and has no line of its own goes to whom the change names, all to the same."""
    unit = _known(work, change)
    if unit is None:
        return
    left = [code for code in work.under(change.unit_code, change.day) if code not in moved]
    if change.parents:
        above = _above(work, change, change.unit_code, unit)
        for code in left if above else ():
            work.link(change, code, str(above))
    elif left:
        work.tell(change, "parent_code", "left_behind", ", ".join(left[:12]))
    work.end(change, unit)
    work.unlink(change, change.unit_code)


def _merge(work: _Work, change: Change, moved: set[str]) -> None:
    if not change.parents:
        work.tell(change, "parent_code", "value_missing")
    else:
        _close(work, change, moved)


def _split(work: _Work, change: Change, moved: set[str]) -> None:
    """Share a unit out: each unit under it needs a line of its own; it ends unless it is one of the parts itself."""
    unit = _known(work, change)
    if unit is None:
        return
    _all_open(work, change)
    for code in work.under(change.unit_code, change.day):
        if code not in moved:
            known = work.unit(code, change.day)
            name = known.name if known else code
            work.undecided.append(Undecided(change.line, change.day, code, name, change.parents))
    if change.unit_code not in change.parents:
        work.end(change, unit)
        work.unlink(change, change.unit_code)


_DOES: dict[str, Callable[[_Work, Change, set[str]], None]] = {
    OPEN: _open,
    RENAME: _rename,
    TRANSFER: _transfer,
    MERGE: _merge,
    SPLIT: _split,
    CLOSE: _close,
}


def _moves(before: Registry, after: Registry, days: Sequence[date]) -> tuple[Move, ...]:
    """What becomes of each unit on each of the days, by day and code; what would have happened anyway is left out."""
    was, now = Structure(before), Structure(after)
    found = []
    for day in days:
        for code in sorted(was.codes | now.codes):
            eve = day - timedelta(days=1)
            old, new = _state(now, code, eve), _state(now, code, day)
            if old != new and (old, new) != (_state(was, code, eve), _state(was, code, day)):
                found.append(Move(day, code, old[0], new[0], old[1], new[1]))
    return tuple(found)


def _state(structure: Structure, code: str, day: date) -> tuple[str, str]:
    """The name of a unit on a day and the unit above it; blank when it is not open."""
    unit = structure.unit(code, day)
    return ("", "") if unit is None else (unit.name, structure.parent(code, day) or "")
