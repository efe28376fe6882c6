"""The committed files: added to by ``python -m tests.submissions.fixtures``, read as they are ever after."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.submissions.desk import EXCEL, HTML, OFFICE, OLD, TEXT
from tests.submissions.generator import FORMATS, Submission, family, make
from tests.submissions.truth import listing

FILES = Path(__file__).parent / "files"
_SEED = 20251120
# So many files of each family of formats: what other programs wrote comes first.
_WANTED = {OFFICE: 20, HTML: 6, OLD: 5, TEXT: 9, EXCEL: 10}


def committed() -> list[Submission]:
    """The files of the repository with their truth."""
    documents = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FILES.glob("*/*.truth.json"))]
    return [
        Submission(
            path=one["path"],
            layout=one["layout"],
            form=one["form"],
            data=(FILES / one["path"]).read_bytes(),
            listings=tuple(map(listing, one["listings"])),
        )
        for one in documents
    ]


def _chosen() -> Iterator[Submission]:
    """Files in layouts of which there is none yet, until there are so many of each family."""
    made = make(_SEED, 330, FORMATS)
    Random(_SEED).shuffle(made)
    known = committed()
    left = Counter(_WANTED) - Counter(family(one.form) for one in known)
    used = {one.layout for one in known}
    for one in made:
        if left.get(family(one.form), 0) and one.layout not in used:
            left[family(one.form)] -= 1
            used.add(one.layout)
            yield one


def write() -> None:
    """Add the files that are wanted; needs LibreOffice."""
    for one in _chosen():
        file = FILES / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.data)
        told = [each.document() for each in one.listings]
        document = {"path": one.path, "layout": one.layout, "form": one.form, "listings": told}
        truth = file.with_name(f"{file.name}.truth.json")
        truth.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
