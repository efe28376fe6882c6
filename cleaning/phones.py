"""Phone numbers: to ten digits as they are dialled today, 0912345678."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import polars as pl

from cleaning.blanks import ascii_digits, present, unquoted
from cleaning.distinct import TEXT, Reader

_MOBILE = r"^0[35789]\d{8}$"
_LANDLINE = r"^02\d{9}$"
_OLD_MOBILE = r"^01[2689]\d{8}$"
_ZERO_LOST = r"^([35789]\d{8}|2\d{9}|1[2689]\d{8})$"
# Two mobiles without anything between them.
_RUN_TOGETHER = r"^(0[35789]\d{8})0\d{9}$"
_SEPARATOR = r"\s*(?:[/;,|\n]|\s[-–—]\s|\shoặc\s|\svà\s).*$"


@cache
def _prefixes() -> dict[str, str]:
    text = files("schemas").joinpath("reference/phone_prefix_2018.csv").read_text(encoding="utf-8")
    return {row["old_prefix"]: row["new_prefix"] for row in csv.DictReader(text.splitlines())}


def _read(frame: pl.DataFrame) -> pl.DataFrame:
    bare, national = pl.col("_bare"), pl.col("_national")
    prefix = national.str.slice(0, 4).replace_strict(_prefixes(), default=None, return_dtype=pl.String)
    return (
        frame.with_columns(_plain=_plain(pl.col(TEXT)))
        .with_columns(
            _first=pl.col("_plain").str.replace(_SEPARATOR, "").str.replace_all(r"\D", ""),
            _all=pl.col("_plain").str.replace_all(r"\D", ""),
        )
        .with_columns(_bare=pl.when(pl.col("_first").str.len_chars() >= 8).then("_first").otherwise("_all"))
        .with_columns(_bare=bare.str.replace(_RUN_TOGETHER, "${1}"))
        .with_columns(_national=_national(bare))
        .with_columns(_new=pl.when(national.str.contains(_OLD_MOBILE)).then(prefix + national.str.slice(4)))
        .with_columns(phone=pl.when(national.str.contains(f"{_MOBILE}|{_LANDLINE}")).then(national).otherwise("_new"))
        .with_columns(
            renewed=pl.col("_new").is_not_null(),
            zero_lost=~bare.str.contains(r"^(?:0|84\d{9})") & pl.col("phone").is_not_null(),
            several=(pl.col("_all").str.len_chars() >= 18) & pl.col("phone").is_not_null(),
            unreadable=pl.col("_plain").is_not_null() & pl.col("phone").is_null(),
        )
    )


# Phones as: the first of the cell in national form, null when there is none that could be dialled; whether it had one
# of the 21 prefixes that changed on 15-9-2018; whether its leading zero was lost; whether the cell holds several.
# Mobiles have 10 digits, landlines are kept with 11 (024 + 8). The caller makes sure that the column holds phones.
PHONE = Reader(
    {
        "phone": pl.String,
        "renewed": pl.Boolean,
        "zero_lost": pl.Boolean,
        "several": pl.Boolean,
        "unreadable": pl.Boolean,
    },
    _read,
    plain=_MOBILE,
)


def phone(text: pl.Expr) -> pl.Expr:
    """The first phone of a cell in national form; null when there is none that could be dialled."""
    return PHONE(text).struct.field("phone")


def _plain(text: pl.Expr) -> pl.Expr:
    return ascii_digits(unquoted(present(text))).str.replace_all(r"\s*[\(\[][^\d].*?[\)\]]", "")


def _national(bare: pl.Expr) -> pl.Expr:
    with_zero = bare.str.replace(r"^(?:00)?84(0?\d{9,10})$", "${1}").str.replace(_ZERO_LOST, "0${1}")
    return with_zero.str.replace(r"^04(\d{8})$", "024${1}")  # Hà Nội's area code until 2017
