"""The state of one night: what came in, what was made of it, and how it is counted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from cleaning.letters import Letter
from cleaning.supersession import Standing
from cleaning.units import UnitNames
from flows.mending import Mended
from runtime.settings import Settings, today
from runtime.wiring import Ports, open_ports
from schemas.audit import AuditResult
from schemas.drift import Drift
from schemas.question import Answered
from schemas.registry import Registry
from warehouse import answers, registry, runs, vault
from warehouse.lock import hold
from warehouse.session import reading
from warehouse.upgrade import require_current


@dataclass(slots=True)
class Night:
    """One run, from landing to publication; each stage reads what earlier ones left here.

    Personal data lives in these frames and, sealed, in the warehouse; Prefect only ever sees counts.
    """

    ports: Ports
    business_date: date
    started_at: datetime
    registry: Registry
    registry_load: int
    names: UnitNames
    answered: Mapping[str, Answered]  # by sender
    run_no: int
    run_id: str
    # land
    seen: int = 0
    pending: pl.DataFrame = field(default_factory=pl.DataFrame)  # deliveries to consolidate, in order of arrival
    # read
    outcomes: list[dict[str, object]] = field(default_factory=list)
    found: list[dict[str, object]] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    rows: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    blanks: list[dict[str, object]] = field(default_factory=list)  # problems of lists that have no row to tell them of
    letters: list[Letter] = field(default_factory=list)  # withdrawals that do not say of what
    # recall: the known listings beside tonight's, and which of them all count
    known: pl.DataFrame = field(default_factory=pl.DataFrame)
    standing: Standing = field(default_factory=Standing)
    # check, supersede
    listings: pl.DataFrame = field(default_factory=pl.DataFrame)
    entries: pl.DataFrame = field(default_factory=pl.DataFrame)
    problems: pl.DataFrame = field(default_factory=pl.DataFrame)
    findings: pl.DataFrame = field(default_factory=pl.DataFrame)
    questions: pl.DataFrame = field(default_factory=pl.DataFrame)
    statistics: pl.DataFrame = field(default_factory=pl.DataFrame)
    persons: pl.DataFrame = field(default_factory=pl.DataFrame)
    mended: list[Mended] = field(default_factory=list)  # a part for each kind
    explained: pl.DataFrame = field(default_factory=pl.DataFrame)  # entry_id, code, field of queries that are answered
    corrected: pl.Series = field(default_factory=lambda: pl.Series("entry_id", [], dtype=pl.String))
    demoted: pl.DataFrame = field(default_factory=pl.DataFrame)  # listings of earlier nights whose status changes
    replaced: pl.DataFrame = field(default_factory=pl.DataFrame)  # open entries that tonight reads again or replaces
    withdrawn: pl.Series = field(default_factory=lambda: pl.Series("entry_id", [], dtype=pl.String))  # by their sender
    # resolve
    members: pl.DataFrame = field(default_factory=pl.DataFrame)  # record_id, worker_id after tonight
    workers: pl.Series = field(default_factory=lambda: pl.Series("worker_id", [], dtype=pl.String))  # concerned
    identity: dict[str, pl.DataFrame] = field(default_factory=dict)  # the parts of Changes about identity
    worker_counts: dict[str, int] = field(default_factory=dict)
    matching: pl.DataFrame = field(default_factory=pl.DataFrame)  # its figures: figure, amount, size
    # award
    awards: pl.DataFrame = field(default_factory=pl.DataFrame)
    touched: pl.DataFrame = field(default_factory=pl.DataFrame)
    told: pl.DataFrame = field(default_factory=pl.DataFrame)
    facts: pl.DataFrame = field(default_factory=pl.DataFrame)
    open_facts: pl.DataFrame = field(default_factory=pl.DataFrame)
    # audit, publish
    audit: list[AuditResult] = field(default_factory=list)
    drift: Drift = field(default_factory=Drift)
    checksum: str | None = None
    row_count: int = 0
    publication_id: str | None = None
    status: str = "failed"
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the wall-clock seconds of a block to a stage's account."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.perf_counter() - start, 3)

    def summary(self) -> dict[str, Any]:
        """What `thidua nightly --json` says (contract §1); counts and codes only."""
        return {
            "status": self.status,
            "run_id": self.run_id,
            "publication_id": self.publication_id,
            "business_date": self.business_date.isoformat(),
            "checksum": self.checksum,
            **self.counts,
            "seconds": self.seconds,
        }


@contextmanager
def open_night(settings: Settings, inbox: str | None, business_date: date | None) -> Iterator[Night]:
    """Open the doors, take the lock, and give a night to fill; raises ``Locked`` when another run is at work."""
    ports = open_ports(settings, inbox)
    require_current(ports.engine)
    day = business_date or today()
    try:
        with hold(ports.engine, day):
            with reading(ports.engine) as connection:
                vault.bind(connection, ports.vault)
                load_no = registry.latest(connection)
                known = registry.current(connection, load_no)
                run_no, run_id = runs.next_run(connection, day)
                answered = answers.live(connection)
            names = UnitNames(known)
            yield Night(
                ports, day, datetime.now(UTC), known, load_no or 0, names, answered, run_no=run_no, run_id=run_id
            )
    finally:
        ports.engine.dispose()
