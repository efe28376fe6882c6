"""The blank workbooks ever given out: of each version of each kind one file, filled in, made by the code of its day.

``python -m tests.flows.forms`` adds what a new version lacks and never touches what is there.
"""

from __future__ import annotations

import csv
import hashlib
import tempfile
from pathlib import Path

from schemas.template import TEMPLATES, UNION, columns
from tests.flows.templates import Desk, filled

FOLDER = Path(__file__).parent / "forms"
UPPER_UNIT, GRASSROOTS_UNIT = "TX", "TX-001"
_DIGESTS = Path(__file__).parents[1] / "cases" / "templates.csv"
Version = tuple[str, int]


def form(version: Version) -> Path:
    """The committed file of a version of a kind."""
    return FOLDER / str(version[1]) / f"{version[0]}.xlsx"


def sender(version: Version) -> str:
    """Who filled it in: an upper unit where the form has a column for the name of the union."""
    return UPPER_UNIT if any(column.check == UNION for column in columns(*version)) else GRASSROOTS_UNIT


def digest(version: Version) -> str:
    """What the declared columns of a version come to; another one after any change of them."""
    return hashlib.sha256(repr(columns(*version)).encode()).hexdigest()[:16]


def recorded() -> dict[Version, str]:
    """The digest that every version had when it was given out."""
    with _DIGESTS.open(encoding="utf-8", newline="") as lines:
        return {(row["kind"], int(row["version"])): row["digest"] for row in csv.DictReader(lines)}


def write() -> None:
    """Record the versions that are new, with a form of each."""
    new = [version for version in TEMPLATES if version not in recorded()]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.opened(Path(folder))
        for version in new:
            filled(desk.blank(form(version), version[0], sender(version)), version[0])
    with _DIGESTS.open("a", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows((*version, digest(version)) for version in new)


if __name__ == "__main__":
    write()
