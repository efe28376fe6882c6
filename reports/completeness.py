"""Who owes which list, who has handed it in, and who is missing by name."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from reports.definitions import KIND_LABELS
from reports.tree import Tree

LEFT_THE_STRUCTURE = "và đơn vị không còn trong hệ thống"


@dataclass(frozen=True, slots=True)
class Reported:
    """One kind of list: on_time, late, nil and missing partition owing."""

    kind: str
    owing: int
    on_time: int
    late: int
    nil: int
    missing: int
    superseded: int

    @property
    def label(self) -> str:
        """The kind in Vietnamese; a kind without a label is shown as it is."""
        return KIND_LABELS.get(self.kind, self.kind)

    @property
    def arrived(self) -> int:
        """Units that have reported, in time or not."""
        return self.on_time + self.late + self.nil


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that owes a list itself and has sent none; ``amount`` is one.

    Units that have left the structure count for the city alone and have no line of their own in the mart: they are
    told together, in the city's line, with how many they are.
    """

    kind: str
    unit_code: str
    name: str
    superior_name: str
    amount: int


def completeness(reporting: pl.DataFrame, unit_code: str) -> tuple[Reported, ...]:
    """The lines of a unit, one per kind of list it and those under it owe."""
    rows = reporting.filter(unit_code=unit_code).sort("kind")
    names = ("units_owing", "on_time", "late", "nil", "missing", "superseded")
    return tuple(Reported(row["kind"], *(int(row[name] or 0) for name in names)) for row in rows.iter_rows(named=True))


def missing_units(reporting: pl.DataFrame, tree: Tree, unit_code: str) -> tuple[MissingUnit, ...]:
    """The units at or under a unit whose own list is missing, by kind, superior and name."""
    subtree = tree.subtree(unit_code)
    found: list[MissingUnit] = []
    for (kind,), rows in reporting.group_by("kind"):
        amounts = {code: int(n or 0) for code, n in rows.select("unit_code", "missing").iter_rows()}
        for code, amount in tree.own(amounts).items():
            if amount > 0 and code in subtree:
                place = tree.unit(code)
                above = tree.name(place.parent_code) if place.parent_code else ""
                name = f"{place.name} {LEFT_THE_STRUCTURE}" if place.level == "city" else place.name
                found.append(MissingUnit(str(kind), code, name, above, amount))
    return tuple(sorted(found, key=lambda unit: (unit.kind, unit.superior_name, unit.name, unit.unit_code)))
