"""All benchmarks, each in a process of its own, and one table at the end: ``make bench``; see docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
import time

from bench.figures import Line, apart, lines_of, table

PARTS = {
    "P1": "bench.reading",
    "P2": "bench.cleaning",
    "P3": "bench.city",
    "P6": "bench.orchestration",
    "I2": "bench.replay",
    "I3": "bench.incremental",
}


def main(wanted: list[str]) -> int:
    """Measure what is wanted (all, or some of ``PARTS``) and print the table; 2 for anything unknown."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    found: list[Line] = []
    before = os.getloadavg()[0]
    for name in wanted or list(PARTS):
        started = time.perf_counter()
        found += apart(lines_of, PARTS[name])
        print(f"{name} took {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(found))
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} processors; load before {before:.1f}, which is")
    print("what others were doing: above 0.5 a processor, clock times say little.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
