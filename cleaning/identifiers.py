"""Identity numbers: CCCD, CMND, social insurance; as polars expressions (rules: domain §4).

Which number a cell holds is decided by its column, never by its length: a phone that lost its zero has nine digits too.
"""

from __future__ import annotations

import polars as pl

from cleaning.blanks import ascii_digits, erroneous, present, unquoted
from cleaning.distinct import TEXT, Reader
from schemas.citizen_id import birth_year_of, province_known, sex_of

_SCIENTIFIC = r"^\d(?:[.,]\d+)?\s*[eE]\s*[+]?\d{1,2}$"
_LABEL = r"(?i)^(?:số|so|cccd|cmnd|cmtnd|cmt|cc|bhxh|mã|ma|id|no|[:.\s])+\s*"


def _read(frame: pl.DataFrame) -> pl.DataFrame:
    pieces = pl.col("_pieces").struct
    # #N/A would fall apart at its slash.
    told = pl.when(~erroneous(pl.col(TEXT).str.strip_chars())).then(pl.col(TEXT))
    return (
        frame.with_columns(_pieces=told.str.replace_all(r"\s*[/;|\n]\s*", "/").str.split_exact("/", 1))
        .with_columns(_one=_plain(pieces[0]), _two=_plain(pieces[1]))
        .with_columns(_first=_digits(pl.col("_one")), _second=_digits(pl.col("_two")))
        .with_columns(_longer=pl.col("_second").str.len_chars() > pl.col("_first").str.len_chars())
        .with_columns(
            number=pl.when("_longer").then("_second").otherwise("_first"),
            second=pl.when("_longer").then("_first").otherwise("_second"),
            unreadable=pl.col("_one").is_not_null() & pl.col("_first").is_null(),
        )
    )


# Id cells as: the bare digits of the number, the longer one of two ("001085012345 / 012345678"); the other one; whether
# the cell holds letters or scientific notation. Spaces, dots, dashes, apostrophes, a label in front and a bracket
# behind are no part of a number.
NUMBER = Reader(
    {"number": pl.String, "second": pl.String, "unreadable": pl.Boolean}, _read, plain=r"^0{0,8}[1-9]\d{5,}$"
)


def digits(text: pl.Expr) -> pl.Expr:
    """The bare digits of an id cell; null when it holds letters, scientific notation or nothing."""
    return NUMBER(text).struct.field("number")


def _plain(text: pl.Expr) -> pl.Expr:
    return ascii_digits(unquoted(present(text))).str.replace(r"\s*[\(\[].*$", "").str.replace(_LABEL, "")


def _digits(plain: pl.Expr) -> pl.Expr:
    joined = pl.when(~plain.str.contains(_SCIENTIFIC)).then(plain.str.replace_all(r"[\s.\-–'’`,_]+", ""))
    return joined.str.extract(r"^(\d+)$")


def restored(number: pl.Expr, gender: pl.Expr, birth_year: pl.Expr) -> pl.Expr:
    """A CCCD of 12 digits, zeros lost by a spreadsheet put back when nothing speaks against it; else null.

    Ten or eleven digits become twelve only if the province is known and digits 4–6 agree with sex and birth year,
    one of the two known at least; the caller makes sure that the column holds CCCDs.
    """
    padded = number.str.zfill(12)
    backed = (sex_of(padded) == gender).fill_null(value=False) | (birth_year_of(padded) == birth_year).fill_null(
        value=False
    )
    sure = (
        number.str.len_chars().is_between(10, 11) & province_known(padded) & backed & ~odds(padded, gender, birth_year)
    )
    return pl.when(number.str.len_chars() == 12).then(number).when(sure).then(padded)


def odds(citizen_id: pl.Expr, gender: pl.Expr, birth_year: pl.Expr) -> pl.Expr:
    """Whether a CCCD contradicts the sex or the birth year of its row; what is not known contradicts nothing."""
    return at_odds(sex_of(citizen_id), gender) | at_odds(birth_year_of(citizen_id), birth_year)


def at_odds(told: pl.Expr, known: pl.Expr) -> pl.Expr:
    """Whether two values are both there and differ."""
    return (told != known).fill_null(value=False)


def valid(citizen_id: pl.Expr, gender: pl.Expr, birth_year: pl.Expr) -> pl.Expr:
    """Whether 12 digits could be a living worker's CCCD and nothing in the row speaks against it; never null."""
    plausible = province_known(citizen_id) & (birth_year_of(citizen_id) < 2100)
    return (plausible & ~odds(citizen_id, gender, birth_year)).fill_null(value=False)


def trusted(citizen_id: pl.Expr, gender: pl.Expr, birth_year: pl.Expr) -> pl.Expr:
    """Whether the row itself backs the CCCD: valid, and the birth year is given and agrees (matching.md)."""
    backed = (birth_year_of(citizen_id) == birth_year).fill_null(value=False)
    return valid(citizen_id, gender, birth_year) & backed


def social_insurance(number: pl.Expr) -> pl.Expr:
    """A social insurance number of 10 digits, one lost zero put back; null for any other length."""
    length = number.str.len_chars()
    return pl.when(length == 10).then(number).when(length == 9).then(number.str.zfill(10))
