"""Submissions through ``thidua check``, each file scored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from connectors.registry import read_registry
from flows.precheck import check_files
from runtime.settings import Settings
from tests.submissions.generator import Submission
from tests.submissions.offices import REGISTRY
from tests.submissions.score import Score, score

ARRIVED = date(2025, 6, 10)


def check(submissions: Sequence[Submission], folder: Path, *, readers: int = 2) -> list[Score]:
    """Write the files below ``folder``, check them all in one pool, and score each against its truth."""
    paths = []
    for one in submissions:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
        paths.append(path)
    settings = Settings(warehouse=f"sqlite:///{folder / 'none.db'}", landing=str(folder / "landing"), readers=readers)
    document = check_files(settings, paths, read_registry(REGISTRY), None, ARRIVED, records=True)
    return [score(one.listings, found) for one, found in zip(submissions, document["files"], strict=True)]
