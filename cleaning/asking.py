"""What must be asked about a list before it has a place: its doubtful columns, its campaign, its level."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from cleaning.assembly import UnitOfRow
from cleaning.doubts import PLACING
from cleaning.text import LOOK, keyed
from cleaning.units import AMBIGUOUS, UNKNOWN
from schemas.awards import codes_of
from schemas.question import CAMPAIGN, LEVEL, SENDER, UNIT, UNUSED, Question
from schemas.registry import LEVELS, Campaign, Registry
from schemas.table import Table

_OFFERED = 12
# A list with more unknown names than this has another mistake than its names.
_SPELLINGS = 200


def spelling_key(text: str) -> str:
    """What an answer about a unit's name is remembered under: a hash of the name, whatever its case and spaces."""
    return hashlib.sha256(keyed(text[:LOOK]).encode()).hexdigest()[:20]


def about_columns(table: Table, *, units_known: bool) -> tuple[Question, ...]:
    """The questions about columns; which union a row names does not matter where all rows are the sender's own."""
    if not units_known:
        return table.questions
    return tuple(asked for asked in table.questions if not PLACING.issuperset({*asked.candidates} - {UNUSED}))


def about_place(
    table: Table, key: str, registry: Registry, arrived_on: date, problems: tuple[str, ...]
) -> Iterator[Question]:
    """The questions about campaign and level, where these hold the list; ``key`` is the list's own."""
    cell = f"A{table.header_rows[0]}" if table.header_rows else ""
    if CAMPAIGN in problems:
        codes = tuple(campaign.campaign_code for campaign in _fitting(table, registry, arrived_on))
        yield Question(CAMPAIGN, key, cell, candidates=codes[:_OFFERED])
    if LEVEL in problems:
        yield Question(LEVEL, key, cell, candidates=tuple(reversed(LEVELS)))


def about_sender(table: Table, sender: str, named: str) -> Question:
    """The question whose list it is, where its heading names another unit than its folder."""
    cell = f"A{table.header_rows[0]}" if table.header_rows else ""
    return Question(SENDER, spelling_key(named), cell, {"sender": sender, "named": named[:LOOK]}, (), (sender,))


def about_units(table: Table, units: Sequence[UnitOfRow], spelled: Callable[[int], str]) -> Iterator[Question]:
    """One question for every spelling of a union that is not known, at the first row that has it."""
    asked: set[str] = set()
    for index, unit in enumerate(units):
        if unit.problem not in (UNKNOWN, AMBIGUOUS):
            continue
        text = spelled(index)
        key = spelling_key(text)
        if key not in asked and len(asked) < _SPELLINGS:
            asked.add(key)
            yield Question(UNIT, key, f"A{table.row_numbers[index]}", {"text": text[:LOOK]}, (), tuple(unit.candidates))


def _fitting(table: Table, registry: Registry, arrived_on: date) -> list[Campaign]:
    """The campaigns a list may be of: those of its award, or else all; the open ones first, then the newest."""
    awards = codes_of(table.kind) or (table.award_code,)
    fitting = [one for one in registry.campaigns if one.award_code in awards] or list(registry.campaigns)
    newest = sorted(fitting, key=lambda one: one.opens_on, reverse=True)
    return sorted(newest, key=lambda one: not one.opens_on <= arrived_on <= one.closes_on)
