"""Who a row is about: name, sex, birth, identity numbers and phone, each weighed with what the others say."""

from __future__ import annotations

import polars as pl

from cleaning import dates, identifiers, marks, names, phones
from cleaning.blanks import present
from schemas.person import birth_year_of, sex_of
from schemas.record import flag

_LIST = ("delivery_id", "table_no")


def clean_persons(frame: pl.DataFrame) -> pl.DataFrame:
    """The cleaned columns of ``schemas.person`` and their flags beside the raw ones; rows and their order are kept."""
    return (
        frame.lazy()
        .with_columns(**_prepared())
        .with_columns(**_named(), **_dated())
        .with_columns(**_sexed(), **_born())
        .with_columns(**_numbered())
        .with_columns(**_identified(), **_called())
        .with_columns(**_filled())
        .with_columns(
            date_of_birth=pl.col("date_of_birth").fill_null(pl.col("birth_year").cast(pl.String)),
            citizen_id_trusted=pl.when(pl.col("citizen_id").is_not_null()).then(pl.col("_trusted")),
        )
        .drop("^_.*$")
        .collect()
    )


def _prepared() -> dict[str, pl.Expr]:
    """The texts to read: one for the name, one for the birth, one for each sex's column."""
    whole, given = pl.col("raw_full_name"), pl.col("raw_given_name")
    halves = names.joined(pl.col("raw_family_middle_name"), given)
    # A heading "Họ và tên" over two columns leaves the given name in the second.
    apart = present(given).is_not_null() & ~whole.str.strip_chars_end().str.ends_with(present(given))
    column = {
        sex: present(pl.coalesce(f"raw_birth_year_{sex}", f"raw_gender_{sex}_flag"))
        for sex in (marks.MALE, marks.FEMALE)
    }
    return {
        "_name": pl.when(whole.is_null()).then(halves).when(apart).then(names.joined(whole, given)).otherwise(whole),
        "_male": column[marks.MALE],
        "_female": column[marks.FEMALE],
        "_birth": present(pl.col("raw_date_of_birth")).fill_null(present(pl.col("raw_birth_year"))),
        "_word": marks.gender(pl.col("raw_gender")),
    }


def _named() -> dict[str, pl.Expr]:
    parsed = names.parse(pl.col("_name"))
    return {
        "full_name": parsed.full_name,
        "name_key": names.folded(parsed.full_name),
        "name_note": parsed.note,
        "salutation": present(pl.col("raw_salutation")).fill_null(parsed.title),
        flag("title_removed_from_name", "full_name"): parsed.title.is_not_null(),
        flag("note_removed_from_name", "full_name"): parsed.note.is_not_null(),
        flag("name_case_changed", "full_name"): parsed.recased,
        flag("name_missing", "full_name"): parsed.full_name.is_null(),
        flag("name_odd", "full_name"): names.odd(parsed.full_name),
        flag("name_single_word", "full_name"): ~parsed.full_name.str.contains(" ", literal=True),
    }


def _dated() -> dict[str, pl.Expr]:
    """Which column of a sex the row uses, and the birth text wherever it stands."""
    digits = r"\d{2}"
    sexed = [pl.when(pl.col(name).str.contains(digits)).then(pl.col(name)) for name in ("_male", "_female")]
    return {
        "_birth": pl.coalesce("_birth", *sexed),
        "_in_male": marks.in_column(pl.col("_male")),
        "_in_female": marks.in_column(pl.col("_female")),
        "_by_year": pl.coalesce(sexed).is_not_null(),
    }


def _sexed() -> dict[str, pl.Expr]:
    male = (pl.col("_word") == marks.MALE).fill_null(value=False) | pl.col("_in_male")
    female = (pl.col("_word") == marks.FEMALE).fill_null(value=False) | pl.col("_in_female")
    told = pl.when(male & ~female).then(pl.lit(marks.MALE)).when(female & ~male).then(pl.lit(marks.FEMALE))
    called = marks.addressed(pl.col("salutation"))
    noted = marks.gender(pl.col("name_note"))
    nothing = ~male & ~female
    return {
        "gender": told.fill_null(pl.when(nothing).then(called.fill_null(noted))),
        flag("gender_conflict", "gender"): male & female,
        flag("gender_unreadable", "gender"): present(pl.col("raw_gender")).is_not_null() & nothing,
        flag("gender_from_column", "gender"): pl.col("_by_year") & told.is_not_null() & pl.col("_word").is_null(),
        flag("gender_from_salutation", "gender"): nothing & called.is_not_null(),
        flag("gender_from_note", "gender"): nothing & called.is_null() & noted.is_not_null(),
    }


def _born() -> dict[str, pl.Expr]:
    date = dates.birth(pl.col("_birth"))
    cell, full = pl.col("cell_date_of_birth"), date.str.len_chars() == 10
    beside_texts = ((cell == "s") & full).any().over(_LIST)
    return {
        "date_of_birth": date,
        "birth_year": dates.year(date),
        flag("birth_impossible", "date_of_birth"): pl.col("_birth").is_not_null() & date.is_null(),
        flag("birth_two_digit_year", "date_of_birth"): dates.two_digit_year(pl.col("_birth")) & date.is_not_null(),
        flag("date_from_serial", "date_of_birth"): dates.from_serial(pl.col("_birth")),
        flag("day_month_swap", "date_of_birth"): (cell == "d") & dates.swappable(date) & beside_texts,
    }


def _numbered() -> dict[str, pl.Expr]:
    """The digits of the id cell, the longer number first, and of the CMND column when there is one."""
    first, second = (identifiers.digits(part) for part in identifiers.parts(pl.col("raw_id_number")))
    longer = (second.str.len_chars() > first.str.len_chars()).fill_null(value=False)
    own = identifiers.digits(pl.col("raw_old_citizen_id"))
    return {
        "_id": pl.when(longer).then(second).otherwise(first).fill_null(own),
        "_second": pl.when(longer).then(first).otherwise(second).fill_null(own),
        "_insurance": identifiers.digits(pl.col("raw_social_insurance_no")),
        flag("id_unreadable", "citizen_id"): identifiers.unreadable(identifiers.parts(pl.col("raw_id_number"))[0]),
        flag("id_unreadable", "old_citizen_id"): identifiers.unreadable(pl.col("raw_old_citizen_id")),
        flag("id_unreadable", "social_insurance_no"): identifiers.unreadable(pl.col("raw_social_insurance_no")),
    }


def _identified() -> dict[str, pl.Expr]:
    gender, year = pl.col("gender"), pl.col("birth_year")
    number, second, length = pl.col("_id"), pl.col("_second"), pl.col("_id").str.len_chars()
    citizen = identifiers.restored(number, gender, year)
    old = pl.when(length == 9).then(number).when(second.str.len_chars() == 9).then(second)
    alone = (length == 9) & pl.col("raw_id_number").is_not_null()
    insurance = identifiers.social_insurance(pl.col("_insurance"))
    stray = present(pl.col("raw_old_citizen_id")).is_not_null() & pl.col("_second").is_not_null()
    return {
        "citizen_id": citizen,
        "old_citizen_id": old,
        "social_insurance_no": insurance,
        "_trusted": identifiers.trusted(citizen, gender, year),
        "_valid": identifiers.valid(citizen, gender, year),
        flag("citizen_id_length", "citizen_id"): citizen.is_null() & (length != 9),
        flag("zero_restored", "citizen_id"): citizen.is_not_null() & (length < 12),
        flag("cmnd_instead", "old_citizen_id"): length == 9,
        flag("id_moved", "old_citizen_id"): alone,
        flag("old_citizen_id_length", "old_citizen_id"): stray & ~second.str.len_chars().is_in([9, 12]),
        flag("social_insurance_length", "social_insurance_no"): pl.col("_insurance").is_not_null()
        & insurance.is_null(),
        flag("zero_restored", "social_insurance_no"): pl.col("_insurance").str.len_chars() == 9,
    }


def _called() -> dict[str, pl.Expr]:
    text = pl.col("raw_phone")
    return {
        "phone": phones.phone(text),
        flag("phone_unreadable", "phone"): present(text).is_not_null() & phones.phone(text).is_null(),
        flag("phone_prefix_renewed", "phone"): phones.renewed(text),
        flag("first_phone_taken", "phone"): phones.several(text) & phones.phone(text).is_not_null(),
        flag("zero_restored", "phone"): phones.zero_lost(text),
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
