"""Measure the reader on invented submissions: ``python -m bench.submissions [COUNT] [SEED] [--told]``."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.submissions.checking import check
from tests.submissions.generator import FORMATS, QUICK, Submission, make
from tests.submissions.score import Score
from tests.submissions.writers.libreoffice import FILTERS, present

HEADINGS = ("files", "rows", "lists %", "headings %", "cells %", "lost", "invented", "faults found %", "false ‰")


def line(name: str, found: Score) -> str:
    """One row of a table of scores."""
    shares = (
        _share(found.lists_right, found.lists),
        _share(found.headings_right, found.headings),
        _share(found.cells_right, found.cells),
    )
    alarms = f"{1000 * found.alarms / found.clean:.1f}" if found.clean else ""
    cells = (
        *(name, str(found.files), str(found.rows), *shares, str(found.lost), str(found.invented)),
        *(_share(found.found, found.faults), alarms),
    )
    return "| " + " | ".join(cells) + " |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else ""


def table(title: str, scores: Mapping[str, Score]) -> str:
    """Scores by name as a Markdown table."""
    top = "| " + " | ".join((title, *HEADINGS)) + " |"
    rule = "|---|" + "---:|" * len(HEADINGS)
    return "\n".join([top, rule, *(line(name, found) for name, found in scores.items())])


def by(name: Callable[[Submission], str], made: list[Submission], scores: list[Score]) -> dict[str, Score]:
    """Scores added up under a name of each submission."""
    found: dict[str, Score] = defaultdict(Score)
    for submission, one in zip(made, scores, strict=True):
        found[name(submission)] += one
    return found


def _forms(arguments: list[str]) -> tuple[str, ...]:
    """The formats to measure: without LibreOffice, or with ``--quick``, those we write ourselves."""
    if "--office" in arguments:
        return tuple(FILTERS)
    return FORMATS if present() and "--quick" not in arguments else QUICK


def main(arguments: list[str]) -> int:
    """Make, check, print; with ``--told`` also every difference."""
    numbers = [int(argument) for argument in arguments if argument.isdigit()]
    count, seed = (*numbers, 300, 1)[:2] if len(numbers) != 1 else (numbers[0], 1)
    forms = _forms(arguments)
    made = make(seed, count, forms)
    started = time.perf_counter()
    with TemporaryDirectory() as folder:
        scores = check(made, Path(folder))
    took = time.perf_counter() - started
    if "--told" in arguments:
        for submission, one in zip(made, scores, strict=True):
            for words in one.told:
                print(f"{submission.layout} [{submission.form}] {submission.path}: {words}")
    print(table("Layout", by(lambda one: one.layout, made, scores)), end="\n\n")
    print(table("Format", by(lambda one: one.form, made, scores)), end="\n\n")
    print(table("All", {"all": sum(scores, Score())}))
    print(f"\n{took:.0f} s for {count} files, seed {seed}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
