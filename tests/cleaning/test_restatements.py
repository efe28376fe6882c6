from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.restatements import restated


def row(entry: str, record: str, delivery: str, **fields: object) -> dict[str, object]:
    return {
        "entry_id": entry,
        "record_id": record,
        "delivery_id": delivery,
        "status": "accepted",
        "addition": False,
        "received_at": 1,
        "path": delivery,
        "number": None,
    } | fields


def again(*rows: dict[str, object]) -> list[str]:
    return sorted(restated(pl.DataFrame(rows, schema_overrides={"number": pl.String})))


def test_what_the_list_says_a_supplement_need_not_say() -> None:
    assert again(row("a", "r", "list"), row("b", "r", "supplement", addition=True, received_at=2)) == ["b"]


def test_a_namesake_born_alike_with_another_number_is_lost_to_nobody() -> None:
    first = row("a", "r", "list", number="001185000001")
    assert again(first, row("b", "r", "supplement", addition=True, number="001185000002")) == []
    assert again(first, row("b", "r", "supplement", addition=True)) == ["b"]


def test_a_supplement_mends_what_the_list_has_wrong() -> None:
    wrong = row("a", "r", "list", status="held")
    assert again(wrong, row("b", "r", "supplement", addition=True)) == ["a"]
    assert again(wrong, row("b", "r", "supplement", addition=True, status="held")) == ["b"]


def test_of_two_supplements_the_later_says_it() -> None:
    rows = [row("a", "r", "one", addition=True), row("b", "r", "two", addition=True, received_at=2)]
    assert again(*rows) == ["a"]


def test_rows_of_one_delivery_are_left_to_the_check() -> None:
    assert again(row("a", "r", "list"), row("b", "r", "list"), row("c", "other", "supplement", addition=True)) == []


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_record_is_said_once_whatever_the_order_of_rows(
    drawn: list[tuple[int, int, bool, bool]],
) -> None:
    rows = [
        row(f"e{n}", f"r{r}", f"d{d}{a}", status="held" if h else "accepted", addition=a, received_at=d)
        for n, (r, d, a, h) in enumerate(drawn)
    ]
    told = set(again(*rows))
    assert told == set(again(*rows[::-1]))
    left = [(one["record_id"], one["delivery_id"]) for one in rows if one["entry_id"] not in told]
    assert len({record for record, _ in left}) == len(set(left)) == len({one["record_id"] for one in rows})
