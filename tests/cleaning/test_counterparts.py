"""What a unit's figures say against its lists, and works completed against those registered."""

from __future__ import annotations

import polars as pl
import pytest

from cleaning.counterparts import COUNTED, counts_differing, unannounced
from schemas.awards import AWARDS
from schemas.kinds import KINDS
from schemas.reference import rows
from schemas.registry import LEVELS
from schemas.unit_statistics import FIGURES

OF = ("TX-001", 2025, "cng_list", "CNG", "grassroots")
TYPES = dict(zip(COUNTED, (pl.String, pl.Int64, pl.String, pl.String, pl.String), strict=True))


def differing(amount: float, accepted: int, held: int = 0, *, sent: bool = True) -> list[tuple[object, ...]]:
    said = pl.DataFrame([("e", "stat_cng", amount, *OF)], {
        "entry_id": pl.String, "field": pl.String, "amount": pl.Float64, **TYPES}, orient="row")  # fmt: skip
    states = [*[True] * accepted, *[False] * held]
    listed = pl.DataFrame([(*OF, state) for state in states], {**TYPES, "accepted": pl.Boolean}, orient="row")
    lists = pl.DataFrame([OF] if sent else [], TYPES, orient="row")
    return counts_differing(said, listed, lists).select("amount", "accepted", "held").rows()


@pytest.mark.parametrize(
    ("amount", "accepted", "held", "told"),
    [
        (3, 3, 0, []),
        (3, 2, 0, [(3.0, 2, 0)]),
        (2, 3, 0, [(2.0, 3, 0)]),
        (3, 2, 1, []),  # the row that waits is known
        (4, 2, 1, [(4.0, 2, 1)]),
        (1, 2, 1, [(1.0, 2, 1)]),
        (3, 0, 0, [(3.0, 0, 0)]),  # a nil list
        (0, 0, 0, []),
    ],
)
def test_a_figure_that_its_list_does_not_show_is_asked_about(
    amount: float, accepted: int, held: int, told: list[tuple[object, ...]]
) -> None:
    assert differing(amount, accepted, held) == told


def test_a_list_that_has_not_come_is_no_difference() -> None:
    assert differing(3, 0, sent=False) == []


def test_rows_that_a_list_of_an_upper_unit_gives_are_counted_too() -> None:
    assert differing(3, 2, sent=False) == [(3.0, 2, 0)]


def test_a_work_completed_without_having_been_announced_is_told() -> None:
    done = pl.DataFrame({"entry_id": ["a", "b"], "bearer": ["x", "y"]})
    assert unannounced(done, pl.DataFrame({"bearer": ["x"]}))["entry_id"].to_list() == ["b"]


def test_every_figure_that_is_compared_is_one_of_a_kind_and_an_award() -> None:
    for row in rows("declared_counts"):
        award = AWARDS[row["award_code"]]
        assert row["field"] in FIGURES and row["kind"] in award.kinds and row["award_level"] in LEVELS


def test_what_announces_a_kind_is_a_kind_about_the_same() -> None:
    told = [(kind, KINDS[kind.announced_in]) for kind in KINDS.values() if kind.announced_in]
    assert told and all(kind.about == before.about for kind, before in told)
