"""What a unit is asked about, and what is left to chance."""

from __future__ import annotations

import polars as pl
import pytest

from cleaning.history import benefits, claims, figures, same_again, sizes

LIST = {"sender_code": "TX-001", "kind": "cng_list", "award_code": "CNG", "award_level": "grassroots"}


def lists(*rows: tuple[int, int]) -> pl.DataFrame:
    return pl.DataFrame([{**LIST, "campaign_no": no, "rows": count} for no, count in rows])


@pytest.mark.parametrize(
    ("now", "before", "asked"),
    [
        (120, [(1, 30), (2, 28)], (120, 28)),
        (90, [(1, 30), (2, 28)], None),  # three times, not more
        (9, [(1, 3)], None),  # more than doubled, but few
        (8, [(1, 30), (2, 40)], (8, 40)),
        (12, [(1, 30)], None),
        (120, [(4, 30)], None),  # a later campaign is no past
        (120, [(3, 30)], None),  # nor is the same one
    ],
)
def test_lists_far_longer_or_shorter_than_ever_before_are_asked_about(
    now: int, before: list[tuple[int, int]], asked: tuple[int, int] | None
) -> None:
    told = sizes(lists((3, now)), lists(*before)).select("rows", "last").rows()
    assert told == ([asked] if asked else [])


def awards(campaign: int, bearers: range, listing: str = "l") -> pl.DataFrame:
    rows = [
        {"listing_id": listing, "bearer": f"w{n}", "award_code": "CNG", "award_level": "city", "campaign_no": campaign}
        for n in bearers
    ]
    return pl.DataFrame(rows)


@pytest.mark.parametrize(
    ("before", "asked"), [(range(12), [(12, 12, 1)]), (range(10), [(12, 10, 1)]), (range(9), []), (range(0), [])]
)
def test_last_years_list_sent_again_is_asked_about(before: range, asked: list[tuple[int, int, int]]) -> None:
    earlier = awards(1, before) if len(before) else awards(1, range(50, 51))
    assert same_again(awards(2, range(12)), earlier).select("rows", "same", "campaign_no").rows() == asked


def test_a_short_list_of_the_same_few_is_no_copy() -> None:
    assert same_again(awards(2, range(5)), awards(1, range(5))).is_empty()


def test_a_figure_that_doubled_is_asked_about_and_a_small_one_is_not() -> None:
    now = pl.DataFrame(
        [
            {"entry_id": "e", "unit_code": "U", "field": "stat_workers_total", "amount": 400.0, "campaign_no": 2},
            {"entry_id": "e", "unit_code": "U", "field": "stat_initiatives", "amount": 6.0, "campaign_no": 2},
        ]
    )
    before = now.with_columns(campaign_no=pl.lit(1), amount=pl.Series([150.0, 2.0])).drop("entry_id")
    assert figures(now, before).rows() == [("e", "stat_workers_total", 400.0, 150.0)]


def test_a_benefit_beyond_anything_the_unit_ever_had_is_asked_about() -> None:
    now = pl.DataFrame({"entry_id": ["e"], "unit_code": ["U"], "benefit_vnd": [12_210_000_000], "campaign_no": [2]})
    before = pl.DataFrame(
        {"unit_code": ["U"] * 3, "benefit_vnd": [12_000_000, 9, 80_000_000], "campaign_no": [1, 1, 1]}
    )
    assert benefits(now, before).rows() == [("e", 12_210_000_000, 80_000_000)]
    assert benefits(now, before.head(2)).is_empty()


def test_a_title_that_another_unit_reported_first_is_asked_about() -> None:
    works = pl.DataFrame(
        {
            "entry_id": ["a", "b", "c"],
            "unit_code": ["U", "V", "U"],
            "title_hash": [1, 1, 2],
            "campaign_no": [1, 1, 1],
            "arrived_on": ["1", "2", "1"],
            "path": ["U/a", "V/b", "U/a"],
        }
    )
    assert claims(works, works).rows() == [("b", "U")]
    assert sorted(claims(works.with_columns(campaign_no=pl.Series([2, 1, 1])), works).rows()) == [
        ("a", "V"),
        ("b", "U"),
    ]
