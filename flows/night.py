"""The state of one night: what came in, what was made of it, and how it is counted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from cleaning.structure import Structure
from cleaning.units import UnitNames
from matching.identity import Resolution
from runtime.wiring import Ports
from schemas.registry import Registry


@dataclass(slots=True)
class Night:
    """One run, from landing to publication; each stage reads what earlier ones left here.

    Personal data lives in these frames and nowhere on disk; Prefect only ever sees counts.
    """

    ports: Ports
    business_date: date
    now: datetime
    registry: Registry
    registry_load: int
    structure: Structure
    names: UnitNames
    run_no: int = 0
    run_id: str = ""
    # land
    unchanged: int = 0
    pending: pl.DataFrame = field(default_factory=pl.DataFrame)  # deliveries to consolidate, in order of arrival
    # read: one frame per delivery, listing and kind
    outcomes: list[pl.DataFrame] = field(default_factory=list)
    listings: list[pl.DataFrame] = field(default_factory=list)
    read_rows: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    # check
    entries: pl.DataFrame = field(default_factory=pl.DataFrame)
    problems: pl.DataFrame = field(default_factory=pl.DataFrame)
    statistics: pl.DataFrame = field(default_factory=pl.DataFrame)
    persons: pl.DataFrame = field(default_factory=pl.DataFrame)
    # resolve
    resolution: Resolution | None = None
    # results
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    publication_id: str | None = None
    checksum: str | None = None
    status: str = "failed"

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the wall-clock seconds of a block to a stage's account."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.perf_counter() - start, 3)
