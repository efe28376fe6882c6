"""Marks and words for yes, no and the sexes; as polars expressions (value_variants.csv, kinds flag and gender)."""

from __future__ import annotations

import polars as pl

from cleaning.blanks import present, tidy, unquoted
from cleaning.dates import birth

MALE, FEMALE = "male", "female"
_YES = (
    r"(?i)^(?:x+|✓|✔|☑|v|√|có|co|1|\+|●|•|đ|đạt|đúng|yes|y|true|tt|cntt|sx"
    r"|(?:(?:cn|công nhân|lao động|lđ|cnlđ) )?(?:trực tiếp|truc tiep)(?: (?:sx|sản xuất))?)$"
)
# Zero is "not" (domain §3.3), and so is a crossed-out box; "-" says nothing at all.
_NO = r"(?i)^(?:0+|o|không|khong|ko|k|☐|✗|✘|no|n|false|gt|gián tiếp|gian tiep|lao động gián tiếp|văn phòng)$"
_MALE = r"(?i)^(?:nam|nam giới|m|male|trai|anh|ông|ong|mr)\.?$"
_FEMALE = r"(?i)^(?:nữ|nu|nữ giới|n|f|female|gái|chị|chi|bà|ba|cô|mrs|ms)\.?$"


def flag(text: pl.Expr) -> pl.Expr:
    """True, False, or null when the cell says nothing or nothing that is understood."""
    mark = unquoted(tidy(text))
    yes, no = pl.lit(value=True), pl.lit(value=False)
    return pl.when(mark.str.contains(_YES)).then(yes).when(mark.str.contains(_NO)).then(no)


def gender(text: pl.Expr) -> pl.Expr:
    """``male`` or ``female`` from a word or form of address. A digit is no sex: 1 and 0 are used both ways round."""
    word = unquoted(present(text))
    return pl.when(word.str.contains(_MALE)).then(pl.lit(MALE)).when(word.str.contains(_FEMALE)).then(pl.lit(FEMALE))


def in_column(text: pl.Expr) -> pl.Expr:
    """Whether a cell in the column of a sex says that the person is of it: a mark, or the birth date itself."""
    mark = unquoted(tidy(text))
    named = mark.str.contains(_YES) | mark.str.contains(_MALE) | mark.str.contains(_FEMALE)
    return (named | birth(text).is_not_null()).fill_null(value=False)


def unreadable(text: pl.Expr) -> pl.Expr:
    """Whether a mark column holds something that is neither yes nor no."""
    return present(text, zero=True).is_not_null() & flag(text).is_null()


def addressed(text: pl.Expr) -> pl.Expr:
    """The sex that a form of address tells ("Ông", "Bà ThS."); "Đồng chí" tells none, and "Ông/Bà" neither."""
    word = present(text)
    he = word.str.contains(r"(?i)^(?:ông|ong|anh|mr)\b(?:[^/]|$)")
    she = word.str.contains(r"(?i)^(?:bà|chị|cô|mrs|ms)(?:[\s.:]|$)")
    return pl.when(he).then(pl.lit(MALE)).when(she).then(pl.lit(FEMALE))
