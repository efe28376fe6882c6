from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.survivorship import CHOSEN, ITEMS, RULES, STATED, VALUES, survive

CASES = list(
    csv.DictReader((Path(__file__).parents[1] / "cases/survivorship.csv").read_text(encoding="utf-8").splitlines())
)
SCHEMA = STATED | dict.fromkeys(ITEMS, pl.String)
ID, NEIGHBOUR = "001185000111", "001185000222"


def entry(day: int, **said: object) -> dict[str, object]:
    return {
        "worker_id": "W1",
        "record_id": f"r{day}",
        "entry_id": f"e{day}",
        "arrived_on": date(2025, 1, 1) + timedelta(days=day),
        "path": "TX-001/a.xlsx",
        "table_no": 1,
        "row_no": day,
        "standing": True,
        "home": True,
        "citizen_id_trusted": False,
    } | said


def stated(*entries: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(entries, schema=SCHEMA)


def chosen(field: str, *chosen_values: str) -> pl.DataFrame:
    rows = [
        ("W1", field, value, datetime(2025, 6, day, tzinfo=UTC), f"c{day}")
        for day, value in enumerate(chosen_values, 1)
    ]
    return pl.DataFrame(rows, schema=CHOSEN, orient="row")


def first(found: pl.DataFrame, field: str) -> tuple[str, str]:
    row = found.filter(field=field, place=1)
    return row["value"].item(), row["rule"].item()


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_value_with_the_best_right_holds(case: dict[str, str]) -> None:
    rows = [entry(day, **{case["field"]: value}) for day, value in enumerate(case["statements"].split("|"))]
    choices = chosen(case["field"], *filter(None, [case["chosen"]]))
    assert first(survive(stated(*rows), choices), case["field"]) == (case["survives"], case["rule"])


def test_a_confirmed_id_beats_a_more_frequent_one_that_nothing_confirms() -> None:
    found = survive(
        stated(
            entry(1, citizen_id=NEIGHBOUR),
            entry(2, citizen_id=NEIGHBOUR),
            entry(3, citizen_id=ID, citizen_id_trusted=True),
        )
    )
    assert first(found, "citizen_id") == (ID, "trusted")


def test_sex_and_birth_follow_the_confirmed_id() -> None:
    found = survive(
        stated(
            entry(1, citizen_id=ID, citizen_id_trusted=True, gender="female", date_of_birth="1985"),
            entry(2, gender="male", date_of_birth="1958-03-07"),
            entry(3, gender="male", date_of_birth="1958-03-07"),
        )
    )
    assert first(found, "gender") == ("female", "trusted")
    assert first(found, "date_of_birth") == ("1985", "trusted")


@pytest.mark.parametrize("field", ["citizen_id", "phone", "social_insurance_no"])
def test_another_unit_that_a_machine_joined_never_changes_an_id_or_phone(field: str) -> None:
    away = [entry(day, home=False, unit_code="CS2", **{field: "2"}) for day in (2, 3)]
    found = survive(stated(entry(1, **{field: "1"}), *away))
    assert first(found, field) == ("1", "home")
    assert found.filter(field=field)["times"].to_list() == [1, 2], "the other is kept beside it"


def test_another_unit_gives_what_the_first_does_not_say() -> None:
    found = survive(stated(entry(1), entry(2, home=False, phone="0912345678")))
    assert first(found, "phone") == ("0912345678", "only")


def test_a_withdrawn_list_speaks_only_where_nothing_else_does() -> None:
    gone = entry(2, standing=False, gender="male", phone="0912345678")
    found = survive(stated(entry(1, gender="female"), gone))
    assert first(found, "gender") == ("female", "standing")
    assert first(found, "phone") == ("0912345678", "only")
    assert found.filter(field="phone")["times"].item() == 0


def test_a_row_that_does_not_stand_makes_a_value_no_newer() -> None:
    found = survive(stated(entry(1, phone="1"), entry(2, phone="2"), entry(3, phone="1", standing=False)))
    assert first(found, "phone") == ("2", "newest")
    assert found.filter(value="1").select("newest", "entry_ids").row(0) == (date(2025, 1, 2), ["e1", "e3"])


def test_every_value_keeps_who_said_it_and_how_often() -> None:
    found = survive(stated(*(entry(day, phone=f"091234567{day % 2}") for day in range(5))))
    told = found.filter(field="phone").select("value", "times", "entry_ids", "newest").rows()
    assert told == [
        ("0912345670", 3, ["e4", "e2", "e0"], date(2025, 1, 5)),
        ("0912345671", 2, ["e3", "e1"], date(2025, 1, 4)),
    ]


def test_of_several_choices_the_latest_holds() -> None:
    found = survive(stated(entry(1, phone="1"), entry(2, phone="2")), chosen("phone", "2", "1"))
    assert first(found, "phone") == ("1", "steward")


def test_workers_do_not_hear_each_other() -> None:
    found = survive(stated(entry(1, phone="1"), entry(2, phone="2", worker_id="W2")))
    assert found.filter(place=1).select("worker_id", "value").rows() == [("W1", "1"), ("W2", "2")]


def test_nobody_has_no_values() -> None:
    assert survive(stated(), chosen("phone")).schema == pl.Schema(VALUES)


NAMES = st.sampled_from(["Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "Nguyen Thi Hoa", "NGUYỄN THỊ HOA", "Lê Văn An"])
ENTRIES = st.lists(
    st.builds(
        lambda day, copy, name, born, number, **said: entry(
            day, entry_id=f"{day}-{copy}", full_name=name, date_of_birth=born, citizen_id=number, **said
        ),
        day=st.integers(0, 6),
        copy=st.integers(0, 3),
        name=NAMES,
        born=st.sampled_from([None, "1985", "1985-03-07", "1985-01-01", "1958-03-07"]),
        number=st.sampled_from([None, ID, NEIGHBOUR]),
        worker_id=st.sampled_from(["W1", "W2"]),
        standing=st.booleans(),
        home=st.booleans(),
        citizen_id_trusted=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda row: row["entry_id"],
)


@settings(max_examples=500, deadline=None)
@given(ENTRIES.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_survivor_never_depends_on_the_order_of_records(
    both: tuple[list[dict[str, object]], list[dict[str, object]]],
) -> None:
    rows, shuffled = (survive(stated(*part)) for part in both)
    assert rows.equals(shuffled)


@settings(max_examples=500, deadline=None)
@given(ENTRIES)
def test_each_field_has_one_survivor_with_a_reason_and_no_value_is_lost(rows: list[dict[str, object]]) -> None:
    found = survive(stated(*rows))
    firsts = found.filter(place=1)
    assert firsts.select("worker_id", "field").is_unique().all()
    assert set(firsts["rule"]) <= set(RULES)
    said = {(row["worker_id"], name, row[name]) for row in rows for name in ITEMS if row.get(name)}
    assert said == set(found.select("worker_id", "field", "value").rows())
