"""The figures that a union counts in its movements, and the columns that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.submissions.columns import Column, Heading, levels, nothing
from tests.submissions.model import Formula, Value
from tests.submissions.offices import Office, spelling
from tests.submissions.subjects import Subject

_WORKERS, _WOMEN, _MEMBERS = "stat_workers_total", "stat_workers_female", "stat_members_total"
# What is counted, and of how many workers there is one.
_ONE_IN = {
    "stat_members_female": 3,
    "stat_cng_grassroots": 12,
    "stat_cng_upper": 60,
    "stat_cng_city": 250,
    "stat_cng_registered": 8,
    "stat_cng": 12,
    "stat_ldg_registered": 4,
    "stat_ldg": 5,
    "stat_gvn_registered": 6,
    "stat_gvn": 7,
    "stat_xsd_registered": 60,
    "stat_xsd": 80,
    "stat_initiatives_registered": 30,
    "stat_initiatives": 40,
    "stat_works_registered": 90,
    "stat_works": 110,
    "stat_contestants_registered": 20,
    "stat_contestants": 25,
}
_BENEFIT, _REWARD = "stat_initiatives_benefit", "stat_initiatives_reward"


@dataclass(slots=True)
class Figures(Subject):
    """What one union counted; money in đồng."""

    name: str
    counts: dict[str, int]


FigureCol = Column[Figures]


def figures(rng: Random, office: Office) -> Figures:
    """The figures of a union of 60 to 1,500 workers."""
    workers = rng.randrange(60, 1500)
    counts = {_WORKERS: workers, _WOMEN: workers * rng.randrange(25, 70) // 100, _MEMBERS: workers - rng.randrange(20)}
    counts |= {name: workers // part + rng.randrange(3) for name, part in _ONE_IN.items()}
    counts |= {_BENEFIT: rng.randrange(20, 3000) * 1_000_000, _REWARD: rng.randrange(2, 90) * 500_000}
    return Figures(office.name, counts, unit=office.code, typed_unit=spelling(office, rng))


def spoil(rng: Random, made: Sequence[Figures], fields: Sequence[str], share: float) -> None:
    """Give a share of the unions one mistake that a form with these figures shows."""
    for one in made:
        if rng.random() < share:
            name = rng.choice([field for field in fields if field not in (_BENEFIT, _REWARD)])
            _spoil(rng, one, name, fields)


def _spoil(rng: Random, one: Figures, name: str, fields: Sequence[str]) -> None:
    if {_WORKERS, _WOMEN} <= set(fields) and rng.random() < 0.4:
        one.counts[_WOMEN] = one.counts[_WORKERS] + rng.randrange(5, 40)
        one.codes.append(["part_exceeds_total"])
    elif rng.random() < 0.5:
        one.spoil(name, rng.choice(("chưa rõ số", "12 hoặc 13", "-5", "1.2.3")), (name,), ["number_unreadable"])
    else:
        one.spoil(name, Formula("=SUM(#REF!)", "#REF!"), (name,), ["error_cell"])


def count(heading: Heading, name: str) -> FigureCol:
    """A count of people or things."""
    return Column(name, levels(heading), (name,), lambda f: f.counts[name], lambda f: {name: f.counts[name]})


def money(heading: Heading, name: str = _BENEFIT, unit: int = 1) -> FigureCol:
    """A sum of money in so many đồng."""

    def write(f: Figures) -> Value:
        return f.counts[name] // unit if f.counts[name] % unit == 0 else f.counts[name] / unit

    return Column(name, levels(heading), (name,), write, lambda f: {name: f.counts[name]})


def union(heading: Heading = "Công đoàn cơ sở") -> FigureCol:
    """The union as typed."""
    return Column("unit", levels(heading), ("grassroots_union", "work_unit"), lambda f: f.typed_unit, nothing)


def stt(heading: Heading = "STT") -> FigureCol:
    """The running number."""
    return Column("stt", levels(heading), ("stt",), lambda _: None, nothing)


def note(heading: Heading = "Ghi chú") -> FigureCol:
    """Notes, mostly blank."""
    return Column("note", levels(heading), ("note",), lambda _: None, nothing)
