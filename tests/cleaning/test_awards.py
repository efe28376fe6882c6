from __future__ import annotations

import polars as pl

from cleaning.awards import first_of_each, lower_missing


def award(entry: str, bearer: str, level: str = "grassroots", **fields: object) -> dict[str, object]:
    return {
        "entry_id": entry,
        "bearer": bearer,
        "campaign_code": "CNG-2025",
        "award_code": "CNG",
        "award_level": level,
        "arrived_on": 1,
        "path": f"{entry}.xlsx",
        "table_no": 0,
        "row_no": 9,
        "sender_code": "TX-001",
        "delivery_id": entry,
        "addition": False,
    } | fields


def test_the_earliest_entry_of_an_award_counts() -> None:
    told = first_of_each(pl.DataFrame([award("late", "W1", arrived_on=2), award("early", "W1")]))
    assert told.select("entry_id", "is_first").rows() == [("early", True), ("late", False)]


def test_the_same_person_at_two_levels_or_campaigns_is_no_repetition() -> None:
    entries = [award("a", "W1"), award("b", "W1", "upper"), award("c", "W1", campaign_code="CNG-2024")]
    assert first_of_each(pl.DataFrame(entries))["is_first"].all()


def test_rows_of_one_list_are_taken_in_sheet_order() -> None:
    entries = [award("x", "W1", row_no=12, path="p"), award("y", "W1", row_no=10, path="p")]
    told = first_of_each(pl.DataFrame(entries))
    assert told.filter("is_first")["entry_id"].to_list() == ["y"]


def told(*entries: dict[str, object]) -> dict[str, str]:
    """first, quiet or twice by entry."""
    marked = first_of_each(pl.DataFrame(entries))
    state = pl.when("is_first").then(pl.lit("first")).when("is_quiet").then(pl.lit("quiet")).otherwise(pl.lit("twice"))
    return dict(marked.select("entry_id", state).iter_rows())


def test_a_supplement_that_names_whom_its_senders_list_names_is_no_mistake() -> None:
    for here, there in ((1, 2), (2, 1)):
        supplement = award("s", "W1", addition=True, arrived_on=there)
        assert told(award("a", "W1", arrived_on=here), supplement) == {"a": "first", "s": "quiet"}


def test_a_supplement_that_names_whom_another_unit_names_is_one() -> None:
    other = award("a", "W1", sender_code="TX-002")
    assert told(other, award("s", "W1", addition=True, arrived_on=2)) == {"a": "first", "s": "twice"}


def test_a_senders_list_keeps_the_place_that_its_supplement_took() -> None:
    entries = [
        award("s", "W1", addition=True, arrived_on=1),
        award("other", "W1", sender_code="TX-002", arrived_on=2),
        award("a", "W1", arrived_on=3),
    ]
    assert told(*entries) == {"a": "first", "s": "quiet", "other": "twice"}


def test_two_rows_of_one_supplement_are_a_mistake() -> None:
    entries = [award("a", "W1", addition=True), award("b", "W1", addition=True, delivery_id="a")]
    assert sorted(told(*entries).values()) == ["first", "twice"]


def test_a_higher_award_without_the_next_lower_one_is_found() -> None:
    awards = [award("g", "W1"), award("u", "W1", "upper"), award("c", "W1", "city"), award("c2", "W2", "city")]
    assert lower_missing(pl.DataFrame(awards))["entry_id"].to_list() == ["c2"]


def test_a_lower_award_of_another_campaign_does_not_serve() -> None:
    awards = [award("g", "W1", campaign_code="CNG-2024"), award("u", "W1", "upper")]
    assert lower_missing(pl.DataFrame(awards))["entry_id"].to_list() == ["u"]
