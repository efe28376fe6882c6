from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.gate import check, held, split
from schemas.problems import CATALOGUE
from tests.cleaning.lists import Unit, cleaned, codes, placed

CELLS = st.sampled_from(
    [
        "",
        "-",
        "Nguyễn Văn An",
        "x",
        "0",
        "1985",
        "31/02/1985",
        "001085012345",
        "1.09E+11",
        "#REF!",
        "912345678",
        "Nữ",
        "\u200b",
        "🙂",
    ]
)
FIELDS = st.sampled_from(
    [
        "full_name",
        "date_of_birth",
        "birth_year_male",
        "gender",
        "id_number",
        "phone",
        "direct_worker",
        "award_money",
        "decision_date",
    ]
)


@given(st.lists(st.dictionaries(FIELDS, CELLS | st.text(max_size=12), min_size=1), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_every_row_is_accepted_or_held_and_never_both(rows: list[dict[str, str]]) -> None:
    frame = cleaned(placed("cng_list", rows))
    problems = check("cng_list", frame)
    accepted, waiting = split(frame, problems)
    assert sorted([*accepted["row"], *waiting["row"]]) == frame["row"].to_list()
    assert set(problems["code"]) <= set(CATALOGUE) - {"frame_unreadable"}


def test_a_clean_list_has_no_problem() -> None:
    frame = cleaned(
        placed("cng_list", [{"full_name": "Nguyễn Văn An", "date_of_birth": "07/03/1985", "phone": "0912345678"}])
    )
    assert check("cng_list", frame).is_empty()


def test_a_row_is_held_with_all_its_reasons() -> None:
    found = codes(placed("cng_list", [{"full_name": "", "date_of_birth": "31/02/1985", "id_number": "123"}]))
    assert {code for _, code, _ in found} == {"name_missing", "birth_impossible", "citizen_id_length"}


def test_a_query_lets_the_row_pass() -> None:
    frame = cleaned(placed("cng_list", [{"full_name": "Nguyễn Văn An", "phone": "123"}]))
    problems = check("cng_list", frame)
    assert problems["code"].to_list() == ["phone_unreadable"]
    assert held(problems).is_empty()


@pytest.mark.parametrize(
    "damage",
    [
        lambda f: f.drop("full_name"),
        lambda f: f.with_columns(stray=1),
        lambda f: f.with_columns(pl.col("birth_year").cast(pl.String)),
    ],
)
def test_a_frame_that_does_not_fit_its_model_is_held_whole(damage: object) -> None:
    frame = damage(cleaned(placed("cng_list", [{"full_name": "Nguyễn Văn An"}, {"full_name": ""}])))  # type: ignore[operator]
    problems = check("cng_list", frame)
    assert problems.select("entry_id", "code").rows() == [(entry, "frame_unreadable") for entry in frame["entry_id"]]
    assert held(problems).len() == 2


@pytest.mark.parametrize("code", ["unit_mismatch", "campaign_unknown", "level_unknown"])
def test_what_holds_the_list_holds_each_of_its_rows(code: str) -> None:
    table = placed("cng_list", [{"full_name": "Nguyễn Văn An"}, {"full_name": "Trần Thị Bình"}], hold_codes=(code,))
    assert codes(table) == {(9, code, ""), (10, code, "")}


def test_a_list_without_a_level_is_held() -> None:
    assert codes(placed("cng_list", [{"full_name": "Nguyễn Văn An"}], award_level=None)) == {(9, "level_unknown", "")}


@pytest.mark.parametrize("code", ["unit_unknown", "unit_ambiguous", "unit_missing"])
def test_a_row_of_no_known_unit_is_held_alone(code: str) -> None:
    rows = [{"full_name": "Nguyễn Văn An"}, {"full_name": "Trần Thị Bình"}]
    assert codes(placed("cng_list", rows, units=[Unit(), Unit(None, code)])) == {(10, code, "unit_code")}


@pytest.mark.parametrize(("declared", "expected"), [(2, set()), (None, set()), (3, {(9, "total_differs", "")})])
def test_a_declared_total_that_differs_is_asked_about_once(declared: int | None, expected: set[object]) -> None:
    rows = [{"full_name": "Nguyễn Văn An"}, {"full_name": "Trần Thị Bình"}]
    assert codes(placed("cng_list", rows, declared_total=declared)) == expected


def test_women_are_not_more_than_all() -> None:
    table = placed("unit_statistics", [{"stat_workers_total": "100", "stat_workers_female": "120"}])
    assert codes(table) == {(9, "part_exceeds_total", "stat_workers_female")}


def test_a_figure_that_is_no_number_holds_the_row() -> None:
    table = placed("unit_statistics", [{"stat_workers_total": "khoảng trăm"}])
    assert codes(table) == {(9, "number_unreadable", "stat_workers_total")}
