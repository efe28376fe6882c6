"""Where the header of a table is, how many rows it takes, and what stands over each column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.headings import in_context, known, meaning
from cleaning.text import tidy
from schemas.kinds import KINDS
from schemas.sheet import Merge, Sheet

# A header has one of these: no row of data reads as two headings with a principal one among them.
PRINCIPAL = frozenset(
    ("stt", "initiative_authors", *(name for kind in KINDS.values() for name in (*kind.naming, *kind.figures)))
) - {"union_unit_code"}  # a letterhead asks for it as well
DEEPEST = 3
# Letterheads are at most a dozen rows; sheets with cover notes have been seen with forty.
FURTHEST = 200
_FURTHEST_GUESS = 60
_LABEL = 24  # "(5)", "5=3+4"
_NUMBERED = re.compile(r"^\(?\s*(?:\d{1,2}|[A-Za-zĐđ])\s*\)?(?:\s*=.*)?$")

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows, zero-based and inclusive, and for each column its headings from the outermost to the leaf."""

    top: int
    bottom: int
    levels: tuple[tuple[str, ...], ...]
    spans: frozenset[int] = frozenset()  # columns that only continue the merged heading on their left
    numbering: int = -1  # the row of column numbers under the header

    @property
    def body(self) -> int:
        """The first row that may be a record."""
        return max(self.bottom, self.numbering) + 1


def find(sheet: Sheet, grid: Grid, start: int = 0) -> Header | None:
    """The first header at or below a row; None when nothing there reads as one."""
    top = next((row for row in range(start, min(len(grid), start + FURTHEST)) if reads_as_header(grid[row])), None)
    if top is None:
        stop = min(len(grid), start + _FURTHEST_GUESS)
        top = next((row for row in range(start, stop) if _guessed(grid[row])), None)
    return None if top is None else at(sheet, grid, top)


def at(sheet: Sheet, grid: Grid, top: int) -> Header:
    """The header that begins in a row known to be one."""
    merges = [merge for merge in sheet.merges if merge.top >= top and merge.top < top + DEEPEST]
    bottom = _bottom(grid, merges, top)
    levels, spans = _levels(grid, merges, top, bottom)
    numbering = bottom + 1 if bottom + 1 < len(grid) and is_numbering(grid[bottom + 1]) else -1
    return Header(top, bottom, levels, spans, numbering)


def reads_as_header(row: Sequence[str]) -> bool:
    """Whether a row holds two headings known as written, a principal one among them, and not mostly other things."""
    texts = [text for text in row if text]
    if len(texts) < 2:
        return False
    fields = {field for text in texts if (field := known(text))}
    return len(fields) >= 2 and not PRINCIPAL.isdisjoint(fields) and len(fields) * 4 >= len(set(texts))


def is_numbering(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), or A B 1 2; never a row of data."""
    texts = [text.strip() for text in row if text]
    if len(texts) < 3 or not all(len(text) <= _LABEL and _NUMBERED.match(text) for text in texts):
        return False
    numbers = [int(digits[0]) for text in texts if (digits := re.findall(r"\d+", text.split("=")[0]))]
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return texts[0].strip("()").upper() in ("1", "A", "0") and all(step in (1, 2) for step in steps)


def _guessed(row: Sequence[str]) -> bool:
    texts = [text for text in row if text]
    if len(texts) < 3 or any(text.strip().isdigit() for text in texts):
        return False
    fields = {found for text in texts if (found := meaning(text).field)}
    return len(fields) >= 2 and not PRINCIPAL.isdisjoint(fields) and len(fields) * 2 >= len(texts)


def _bottom(grid: Grid, merges: Sequence[Merge], top: int) -> int:
    last = min(len(grid) - 1, top + DEEPEST - 1)
    tall = [merge.bottom for merge in merges if merge.top == top and merge.bottom <= last and grid[top][merge.left]]
    bottom = max(tall, default=top)
    while bottom < last and _continues(grid, merges, top, bottom + 1):
        bottom += 1
    return bottom


def _continues(grid: Grid, merges: Sequence[Merge], top: int, row: int) -> bool:
    """Whether a row under the header holds the lower level of its headings: "Nam | Nữ" under "Năm sinh"."""
    cells = [(column, text) for column, text in enumerate(grid[row]) if text]
    if not cells or is_numbering(grid[row]):
        return False
    wide = {c for m in merges if m.top < row and m.right > m.left for c in range(m.left, m.right + 1)}
    under = 0
    for column, text in cells:
        above = grid[row - 1][column]
        if any(map(str.isdigit, text)) and not known(text):
            return False
        if above and column not in wide and known(above) in PRINCIPAL and not _means_under(above, text):
            return False
        if known(text) or (column in wide and meaning(text).fields) or _means_under(_over(grid[top], column), text):
            under += 1
    if under * 2 > len(cells):
        return len(cells) > 1 or bool(wide)
    return len(cells) > 1 and all(_grouped(grid[top], column) for column, _ in cells)


def _grouped(row: Sequence[str], column: int) -> bool:
    """Whether a heading stands over more columns than its own, as far as a file without merges shows it."""
    return not row[column] or (column + 1 < len(row) and not row[column + 1])


def _means_under(over: str, text: str) -> bool:
    """Whether a heading means something only under another: "Nữ", or "Đăng ký | Đạt" under "Công nhân giỏi"."""
    return bool(in_context(known(over), text) or (over and known(f"{over} {text}")))


def _over(row: Sequence[str], column: int) -> str:
    """The heading that stands over a column, or left of it over the whole group."""
    return next((row[c] for c in range(min(column, len(row) - 1), -1, -1) if row[c]), "")


def _levels(
    grid: Grid, merges: Sequence[Merge], top: int, bottom: int
) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    rows = [list(grid[row]) for row in range(top, bottom + 1)]
    spans = set()
    for merge in merges:
        if merge.bottom > bottom:
            continue
        text = rows[merge.top - top][merge.left]
        for column in range(merge.left, min(merge.right + 1, len(rows[0]))):
            for row in range(merge.top - top, merge.bottom - top + 1):
                rows[row][column] = text
            below = any(grid[row][column] for row in range(merge.bottom + 1, bottom + 1))
            if column > merge.left and text and not below:
                spans.add(column)
    for upper, lower in itertools.pairwise(rows):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and lower[column - 1] and lower[column - 1] != upper[column - 1]:
                upper[column] = upper[column - 1]
    stacks = (tuple(dict.fromkeys(tidy(row[column]) for row in rows if row[column])) for column in range(len(rows[0])))
    return tuple(stacks), frozenset(spans)
