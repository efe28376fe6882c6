"""Which of a unit's lists count: versions, supplements and withdrawals of one campaign, kind and level.

The rules, and why every order that respects version numbers ends in the same state: docs/decisions/0011.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

# Who sends it, for which campaign, what it lists and at which level: two lists that agree in these are versions.
KEY = ("sender_code", "campaign_code", "kind", "award_level")
ORDER = ("received_at", "path", "delivery_id")
STATED = ("addition", "withdrawal", "version", "reference", "row_count")
COLUMNS = ("listing_id", *KEY, *ORDER, *STATED, "status")
EFFECTIVE, SUPERSEDED, WITHDRAWN, WITHDRAWING, HELD = "effective", "superseded", "withdrawn", "withdrawing", "held"
WHOLE, ADDITION, WITHDRAWAL = "whole", "addition", "withdrawal"
_STATUS = {"listing_id": pl.String, "status": pl.String}
_COVERED = {"withdrawal": pl.String, "listing_id": pl.String}


@dataclass(frozen=True, slots=True)
class Paper:
    """What one delivery says in one role about one KEY: its whole list, a supplement or a withdrawal."""

    order: int  # of arrival, within the KEY
    role: str
    number: int = 0  # as stated; 0 when it states none
    reference: str = ""  # the document's own number
    has_rows: bool = True
    of_additions: bool = False  # a withdrawal of supplements
    listings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of each listing, and the listings that each withdrawal in force is about."""

    statuses: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_STATUS))  # listing_id, status
    covered: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_COVERED))  # withdrawal, listing_id


def standing(listings: pl.DataFrame) -> Standing:
    """Tell which listings count. In: one row per listing with COLUMNS, all listings of every KEY in it.

    The highest position among the whole lists of a KEY is ``effective``, and every supplement beside it unless one of
    the same number came later; ``withdrawn`` is what a withdrawal without rows takes back, ``superseded`` the others.
    A withdrawal in force is ``withdrawing``. A held list has not been understood: it stays held and replaces nothing.
    """
    understood = listings.filter(pl.col("status") != HELD)
    # A list that came alone stands, and almost all do.
    alone = (pl.col("delivery_id").n_unique().over(KEY) == 1) & ~pl.col("withdrawal").any().over(KEY)
    told = [understood.filter(alone).select("listing_id", status=pl.lit(EFFECTIVE))]
    pairs: list[tuple[str, str]] = []
    found: list[tuple[str, str]] = []
    ranks = {"order": pl.struct(ORDER).rank("dense").over(KEY), "key": pl.struct(KEY).rank("dense")}
    met = understood.filter(~alone).with_columns(**ranks).sort("order", "listing_id")
    for papers in _papers(met):
        statuses, covers = settle(papers)
        found += [(listing, status) for paper, status in statuses for listing in paper.listings]
        pairs += [(one, other) for paper, about in covers for one in paper.listings for other in about.listings]
    told.append(pl.DataFrame(found, schema=_STATUS, orient="row"))
    told.append(listings.filter(pl.col("status") == HELD).select("listing_id", "status"))
    return Standing(pl.concat(told), pl.DataFrame(pairs, schema=_COVERED, orient="row"))


def settle(papers: Sequence[Paper]) -> tuple[list[tuple[Paper, str]], list[tuple[Paper, Paper]]]:
    """The status of each paper of one KEY, and (withdrawal, paper) for what each withdrawal in force is about."""
    wholes = _positions([paper for paper in papers if paper.role == WHOLE])
    additions = [paper for paper in papers if paper.role == ADDITION]
    withdrawals = [paper for paper in papers if paper.role == WITHDRAWAL]
    told = _latest(withdrawals, WITHDRAWING)
    in_force = [paper for paper, status in told if status == WITHDRAWING]
    covers = [(paper, about) for paper in in_force for about in _covered(paper, wholes, additions)]
    gone = {about for paper, about in covers if not paper.has_rows}
    told += [(paper, WITHDRAWN) for paper in gone]
    left = [paper for paper, _ in sorted(wholes.items(), key=lambda item: item[1]) if paper not in gone]
    told += [(paper, SUPERSEDED) for paper in left[:-1]] + [(paper, EFFECTIVE) for paper in left[-1:]]
    told += _latest([paper for paper in additions if paper not in gone], EFFECTIVE)
    return told, covers


def _papers(met: pl.DataFrame) -> list[list[Paper]]:
    """The papers of each KEY: tables of one delivery in one role are one, and what one of them states holds for all."""
    together: dict[int, dict[tuple[int, str], list[dict[str, Any]]]] = {}
    for row in met.select("key", "order", "delivery_id", "listing_id", *STATED).iter_rows(named=True):
        role = WITHDRAWAL if row["withdrawal"] else ADDITION if row["addition"] else WHOLE
        together.setdefault(row["key"], {}).setdefault((row["order"], role), []).append(row)
    return [[_paper(order, role, rows) for (order, role), rows in one.items()] for one in together.values()]


def _paper(order: int, role: str, rows: Sequence[dict[str, Any]]) -> Paper:
    return Paper(
        order=order,
        role=role,
        number=max(row["version"] for row in rows),
        reference=next((row["reference"] for row in rows if row["reference"]), ""),
        has_rows=any(row["row_count"] for row in rows),
        of_additions=role == WITHDRAWAL and any(row["addition"] for row in rows),
        listings=tuple(row["listing_id"] for row in rows),
    )


def _positions(wholes: Iterable[Paper]) -> dict[Paper, tuple[int, int]]:
    """Where each whole list stands: by its number, else by the highest of those that came before; then by arrival."""
    highest = 1
    positions = {}
    for paper in sorted(wholes, key=lambda paper: paper.order):
        highest = max(highest, paper.number)
        positions[paper] = (paper.number or highest, paper.order)
    return positions


def _covered(paper: Paper, wholes: dict[Paper, tuple[int, int]], additions: Sequence[Paper]) -> list[Paper]:
    """What a withdrawal is about: the version it names, else everything that its sender had sent before it."""
    before = [addition for addition in additions if addition.order < paper.order]
    if paper.of_additions:
        return _of_number(paper, [(a, a.number) for a in additions]) if paper.number else before
    if paper.number:
        named = _of_number(paper, [(whole, number) for whole, (number, _) in wholes.items()])
        if not paper.has_rows:
            return named
        # Persons taken out of version 2 are out of version 1 as well.
        return named + [whole for whole, (number, _) in wholes.items() if number < paper.number]
    stated = [whole.number for whole in wholes if whole.order < paper.order]
    own = (max(stated, default=0) or 1, paper.order)
    return [whole for whole, position in wholes.items() if position < own] + before


def _of_number(paper: Paper, numbered: Iterable[tuple[Paper, int]]) -> list[Paper]:
    """The papers of the withdrawn number that came before it; when it came first, the first to arrive after it."""
    same = sorted((one for one, number in numbered if number == paper.number), key=lambda one: one.order)
    earlier = [one for one in same if one.order < paper.order]
    return earlier or [one for one in same if one.order > paper.order][:1]


def _latest(papers: Sequence[Paper], status: str) -> list[tuple[Paper, str]]:
    """Of supplements (or withdrawals) that bear the same number, or the same document number, the latest stands."""
    slots: dict[tuple[str, object], Paper] = {}
    for paper in sorted(papers, key=lambda paper: paper.order):
        slots[_slot(paper)] = paper
    return [(paper, status if slots[_slot(paper)] is paper else SUPERSEDED) for paper in papers]


def _slot(paper: Paper) -> tuple[str, object]:
    if paper.number and paper.role == ADDITION:
        return "number", paper.number
    return ("reference", paper.reference) if paper.reference else ("arrival", paper.order)
