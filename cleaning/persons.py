"""Who a row is about: name, sex, birth, identity numbers and phone, each weighed with what the others say."""

from __future__ import annotations

import polars as pl

from cleaning import dates, identifiers, names
from cleaning.blanks import PLAIN, present
from cleaning.dates import DATE
from cleaning.identifiers import NUMBER
from cleaning.marks import FEMALE, MALE, MARK
from cleaning.names import NAME
from cleaning.phones import PHONE
from schemas.citizen_id import birth_year_of, sex_of
from schemas.record import flag

_LIST = ("delivery_id", "table_no")


def clean_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """The cleaned columns of ``schemas.person`` and their flags beside the raw ones; rows and their order are kept."""
    frame = frame.with_columns(_texts(frame))
    frame = frame.with_columns(
        *NAME.of(frame["_name"], "_name_"),
        *MARK.of(frame["_male"], "_male_"),
        *MARK.of(frame["_female"], "_female_"),
        *MARK.of(frame["raw_gender"], "_gender_"),
        *PHONE.of(frame["raw_phone"], "_phone_"),
        *NUMBER.of(frame["raw_id_number"], "_id_"),
        *NUMBER.of(frame["raw_old_citizen_id"], "_old_"),
        *NUMBER.of(frame["raw_social_insurance_no"], "_insurance_"),
        *PLAIN.of(frame["raw_salutation"], "_salutation_"),
        *PLAIN.of(frame["raw_gender"], "_sex_"),
        *PLAIN.of(frame["raw_date_of_birth"], "_dated_"),
        *PLAIN.of(frame["raw_birth_year"], "_aged_"),
    )
    frame = frame.with_columns(_birth_text()).with_columns(**_named(), **_called())
    frame = frame.with_columns(
        *DATE.of(frame["_birth"], "_birth_"),
        *MARK.of(frame["salutation"], "_called_"),
        *MARK.of(frame["name_note"], "_noted_"),
    )
    frame = frame.with_columns(**_sexed(), **_born()).with_columns(**_numbered()).with_columns(**_identified())
    return frame.with_columns(**_trusted()).with_columns(**_filled()).with_columns(_year_only()).drop("^_.*$")


def _texts(frame: pl.DataFrame) -> list[pl.Series]:
    """The texts to read: one for the name, and one for each sex's column, be it of birth years or of marks."""
    name = frame["raw_full_name"]
    if frame["raw_given_name"].count() or frame["raw_family_middle_name"].count():
        whole, given = pl.col("raw_full_name"), present(pl.col("raw_given_name"))
        halves = names.joined(pl.col("raw_family_middle_name"), given)
        # A heading "Họ và tên" over two columns leaves the given name in the second.
        apart = given.is_not_null() & ~whole.str.strip_chars_end().str.ends_with(given)
        name = frame.select(
            pl.when(whole.is_null()).then(halves).when(apart).then(names.joined(whole, given)).otherwise(whole)
        ).to_series()
    sexes = frame.select(
        pl.coalesce(f"raw_birth_year_{sex}", f"raw_gender_{sex}_flag").alias(f"_{sex}") for sex in (MALE, FEMALE)
    )
    return [name.alias("_name"), *sexes]


def _birth_text() -> pl.Expr:
    """The birth text wherever it stands: in a column of its own, or in that of the sex."""
    own = [pl.col("_dated_said"), pl.col("_aged_said")]
    sexed = [pl.when(pl.col(f"_{sex}_dated")).then(pl.col(f"_{sex}")) for sex in (MALE, FEMALE)]
    return pl.coalesce(*own, *sexed).alias("_birth")


def _named() -> dict[str, pl.Expr]:
    missing = pl.col("_name_full_name").is_null()
    return {
        "full_name": pl.col("_name_full_name"),
        "name_key": pl.col("_name_name_key"),
        "name_note": pl.col("_name_note"),
        "salutation": pl.coalesce("_salutation_said", "_name_title"),
        flag("title_removed_from_name", "full_name"): pl.col("_name_title").is_not_null(),
        flag("note_removed_from_name", "full_name"): pl.col("_name_note").is_not_null(),
        flag("name_case_changed", "full_name"): pl.col("_name_recased"),
        flag("name_missing", "full_name"): missing,
        flag("name_odd", "full_name"): pl.col("_name_odd"),
        flag("name_single_word", "full_name"): pl.col("_name_single"),
    }


def _sexed() -> dict[str, pl.Expr]:
    word = pl.col("_gender_gender")
    male = ((word == MALE) | pl.col("_male_belongs")).fill_null(value=False)
    female = ((word == FEMALE) | pl.col("_female_belongs")).fill_null(value=False)
    told = pl.when(male & ~female).then(pl.lit(MALE)).when(female & ~male).then(pl.lit(FEMALE))
    called, noted, silent = pl.col("_called_addressed"), pl.col("_noted_gender"), ~male & ~female
    by_year = pl.any_horizontal("_male_dated", "_female_dated") & word.is_null()
    return {
        "gender": pl.when(silent).then(pl.coalesce(called, noted)).otherwise(told),
        flag("gender_conflict", "gender"): male & female,
        flag("gender_unreadable", "gender"): pl.col("_sex_said").is_not_null() & silent,
        flag("gender_from_column", "gender"): by_year & told.is_not_null(),
        flag("gender_from_salutation", "gender"): silent & called.is_not_null(),
        flag("gender_from_note", "gender"): silent & called.is_null() & noted.is_not_null(),
    }


def _born() -> dict[str, pl.Expr]:
    date, cell = pl.col("_birth_birth"), pl.col("cell_date_of_birth")
    # What a program of American dates makes of a column: 13/05 stays text, 03/07 becomes a date of July.
    beside_texts = ((cell == "s") & pl.col("_birth_day_first")).any().over(_LIST)
    converted = ~((cell == "d") & (date.str.slice(8, 2) > "12")).any().over(_LIST)
    # One date that can only begin with its month, and none with its day: the others may be read the wrong way round.
    american = pl.col("_birth_month_first").any().over(_LIST) & ~pl.col("_birth_day_first").any().over(_LIST)
    return {
        "date_of_birth": date,
        "birth_year": dates.year(date),
        flag("birth_impossible", "date_of_birth"): pl.col("_birth").is_not_null() & date.is_null(),
        flag("birth_two_digit_year", "date_of_birth"): pl.col("_birth_two_digit") & date.is_not_null(),
        flag("date_from_serial", "date_of_birth"): pl.col("_birth_serial"),
        flag("day_month_swap", "date_of_birth"): dates.swappable(date)
        & (((cell == "d") & beside_texts & converted) | ((cell != "d") & american)),
    }


def _called() -> dict[str, pl.Expr]:
    return {
        "phone": pl.col("_phone_phone"),
        flag("phone_unreadable", "phone"): pl.col("_phone_unreadable"),
        flag("phone_prefix_renewed", "phone"): pl.col("_phone_renewed"),
        flag("first_phone_taken", "phone"): pl.col("_phone_several"),
        flag("zero_restored", "phone"): pl.col("_phone_zero_lost"),
    }


def _numbered() -> dict[str, pl.Expr]:
    """The numbers of the id cell, and of a CMND column when there is one."""
    return {
        "_number": pl.coalesce("_id_number", "_old_number"),
        "_second": pl.coalesce("_id_second", pl.when(pl.col("_id_number").is_not_null()).then("_old_number")),
        flag("id_unreadable", "citizen_id"): pl.col("_id_unreadable"),
        flag("id_unreadable", "old_citizen_id"): pl.col("_old_unreadable"),
        flag("id_unreadable", "social_insurance_no"): pl.col("_insurance_unreadable"),
    }


def _identified() -> dict[str, pl.Expr]:
    number, second = pl.col("_number"), pl.col("_second")
    length, other = number.str.len_chars(), second.str.len_chars()
    citizen = identifiers.restored(number, pl.col("gender"), pl.col("birth_year"))
    insured = pl.col("_insurance_number")
    insurance = identifiers.social_insurance(insured)
    return {
        "citizen_id": citizen,
        "old_citizen_id": pl.when(length == 9).then(number).when(other == 9).then(second),
        "social_insurance_no": insurance,
        flag("citizen_id_length", "citizen_id"): citizen.is_null() & (length != 9),
        flag("zero_restored", "citizen_id"): citizen.is_not_null() & (length < 12),
        flag("cmnd_instead", "old_citizen_id"): length == 9,
        flag("id_moved", "old_citizen_id"): (length == 9) & pl.col("raw_id_number").is_not_null(),
        flag("old_citizen_id_length", "old_citizen_id"): pl.col("raw_old_citizen_id").is_not_null() & (other != 9),
        flag("social_insurance_length", "social_insurance_no"): insurance.is_null() & insured.is_not_null(),
        flag("zero_restored", "social_insurance_no"): insured.str.len_chars() == 9,
    }


def _trusted() -> dict[str, pl.Expr]:
    citizen, gender, year = pl.col("citizen_id"), pl.col("gender"), pl.col("birth_year")
    return {
        "citizen_id_trusted": pl.when(citizen.is_not_null()).then(identifiers.trusted(citizen, gender, year)),
        "_valid": identifiers.valid(citizen, gender, year),
    }


def _filled() -> dict[str, pl.Expr]:
    """Sex and birth year out of a CCCD that nothing contradicts, where the row says nothing about them."""
    silent = pl.col("_valid") & ~pl.col(flag("gender_conflict", "gender")) & pl.col("gender").is_null()
    unborn = pl.col("_valid") & pl.col("_birth").is_null()
    citizen = pl.col("citizen_id")
    return {
        "gender": pl.when(silent).then(sex_of(citizen)).otherwise(pl.col("gender")),
        "birth_year": pl.when(unborn).then(birth_year_of(citizen)).otherwise(pl.col("birth_year")).cast(pl.Int32),
        flag("gender_from_citizen_id", "gender"): silent,
        flag("birth_from_citizen_id", "date_of_birth"): unborn,
    }


def _year_only() -> pl.Expr:
    return pl.col("date_of_birth").fill_null(pl.col("birth_year").cast(pl.String))
