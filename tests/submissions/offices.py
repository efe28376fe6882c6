"""The unions of the invented registry, and how a clerk types their names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

REGISTRY = Path(__file__).parent / "registry"


@dataclass(frozen=True, slots=True)
class Office:
    """A union that sends files."""

    code: str
    name: str
    level: str  # city | upper | grassroots
    upper: str  # the name of the union above, "" for the city

    @property
    def body(self) -> str:
        """The enterprise or institution without the words for its union."""
        return self.name.removeprefix("Công đoàn cơ sở ")


def offices(level: str) -> list[Office]:
    """The unions of a level."""
    return [office for office in _ALL if office.level == level]


def below(upper: Office) -> list[Office]:
    """The grassroots unions of an upper one."""
    return [office for office in _ALL if office.upper == upper.name and office.level == "grassroots"]


def _rows(name: str) -> list[dict[str, str]]:
    with (REGISTRY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load() -> list[Office]:
    names = {row["unit_code"]: row["name"] for row in _rows("units.csv")}
    above = {row["unit_code"]: names[row["parent_code"]] for row in _rows("unit_parents.csv")}
    return [
        Office(row["unit_code"], row["name"], row["level"], above.get(row["unit_code"], ""))
        for row in _rows("units.csv")
    ]


def _short(body: str) -> str:
    for long, short in (("Công ty Cổ phần", "CTCP"), ("Công ty", "Cty"), ("Trường Tiểu học", "Trường TH")):
        if body.startswith(long):
            return body.replace(long, short, 1)
    return body


def spelling(office: Office, rng: Random) -> str:
    """One of the ways in which a list names a grassroots union."""
    body = office.body
    ways = (office.name, f"CĐCS {body}", f"CĐCS {_short(body)}", f"Công đoàn {body}", body, _short(body))
    return rng.choice((*ways, f"CĐ {_short(body)}"))


_ALL = _load()
