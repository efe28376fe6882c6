"""Ten nights of 2,200 new rows on a known base: who changes id, and whether it ends as resolving everything would.

``python -m bench.replay [BASE]``; BASE is how many records are known before (200,000).
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Line, table
from bench.people import population, records
from bench.register import Register

BASE, NIGHTS, NEW = 200_000, 10, 2_200
# A person is listed 1.85 times on average.
LISTED = 1.85
LARGEST_SHARE = 0.0001


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the nights did to old records; ``differs`` are records that a full resolution would place otherwise."""

    known: int
    changed: tuple[int, ...]
    untold: int
    differs: int
    seconds: tuple[float, ...]

    @property
    def share(self) -> float:
        """The largest share of old records that changed their id in one night."""
        return max(changed / (self.known + number * NEW) for number, changed in enumerate(self.changed))


def replay(folder: Path, base: int, nights: int = NIGHTS, new: int = NEW, seed: int = 7) -> Replayed:
    """Take in the base in one night and the others after it."""
    rows = records(population(int((base + nights * new) / LISTED * 1.02), seed), seed)
    register = Register(folder)
    register.night(rows.head(base), watched=False)
    told = [register.night(rows.slice(base + number * new, new)) for number in range(nights)]
    return Replayed(
        known=base,
        changed=tuple(night.changed for night in told),
        untold=sum(night.untold for night in told),
        differs=register.differs(),
        seconds=tuple(round(night.total, 2) for night in told),
    )


def lines(base: int = BASE) -> list[Line]:
    """The figures of the replay."""
    with tempfile.TemporaryDirectory() as folder:
        told = replay(Path(folder), base)
    changed = ", ".join(map(str, told.changed))
    print(f"changed per night: {changed}; seconds per night: {told.seconds}", file=sys.stderr)
    work = f"{NIGHTS} nights of {NEW:,} on {base:,}"
    return [
        Line("I2", f"{work}: old records that change id, worst night", f"{told.share:.4%}", "", "", "≤ 0.01%",
             told.share <= LARGEST_SHARE),
        Line("I2", "… of them without an event", f"{told.untold}", "", "", "0", told.untold == 0),
        Line("I2", "records a full resolution places otherwise", f"{told.differs}", "", "", "0", told.differs == 0),
    ]  # fmt: skip


if __name__ == "__main__":
    print(table(lines(int(sys.argv[1]) if len(sys.argv) > 1 else BASE)))
