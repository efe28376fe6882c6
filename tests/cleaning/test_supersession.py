from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cleaning.supersession import standing

START = datetime(2025, 5, 1, tzinfo=UTC)


def listing(delivery: str, minute: int, **fields: object) -> dict[str, object]:
    return {
        "listing_id": f"{delivery}:{fields.get('table_no', 0)}",
        "delivery_id": delivery,
        "sender_code": "TX-001",
        "campaign_code": "CNG-2025",
        "kind": "cng_list",
        "award_level": "grassroots",
        "received_at": START + timedelta(minutes=minute),
        "path": f"TX-001/{delivery}.xlsx",
        "addition": False,
        "status": "effective",
    } | fields


def statuses(*listings: dict[str, object]) -> dict[str, str]:
    told = standing(pl.DataFrame(listings))
    return dict(zip(told["listing_id"].to_list(), told["status"].to_list(), strict=True))


def test_a_later_list_replaces_the_earlier_one() -> None:
    assert statuses(listing("b", 2), listing("a", 1)) == {"b:0": "effective", "a:0": "superseded"}


def test_an_addition_counts_beside_the_list_it_adds_to() -> None:
    assert set(statuses(listing("a", 1), listing("b", 2, addition=True)).values()) == {"effective"}


def test_a_full_list_after_an_addition_replaces_both() -> None:
    told = statuses(listing("a", 1), listing("b", 2, addition=True), listing("c", 3))
    assert told == {"a:0": "superseded", "b:0": "superseded", "c:0": "effective"}


def test_tables_of_one_delivery_stand_together() -> None:
    assert set(statuses(listing("a", 1), listing("a", 1, table_no=1)).values()) == {"effective"}


def test_lists_of_other_levels_kinds_and_senders_are_left_alone() -> None:
    others = [("award_level", "upper"), ("kind", "initiative_list"), ("sender_code", "TX-002"), ("campaign_code", None)]
    told = statuses(listing("a", 1), *(listing(f"b{field}", 2, **{field: other}) for field, other in others))
    assert set(told.values()) == {"effective"}


def test_a_held_list_replaces_nothing_and_stays_held() -> None:
    assert statuses(listing("a", 1), listing("b", 2, status="held")) == {"a:0": "effective", "b:0": "held"}


def test_at_the_same_minute_the_path_decides() -> None:
    assert statuses(listing("b", 1), listing("a", 1)) == {"b:0": "effective", "a:0": "superseded"}


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_telling_twice_changes_nothing(
    arrivals: list[tuple[int, bool]], random: Random
) -> None:
    listings = [listing(f"d{i}", minute, addition=addition) for i, (minute, addition) in enumerate(arrivals)]
    shuffled = list(listings)
    random.shuffle(shuffled)
    told = statuses(*listings)
    assert statuses(*shuffled) == told
    assert statuses(*(one | {"status": told[str(one["listing_id"])]} for one in listings)) == told
