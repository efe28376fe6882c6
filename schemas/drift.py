"""How a night's matching went: figures about its records, each beside the nights before and their usual band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from schemas.reference import rows
from schemas.sentences import Sentence

SHARE, NUMBER, COUNT = "share", "number", "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of matching (``reference/drift_figures.csv``), without anything about a person.

    ``apart``, a part of the usual amount, and ``least``, an amount, are what it may always be off the usual.
    ``highest`` is the fixed bound of a figure that grows by nature, in place of a band.
    """

    name: str
    kind: str  # share | number | count
    apart: float
    least: float
    highest: float | None
    title: Sentence
    hint: Sentence


@dataclass(frozen=True, slots=True)
class Course:
    """A figure tonight and in the nights before, the newest first; the band is empty until enough nights are known.

    ``amount`` is None when there was nothing to take the figure of; ``judged`` says that tonight is enough to go by.
    """

    figure: Figure
    amount: float | None
    size: int
    before: tuple[float | None, ...]
    low: float | None
    high: float | None
    judged: bool

    @property
    def ok(self) -> bool:
        """Whether the figure is within its band, or cannot be judged."""
        if not self.judged or self.amount is None:
            return True
        return (self.low is None or self.amount >= self.low) and (self.high is None or self.amount <= self.high)


@dataclass(frozen=True, slots=True)
class Drift:
    """All figures of a night; ``nights`` names those that ``before`` is of."""

    nights: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()

    @property
    def alarms(self) -> tuple[Course, ...]:
        """The figures that left their band."""
        return tuple(course for course in self.courses if not course.ok)


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        name=row["figure"],
        kind=row["kind"],
        apart=float(row["apart"] or 0),
        least=float(row["least"] or 0),
        highest=float(row["highest"]) if row["highest"] else None,
        title=Sentence(row["vi"], row["en"]),
        hint=Sentence(row["hint_vi"], row["hint_en"]),
    )


FIGURES: Final[Mapping[str, Figure]] = MappingProxyType({row["figure"]: _figure(row) for row in rows("drift_figures")})
