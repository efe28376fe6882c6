"""Whose data somebody may see: a unit and all under it, in the structure of the day the data is about.

The one place that decides; every page and every query goes through a ``Scope``.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import polars as pl

from cleaning.structure import Structure
from schemas.registry import Registry


class Scope:
    """The data of one unit and all under it; answers are kept, since pages ask about few units and days."""

    def __init__(self, registry: Registry, structure: Structure, unit_code: str, today: date) -> None:
        self.unit_code = unit_code
        self._today = today
        self._closes = {one.campaign_code: one.closes_on for one in registry.campaigns}
        self._structure = structure
        self._known: dict[tuple[str, date], bool] = {}

    @cached_property
    def units(self) -> frozenset[str]:
        """Every unit that this one covers on any day at all: no less than what can be seen on some day."""
        return self._structure.ever_under(self.unit_code)

    def day(self, campaign_code: str | None, arrived_on: date) -> date:
        """The day whose structure decides: the end of the campaign, as in its figures, else the day of arrival."""
        return self._closes.get(campaign_code or "", arrived_on)

    def covers(self, unit_code: str | None, day: date) -> bool:
        """Whether a unit was this one or under it on a day; nobody's data is nobody's to see."""
        if not unit_code:
            return False
        key = unit_code, day
        if key not in self._known:
            self._known[key] = unit_code == self.unit_code or self.unit_code in self._structure.ancestors(*key)
        return self._known[key]

    def ever(self, unit_code: str) -> bool:
        """Whether a unit was covered at the end of some campaign, or today: for what is not of one day."""
        return any(self.covers(unit_code, day) for day in {*self._closes.values(), self._today})

    def of(self, frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """The rows of a frame of which one of the named unit columns is covered; needs campaign_code and arrived_on."""
        keys = [*columns, "campaign_code", "arrived_on"]
        places = frame.select(keys).unique()
        seen = [self._sees(row[: len(columns)], row[-2], row[-1]) for row in places.iter_rows()]
        return frame.join(places.filter(pl.Series(seen, dtype=pl.Boolean)), on=keys, how="semi", nulls_equal=True)

    def _sees(self, units: tuple[str | None, ...], campaign_code: str | None, arrived_on: date) -> bool:
        day = self.day(campaign_code, arrived_on)
        return any(self.covers(unit, day) for unit in units)
