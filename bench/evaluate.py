"""How well people are found: ours, rules people write, and the plain library, in one run; see docs/matching.md.

``python -m bench.evaluate [--sizes 50k,200k,1m] [--seeds 101,102] [--pictures docs/pictures]``: thresholds are chosen
on the first seed and scored on the others. Each way of matching runs in a process of its own on the same records.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import trials
from bench.curves import Axis, drawing
from bench.curves import Line as Curve
from bench.figures import apart, drawn
from bench.trials import ABLATIONS, RULES, UNWEIGHED, WEIGHTS, Trial
from matching.clusters import ASK_FROM, MERGE_AT

SIZES: Final = "50k,200k,1m"
SEEDS: Final = "101,102"  # none of them the model's own
MIXED_TARGET: Final = 1.0  # per 10,000 persons
# The automatic weight is chosen with half the target, so that other people may be a little worse.
MIXED_CHOSEN: Final = 0.5
OURS, PLAIN, NIGHT = "ours", "plain library", "ours as a night"


@dataclass(frozen=True, slots=True)
class Run:
    """All trials of one size and seed, by the name of the way of matching."""

    size: str
    seed: int
    trials: dict[str, Trial]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The weight of the best pair F1, and the lowest with few enough people mixed."""

    report: float
    automatic: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print Markdown; pictures only where told."""
    chosen = _arguments(arguments)
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    if len(seeds) < 2:
        print("--seeds needs two or more: thresholds chosen on one are scored on the others", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load before {os.getloadavg()[0]:.1f}\n")
    by_size: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes.split(","):
            by_size[size] = [_run(Path(folder), size, seed) for seed in seeds]
            print(_told(by_size[size]), flush=True)
        smallest = chosen.sizes.split(",")[0]
        print(_ablation(Path(folder), by_size[smallest]))
    if chosen.pictures:
        _pictures(Path(chosen.pictures), by_size)
    return 0


def count(text: str) -> int:
    """``50k`` is 50,000 and ``1m`` a million; raises ``ValueError`` for anything else."""
    unit = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower())
    return int(text[:-1]) * unit if unit else int(text)


def choose(trial: Trial) -> Thresholds:
    """The thresholds that one seed shows best."""
    report = max(trial.quality, key=lambda weight: trial.quality[weight][0].f1)
    safe = [weight for weight, (found, _) in trial.quality.items() if found.mixed_per_10_000 <= MIXED_CHOSEN]
    return Thresholds(report, min(safe, default=max(trial.quality)))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.evaluate", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help="records, such as 50k,200k,1m")
    parser.add_argument("--seeds", default=SEEDS, help="the first to choose thresholds on, the others to score")
    parser.add_argument("--pictures", default="", help="a folder for the curves as SVG")
    return parser.parse_args(arguments)


def _run(folder: Path, size: str, seed: int) -> Run:
    path = folder / f"{size}-{seed}.parquet"
    _progress(f"{size} seed {seed}: people", apart, trials.invent, path, count(size), seed)
    found = {name: _measured(f"{size} seed {seed}: {name}", trials.rules, path, name) for name in RULES}
    found[PLAIN] = _measured(f"{size} seed {seed}: {PLAIN}", trials.plain, path)
    found[OURS] = _measured(f"{size} seed {seed}: {OURS}", trials.ours, path)
    found[NIGHT] = _measured(f"{size} seed {seed}: {NIGHT}", trials.ours, path, "night")
    return Run(size, seed, found)


def _measured(label: str, function: object, *arguments: object) -> Trial:
    trial = _progress(label, apart, function, *arguments)
    assert isinstance(trial, Trial)
    return trial


def _progress(label: str, function: object, *arguments: object) -> object:
    """Say on stderr what is under way, and how long it took."""
    assert callable(function)
    started = time.perf_counter()
    print(f"{label} …", end="", file=sys.stderr, flush=True)
    found: object = function(*arguments)
    print(f" {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return found


def _ours_at(run: Run) -> Thresholds:
    """A closed list is reported where it is best; only a night joins for good with nobody looking."""
    return Thresholds(choose(run.trials[OURS]).report, choose(run.trials[NIGHT]).automatic)


def _told(runs: list[Run]) -> str:
    first, *others = runs
    ours, plain = _ours_at(first), choose(first.trials[PLAIN])
    told = [f"## {first.size} records", f"Chosen on seed {first.seed}: report at {ours.report:g}, a night joins at"]
    told[-1] += f" {ours.automatic:g} (in force: {MERGE_AT:g}); the plain library {plain.report:g} and"
    told[-1] += f" {plain.automatic:g}."
    for run in others:
        rows = [_row(name, run.trials[name], UNWEIGHED) for name in RULES]
        for name, at in ((PLAIN, plain), (OURS, ours), (NIGHT, ours)):
            rows.append(_row(f"{name}, at {at.report:g}", run.trials[name], at.report))
            rows.append(_row(f"{name}, at {at.automatic:g}", run.trials[name], at.automatic))
        told += [f"Seed {run.seed}, {run.trials[OURS].records:,} records:", drawn([QUALITY, *rows])]
        told += [_costs(run), _questions(run.trials[NIGHT], ours), _reliable(run.trials[OURS])]
    return "\n\n".join(told) + "\n"


QUALITY: Final = ("Way", "Precision", "Recall", "Pair F1", "B³ F1", "Mixed per 10,000")


def _row(name: str, trial: Trial, weight: float) -> tuple[str, ...]:
    found, cubed = trial.quality[weight]
    shares = (found.precision, found.recall, found.f1, cubed.f1)
    return (name, *(f"{share:.4f}" for share in shares), f"{found.mixed_per_10_000:.2f}")


def _costs(run: Run) -> str:
    rows: list[tuple[str, ...]] = [("Cost", "Seconds", "of them", "Peak GiB")]
    for name in (PLAIN, OURS):
        trial = run.trials[name]
        parts = ", ".join(f"{part} {seconds:.1f}" for part, seconds in trial.seconds.items())
        rows.append((name, f"{sum(trial.seconds.values()):.1f}", parts, f"{trial.memory:.2f}"))
    ours, plain = (sum(run.trials[name].seconds.values()) for name in (OURS, PLAIN))
    return f"{drawn(rows)}\n\nOurs to the library: {ours / plain:.2f}."


def _questions(trial: Trial, at: Thresholds) -> str:
    per = 1_000 * trial.questions[at.automatic] / trial.records
    band = f"{ASK_FROM:g} and {at.automatic:g} bits"
    return f"Questions of a night between {band}, refusals included: {per:.1f} per 1,000 records."


def _reliable(trial: Trial) -> str:
    rows = [("Probability", "Pairs", "Stated", "True")]
    told = trial.reliable.select("band", "pairs", "stated", "true", "brier").rows()
    rows += [(band, f"{pairs:,}", f"{stated:.4f}", f"{true:.4f}") for band, pairs, stated, true, _ in told]
    pairs = sum(row[1] for row in told)
    return f"{drawn(rows)}\n\nBrier score: {sum(row[1] * row[4] for row in told) / max(1, pairs):.4f}."


def _ablation(folder: Path, runs: list[Run]) -> str:
    """What each part adds, at the thresholds of the whole, on the second seed."""
    at, run = _ours_at(runs[0]), runs[1]
    known = {"": run.trials[OURS], "night": run.trials[NIGHT]}
    path = folder / f"{run.size}-{run.seed}.parquet"
    rows = [("Ours", f"Pair F1 at {at.report:g}", "Mixed", f"Pair F1 at {at.automatic:g}", "Mixed", "Best F1")]
    for part, name in ABLATIONS.items():
        trial = known.get(part) or _measured(name, trials.ours, path, part)
        report, automatic = trial.quality[at.report][0], trial.quality[at.automatic][0]
        best = max(found.f1 for found, _ in trial.quality.values())
        cells = (f"{report.f1:.4f}", f"{report.mixed_per_10_000:.2f}", f"{automatic.f1:.4f}")
        rows.append((name, *cells, f"{automatic.mixed_per_10_000:.2f}", f"{best:.4f}"))
    return f"## What each part adds, {run.size} records, seed {run.seed}\n\n{drawn(rows)}\n"


def _pictures(folder: Path, by_size: dict[str, list[Run]]) -> None:
    """Both curves over the weight, of the last seed of each size."""
    folder.mkdir(parents=True, exist_ok=True)
    across = Axis("weight at which records are joined, bits", [-4, -2, 0, 2, 4, 6, 8, 10, 12, 14])
    found = [
        (f"{name}, {size}", runs[-1].trials[name]) for name in (OURS, NIGHT, PLAIN) for size, runs in by_size.items()
    ]
    f1 = [Curve(name, [(w, trial.quality[w][0].f1) for w in WEIGHTS], PLAIN in name) for name, trial in found]
    mixed = [
        Curve(name, [(w, trial.quality[w][0].mixed_per_10_000) for w in WEIGHTS], PLAIN in name)
        for name, trial in found
    ]
    high = Axis("pair F1", [0.90, 0.92, 0.94, 0.96, 0.98, 1.0])
    rare = Axis("persons mixed per 10,000", [0.1, 1, 10, 100], math.log10)
    folder.joinpath("matching-f1.svg").write_text(drawing("Pairs found", across, high, f1), encoding="utf-8")
    folder.joinpath("matching-mixed.svg").write_text(drawing("People mixed", across, rare, mixed), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
