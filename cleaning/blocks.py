"""Lists side by side in one sheet: where each of them begins, seen in the headings that repeat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaning.header import PRINCIPAL, Grid, Header
from cleaning.headings import known
from cleaning.text import keyed

_LEAST = 2  # headings of a list that stands beside another without a running number


def blocks(head: Header) -> tuple[range, ...]:
    """The columns of each list under one header row; one range for an ordinary table.

    Each list has its own running number, or all repeat the same headings, and each names what its rows are about.
    """
    leaves = [(index, levels[-1]) for index, levels in enumerate(head.levels) if levels and index not in head.spans]
    fields = [known(text) for _, text in leaves]
    starts = [n for n, field in enumerate(fields) if field == "stt"]
    if len(starts) < 2:
        starts = _repeating([keyed(text) for _, text in leaves])
    whole = (range(len(head.levels)),)
    if not starts:
        return whole
    parts = [fields[start:end] for start, end in zip(starts, [*starts[1:], len(fields)], strict=True)]
    shared = PRINCIPAL - {"stt"}
    for part in parts:
        shared &= set(part)
    if not shared:
        return whole
    edges = [0, *(leaves[start][0] for start in starts[1:]), len(head.levels)]
    return tuple(range(left, right) for left, right in pairwise(edges))


def only(grid: Grid, block: range, top: int, bottom: int) -> list[Sequence[str]]:
    """The grid down to a row, with the cells of one list alone from the header on; the titles above are for all."""
    left, right = block.start, block.stop
    return [*grid[:top], *([*[""] * left, *row[left:right], *[""] * (len(row) - right)] for row in grid[top:bottom])]


def _repeating(keys: Sequence[str]) -> list[int]:
    """Where a run of headings begins again that is the same from the first heading to the last."""
    again = next((n for n in range(_LEAST, len(keys)) if keys[n] == keys[0]), 0)
    if not again or len(keys) % again or any(key != keys[n % again] for n, key in enumerate(keys)):
        return []
    return list(range(0, len(keys), again))
