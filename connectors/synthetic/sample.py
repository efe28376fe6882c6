"""A sample on disk: ``inbox/`` as units would fill it, its ``registry/``, and the ``truth/`` beside them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from connectors.registry import read_registry
from connectors.synthetic import truth
from connectors.synthetic.city import make_city
from connectors.synthetic.files import write
from connectors.synthetic.listing import Submission
from connectors.synthetic.thanhxuan import Sample
from schemas.reference import example_registry

PRESET = "thanh-xuan-2025"


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written."""

    files: int
    rows: int
    accepted: int
    held: int


def make_sample(
    folder: Path,
    *,
    preset: str | None = PRESET,
    units: int | None = None,
    rows: int | None = None,
    faults: float = 0.05,
    seed: int = 2025,
) -> SampleSummary:
    """Write invented submissions, their registry and their truth into a new folder; the same seed, the same bytes.

    With a preset its size is fixed; without, ``units`` and ``rows`` make a city. ``faults`` is the share of rows with
    a mistake that holds them. Raises ValueError for an unknown preset.
    """
    if preset is None:
        return SampleSummary(*make_city(folder, units or 200, rows or 10_000, faults, seed))
    if preset != PRESET:
        raise ValueError(f"no such preset: {preset}; there is {PRESET}")
    shutil.copytree(example_registry(), folder / "registry")
    registry = read_registry(folder / "registry")
    submissions = sorted(Sample(registry, faults, seed).submissions(), key=lambda one: one.path)
    for submission in submissions:
        write(folder / "inbox", submission)
    told = [row for submission in submissions for row in truth.rows_of(submission)]
    (folder / "truth").mkdir()
    truth.write_csv(folder / "truth" / "rows.csv", truth.ROWS, told)
    truth.write_csv(folder / "truth" / "files.csv", truth.FILES, _files(submissions))
    truth.write_csv(folder / "truth" / "figures.csv", truth.FIGURES, truth.figures_of(told, registry))
    counts = Counter(row["expected_status"] for row in told)
    return SampleSummary(len(submissions), len(told), counts["accepted"], counts["held"])


def _files(submissions: list[Submission]) -> Iterator[dict[str, str]]:
    for one in submissions:
        yield {"file": one.path, "status": one.status, "reason": one.reason}
