"""Phone numbers: to ten digits as they are dialled today, 0912345678; as polars expressions."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import polars as pl

from cleaning.blanks import ascii_digits, present, unquoted

_MOBILE = r"^0[35789]\d{8}$"
_LANDLINE = r"^02\d{9}$"
_OLD_MOBILE = r"^01[2689]\d{8}$"
_SEPARATOR = r"\s*(?:[/;,|\n]|\s[-–—]\s|\shoặc\s|\svà\s).*$"


@cache
def _prefixes() -> dict[str, str]:
    text = files("schemas").joinpath("reference/phone_prefix_2018.csv").read_text(encoding="utf-8")
    return {row["old_prefix"]: row["new_prefix"] for row in csv.DictReader(text.splitlines())}


def phone(text: pl.Expr) -> pl.Expr:
    """The first phone of a cell in national form; null when there is none that could be dialled.

    Mobiles have 10 digits. Landlines are kept with 11 (024 + 8). Lost zeros, +84 and the prefixes of before 2018 are
    mended. The caller makes sure that the column holds phones.
    """
    return _renewed(_national(text))


def renewed(text: pl.Expr) -> pl.Expr:
    """Whether a phone had one of the 21 prefixes that changed on 15-9-2018."""
    return (_national(text).str.contains(_OLD_MOBILE) & phone(text).is_not_null()).fill_null(value=False)


def zero_lost(text: pl.Expr) -> pl.Expr:
    """Whether a phone was written without its leading zero, and without the country code that replaces it."""
    bare = _first_digits(text)
    return (~bare.str.contains(r"^(?:0|84)") & phone(text).is_not_null()).fill_null(value=False)


def several(text: pl.Expr) -> pl.Expr:
    """Whether a cell holds more than one phone."""
    return (present(text).str.replace_all(r"\D", "").str.len_chars() >= 18).fill_null(value=False)


def _first_digits(text: pl.Expr) -> pl.Expr:
    plain = ascii_digits(unquoted(present(text))).str.replace_all(r"\s*[\(\[][^\d].*?[\)\]]", "")
    first = plain.str.replace(_SEPARATOR, "").str.replace_all(r"\D", "")
    whole = plain.str.replace_all(r"\D", "")
    bare = pl.when(first.str.len_chars() >= 8).then(first).otherwise(whole)
    # Two mobiles run together without a separator.
    return pl.when(bare.str.contains(r"^0[35789]\d{8}0\d{9}$")).then(bare.str.slice(0, 10)).otherwise(bare)


def _national(text: pl.Expr) -> pl.Expr:
    bare = _first_digits(text).str.replace(r"^(?:00)?84(0?\d{9,10})$", "${1}")
    with_zero = bare.str.replace(r"^([35789]\d{8}|2\d{9}|1[2689]\d{8})$", "0${1}")
    return with_zero.str.replace(r"^04(\d{8})$", "024${1}")  # Hà Nội's area code until 2017


def _renewed(national: pl.Expr) -> pl.Expr:
    prefix = national.str.slice(0, 4).replace_strict(_prefixes(), default=None, return_dtype=pl.String)
    new = pl.when(national.str.contains(_OLD_MOBILE)).then(prefix + national.str.slice(4))
    return pl.when(national.str.contains(_MOBILE) | national.str.contains(_LANDLINE)).then(national).otherwise(new)
