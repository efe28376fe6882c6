"""Invented workers: names by surname shares, ids that agree with sex, birth and province."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.submissions import words
from tests.submissions.subjects import Subject

_REFERENCE = Path(__file__).parents[2] / "schemas" / "reference"
_PHONES = ("032", "035", "037", "038", "070", "077", "081", "085", "090", "091", "093", "097", "098")


def _column(name: str, column: str) -> list[str]:
    with (_REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


_SHARES = {
    surname: float(share)
    for surname, share in zip(
        _column("surname_freq.csv", "surname"), _column("surname_freq.csv", "share_pct"), strict=True
    )
    if surname.isalpha()  # "Hoàng/Huỳnh" is two, told apart by nobody
}
PROVINCES = _column("cccd_province_codes.csv", "code")


@dataclass(slots=True)
class Person(Subject):
    """One worker."""

    family: str
    middle: str
    given: str
    sex: str
    born: date
    cccd: str
    cmnd: str
    bhxh: str
    phone: str
    job: str
    post: str
    department: str
    grade: int
    direct: bool
    achievement: str
    address: str
    hometown: str
    hired: date

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.family} {self.middle} {self.given}"

    def known(self) -> dict[str, list[object]]:
        """What may be concluded about a worker even where the list has no column for it."""
        return {
            "full_name": [self.name],
            "gender": [self.sex],
            "date_of_birth": [self.born.isoformat(), str(self.born.year)],
            "birth_year": [self.born.year],
            "citizen_id": [self.cccd],
            "direct_worker": [self.direct],
        }


def person(rng: Random) -> Person:
    """Anyone of working age."""
    sex = rng.choice(("male", "female"))
    born = date(1966, 1, 1) + timedelta(days=rng.randrange(13_800))
    return Person(
        family=rng.choices(list(_SHARES), list(_SHARES.values()))[0],
        middle=rng.choice(words.MIDDLE[sex]),
        given=rng.choice(words.GIVEN[sex]),
        sex=sex,
        born=born,
        cccd=_cccd(rng, sex, born.year),
        cmnd=f"{rng.choice((11, 12, 13, 16, 17))}{rng.randrange(10**7):07d}",
        bhxh=f"01{rng.randrange(10**8):08d}",
        phone=f"{rng.choice(_PHONES)}{rng.randrange(10**7):07d}",
        job=rng.choice(words.JOBS),
        post=rng.choice(words.POSTS),
        department=rng.choice(words.DEPARTMENTS),
        grade=rng.randrange(2, 8),
        direct=rng.random() < 0.8,
        achievement=rng.choice(words.ACHIEVEMENTS),
        address=rng.choice(words.ADDRESSES),
        hometown=rng.choice(words.HOMETOWNS),
        hired=date(2005, 1, 1) + timedelta(days=rng.randrange(6_500)),
    )


def _cccd(rng: Random, sex: str, year: int) -> str:
    century = (0 if year < 2000 else 2) + (sex == "female")
    return f"{rng.choice(PROVINCES)}{century}{year % 100:02d}{rng.randrange(10**6):06d}"


def people(rng: Random, number: int) -> list[Person]:
    """Workers without two of one name."""
    found: dict[str, Person] = {}
    while len(found) < number:
        one = person(rng)
        found.setdefault(one.name, one)
    return list(found.values())
