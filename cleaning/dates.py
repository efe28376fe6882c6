"""Dates as clerks write them, to ISO text with the precision that was given; as polars expressions.

The day comes first, always (domain §3.12). ``1985-03-07`` is a day, ``1985-03`` a month, ``1985`` a year.
"""

from __future__ import annotations

import polars as pl

from cleaning.blanks import present, unquoted

# Two-digit years above the pivot are 19xx. The youngest who work were born before 2011; a parameter, never the clock.
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


def iso(text: pl.Expr, *, pivot: int = PIVOT) -> pl.Expr:
    """The date of a cell as ISO text, null when there is none or it is impossible.

    Reads dd/mm/yyyy with any separator, dd/mm/yy, ddmmyyyy, mm/yyyy, yyyy, ISO, words ("ngày 7 tháng 3 năm 1985"),
    Excel serials, and year-only forms with empty days ("00/00/1980", "//1980", "../../1980").
    """
    form = _form(text)
    day, month, year = (form.str.extract(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$", i) for i in (1, 2, 3))
    unknown = (day.cast(pl.Int32) == 0) | (month.cast(pl.Int32) == 0)
    full = pl.when(unknown).then(_year(_century(year, pivot))).otherwise(_day(_century(year, pivot), month, day))
    of_month = form.str.extract_groups(r"^(\d{1,2})/(\d{4})$")
    return pl.coalesce(
        full, _month(of_month.struct[1], of_month.struct[0]), _year(form.str.extract(r"^(\d{4})$")), _serial(form)
    )


def two_digit_year(text: pl.Expr) -> pl.Expr:
    """Whether the year of a date is written with two digits only, alone or behind day and month."""
    return _form(text).str.contains(r"^(?:\d{1,2}/\d{1,2}/)?\d{2}$")


def from_serial(text: pl.Expr) -> pl.Expr:
    """Whether a date is written as an Excel serial."""
    return _serial(_form(text)).is_not_null()


def birth(text: pl.Expr, *, pivot: int = PIVOT) -> pl.Expr:
    """A birth date as contract §4 gives it: the day, or the year when no more is known; null when impossible.

    A lone two-digit number may be an age as well as a year; from 66 on it cannot be the age of one who works.
    """
    form = _form(text)
    short = form.str.extract(r"^(6[6-9]|[7-9]\d)$")
    date = iso(text, pivot=pivot).fill_null(pl.lit("19") + short)
    date = pl.when(date.str.len_chars() == 7).then(date.str.slice(0, 4)).otherwise(date)
    return pl.when(year(date).is_between(EARLIEST_BIRTH, LATEST_BIRTH)).then(date)


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
    plain = plain.str.replace(r"^0{1,2}/(\d{4})$", "${1}")
    run = plain.str.replace(r"^(\d{7})$", "0${1}")
    dmy = run.str.replace(r"^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d{4})$", "${1}/${2}/${3}")
    return dmy.str.replace(r"^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$", "${3}/${2}/${1}")


def _century(year: pl.Expr, pivot: int) -> pl.Expr:
    short = year.cast(pl.Int32, strict=False)
    return (
        pl.when(year.str.len_chars() == 2)
        .then(short + pl.when(short > pivot).then(1900).otherwise(2000))
        .otherwise(short)
    )


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    text = pl.concat_str(year.cast(pl.String), month.str.zfill(2), day.str.zfill(2), separator="-")
    date = text.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(year.is_between(*_YEARS)).then(date.dt.to_string("%Y-%m-%d"))


def _month(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    known = month.cast(pl.Int32).is_between(1, 12) & year.cast(pl.Int32).is_between(*_YEARS)
    return pl.when(known).then(pl.concat_str(year, month.str.zfill(2), separator="-"))


def _year(year: pl.Expr) -> pl.Expr:
    return pl.when(year.cast(pl.Int32, strict=False).is_between(*_YEARS)).then(year.cast(pl.String))


def _serial(form: pl.Expr) -> pl.Expr:
    serial = form.str.extract(r"^(\d{4,5})$").cast(pl.Int32)
    date = _EPOCH + pl.duration(days=serial)
    return pl.when(serial.is_between(*_SERIALS)).then(date.dt.to_string("%Y-%m-%d"))
