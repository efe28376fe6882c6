"""Hostile and odd files for testing a reader, deterministic: all of them as values, or written to a folder.

Usage: python -m tests.corpus.make_hostile_files FOLDER

Writes the files, and made.csv (path, odd, expected) beside the folder.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.corpus import spreadsheets, texts
from tests.corpus.spreadsheets import Odd


def hostile_files() -> Iterator[Odd]:
    """Every file of the corpus."""
    for family in (
        spreadsheets.bombs,
        spreadsheets.addresses,
        spreadsheets.markup,
        spreadsheets.containers,
        spreadsheets.open_documents,
        texts.encodings,
        texts.layouts,
        texts.pages,
        texts.names,
    ):
        yield from family()


def main(folder: Path) -> None:
    """Write the corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(hostile_files())
    for one in made:
        (folder / one.name).write_bytes(one.data)
    with (folder.parent / "made.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((one.name, one.odd, one.expected) for one in made)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
