"""The hierarchy of one structure: who stands under whom, and what is a unit's own in a figure that counts all below."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the hierarchy; ``parent_code`` is empty at the top."""

    unit_code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Tree:
    """All units of a structure by code, and the children of each in order of name."""

    places: dict[str, Place]
    children: dict[str, tuple[str, ...]]
    city_code: str

    @classmethod
    def of(cls, units: pl.DataFrame) -> Tree:
        """Build the tree from a frame of unit_code, name, level, parent_code; the first name of a code holds."""
        columns = ("unit_code", "name", "level", "parent_code")
        places: dict[str, Place] = {}
        for code, name, level, parent in units.select(columns).iter_rows():
            places.setdefault(code, Place(code, name, level, parent or ""))
        below: dict[str, list[str]] = {}
        for place in sorted(places.values(), key=lambda p: (p.name, p.unit_code)):
            below.setdefault(place.parent_code, []).append(place.unit_code)
        city = min((p.unit_code for p in places.values() if p.level == "city"), default="")
        return cls(places, {parent: tuple(codes) for parent, codes in below.items() if parent}, city)

    def unit(self, unit_code: str) -> Place:
        """The unit of a code; KeyError names one that the structure does not have."""
        if unit_code not in self.places:
            raise KeyError(f"unit {unit_code!r} is not in this structure")
        return self.places[unit_code]

    def name(self, unit_code: str) -> str:
        """The name of a unit, or its code when the structure does not have it."""
        return self.places[unit_code].name if unit_code in self.places else unit_code

    def subtree(self, unit_code: str) -> set[str]:
        """A unit and all under it; ends on a cycle too."""
        found: set[str] = set()
        waiting = [unit_code]
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                waiting.extend(self.children.get(code, ()))
        return found

    def own(self, amounts: dict[str, int]) -> dict[str, int]:
        """Each unit's amount less those of its children: what is its own and nobody's below."""
        return {
            code: amount - sum(amounts.get(child, 0) for child in self.children.get(code, ()))
            for code, amount in amounts.items()
        }
