"""A warehouse that only knows who is who: nights of invented persons from accepted rows to links written.

Reading, checking and figures are left out, so that a million known records cost what identity costs.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from sqlalchemy import select

from bench.installation import DAY, Installation
from flows import identity
from flows.night import Night, open_night
from matching.identity import EDGES, resolve
from runtime.wiring import Connection
from schemas.reference import example_registry
from warehouse import bulk, runs, tables, workers
from warehouse.consolidation import Changes
from warehouse.consolidation import load as load_changes
from warehouse.session import open_engine, reading, writing

_PERSON = ("full_name", "gender", "date_of_birth", "citizen_id", "old_citizen_id", "social_insurance_no", "phone")
_EMPTY = pl.DataFrame(schema={"record_id": pl.String})


@dataclass
class Told:
    """One night: seconds by stage, how many records it brought, how many old ones changed their id without an event."""

    records: int
    seconds: dict[str, float]
    changed: int
    untold: int

    @property
    def total(self) -> float:
        """All stages together."""
        return sum(self.seconds.values())


@dataclass
class Register:
    """An installation whose nights are given as frames of `bench.people.records`."""

    folder: Path
    day: date = DAY
    installation: Installation = field(init=False)

    def __post_init__(self) -> None:
        self.installation = Installation(self.folder, self.folder)
        if (self.folder / "registry").exists():
            return  # made before, perhaps by another process
        shutil.copytree(example_registry(), self.folder / "registry")
        (self.folder / "inbox").mkdir()
        self.installation.prepare()

    def night(self, rows: pl.DataFrame, *, watched: bool = True) -> Told:
        """Take in records that nobody has seen; ``watched`` compares everybody's id before and after."""
        self.day += timedelta(days=1)
        before = self.present() if watched else _EMPTY
        with open_night(self.installation.settings, None, self.day) as night:
            seconds = _consolidated(night, rows)
        if not watched:
            return Told(rows.height, seconds, 0, 0)
        moved = before.join(self.present(), on="record_id", suffix="_now").filter(
            pl.col("worker_id") != pl.col("worker_id_now")
        )
        told = night.identity["worker_events"].select(
            worker_id_now="worker_id", worker_id=pl.col("from_ids").str.json_decode(pl.List(pl.String))
        )
        told = told.explode("worker_id")
        untold = moved.join(told, on=["worker_id", "worker_id_now"], how="anti")
        return Told(rows.height, seconds, moved.height, untold.height)

    def present(self) -> pl.DataFrame:
        """The worker of every record: record_id, worker_id."""
        member = tables.membership
        query = select(member.c.record_id, member.c.worker_id).where(member.c.until.is_(None))
        return self._read(lambda connection: bulk.read(connection, query))

    def differs(self) -> int:
        """How many records would be another worker's if everything known were resolved at once."""
        edges = self._read(lambda connection: bulk.read(connection, select(*(tables.edge.c[name] for name in EDGES))))
        members = self._read(lambda connection: bulk.read(connection, select(tables.membership)))
        known = self._read(lambda connection: bulk.read(connection, select(tables.worker)))
        judged = self._read(lambda connection: bulk.read(connection, select(tables.judgement)))
        with open_night(self.installation.settings, None, self.day) as night, reading(night.ports.engine) as connection:
            everything = bulk.read(connection, select(tables.record))
            records = identity.opened(night, everything)
            number = workers.next_worker_no(connection)
        whole = resolve(
            records.with_columns(citizen_id=pl.when("citizen_trusted").then("citizen_id")),
            edges, judged, members, known, run_no=night.run_no, next_worker_no=number,
        )  # fmt: skip
        return whole.closed.height + whole.opened.height

    def _read(self, query: Callable[[Connection], pl.DataFrame]) -> pl.DataFrame:
        engine = open_engine(self.installation.settings.warehouse)
        with reading(engine) as connection:
            found = query(connection)
        engine.dispose()
        return found


def _consolidated(night: Night, rows: pl.DataFrame) -> dict[str, float]:
    night.entries = rows.select(
        "record_id",
        "unit_code",
        entry_id="record_id",
        status=pl.lit("accepted"),
        kind=pl.lit("cng_list"),
        arrived_on=pl.lit(night.business_date),
        path=pl.lit("a.xlsx"),
        table_no=pl.lit(0, pl.Int32),
        row_no=pl.int_range(pl.len(), dtype=pl.Int32),
    )
    given = [pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name) for name in _PERSON]
    night.persons = rows.select(*given, "job", entry_id="record_id")
    night.replaced = _EMPTY
    start = time.perf_counter()
    identity.resolve(night)
    resolved = time.perf_counter()
    with writing(night.ports.engine) as connection:
        runs.add(connection, night.run_no, night.run_id, night.business_date, night.started_at, night.registry_load)
        load_changes(connection, night.run_no, Changes(**night.identity))
    return {"resolve": resolved - start, "load": time.perf_counter() - resolved}
