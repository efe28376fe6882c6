"""Initiatives with their authors, and works undertaken: what a list says of each, and the mistakes in it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.submissions import words
from tests.submissions.model import Formula
from tests.submissions.people import Person, people
from tests.submissions.subjects import Subject
from tests.submissions.truth import Values

_SHARES = ((100,), (60, 40), (50, 50), (70, 30), (50, 30, 20), (40, 30, 30), (40, 25, 20, 15))


@dataclass(slots=True)
class Work(Subject):
    """An initiative or a work. ``benefit`` in đồng, None when it has no value in money."""

    title: str
    authors: list[Person]
    shares: list[int]
    area: str
    applied: date
    done: date
    benefit: int | None
    reward: int
    social: str
    status: str

    def told(self, *, shares: bool = True) -> list[Values]:
        """The authors as a list shows them, with their shares if it has any; a sole author has all of it."""
        if not shares:
            return [{"full_name": one.name} for one in self.authors]
        return [
            {"full_name": one.name, "contribution_pct": float(share)}
            for one, share in zip(self.authors, self.shares, strict=True)
        ]


@dataclass(slots=True)
class Line(Subject):
    """One of the rows that a work takes: the first says all, each one its author."""

    work: Work
    number: int

    @property
    def author(self) -> Person:
        """Who stands in this row."""
        return self.work.authors[self.number]

    def known(self) -> dict[str, list[object]]:
        """Money given for an initiative is told under its own name or as that of an award."""
        return {"award_money": [self.work.reward], "initiative_reward": [self.work.reward]}

    @property
    def share(self) -> int:
        """The author's share."""
        return self.work.shares[self.number]


def lines(work: Work) -> list[Line]:
    """The rows of a work, with the mistakes of the work in the first and of each author in his or her own."""
    first = Line(work, 0, unit=work.unit, typed_unit=work.typed_unit, untold=work.untold, codes=work.codes)
    found = [first, *(Line(work, number) for number in range(1, len(work.authors)))]
    for line in found:
        line.spoilt = (work.spoilt if line is first else {}) | line.author.spoilt
    return found


def work(rng: Random, title: str) -> Work:
    """Anything that one to four people have done."""
    shares = list(rng.choice(_SHARES))
    begun = date(2025, 1, 6) + timedelta(days=rng.randrange(100))
    return Work(
        title=title,
        authors=people(rng, len(shares)),
        shares=shares,
        area=rng.choice(words.FIELDS),
        applied=begun,
        done=begun + timedelta(days=rng.randrange(20, 150)),
        benefit=rng.randrange(3, 2500) * 500_000 if rng.random() < 0.75 else None,
        reward=rng.randrange(2, 40) * 100_000,
        social=rng.choice(words.SOCIAL),
        status=rng.choice(words.STATES),
    )


def works(rng: Random, number: int, titles: Sequence[str] = words.TITLES) -> list[Work]:
    """Works without two of one title."""
    return [work(rng, title) for title in rng.sample(titles, min(number, len(titles)))]


def spoil(rng: Random, made: list[Work], keys: set[str], share: float, *, twins: bool = True) -> None:
    """Give a share of the works one mistake each that a list with these columns shows, and perhaps tell one twice."""
    fitting = [make for key, make in _MISTAKES if key in keys]
    for one in made[1:]:
        if fitting and rng.random() < share:
            rng.choice(fitting)(rng, one)
    whole = [one for one in made if not one.codes]
    if twins and share and whole and "title" in keys and rng.random() < 0.3:
        made.append(deepcopy(rng.choice(whole)))
        made[-1].codes.append(["duplicate_row"])


def _untitled(_: Random, one: Work) -> None:
    one.spoil("title", None, ("initiative_name", "work_name"), ["initiative_name_missing", "work_name_missing"])


def _unauthored(_: Random, one: Work) -> None:
    one.authors, one.shares = one.authors[:1], [100]
    for key in ("author", "authors", "share"):
        one.spoilt[key] = None
    one.untold.add("authors")
    one.codes.append(["author_missing"])


def _unequal(_: Random, one: Work) -> None:
    one.shares[-1] -= 15 if one.shares[-1] > 15 else 5
    one.untold.add("authors")
    one.codes.append(["shares_sum"])


def _unread(_: Random, one: Work) -> None:
    one.authors[0].spoilt["share"] = "chủ trì"
    one.untold.add("authors")
    one.codes.append(["share_unreadable"])


def _erroneous(_: Random, one: Work) -> None:
    one.spoil("benefit", Formula("=VLOOKUP(1,$Z$1:$Z$2,1,0)", "#N/A"), ("benefit_vnd",), ["error_cell"])


def _undated(rng: Random, one: Work) -> None:
    one.spoil("due", rng.choice(("31/02/2025", "32/05/2025", "15/13/2025")), ("due_on",), ["date_unreadable"])


_MISTAKES = (
    ("title", _untitled),
    ("authors", _unauthored),
    ("author", _unauthored),
    ("share", _unequal),
    ("share", _unread),
    ("shares", _unequal),
    ("benefit", _erroneous),
    ("due", _undated),
)
