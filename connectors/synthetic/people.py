"""Invented workers whose name, sex, birth, ids and trade agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from connectors.synthetic import names

_BIRTHS = (date(1966, 1, 1), date(2003, 12, 31))
# Coprime to their moduli: a running number becomes a number that looks random and never comes back too soon.
_SERIAL, _LOCAL, _INSURED = (7919, 10**6), (3_331_333, 10**7), (48_611_137, 10**8)
_DIRECT = 0.88


@dataclass(frozen=True, slots=True)
class Person:
    """A worker who does not exist."""

    person_id: str
    family: str  # surname and middle name
    given: str
    gender: str
    born: date
    citizen_id: str
    old_citizen_id: str
    social_insurance_no: str
    phone: str
    job: str
    position: str
    department: str
    skill_grade: str
    direct: bool
    achievement: str

    @property
    def full_name(self) -> str:
        return f"{self.family} {self.given}"


def people(rng: Random, unit_kind: str, first: int) -> Iterator[Person]:
    """People without end; ``first`` is the running number of the first one, from which ids are made unique."""
    number = first
    while True:
        yield _person(rng, unit_kind, number)
        number += 1


def invented(rng: Random, gender: str) -> str:
    """A full name, for signers and others about whom nothing else is known."""
    return " ".join(_name(rng, gender))


def _name(rng: Random, gender: str) -> tuple[str, str]:
    stock, weights = names.surnames()
    return f"{rng.choices(stock, weights)[0]} {rng.choice(names.MIDDLE[gender])}", rng.choice(names.GIVEN[gender])


def _person(rng: Random, unit_kind: str, number: int) -> Person:
    gender = names.FEMALE if rng.random() < 0.55 else names.MALE
    family, given = _name(rng, gender)
    born = _BIRTHS[0] + timedelta(days=rng.randrange((_BIRTHS[1] - _BIRTHS[0]).days))
    direct = rng.random() < _DIRECT
    trades = names.WORK.get(unit_kind, names.WORK["enterprise"]) if direct else names.INDIRECT
    return Person(
        person_id=f"P{number:07d}",
        family=family,
        given=given,
        gender=gender,
        born=born,
        citizen_id=citizen_id(_province(number), gender, born.year, _spread(number, _SERIAL)),
        old_citizen_id=f"01{_spread(number, _LOCAL):07d}",
        social_insurance_no=f"01{_spread(number, _INSURED):08d}",
        phone=f"{rng.choice(names.PHONE_PREFIXES)}{_spread(number, _LOCAL):07d}",
        job=rng.choice(trades),
        position=rng.choice(names.POSITIONS),
        department=rng.choice(names.DEPARTMENTS),
        skill_grade=f"{rng.randint(2, 7)}/7",
        direct=direct,
        achievement=rng.choice(names.ACHIEVEMENTS),
    )


def citizen_id(province: str, gender: str, year: int, serial: int) -> str:
    """A CCCD: province of registration, century and sex, year, serial (domain §4)."""
    century = (year // 100 - 19) * 2 + (gender == names.FEMALE)
    return f"{province}{century}{year % 100:02d}{serial:06d}"


def _province(number: int) -> str:
    """Where the birth was registered; serials come back after a million people, then in another province."""
    block, place = divmod(number, _SERIAL[1])
    return names.PROVINCES[(place * 31 + block * 11) % len(names.PROVINCES)]


def _spread(number: int, by: tuple[int, int]) -> int:
    factor, modulus = by
    return (number * factor + 12_345) % modulus
