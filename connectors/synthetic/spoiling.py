"""Mistakes spread over the lists of a sample: a set number of each kind, where a layout lets them be seen."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from itertools import cycle
from random import Random

from connectors.synthetic.faults import FAULTS, QUERIES, REPAIRS, Mistake, possible
from connectors.synthetic.layouts import Layout
from connectors.synthetic.listing import Row, row_of
from connectors.synthetic.people import Person

Lists = Sequence[tuple[str, Layout, list[Row]]]  # unit, layout, rows


def spoil(rng: Random, lists: Lists, number: int, recruit: Callable[[str, Layout], Person]) -> None:
    """Add ``number`` held rows about people of no other row; each mistake that a layout lets be seen in its turn."""
    first = rng.randrange(len(FAULTS))
    turns = cycle([*FAULTS[first:], *FAULTS[:first]])
    missed = 0
    while number and missed < len(FAULTS):
        code, needs, mistake = next(turns)
        places = [(unit, layout, rows) for unit, layout, rows in lists if _seen(code, needs, layout, rows)]
        if not places:
            missed += 1
            continue
        unit, layout, rows = rng.choice(places)
        row = row_of(recruit(unit, layout), unit)
        mistake(row, rng)
        rows.insert(rng.randrange(1, len(rows) + 1), row)
        number, missed = number - 1, 0


def repeat(rng: Random, lists: Lists, number: int) -> None:
    """Add ``number`` rows that repeat an earlier person of their list."""
    for _ in range(number):
        _, _, rows = rng.choice([one for one in lists if "citizen_id" in one[1].shows and not one[1].grouped])
        first = rng.choice([row for row in rows if row.status == "accepted" and not row.query])
        first.marked = True
        twin = copy.deepcopy(first)
        twin.hold("duplicate_row")
        rows.append(twin)


def question(rng: Random, lists: Lists, number: int) -> None:
    """Change ``number`` accepted rows so that they pass and an explanation is asked for."""
    _change(rng, lists, QUERIES, number)


def roughen(rng: Random, lists: Lists, number: int) -> None:
    """Change ``number`` accepted rows into spellings that are repaired without doubt."""
    _change(rng, lists, REPAIRS, number)


def _change(rng: Random, lists: Lists, mistakes: Sequence[tuple[str, frozenset[str], Mistake]], number: int) -> None:
    changed: set[int] = set()
    for code, needs, mistake in _turns(mistakes, number):
        rows = [
            row
            for _, layout, found in lists
            if needs <= layout.shows
            for row in found
            if id(row) not in changed and not row.marked and possible(code, needs, layout, row)
        ]
        if rows:
            row = rng.choice(rows)
            mistake(row, rng)
            changed.add(id(row))
            row.marked = True


def _turns(
    mistakes: Sequence[tuple[str, frozenset[str], Mistake]], number: int
) -> list[tuple[str, frozenset[str], Mistake]]:
    return [one for one, _ in zip(cycle(mistakes), range(number), strict=False)]


def _seen(code: str, needs: frozenset[str], layout: Layout, rows: Sequence[Row]) -> bool:
    return bool(rows) and possible(code, needs, layout, next((row for row in rows if not row.query), rows[0]))
