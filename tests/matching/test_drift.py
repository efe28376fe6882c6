from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.drift import ENOUGH, LEAST, band, compared, of_night, pairs_met
from matching.features import features
from matching.features import keys as blocking_keys
from matching.identity import ASSIGNED, REVIEW
from schemas.drift import FIGURES, SHARE, Course

PEOPLE = pl.DataFrame(
    {
        "record_id": ["a", "b", "c", "d"],
        "full_name": ["Trần Văn Bình", "Trần Văn Bình", "Quách Diệu Ái", "Lê Thị Hoa"],
        "gender": ["Nam", "Nam", "Nữ", None],
        "date_of_birth": ["21/11/1990", "21/11/1990", "1985", None],
        "citizen_id": ["001090000002", "001090000002", "001290000009", None],
    }
)


def night(*amounts: float, figure: str = "with_citizen_id", size: int = 1000) -> Course:
    """The last of the amounts as tonight's, the others as those of the nights before."""
    rows = [(number, f"run {number}", figure, amount, size) for number, amount in enumerate(amounts, 1)]
    frame = pl.DataFrame(rows, schema=["run_no", "run_id", "figure", "amount", "size"], orient="row")
    (course,) = compared(frame, len(amounts)).courses
    return course


def tonight(**replaced: pl.DataFrame) -> dict[str, tuple[float, int]]:
    edges = pl.DataFrame({"record_l": ["a", "a"], "record_r": ["b", "d"], "weight": [20.0, 3.0]})
    assigned = pl.DataFrame([("a", "W1"), ("b", "W1"), ("c", "W2")], schema=ASSIGNED, orient="row")
    given = {"fresh": features(PEOPLE), "edges": edges, "assigned": assigned, "review": pl.DataFrame(schema=REVIEW)}
    frames = given | replaced
    found = of_night(frames["fresh"], 6, frames["edges"], frames["assigned"], frames["review"])
    return {name: (amount, size) for name, amount, size in found.iter_rows()}


def test_a_night_tells_how_complete_its_records_are() -> None:
    found = tonight()
    assert found["with_citizen_id"] == (0.75, 4)
    assert found["with_birth_date"] == (0.5, 4)
    assert found["with_phone"] == (0.0, 4)


def test_ids_that_their_row_denies_lower_the_share_of_trusted_ones() -> None:
    share, size = tonight()["citizen_id_trusted"]
    assert (share, size) == (2 / 3, 3)


def test_a_night_tells_its_pairs_and_ties_per_record_and_its_persons() -> None:
    found = tonight()
    assert found["pairs_per_record"] == (1.5, 4)
    assert (found["ties_sure"], found["ties_joining"], found["ties_doubtful"]) == ((0.25, 4), (0.0, 4), (0.25, 4))
    assert found["records_per_worker"] == (1.5, 2)
    assert found["largest_worker"] == (2.0, 2)


def test_strong_ties_that_a_rule_forbids_are_the_refused_ones() -> None:
    review = pl.DataFrame([("a", "b", 20.0, "citizen_ids"), ("a", "d", 3.0, "doubtful")], schema=REVIEW, orient="row")
    assert tonight(review=review)["refused"] == (1.0, 1)
    assert tonight()["refused"] == (0.0, 1)


def test_a_night_without_records_has_no_figures() -> None:
    nothing = features(PEOPLE).clear()
    empty = pl.DataFrame(schema={"record_l": pl.String, "record_r": pl.String, "weight": pl.Float64})
    assert tonight(fresh=nothing, edges=empty, assigned=pl.DataFrame(schema=ASSIGNED)) == {}


def test_pairs_are_counted_as_the_keys_make_them() -> None:
    found = features(PEOPLE)

    def keys(records: pl.DataFrame) -> pl.DataFrame:
        return blocking_keys(records).rename({"key": "key_hash"})

    new = keys(found.head(1))
    known = keys(found.slice(1, 2)).group_by("key_hash").agg(records=pl.len())
    # a and b share the citizen id, the name with its year, the given name with its birth, and no phone or unit.
    assert pairs_met(new, known) == 3
    assert pairs_met(keys(found.head(2)), known.clear()) == 3
    assert pairs_met(new.clear(), known) == 0


def test_nothing_is_judged_before_enough_nights_are_known() -> None:
    usual = [0.8] * LEAST
    assert not night(*usual[1:], 0.1).judged
    assert night(*usual[1:], 0.1).ok
    assert not night(*usual, 0.1).ok


def test_a_figure_that_never_moved_may_move_by_its_floor() -> None:
    assert night(*[0.8] * 10, 0.75).ok
    assert not night(*[0.8] * 10, 0.65).ok


def test_one_odd_night_moves_no_bound() -> None:
    calm = [0.80, 0.81, 0.79, 0.80, 0.82, 0.78]
    assert night(*calm, 0.0, 0.8).low == pytest.approx(night(*calm, 0.8).low, abs=0.05)
    assert not night(*calm, 0.0, 0.0).ok


def test_nights_of_few_records_neither_judge_nor_are_judged() -> None:
    assert night(*[0.8] * 10, 0.0, size=ENOUGH - 1).ok
    assert not night(*[0.8] * 10, 0.0, size=ENOUGH).ok


def test_the_usual_is_of_the_last_twenty_nights() -> None:
    assert night(*[0.2] * 30, *[0.8] * 20, 0.8).ok
    assert not night(*[0.8] * 30, *[0.2] * 20, 0.8).ok


def test_what_grows_by_nature_has_a_fixed_bound_from_the_first_night() -> None:
    assert night(1.9, figure="prior_reach").ok
    assert not night(2.1, figure="prior_reach").ok


def test_nights_stand_beside_with_the_newest_first_and_gaps_where_there_was_nothing() -> None:
    rows = [(1, "one", "waiting", 5.0, 9), (2, "two", "waiting", 6.0, 9), (3, "three", "waiting", 7.0, 9),
            (1, "one", "with_phone", 0.5, 9), (3, "three", "with_phone", 0.25, 9)]  # fmt: skip
    frame = pl.DataFrame(rows, schema=["run_no", "run_id", "figure", "amount", "size"], orient="row")
    found = compared(frame, 3)
    assert found.nights == ("two", "one")
    assert {one.figure.name: (one.amount, one.before) for one in found.courses} == {
        "with_phone": (0.25, (None, 0.5)),
        "waiting": (7.0, (6.0, 5.0)),
    }


def test_every_figure_that_is_taken_is_named_in_the_table() -> None:
    assert {*tonight(), "waiting", "prior_reach"} == set(FIGURES)


@given(st.sampled_from(sorted(FIGURES)), st.lists(st.floats(0, 1), min_size=LEAST, max_size=20))
def test_half_the_nights_of_the_past_and_no_less_are_within_their_own_band(name: str, usual: list[float]) -> None:
    low, high = band(FIGURES[name], usual)
    assert 2 * sum(low <= one <= high for one in usual) >= len(usual)
    assert low >= 0
    assert high <= 1 or FIGURES[name].kind != SHARE
