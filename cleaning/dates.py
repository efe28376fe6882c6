"""Dates as clerks write them, to ISO text with the precision that was given; as polars expressions.

The day comes first, always (domain §3.12). ``1985-03-07`` is a day, ``1985-03`` a month, ``1985`` a year.
"""

from __future__ import annotations

import polars as pl

from cleaning.blanks import present, unquoted
from cleaning.distinct import TEXT, Reader

# Two-digit years above the pivot are 19xx: the youngest who work were born before 2011. A rule kept here, never the
# clock.
PIVOT = 10
# Outside of these no one born works today: whoever hands in 2025 as a year of birth has filled in the wrong column.
EARLIEST_BIRTH, LATEST_BIRTH = 1920, 2011
_YEARS = (1900, 2100)
_EPOCH = pl.lit("1899-12-30").str.to_date()  # of Excel's 1900 system, its leap-day mistake included
_SERIALS = (7_000, 60_000)  # 1919 to 2064

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: f"/{i}/" for i, name in enumerate(_ENGLISH, 1)}
_WORDS = r"(?i)\(.*\)|ngày|ngay|tháng|thang|năm|nam|sinh|\bsn\b|\bns\b|[:;]"
_TIME = r"(?i)[t ]\d{1,2}:\d{2}.*$"


def _read(frame: pl.DataFrame) -> pl.DataFrame:
    """Read dd/mm/yyyy with any separator, dd/mm/yy, ddmmyyyy, mm/yyyy, yyyy, ISO, words, serials, empty days."""
    form = pl.col("_form")
    staged = (
        frame.with_columns(_form=_form(pl.col(TEXT)))
        .with_columns(
            _dmy=form.str.extract_groups(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$"),
            _my=form.str.extract_groups(r"^(\d{1,2})/(\d{4})$"),
            _serial=_serial(form),
            two_digit=form.str.contains(r"^(?:\d{1,2}/\d{1,2}/)?\d{2}$"),
        )
        .with_columns(
            _day=pl.col("_dmy").struct[0].cast(pl.Int32),
            _month=pl.col("_dmy").struct[1].cast(pl.Int32),
            _year=_century(pl.col("_dmy").struct[2]),
        )
        .with_columns(
            _date=pl.concat_str(
                pl.col("_year").cast(pl.String).str.zfill(4),
                pl.col("_month").cast(pl.String).str.zfill(2),
                pl.col("_day").cast(pl.String).str.zfill(2),
                separator="-",
            ).str.to_date("%Y-%m-%d", strict=False)
        )
    )
    full = pl.when(pl.col("_year").is_between(*_YEARS)).then(pl.col("_date").dt.to_string("%Y-%m-%d"))
    empty = (pl.col("_day") == 0) | (pl.col("_month") == 0)
    of_month = _month(pl.col("_my").struct[1], pl.col("_my").struct[0])
    dated = staged.with_columns(
        iso=pl.when(empty)
        .then(_known(pl.col("_year")))
        .otherwise(pl.coalesce(full, of_month, _known(form.str.extract(r"^(\d{4})$")), "_serial")),
        serial=pl.col("_serial").is_not_null(),
        day_first=(pl.col("_day") > 12) & (pl.col("_month") <= 12),
        month_first=(pl.col("_day") <= 12) & pl.col("_month").is_between(13, 31),
    )
    return dated.with_columns(birth=_birth())


# Dates as: ISO text with its precision; the same as a birth date; whether its year has two digits only, alone or behind
# day and month; whether it was an Excel serial; whether it can only be read with the day first, or only with the month.
# Null when there is no date or it is impossible.
DATE = Reader(
    {
        "iso": pl.String,
        "birth": pl.String,
        "two_digit": pl.Boolean,
        "serial": pl.Boolean,
        "day_first": pl.Boolean,
        "month_first": pl.Boolean,
    },
    _read,
)


def iso(text: pl.Expr) -> pl.Expr:
    """The date of a cell as ISO text, null when there is none or it is impossible."""
    return DATE(text).struct.field("iso")


def birth(text: pl.Expr) -> pl.Expr:
    """A birth date as contract §4 gives it: the day, or the year when no more is known; null when impossible."""
    return DATE(text).struct.field("birth")


def year(date: pl.Expr) -> pl.Expr:
    """The year of ISO text as i32."""
    return date.str.slice(0, 4).cast(pl.Int32, strict=False)


def swappable(date: pl.Expr) -> pl.Expr:
    """Whether a full date reads as another date when day and month change places."""
    day, month = date.str.slice(8, 2).cast(pl.Int32, strict=False), date.str.slice(5, 2).cast(pl.Int32, strict=False)
    return ((date.str.len_chars() == 10) & (day <= 12) & (day != month)).fill_null(value=False)


def _form(text: pl.Expr) -> pl.Expr:
    """One shape for all spellings: day/month/year, month/year, or digits alone."""
    plain = unquoted(present(text)).str.replace(_TIME, "").str.replace_all(_WORDS, "/")
    plain = plain.str.to_lowercase().str.replace_many(_MONTHS)
    plain = plain.str.replace_all(r"[-./\\,\s…–_]+", "/").str.strip_chars("/")
    plain = plain.str.replace(r"^(\d{4})/(\d{1,2})/(\d{1,2})$", "${3}/${2}/${1}")
    plain = plain.str.replace(r"^(\d{4})/(\d{1,2})$", "${2}/${1}").str.replace(r"^0{1,2}/(\d{4})$", "${1}")
    run = plain.str.replace(r"^(\d{7})$", "0${1}")
    dmy = run.str.replace(r"^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d{4})$", "${1}/${2}/${3}")
    return dmy.str.replace(r"^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$", "${3}/${2}/${1}")


def _birth() -> pl.Expr:
    """A lone two-digit number may be an age as well as a year; from 66 on it cannot be the age of one who works."""
    short = pl.col("_form").str.extract(r"^(6[6-9]|[7-9]\d)$")
    date = pl.coalesce(pl.col("iso").str.replace(r"^(\d{4})-\d{2}$", "${1}"), pl.lit("19") + short)
    return pl.when(year(date).is_between(EARLIEST_BIRTH, LATEST_BIRTH)).then(date)


def _century(year: pl.Expr) -> pl.Expr:
    short = year.cast(pl.Int32, strict=False)
    of_two = short + pl.when(short > PIVOT).then(1900).otherwise(2000)
    return pl.when(year.str.len_chars() == 2).then(of_two).otherwise(short)


def _month(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    known = month.cast(pl.Int32).is_between(1, 12) & year.cast(pl.Int32).is_between(*_YEARS)
    return pl.when(known).then(pl.concat_str(year, month.str.zfill(2), separator="-"))


def _known(year: pl.Expr) -> pl.Expr:
    return pl.when(year.cast(pl.Int32, strict=False).is_between(*_YEARS)).then(year.cast(pl.String))


def _serial(form: pl.Expr) -> pl.Expr:
    serial = form.str.extract(r"^(\d{4,5})$").cast(pl.Int32)
    date = _EPOCH + pl.duration(days=serial)
    return pl.when(serial.is_between(*_SERIALS)).then(date.dt.to_string("%Y-%m-%d"))
