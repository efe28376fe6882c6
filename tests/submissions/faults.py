"""Mistakes that people make in lists, put in on purpose; each says which codes of contract §4 find it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from tests.submissions.model import Formula
from tests.submissions.people import PROVINCES, Person

_IMPOSSIBLE = ("31/02/1985", "30/02/1990", "32/05/1984", "15/13/1988", "31/04/1979", "29/02/1991")
_SEX = {"sex", "salutation", "mark_male", "mark_female"}
_BORN = {"born", "year"}
_ID_CODES = ["citizen_id_length", "citizen_id_province", "citizen_id_sex", "citizen_id_birth"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake for lists that have the columns ``needs`` (any one of ``either``, if given)."""

    name: str
    needs: frozenset[str]
    make: Callable[[Random, Person, bool], None]
    either: frozenset[str] = frozenset()

    def fits(self, keys: set[str]) -> bool:
        """Whether a list with these columns can show it."""
        return self.needs <= keys and (not self.either or bool(self.either & keys))


def _name(rng: Random, p: Person, as_number: bool) -> None:
    p.spoil("name", None, ("full_name",), ["name_missing"])


def _birth(rng: Random, p: Person, as_number: bool) -> None:
    p.spoil("born", rng.choice(_IMPOSSIBLE), ("date_of_birth", "birth_year"), ["birth_impossible"])


def _id(p: Person, digits: str, codes: list[str], as_number: bool) -> None:
    """An id written as a number has lost its zeros: no more can be asked than that the id is held."""
    fields = ("citizen_id", "old_citizen_id", "date_of_birth", "birth_year", "gender")
    p.spoil("cccd", int(digits) if as_number else digits, fields[:2], _ID_CODES if as_number else codes)
    p.untold |= set(fields[2:]) - {"date_of_birth", "gender"}


def _length(rng: Random, p: Person, as_number: bool) -> None:
    wrong = p.cccd + str(rng.randrange(10)) if rng.random() < 0.5 else p.cccd[:8]
    _id(p, wrong, ["citizen_id_length"], as_number)


def _province(rng: Random, p: Person, as_number: bool) -> None:
    unknown = [f"{code:03d}" for code in range(1, 100) if f"{code:03d}" not in PROVINCES]
    _id(p, rng.choice(unknown) + p.cccd[3:], ["citizen_id_province"], as_number)


def _other_sex(rng: Random, p: Person, as_number: bool) -> None:
    _id(p, p.cccd[:3] + str(int(p.cccd[3]) ^ 1) + p.cccd[4:], ["citizen_id_sex"], as_number)


def _other_year(rng: Random, p: Person, as_number: bool) -> None:
    year = (int(p.cccd[4:6]) + rng.randrange(3, 20)) % 100
    _id(p, f"{p.cccd[:4]}{year:02d}{p.cccd[6:]}", ["citizen_id_birth"], as_number)


def _old_number(rng: Random, p: Person, as_number: bool) -> None:
    _id(p, p.cmnd, ["cmnd_instead"], as_number)
    p.codes[-1] = ["cmnd_instead"]


def _error(rng: Random, p: Person, as_number: bool) -> None:
    p.spoil("job", Formula("=VLOOKUP(1,$Z$1:$Z$2,1,0)", "#N/A"), ("job",), ["error_cell"])


MISTAKES = (
    Mistake("name", frozenset({"name"}), _name),
    Mistake("birth", frozenset({"born"}), _birth),
    Mistake("id length", frozenset({"cccd"}), _length),
    Mistake("id province", frozenset({"cccd"}), _province),
    Mistake("id sex", frozenset({"cccd"}), _other_sex, frozenset(_SEX)),
    Mistake("id birth", frozenset({"cccd"}), _other_year, frozenset(_BORN)),
    Mistake("old number", frozenset({"cccd"}), _old_number),
    Mistake("error cell", frozenset({"job"}), _error),
)


def spoil(rng: Random, people: list[Person], keys: set[str], share: float, *, as_number: bool) -> None:
    """Give a share of the people one mistake each, and perhaps name somebody twice at the end."""
    fitting = [mistake for mistake in MISTAKES if mistake.fits(keys)]
    for person in people[1:]:
        if fitting and rng.random() < share:
            rng.choice(fitting).make(rng, person, as_number)
    if share and {"name", "cccd"} <= keys and rng.random() < 0.3:
        people.append(_twin(rng.choice([p for p in people if not p.spoilt])))


def _twin(person: Person) -> Person:
    again = deepcopy(person)
    again.codes.append(["duplicate_row"])
    return again
