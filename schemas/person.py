"""The columns that tell who a person is, shared by lists of people and by the authors of an initiative."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import polars as pl

from schemas.record import Item, rule


@cache
def provinces() -> frozenset[str]:
    """The three-digit codes of birth registration (cccd_province_codes.csv)."""
    text = files("schemas").joinpath("reference/cccd_province_codes.csv").read_text(encoding="utf-8")
    return frozenset(row["code"] for row in csv.DictReader(text.splitlines()))


def sex_of(citizen_id: pl.Expr) -> pl.Expr:
    """The sex that the fourth digit of a CCCD tells: even male, odd female."""
    digit = citizen_id.str.slice(3, 1).cast(pl.Int32, strict=False)
    return pl.when(digit % 2 == 0).then(pl.lit("male")).when(digit % 2 == 1).then(pl.lit("female"))


def birth_year_of(citizen_id: pl.Expr) -> pl.Expr:
    """The year of birth that digits 4 to 6 tell: 0 and 1 are 19xx, 2 and 3 are 20xx, later centuries likewise."""
    century = citizen_id.str.slice(3, 1).cast(pl.Int32, strict=False)
    return 1900 + century // 2 * 100 + citizen_id.str.slice(4, 2).cast(pl.Int32, strict=False)


def province_known(citizen_id: pl.Expr) -> pl.Expr:
    """Whether the first three digits of a CCCD are a code of birth registration."""
    return citizen_id.str.slice(0, 3).is_in(sorted(provinces()))


def _id() -> pl.Expr:
    return pl.col("citizen_id")


NAMES = (
    Item(
        "full_name",
        "Họ và tên, đã bỏ danh xưng và ghi chú",
        "Full name without titles and notes, NFC, tones as written",
        raw=("full_name", "family_middle_name", "given_name"),
        told=(
            "name_missing",
            "name_odd",
            "name_single_word",
            "title_removed_from_name",
            "note_removed_from_name",
            "name_case_changed",
        ),
    ),
    Item("name_key", "Họ tên không dấu để so sánh", "Name without diacritics, for comparison only", raw=()),
    Item("name_note", "Ghi chú sau họ tên", "What stood behind the name, in brackets or as a letter", raw=()),
    Item("salutation", "Danh xưng, học vị", "Form of address and degrees"),
    Item(
        "gender",
        "Giới tính: male hoặc female",
        "male or female",
        raw=("gender", "gender_male_flag", "gender_female_flag"),
        told=(
            "gender_conflict",
            "gender_unreadable",
            "gender_from_column",
            "gender_from_salutation",
            "gender_from_note",
            "gender_from_citizen_id",
        ),
        checks=(rule("gender_unreadable", lambda: pl.col("gender").is_in(["male", "female"])),),
    ),
    Item(
        "date_of_birth",
        "Ngày sinh (1985-03-07) hoặc năm sinh (1985)",
        "Date of birth as 1985-03-07, or 1985 when only the year is known",
        raw=("date_of_birth", "birth_year", "birth_year_male", "birth_year_female"),
        told=(
            "birth_impossible",
            "day_month_swap",
            "birth_two_digit_year",
            "birth_from_citizen_id",
            "date_from_serial",
        ),
        checks=(rule("birth_impossible", lambda: pl.col("date_of_birth").str.contains(r"^\d{4}(?:-\d{2}-\d{2})?$")),),
        cells=True,
    ),
    Item("birth_year", "Năm sinh", "Year of birth", pl.Int32, raw=()),
)
IDENTIFIERS = (
    Item(
        "citizen_id",
        "Số căn cước công dân, 12 chữ số",
        "Citizen id (CCCD), 12 digits",
        raw=("id_number",),
        told=("id_unreadable", "citizen_id_length", "zero_restored"),
        checks=(
            rule("citizen_id_length", lambda: _id().str.contains(r"^\d{12}$")),
            rule("citizen_id_province", lambda: province_known(_id())),
            rule("citizen_id_sex", lambda: sex_of(_id()) == pl.col("gender")),
            rule(
                "citizen_id_birth",
                lambda: (birth_year_of(_id()) == pl.col("birth_year")) & (birth_year_of(_id()) < 2100),
            ),
        ),
        cells=True,
    ),
    Item(
        "citizen_id_trusted",
        "Số căn cước khớp với giới tính và năm sinh của chính dòng đó",
        "Whether the row's own sex and birth year back the citizen id",
        pl.Boolean,
        raw=(),
    ),
    Item(
        "old_citizen_id",
        "Số CMND, 9 chữ số",
        "Old identity number (CMND), 9 digits",
        told=("id_unreadable", "old_citizen_id_length", "cmnd_instead", "id_moved"),
        checks=(rule("old_citizen_id_length", lambda: pl.col("old_citizen_id").str.contains(r"^\d{9}$")),),
        cells=True,
    ),
    Item(
        "social_insurance_no",
        "Mã số bảo hiểm xã hội, 10 chữ số",
        "Social insurance number, 10 digits",
        told=("id_unreadable", "social_insurance_length", "zero_restored"),
        checks=(rule("social_insurance_length", lambda: pl.col("social_insurance_no").str.contains(r"^\d{10}$")),),
        cells=True,
    ),
    Item(
        "phone",
        "Số điện thoại, ví dụ 0912345678",
        "Phone in national form, such as 0912345678",
        told=("phone_unreadable", "phone_prefix_renewed", "first_phone_taken", "zero_restored"),
        checks=(rule("phone_unreadable", lambda: pl.col("phone").str.contains(r"^0\d{9,10}$")),),
        cells=True,
    ),
)
PERSON = (*NAMES, *IDENTIFIERS)
