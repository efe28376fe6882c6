"""The hierarchy on a day: which units are open, who stands above whom, and what is under a unit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

from schemas.registry import Parent, Registry, Unit, holds


class Structure:
    """A registry asked about days; answers are kept, since a night asks about few days and many units."""

    def __init__(self, registry: Registry) -> None:
        self._units: dict[str, list[Unit]] = defaultdict(list)
        self._parents: dict[str, list[Parent]] = defaultdict(list)
        for unit in registry.units:
            self._units[unit.unit_code].append(unit)
        for link in registry.parents:
            self._parents[link.unit_code].append(link)
        self._children = cache(self._children_on)

    @property
    def codes(self) -> frozenset[str]:
        """Every unit code the registry knows, open or closed."""
        return frozenset(self._units)

    def unit(self, unit_code: str, day: date) -> Unit | None:
        """The unit under the name it bore on a day; None when it was not open."""
        return next((u for u in self._units.get(unit_code, ()) if holds(u.valid_from, u.valid_to, day)), None)

    def open_units(self, day: date) -> list[Unit]:
        """All units open on a day, by code."""
        found = (self.unit(code, day) for code in sorted(self._units))
        return [unit for unit in found if unit]

    def parent(self, unit_code: str, day: date) -> str | None:
        """The unit directly above on a day; None at the top, or when the unit hung nowhere."""
        links = self._parents.get(unit_code, ())
        return next((p.parent_code for p in links if holds(p.valid_from, p.valid_to, day)), None)

    def ancestors(self, unit_code: str, day: date) -> tuple[str, ...]:
        """The units above on a day, nearest first."""
        found: list[str] = []
        above = self.parent(unit_code, day)
        while above is not None and above not in found:
            found.append(above)
            above = self.parent(above, day)
        return tuple(found)

    def ever_under(self, unit_code: str) -> frozenset[str]:
        """The unit and everything that was under it, directly or not, by any link of any day."""
        found = {unit_code}
        grown = 0
        while grown < len(found):
            grown = len(found)
            found |= {code for code, links in self._parents.items() if any(one.parent_code in found for one in links)}
        return frozenset(found)

    def subtree(self, unit_code: str, day: date) -> frozenset[str]:
        """The unit and everything under it on a day."""
        found = {unit_code}
        frontier = [unit_code]
        while frontier:
            below = [child for code in frontier for child in self._children(day).get(code, ()) if child not in found]
            found.update(below)
            frontier = below
        return frozenset(found)

    def _children_on(self, day: date) -> dict[str, list[str]]:
        children: dict[str, list[str]] = defaultdict(list)
        for code in self._units:
            above = self.parent(code, day)
            if above is not None:
                children[above].append(code)
        return children
