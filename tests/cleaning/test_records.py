from __future__ import annotations

import polars as pl
import pytest

from cleaning.assembly import assemble
from cleaning.inferences import collect
from cleaning.records import clean, raw_fields
from cleaning.values import record_values
from schemas.models import MODELS
from schemas.record import OPTIONAL
from tests.cleaning.lists import authors, cleaned, person, placed


@pytest.mark.parametrize("kind", list(MODELS))
def test_an_empty_frame_is_cleaned_to_an_empty_frame_of_the_model(kind: str) -> None:
    frame = clean(kind, assemble(kind, []))
    assert frame.is_empty()
    model = MODELS[kind]
    assert {*model.schema.columns, *model.flags, *model.raw_columns} - set(OPTIONAL) == set(frame.columns)


def test_the_raw_text_survives_beside_the_cleaned_value() -> None:
    frame = person(date_of_birth="31/02/1985", phone="+84 912.345.678")
    assert frame.select("raw_date_of_birth", "date_of_birth", "raw_phone", "phone").row(0) == (
        "31/02/1985",
        None,
        "+84 912.345.678",
        "0912345678",
    )


def test_the_key_of_a_record_travels_along() -> None:
    raw = assemble("cng_list", [placed("cng_list", [{"full_name": "Nguyễn Văn An"}])]).with_columns(
        record_id=pl.lit("r1")
    )
    assert clean("cng_list", raw)["record_id"].to_list() == ["r1"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"phone": "912345678"}, {("zero_restored", "phone")}),
        ({"phone": "01681234567"}, {("phone_prefix_renewed", "phone")}),
        ({"phone": "0912345678/0987654321"}, {("first_phone_taken", "phone")}),
        ({"id_number": "1085012345", "gender": "Nam", "birth_year": "1985"}, {("zero_restored", "citizen_id")}),
        ({"id_number": "012345678"}, {("id_moved", "old_citizen_id")}),
        (
            {"id_number": "001085012345"},
            {("birth_from_citizen_id", "date_of_birth"), ("gender_from_citizen_id", "gender")},
        ),
        ({"social_insurance_no": "123456789"}, {("zero_restored", "social_insurance_no")}),
        ({"birth_year_male": "1985"}, {("gender_from_column", "gender")}),
        ({"salutation": "Ông"}, {("gender_from_salutation", "gender")}),
        ({"date_of_birth": "29342"}, {("date_from_serial", "date_of_birth")}),
        ({"full_name": "NGUYỄN VĂN AN"}, {("name_case_changed", "full_name")}),
        ({"full_name": "Nguyễn Văn An (tổ 1)"}, {("note_removed_from_name", "full_name")}),
        ({"full_name": "KS. Nguyễn Văn An"}, {("title_removed_from_name", "full_name")}),
        ({"phone": "0912345678", "birth_year": "1985"}, set()),
    ],
)
def test_every_repair_is_told(fields: dict[str, str], expected: set[tuple[str, str]]) -> None:
    assert set(collect("cng_list", person(**fields)).select("code", "field").iter_rows()) == expected


def test_amounts_are_multiplied_by_the_unit_of_the_heading_and_that_is_told() -> None:
    rows = [{"initiative_name": "A", "benefit_vnd": "12,5"}, {"initiative_name": "B", "benefit_vnd": "1 tỷ"}]
    frame = cleaned(placed("initiative_list", rows, money_unit=1_000_000))
    assert frame["benefit_vnd"].to_list() == [12_500_000, 1_000_000_000]
    assert frame["money_unit_applied__benefit_vnd"].to_list() == [True, False]


def test_a_percent_cell_is_a_fraction_and_text_is_not() -> None:
    rows = [{"stat_direct_pct": "0.85"}, {"stat_direct_pct": "85%"}, {"stat_direct_pct": "0,5"}]
    frame = cleaned(placed("unit_statistics", rows, cells={"stat_direct_pct": "nss"}))
    assert frame["stat_direct_pct"].to_list() == [85.0, 85.0, 0.5]


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("citizen_id", "id_number"),
        ("date_of_birth", "date_of_birth"),
        ("unit_code", "grassroots_union"),
        ("job", "job"),
    ],
)
def test_the_cell_at_fault_is_found_by_the_raw_field(field: str, first: str) -> None:
    assert raw_fields("cng_list", field)[0] == first


def test_values_have_the_shapes_of_the_contract() -> None:
    frame = person(date_of_birth="07/03/1985", gender="Nam", award_level="Cấp quận", award_money="500.000 đ", note="-")
    assert record_values("cng_list", frame) == [
        {
            "row": 9,
            "values": {
                "full_name": "Nguyễn Văn An",
                "gender": "male",
                "date_of_birth": "1985-03-07",
                "birth_year": 1985,
                "award_level": "Cấp quận",
                "award_money": 500_000,
            },
        }
    ]


def test_an_initiative_carries_its_authors_as_a_list() -> None:
    raw = authors(
        {"row": 9, "full_name": "Nguyễn Văn An", "contribution_pct": "60"},
        {"row": 10, "full_name": "Lê Bê", "contribution_pct": "40"},
    )
    values = record_values(
        "initiative_list", cleaned(placed("initiative_list", [{"initiative_name": "A", "authors": raw}]))
    )
    assert values[0]["values"]["authors"] == [
        {"row": 9, "full_name": "Nguyễn Văn An", "contribution_pct": 60.0},
        {"row": 10, "full_name": "Lê Bê", "contribution_pct": 40.0},
    ]
