"""Faults of a hierarchy over time: orphans, circles, two parents on a day, links to closed units or to lower levels.

An empty start means "as far back as is known": before the first dated link of such a unit nothing is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from schemas.registry import LEVELS, Parent, Unit
from schemas.registry_faults import RegistryFault, fault

_UNITS, _PARENTS = "units.csv", "unit_parents.csv"
_RANK = {level: rank for rank, level in enumerate(LEVELS)}

Span = tuple[date, date]
Units = dict[str, list[tuple[int, Unit]]]
Links = dict[str, list[tuple[int, Parent]]]


def hierarchy_faults(
    units: Sequence[tuple[int, Unit]], parents: Sequence[tuple[int, Parent]]
) -> Iterator[RegistryFault]:
    """Every fault of a hierarchy whose lines are sound by themselves; each comes with the number of its line."""
    known: Units = defaultdict(list)
    for number, unit in units:
        known[unit.unit_code].append((number, unit))
    links: Links = defaultdict(list)
    for number, parent in parents:
        links[parent.unit_code].append((number, parent))
    yield from _overlaps(known)
    yield from _orphans(known, links)
    yield from _double(links)
    circling = dict(_circles(links))
    for number, path in sorted(circling.items()):
        yield fault(_PARENTS, number, "parent_code", "cycle", path)
    for number, parent in parents:
        if number not in circling:
            yield from _misplaced(number, parent, known)


def _overlaps(known: Units) -> Iterator[RegistryFault]:
    for code, lines in known.items():
        told = {max(a, b) for (a, one), (b, other) in combinations(lines, 2) if _common(_span(one), _span(other))}
        for number in sorted(told):
            yield fault(_UNITS, number, "valid_from", "validity_overlap", code)


def _orphans(known: Units, links: Links) -> Iterator[RegistryFault]:
    """Units below the city with a day of their validity on which nothing stands above them."""
    for code, lines in known.items():
        covered = sorted(_span(parent) for _, parent in links.get(code, ()))
        for number, unit in lines:
            if unit.level != LEVELS[0] and not _covers(covered, unit):
                yield fault(_UNITS, number, "unit_code", "orphan", code)


def _covers(covered: Sequence[Span], unit: Unit) -> bool:
    start, end = _span(unit)
    for left, right in covered:
        if start == date.min:
            start = left
        if left <= start:
            start = max(start, right)
    return start >= end


def _double(links: Links) -> Iterator[RegistryFault]:
    for code, lines in links.items():
        told = {max(a, b) for (a, one), (b, other) in combinations(lines, 2) if _common(_span(one), _span(other))}
        for number in sorted(told):
            yield fault(_PARENTS, number, "parent_code", "two_parents", code)


def _circles(links: Links) -> Iterator[tuple[int, str]]:
    """Links that come back to their own unit on some day: (line, the way round)."""
    for code, lines in links.items():
        for number, parent in lines:
            path = _way_back(code, parent, links)
            if path:
                yield number, " → ".join(path)


def _way_back(code: str, first: Parent, links: Links) -> list[str]:
    """The codes from a unit up to itself along links that share a day; empty when the way ends elsewhere."""
    waiting = [(first.parent_code, _span(first), [code, first.parent_code])]
    while waiting:
        above, span, path = waiting.pop()
        if above == code:
            return path
        for _, link in links.get(above, ()):
            common = _common(span, _span(link))
            # A circle that does not lead through ``code`` is told at its own links.
            if common and (link.parent_code == code or link.parent_code not in path):
                waiting.append((link.parent_code, common, [*path, link.parent_code]))
    return []


def _misplaced(number: int, parent: Parent, known: Units) -> Iterator[RegistryFault]:
    """A parent that is closed while the link holds, or of no higher level than the unit."""
    above = [unit for _, unit in known[parent.parent_code]]
    held = [common for _, unit in known[parent.unit_code] if (common := _common(_span(unit), _span(parent)))]
    for start, end in held:
        if not _open_throughout(above, start, end):
            yield fault(_PARENTS, number, "parent_code", "parent_closed", parent.parent_code)
            break
    levels = {
        (unit.level, upper.level)
        for _, unit in known[parent.unit_code]
        for upper in above
        if (common := _common(_span(unit), _span(parent))) and _common(common, _span(upper))
    }
    for level, upper_level in sorted(levels):
        if _RANK[upper_level] >= _RANK[level]:
            yield fault(_PARENTS, number, "parent_code", "level_order", f"{upper_level} > {level}")


def _open_throughout(names: Sequence[Unit], start: date, end: date) -> bool:
    for left, right in sorted(_span(unit) for unit in names):
        if start == date.min:
            start = left
        if left <= start:
            start = max(start, right)
    return start >= end


def _span(dated: Unit | Parent) -> Span:
    return dated.valid_from or date.min, dated.valid_to or date.max


def _common(one: Span, other: Span) -> Span | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None
