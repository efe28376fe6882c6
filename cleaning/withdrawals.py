"""Rows of withdrawals against rows that stand: whom or what a unit takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cleaning.text import fold

NUMBERS = ("citizen_id", "old_citizen_id", "social_insurance_no")
_SUBJECTS = ("full_name", "initiative_name")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list, by what tells whom or what it is about; ``values`` are the cleaned fields of its kind."""

    entry_id: str
    listing_id: str
    record_id: str
    unit_code: str
    values: Mapping[str, Any]

    @property
    def subject(self) -> str:
        """The folded name of the person or initiative; "" for a row about a unit."""
        return next((fold(str(self.values[name])) for name in _SUBJECTS if self.values.get(name)), "")


def taken_back(withdrawal: Row, standing: Sequence[Row]) -> list[Row]:
    """The standing rows that a withdrawn row is about; none when nothing fits, or several of one list do.

    The surest evidence goes first: the same natural key, an identifier, name and birth, the name alone. What a later
    kind of evidence would add is no longer asked for. Rows about units are known by their unit.
    """
    for candidates in _tiers(withdrawal, standing):
        if candidates:
            lists = [row.listing_id for row in candidates]
            return candidates if len(set(lists)) == len(lists) else []
    return []


def _tiers(withdrawal: Row, standing: Sequence[Row]) -> Iterable[list[Row]]:
    yield [row for row in standing if row.record_id == withdrawal.record_id]
    yield [row for row in standing if _same_number(withdrawal, row)]
    if not withdrawal.subject:
        yield [row for row in standing if not row.subject and row.unit_code == withdrawal.unit_code]
        return
    namesakes = [row for row in standing if row.subject == withdrawal.subject and not _contradicts(withdrawal, row)]
    yield [row for row in namesakes if _born(row) and _born(withdrawal)]
    # Several persons of one name in several unions: the union tells them apart.
    yield [row for row in namesakes if row.unit_code == withdrawal.unit_code]
    yield namesakes


def _same_number(one: Row, other: Row) -> bool:
    return any(one.values.get(name) and one.values[name] == other.values.get(name) for name in NUMBERS)


def _contradicts(one: Row, other: Row) -> bool:
    """Whether both rows give a birth, or an identifier of one kind, and these differ."""
    numbers = any(
        one.values.get(name) and other.values.get(name) and one.values[name] != other.values[name] for name in NUMBERS
    )
    births = _born(one), _born(other)
    return numbers or bool(all(births) and not _agree(*births))


def _born(row: Row) -> str:
    return str(row.values.get("date_of_birth") or row.values.get("birth_year") or "")


def _agree(one: str, other: str) -> bool:
    """Births agree as far as both are known: 1985 with 1985-03-07."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
