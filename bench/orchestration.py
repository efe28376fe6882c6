"""P6: Prefect's share of a short night: ``thidua nightly`` against ``thidua nightly --direct`` on the sample district.

Each night is a process of its own on an empty warehouse, as an operator would start it, so imports and the ephemeral
server are inside. Prefect's own database is made by a first night that is told apart: later nights find it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Line, table
from bench.installation import DAY, Installation
from connectors.synthetic.sample import make_sample

REPEATS = 2
SHORT, SHORT_TARGET, SHARE_TARGET = 60.0, 25.0, 0.1


def lines(repeats: int = REPEATS) -> list[Line]:
    """P6 as lines of the table: the fastest of some nights of either kind, and Prefect's first."""
    direct, tasked = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_sample(folder / "sample")
        first = _night(folder, "first")
        for number in range(repeats):
            direct.append(_night(folder, f"direct{number}", "--direct"))
            tasked.append(_night(folder, f"tasked{number}"))
    without, with_it = min(direct), min(tasked)
    return [
        _line("a short night through Prefect", with_it, without),
        _line("the same, Prefect's database made first", first, without, promise=False),
    ]


def _line(what: str, with_it: float, without: float, *, promise: bool = True) -> Line:
    share = with_it - without
    long = without > SHORT
    met = share <= (SHARE_TARGET * without if long else SHORT_TARGET)
    promised = f"≤ {SHARE_TARGET:.0%} more" if long else f"≤ {SHORT_TARGET:.0f} s more"
    seconds = f"{with_it:.1f} s", f"{without:.1f} s (--direct)", f"{share:+.1f} s"
    return Line("P6", what, *seconds, promised, met) if promise else Line("P6", what, *seconds, "", None)


def _night(folder: Path, name: str, *options: str) -> float:
    installation = Installation(folder / name, folder / "sample")
    installation.folder.mkdir()
    installation.prepare()
    environment = os.environ | installation.environment | {"PREFECT_HOME": str(folder / "prefect")}
    command = [sys.executable, "-m", "flows.cli", "nightly", "--json", "--business-date", DAY.isoformat(), *options]
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the night ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - started


def main() -> None:
    """Print P6."""
    print(table(lines()))


if __name__ == "__main__":
    main()
