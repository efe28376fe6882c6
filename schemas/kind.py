"""What a kind of list is: data alone, from which reading, placing, checking and counting follow.

A kind is declared in a module of its own, named in ``schemas.kinds``, its headings in ``reference/header_synonyms.csv``
and its awards in ``reference/awards.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.item import COUNT, MONEY, SHARE, Field, Item

# What a row is about, and so who or what bears its award.
PERSON, WORK, UNIT = "person", "work", "unit"
SUBJECTS = (PERSON, WORK, UNIT)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list; grain: one record a row (an initiative may span the rows of its authors).

    A table is of the kind only with at least ``least`` of its ``required`` fields. ``telling`` are fields that only
    lists of this kind have: with ``tells`` of them no title is needed. ``naming`` are the fields that name what a row
    is about. ``signs`` are fields that decide for the kind where titles name several, ``against`` fields that speak
    against it there. ``titles`` are phrases of title lines, besides those of its awards; ``hints`` count last.
    ``announced_in`` is the kind whose lists should have named the same bearer before; a row without it is asked about.
    """

    name: str
    vi: str
    en: str
    about: str
    items: tuple[Item, ...]
    naming: tuple[str, ...]
    required: tuple[str, ...]
    telling: tuple[str, ...]
    titles: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    awarding: bool = True  # an accepted row is an award; otherwise it is only kept and checked
    counting: bool = False  # rows are figures: a row without a number is none, a total is no declared count
    announced_in: str = ""
    least: int = 1
    tells: int = 1

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields its header may have, in reading order."""
        return tuple({field.name: field for item in self.items if item.headed for field in item.fields}.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of these fields."""
        return tuple(field.name for field in self.fields)

    @property
    def figures(self) -> tuple[str, ...]:
        """The fields that hold figures, in a kind that counts."""
        numbers = (COUNT, SHARE, MONEY)
        return tuple(item.name for item in self.items if item.holds in numbers) if self.counting else ()
