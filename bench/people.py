"""Lists as unions would write them over the years, with the truth beside: to train the model on and to measure it by.

Errors are correlated as they are in life: a list has one form and one hand, so it lacks the citizen id, or the
diacritics, for everybody at once, and a run of ids slips by a row. ``Rates`` says how often each thing happens.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from bench.persons import JOBS, Person, district, population

__all__ = ["RATES", "Rates", "population", "records"]

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rates:
    """How often what happens: shares of persons, of lists, or of the cells of a list, each said with its reason.

    Estimated from the forms of the award campaigns and set so that rules and the plain library reach what was measured
    on other invented people (docs/matching.md): no figure makes records easier than a clerk's list.
    """

    # Of persons: on one, two or three of a union's lists.
    listings: tuple[float, float, float] = (0.35, 0.45, 0.20)
    # Of a person's further listings: written after a move to another union, half of them within the district.
    moved: float = 0.05
    phone_changed: float = 0.08
    job_changed: float = 0.20  # or told in other words
    # Of a union's further lists: another form or another hand than the one before.
    new_hand: float = 0.40
    # Of lists: which columns the form has.
    citizen: float = 0.72
    social: float = 0.25
    phone: float = 0.40
    gender: float = 0.90
    job: float = 0.60
    hired: float = 0.25
    year_only: float = 0.13  # "Năm sinh", the older form
    # Of lists: how they are typed.
    unmarked: float = 0.04
    numbers_as_numbers: float = 0.08  # the sheet eats leading zeros
    slips: tuple[float, ...] = (0.01, 0.02, 0.06)  # careful, usual and careless hands, a third each
    # Of cells in a list that has the column.
    citizen_missing: float = 0.05
    citizen_old: float = 0.08  # the nine digits of the card before 2016
    citizen_neighbour: float = 0.003
    phone_missing: float = 0.10
    birth_missing: float = 0.02
    # Of lists: a run of ids pasted one row off.
    shifted: float = 0.02
    shifted_rows: int = 12


RATES: Final = Rates()


@dataclass(frozen=True, slots=True)
class Hand:
    """How one list is written: which columns its form has, and how careful its writer is."""

    citizen: bool
    social: bool
    phone: bool
    gender: bool
    job: bool
    hired: bool
    year_only: bool
    unmarked: bool
    as_numbers: bool
    slips: float


def records(persons: list[Person], seed: int = 0, rates: Rates = RATES) -> pl.DataFrame:
    """Rows of lists over all persons in a stable shuffled order: ``record_id``, ``person``, and the person's fields."""
    rng = random.Random(seed + 1)
    hands: dict[str, Hand] = {}
    found: list[Row] = []
    for lists in _occasions(rng, persons, rates):
        for unit, listed in sorted(lists.items()):
            known = hands.get(unit)
            hands[unit] = known if known and rng.random() > rates.new_hand else _hand(rng, rates)
            found += _list(rng, listed, hands[unit], rates)
    rng.shuffle(found)
    return pl.DataFrame([{"record_id": f"r{i:07d}"} | row for i, row in enumerate(found)], infer_schema_length=None)


def _occasions(rng: random.Random, persons: list[Person], rates: Rates) -> list[dict[str, list[Person]]]:
    """Who stands on the lists of each unit, occasion by occasion, as the person is by then."""
    units = sorted({person.unit_code for person in persons})
    neighbours: dict[str, list[str]] = {}
    for unit in units:
        neighbours.setdefault(district(unit), []).append(unit)
    lists: list[dict[str, list[Person]]] = [{}, {}, {}]
    for person in persons:
        times = rng.choices((1, 2, 3), rates.listings)[0]
        for place, occasion in enumerate(sorted(rng.sample(range(3), times))):
            if place and rng.random() < rates.moved:
                near = neighbours[district(person.unit_code)] if rng.random() < 0.5 else units
                hired = person.hired + timedelta(days=rng.randrange(3000))
                person = replace(person, unit_code=rng.choice(near), hired=hired)
            if place and rng.random() < rates.phone_changed:
                person = replace(person, phone=person.phone[:3] + f"{rng.randrange(10**7):07d}")
            if place and rng.random() < rates.job_changed:
                person = replace(person, job=rng.choice(JOBS))
            lists[occasion].setdefault(person.unit_code, []).append(person)
    return lists


def _hand(rng: random.Random, rates: Rates) -> Hand:
    return Hand(
        citizen=rng.random() < rates.citizen,
        social=rng.random() < rates.social,
        phone=rng.random() < rates.phone,
        gender=rng.random() < rates.gender,
        job=rng.random() < rates.job,
        hired=rng.random() < rates.hired,
        year_only=rng.random() < rates.year_only,
        unmarked=rng.random() < rates.unmarked,
        as_numbers=rng.random() < rates.numbers_as_numbers,
        slips=rng.choice(rates.slips),
    )


def _list(rng: random.Random, listed: list[Person], hand: Hand, rates: Rates) -> list[Row]:
    rows = [_row(rng, person, hand, rates) for person in listed]
    ids = [row["citizen_id"] for row in rows]
    if len(rows) > 2 and rng.random() < rates.shifted:
        start = rng.randrange(1, len(rows))
        for place in range(start, min(start + rates.shifted_rows, len(rows))):
            rows[place]["citizen_id"] = ids[place - 1]
    for place in range(1, len(rows)):
        if rng.random() < rates.citizen_neighbour:
            rows[place]["citizen_id"] = ids[place - 1]
    return rows


def _row(rng: random.Random, person: Person, hand: Hand, rates: Rates) -> Row:
    citizen = person.citizen_id if hand.citizen and rng.random() > rates.citizen_missing else None
    if citizen and rng.random() < rates.citizen_old:
        citizen = person.old_citizen_id
    phone = person.phone if hand.phone and rng.random() > rates.phone_missing else None
    hired = person.hired + timedelta(days=rng.randrange(-40, 40) if rng.random() < 2 * hand.slips else 0)
    return {
        "person": person.person,
        "full_name": _written_name(rng, person.full_name, hand),
        "gender": person.gender if hand.gender else None,
        "date_of_birth": _written_birth(rng, person.born, hand, rates),
        "citizen_id": _written_number(rng, citizen, hand),
        "social_insurance_no": _written_number(rng, person.social_insurance_no if hand.social else None, hand),
        "phone": _written_number(rng, phone, hand),
        "unit_code": person.unit_code,
        "district": district(person.unit_code),
        "job": person.job if hand.job and rng.random() > hand.slips else None,
        "hire_date": hired.isoformat() if hand.hired else None,
    }


def _written_name(rng: random.Random, name: str, hand: Hand) -> str:
    words = name.split()
    if rng.random() < hand.slips / 2:
        place = rng.randrange(len(words))
        word = words[place]
        words[place] = word[:-1] or word if rng.random() < 0.5 else word + rng.choice("nhgt")
    if len(words) > 2 and rng.random() < hand.slips / 3:
        del words[1]
    text = " ".join(words)
    if hand.unmarked or rng.random() < hand.slips / 3:
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        return bare.replace("đ", "d").replace("Đ", "D")
    return text.upper() if rng.random() < 0.05 else text


def _written_birth(rng: random.Random, born: date, hand: Hand, rates: Rates) -> str | None:
    if rng.random() < rates.birth_missing:
        return None
    chance = rng.random()
    if hand.year_only:
        return str(born.year + (chance < hand.slips / 4))
    if chance < hand.slips / 3 and born.day <= 12:
        return f"{born.year}-{born.day:02d}-{born.month:02d}"
    if chance < hand.slips:
        return (born.replace(day=1) + timedelta(days=rng.randrange(28))).isoformat()
    return born.isoformat() if rng.random() < 0.5 else f"{born.day:02d}/{born.month:02d}/{born.year}"


def _written_number(rng: random.Random, number: str | None, hand: Hand) -> str | None:
    if number is None:
        return None
    if rng.random() < hand.slips / 2:
        place = rng.randrange(3, len(number))
        number = number[:place] + str(rng.randrange(10)) + number[place + 1 :]
    return str(int(number)) if hand.as_numbers else number
