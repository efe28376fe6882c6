"""Text that runs on into the next physical row: whether a row only goes on from the one above, and joining the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cleaning import signs
from cleaning.header import Grid
from cleaning.shape import Shape
from cleaning.text import keyed
from schemas.sheet import address
from schemas.table import Inference

_MOST = 2  # cells of a row that may run on together
_NAME = re.compile(r"^[^\W\d_]+(?:[\s'’-]+[^\W\d_]+){0,2}$")
_LONGEST_NAME = 7
_OF_FAMILY = ("thị", "văn", "thi", "van")  # no name ends here: the given name is still to come
_REMARK = re.compile(r"^(?:ghi chú|lưu ý|chú thích|chú ý|ghi chu|luu y|đề nghị|trân trọng)\b")


def goes_on(form: Shape, above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row without a running number, right under a record, is the rest of that record's longer texts."""
    filled = [index for index, text in enumerate(row) if text]
    if form.stt < 0 or not filled or len(filled) > _MOST or sum(map(bool, above)) <= len(filled) + 1:
        return False
    return all(
        index in form.data and above[index] and _continues(form, index, above[index], row[index].strip())
        for index in filled
    )


def _continues(form: Shape, index: int, above: str, text: str) -> bool:
    if not any(map(str.isalpha, text)) or text.startswith(("*", "(", "-")) or _REMARK.match(keyed(text)):
        return False
    if signs.ROMAN_TITLE.match(text) or (text[0].isupper() and signs.is_unit(text)):
        return False
    persons = index in form.authors or (index in form.names and not form.authors)
    if not persons:
        return index not in form.names or text[0].islower()
    words = above.split()
    if not _NAME.match(text) or len(words) + len(text.split()) > _LONGEST_NAME:
        return False
    return keyed(words[-1]) in _OF_FAMILY or (" " not in text and not signs.is_person(text))


def joined(grid: Grid, wraps: Mapping[int, int]) -> Grid:
    """The grid with the rows that run on put behind the texts of theirs; ``wraps`` names for each the row above."""
    if not wraps:
        return grid
    rows = list(grid)
    for row, above in sorted(wraps.items()):
        rows[above] = [
            f"{before.rstrip()} {text.strip()}" if text else before
            for before, text in zip(rows[above], grid[row], strict=True)
        ]
    return rows


def told(grid: Grid, rows: Iterable[int], sheet: str) -> tuple[Inference, ...]:
    """What to tell of rows that were joined to those above."""
    cells = ((row, index) for row in rows for index, text in enumerate(grid[row]) if text)
    return tuple(Inference("text_continued", address(row + 1, index), sheet) for row, index in cells)
