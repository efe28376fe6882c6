"""A night of 10,000 new records against many known ones, from accepted rows to links written.

``python -m bench.incremental [KNOWN …]``; by default 100,000 and 1,000,000 known records, and how the night grows.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import polars as pl

from bench.figures import Line, apart, table
from bench.installation import DAY
from bench.people import population, records
from bench.register import Register
from bench.replay import LISTED

KNOWN, NEW = (100_000, 1_000_000), 10_000
LATER = DAY + timedelta(days=7)
SECONDS, GIBIBYTES = 10.0, 3.0


def prepare(folder: str, known: int) -> None:
    """A warehouse that knows so many, and the new rows beside it."""
    rows = records(population(int((known + NEW) / LISTED * 1.02), 11), 11)
    Register(Path(folder) / "known").night(rows.head(known), watched=False)
    rows.slice(known, NEW).write_parquet(Path(folder) / "new.parquet")
    os.sync()  # the night is not to wait for what was prepared


def night(folder: str) -> tuple[dict[str, float], float]:
    """The night: seconds by stage and the peak of memory in GiB."""
    told = Register(Path(folder) / "known", LATER).night(pl.read_parquet(Path(folder) / "new.parquet"), watched=False)
    return told.seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def lines(sizes: tuple[int, ...] = KNOWN) -> list[Line]:
    """One line per size, and the growth between the first and the last."""
    found, totals = [], []
    for known in sizes:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "known").mkdir()
            apart(prepare, folder, known)
            seconds, memory = apart(night, folder)
        total = sum(seconds.values())
        totals.append(total)
        ours = (
            f"{total:.1f} s ({', '.join(f'{name} {value:.1f}' for name, value in seconds.items())}), {memory:.1f} GiB"
        )
        met = total <= SECONDS and memory <= GIBIBYTES
        promised = f"≤ {SECONDS:.0f} s, ≤ {GIBIBYTES:.0f} GiB"
        found.append(Line("I3", f"{NEW:,} new records against {known:,}", ours, "", "", promised, met))
    growth = totals[-1] / totals[0]
    found.append(Line("I3", f"from {sizes[0]:,} to {sizes[-1]:,} known", "", "", f"{growth:.1f}", "told", None))
    return found


if __name__ == "__main__":
    print(table(lines(tuple(int(size) for size in sys.argv[1:]) or KNOWN)))
