"""Marks and words for yes, no and the sexes; as polars expressions (value_variants.csv, kinds flag and gender)."""

from __future__ import annotations

import polars as pl

from cleaning.blanks import present, tidy, unquoted
from cleaning.distinct import TEXT, Reader

MALE, FEMALE = "male", "female"
_YES = (
    r"(?i)^(?:x+|✓|✔|☑|v|√|có|co|1|\+|●|•|đ|đạt|đúng|yes|y|true|tt|cntt|sx"
    r"|(?:(?:cn|công nhân|lao động|lđ|cnlđ) )?(?:trực tiếp|truc tiep)(?: (?:sx|sản xuất))?)$"
)
# Zero is "not" (domain §3.3), and so is a crossed-out box; "-" says nothing at all.
_NO = r"(?i)^(?:0+|o|không|khong|ko|k|☐|✗|✘|no|n|false|gt|gián tiếp|gian tiep|lao động gián tiếp|văn phòng)$"
_MALE = r"(?i)^(?:nam|nam giới|m|male|trai|anh|ông|ong|mr)\.?$"
_FEMALE = r"(?i)^(?:nữ|nu|nữ giới|n|f|female|gái|chị|chi|bà|ba|cô|mrs|ms)\.?$"
_SIR = r"(?i)^(?:ông|ong|anh|mr)(?:[\s.:]|$)"
_MADAM = r"(?i)^(?:bà|chị|cô|mrs|ms)(?:[\s.:]|$)"


def _read(frame: pl.DataFrame) -> pl.DataFrame:
    mark, word = pl.col("_mark"), pl.col("_word")
    yes, no, male, female = pl.lit(value=True), pl.lit(value=False), pl.lit(MALE), pl.lit(FEMALE)
    return (
        frame.with_columns(
            _mark=unquoted(tidy(pl.col(TEXT))),
            _word=unquoted(present(pl.col(TEXT))),
            _said=present(pl.col(TEXT), zero=True).is_not_null(),
        )
        .with_columns(
            flag=pl.when(mark.str.contains(_YES)).then(yes).when(mark.str.contains(_NO)).then(no),
            gender=pl.when(word.str.contains(_MALE)).then(male).when(word.str.contains(_FEMALE)).then(female),
            addressed=pl.when(word.str.contains(_SIR)).then(male).when(word.str.contains(_MADAM)).then(female),
            dated=word.str.contains(r"\d{2}"),
        )
        .with_columns(
            belongs=pl.col("flag").fill_null(value=False) | pl.col("gender").is_not_null() | pl.col("dated"),
            unreadable=pl.col("_said") & pl.col("flag").is_null(),
        )
    )


# Marks as: yes, no or nothing that is understood; the sex of a word (a digit is no sex: 1 and 0 are used both ways
# round); the sex of a form of address ("Bà ThS."; "Đồng chí" tells none and "Ông/Bà" neither); whether there is a year
# or date; whether the cell, in the column of a sex, says that the person is of it: a mark, or the birth date itself;
# whether a mark column holds what is neither yes nor no.
MARK = Reader(
    {
        "flag": pl.Boolean,
        "gender": pl.String,
        "addressed": pl.String,
        "dated": pl.Boolean,
        "belongs": pl.Boolean,
        "unreadable": pl.Boolean,
    },
    _read,
)


def flag(text: pl.Expr) -> pl.Expr:
    """True, False, or null when the cell says nothing or nothing that is understood."""
    return MARK(text).struct.field("flag")


def gender(text: pl.Expr) -> pl.Expr:
    """``male`` or ``female`` from a word or form of address."""
    return MARK(text).struct.field("gender")
