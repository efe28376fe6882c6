"""Amounts of money and other figures: Vietnamese and English number forms, to whole đồng; as polars expressions."""

from __future__ import annotations

import polars as pl

from cleaning.blanks import ascii_digits, present, unquoted

_NUMBER = r"\d[\d.,]*(?: \d{3})*"
_UNITS = {
    1_000_000_000: r"(?:tỷ|tỉ|ty|ti|tỷ đồng)",
    1_000_000: r"(?:triệu|trieu|trđ|trd|tr)",
    1_000: r"(?:nghìn|ngàn|nghin|ngan|ng|k)",
}
_CURRENCY = r"(?:đồng|dong|vnđ|vnd|đ|d|₫)"
_FILLER = r"khoảng|ước tính|ước đạt|ước|trên|hơn|gần|(?:/|mỗi|một)\s*(?:năm|tháng|quý|lần)|≈|~|việt nam"
# A list's largest initiatives save some hundred billion đồng; beyond ten thousand billion a unit was misread.
_CEILING = 10_000_000_000_000


def amount(text: pl.Expr, unit: pl.Expr, *, numeric: pl.Expr | None = None) -> pl.Expr:
    """Whole đồng (i64); null when nothing is said, or not one amount, or nothing but 0.

    Reads "12.210.000 đ", "12,21 triệu", "1 tỷ 250 triệu", "250tr"; of a calculation in words the number behind the last
    "=". ``unit`` is what one counts for in the heading (1,000,000 for triệu đồng) and applies where the cell names no
    unit itself. ``numeric`` says which cells are true numbers, whose dot is a decimal point.
    """
    plain = _plain(text)
    worded = _worded(plain)
    bare = plain.str.replace(rf"\s*{_CURRENCY}$", "")
    said = bare != plain
    scale = pl.when(said).then(1).otherwise(unit)
    single = number(bare, numeric=numeric) * scale
    total = pl.coalesce(worded, single).round(0)
    return pl.when(total.is_between(1, _CEILING)).then(total).cast(pl.Int64)


def scaled(text: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """Whether an amount was multiplied by the unit of its heading."""
    plain = _plain(text)
    return ((unit != 1) & plain.str.contains(r"^[\d.,\s]+$")).fill_null(value=False)


def number(text: pl.Expr, *, numeric: pl.Expr | None = None) -> pl.Expr:
    """A figure as f64: dots in threes are thousands, a comma is the decimal mark; English forms where they are sure."""
    plain = ascii_digits(unquoted(text)).str.replace_all(r"[ \u00a0](\d{3})\b", "${1}")
    local = _decimal(plain, comma_thousands=True)
    return local if numeric is None else pl.when(numeric).then(plain.cast(pl.Float64, strict=False)).otherwise(local)


def count(text: pl.Expr, *, numeric: pl.Expr | None = None) -> pl.Expr:
    """A count of people or things (i64), 0 included; a word behind it ("1.168 người") is no part of it."""
    plain = present(text, zero=True).str.replace(r"(?i)\s*(?:người|nguoi|đ/c|đoàn viên|sáng kiến|sk|cn|đơn vị)\.?$", "")
    figure = number(plain, numeric=numeric)
    return pl.when((figure >= 0) & (figure == figure.round(0)) & (figure < 1e12)).then(figure).cast(pl.Int64)


def percent(text: pl.Expr) -> pl.Expr:
    """A share in percent as f64, as it is written: "60%", "60,5", "60 phần trăm"; 0,6 stays 0.6."""
    plain = present(text, zero=True).str.replace(r"(?i)\s*(?:%|phần trăm|phan tram)$", "")
    return pl.when(plain.str.contains(r"^\d{1,3}(?:[.,]\d+)?$")).then(_decimal(plain, comma_thousands=False))


def _plain(text: pl.Expr) -> pl.Expr:
    """What stands behind the last "=", in small letters and without words that change no amount."""
    last = present(text).str.replace(r"^.*=\s*", "")
    small = ascii_digits(unquoted(last)).str.to_lowercase().str.replace(r"\s*\([^)]*\)\s*$", "")
    return small.str.replace_all(rf"(?:{_FILLER})", " ").str.replace_all(r"\s+", " ").str.strip_chars(" .;:")


def _worded(plain: pl.Expr) -> pl.Expr:
    """The sum of the parts that name tỷ, triệu or nghìn; null when the text holds anything else."""
    total: pl.Expr = pl.lit(0.0)
    rest = plain
    for factor, word in _UNITS.items():
        pattern = rf"^\s*({_NUMBER})\s*{word}(?:\s|$|{_CURRENCY})"
        part = _decimal(rest.str.extract(pattern).str.replace_all(" ", ""), comma_thousands=False)
        total = total + pl.when(rest.str.contains(pattern)).then(part * factor).otherwise(0.0)
        rest = rest.str.replace(pattern, "")
    finished = rest.str.strip_chars().str.contains(rf"^{_CURRENCY}?$")
    return pl.when(finished & (total > 0)).then(total)


def _decimal(plain: pl.Expr, *, comma_thousands: bool) -> pl.Expr:
    """Digits with dots and commas to f64. Next to a unit word ("1,250 tỷ") a lone comma is always decimal."""
    thousands = r"^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3}){2,}$" + (r"|^\d{1,3},\d{3}$" if comma_thousands else "")
    both_local, both_english = r"^\d{1,3}(?:\.\d{3})+,\d+$", r"^\d{1,3}(?:,\d{3})+\.\d+$"
    no_marks = plain.str.replace_all(r"[.,]", "")
    local = plain.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    chosen = (
        pl.when(plain.str.contains(thousands))
        .then(no_marks)
        .when(plain.str.contains(both_local) | plain.str.contains(r"^\d+,\d+$"))
        .then(local)
        .when(plain.str.contains(both_english))
        .then(plain.str.replace_all(",", "", literal=True))
        .when(plain.str.contains(r"^\d+(?:\.\d+)?$"))
        .then(plain)
    )
    return chosen.cast(pl.Float64, strict=False)
