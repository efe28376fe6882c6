"""The people of a sample: told apart where a list shows no more than name and year, namesakes only on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from random import Random

from cleaning.text import fold
from connectors.synthetic.people import Person, citizen_id, people
from connectors.synthetic.tcvn3 import encodable


@dataclass(slots=True)
class Cast:
    """Gives out people, each once; two of one name and birth year appear by ``namesake`` only."""

    rng: Random
    first: int = 1
    taken: set[tuple[str, int]] = field(default_factory=set)

    def take(self, number: int, unit_kind: str, *, legacy: bool = False) -> list[Person]:
        """New people for a unit; with ``legacy`` only such whose names an old font can write."""
        found: list[Person] = []
        for person in people(self.rng, unit_kind, self.first):
            if len(found) == number:
                break
            self.first += 1
            key = (fold(person.full_name), person.born.year)
            if key not in self.taken and (encodable(person.full_name) or not legacy):
                self.taken.add(key)
                found.append(person)
        return found

    def namesake(self, person: Person, other: Person) -> Person:
        """The other person under the name, sex and birth year of the first, born on another day."""
        born = next(
            day
            for offset in count(40)
            if (day := other.born.replace(year=person.born.year, month=offset % 12 + 1, day=offset % 28 + 1))
            != person.born
        )
        number = citizen_id(other.citizen_id[:3], person.gender, born.year, int(other.citizen_id[6:]))
        return replace(
            other, family=person.family, given=person.given, gender=person.gender, born=born, citizen_id=number
        )
