"""The dated structure of the union, its campaigns and who owes what: the types of the registry (contract §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEVELS = ("city", "upper", "grassroots")


@dataclass(frozen=True, slots=True)
class Unit:
    """A union unit under one name; valid on [valid_from, valid_to), None = open end."""

    unit_code: str
    name: str
    level: str
    kind: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Parent:
    """Who stood above a unit on [valid_from, valid_to)."""

    unit_code: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling under which a unit is named."""

    unit_code: str
    alias: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """One round of one award; structure as_was is the hierarchy on ``closes_on``.

    With ``four_eyes`` what a steward fixed in its lists counts when an approver, another person, has released it.
    """

    campaign_code: str
    name: str
    award_code: str
    year: int
    opens_on: date
    closes_on: date
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """Units of a level, or one unit, owe a kind of list by a day; exactly one of level and code is given."""

    campaign_code: str
    kind: str
    unit_level: str
    unit_code: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Registry:
    """A whole registry, already checked: no orphan, no cycle, one parent a day, no unknown code."""

    units: tuple[Unit, ...]
    parents: tuple[Parent, ...]
    aliases: tuple[Alias, ...]
    campaigns: tuple[Campaign, ...]
    obligations: tuple[Obligation, ...]


def holds(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether a half-open validity covers a day."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)
