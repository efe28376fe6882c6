"""Amounts of money and other figures: Vietnamese and English number forms, to whole đồng; as polars expressions."""

from __future__ import annotations

import polars as pl

from cleaning.blanks import ascii_digits, present, unquoted
from cleaning.distinct import TEXT, Reader

_NUMBER = r"\d[\d.,]*(?: \d{3})*"
_UNITS = {
    1_000_000_000: r"(?:tỷ|tỉ|ty|ti|tỷ đồng)",
    1_000_000: r"(?:triệu|trieu|trđ|trd|tr)",
    1_000: r"(?:nghìn|ngàn|nghin|ngan|ng|k)",
}
_CURRENCY = r"(?:đồng|dong|vnđ|vnd|đ|d|₫)"
_FILLER = r"khoảng|ước tính|ước đạt|ước|trên|hơn|gần|(?:/|mỗi|một)\s*(?:năm|tháng|quý|lần)|≈|~|việt nam"
_COUNTED = r"người|nguoi|đ/c|đoàn viên|sáng kiến|sk|cn|đơn vị"
# A list's largest initiatives save some hundred billion đồng; beyond ten thousand billion a unit was misread.
_CEILING = 10_000_000_000_000


def _read_amount(frame: pl.DataFrame) -> pl.DataFrame:
    frame = frame.with_columns(_said=present(pl.col(TEXT))).with_columns(_plain=_plain(pl.col("_said")))
    frame = _worded(frame).with_columns(_bare=pl.col("_plain").str.replace(rf"\s*{_CURRENCY}$", ""))
    return frame.with_columns(
        local=number(pl.col("_bare")),
        exact=pl.col("_bare").cast(pl.Float64, strict=False),
        in_dong=pl.col("_bare") != pl.col("_plain"),
        figures=pl.col("_said").str.contains(r"\d"),
    )


def _read_figure(frame: pl.DataFrame) -> pl.DataFrame:
    said = present(pl.col(TEXT), zero=True)
    bare = said.str.replace(rf"(?i)\s*(?:{_COUNTED})\.?$", "")
    share = said.str.replace(r"(?i)\s*(?:%|phần trăm|phan tram)$", "")
    return frame.with_columns(
        said=said.is_not_null(),
        local=number(bare),
        exact=bare.cast(pl.Float64, strict=False),
        # No share is in thousands, so either mark is a decimal one.
        share=share.str.extract(r"^(\d{1,3}(?:[.,]\d+)?)$").str.replace(",", ".", literal=True).cast(pl.Float64),
    )


# Amounts as: the sum of parts that name tỷ, triệu, nghìn (null without such words); the bare number in Vietnamese and
# in exact form; whether đồng is named; whether there is any figure at all.
AMOUNT = Reader(
    {"worded": pl.Float64, "local": pl.Float64, "exact": pl.Float64, "in_dong": pl.Boolean, "figures": pl.Boolean},
    _read_amount,
)
# Figures as: whether anything is said, the number in Vietnamese and in exact form, and a share in percent as written.
FIGURE = Reader({"said": pl.Boolean, "local": pl.Float64, "exact": pl.Float64, "share": pl.Float64}, _read_figure)


def amount(text: pl.Expr, unit: pl.Expr, *, numeric: pl.Expr | None = None) -> pl.Expr:
    """Whole đồng (i64); null when nothing is said, or not one amount, or nothing but 0.

    Reads "12.210.000 đ", "12,21 triệu", "1 tỷ 250 triệu", "250tr"; of a calculation in words the number behind the last
    "=". ``unit`` is what one counts for in the heading (1,000,000 for triệu đồng) and applies where the cell names no
    unit itself. ``numeric`` says which cells are true numbers, whose dot is a decimal point.
    """
    read = AMOUNT(text)
    worded, local = read.struct.field("worded"), read.struct.field("local")
    return dong(worded, local, read.struct.field("exact"), read.struct.field("in_dong"), unit, numeric)


def dong(
    worded: pl.Expr, local: pl.Expr, exact: pl.Expr, in_dong: pl.Expr, unit: pl.Expr, numeric: pl.Expr | None
) -> pl.Expr:
    """Whole đồng out of the parts of AMOUNT, the unit of the heading and the kind of the cell."""
    single = local if numeric is None else pl.when(numeric).then(exact).otherwise(local)
    total = pl.coalesce(worded, single * pl.when(in_dong).then(1).otherwise(unit)).round(0)
    return pl.when(total.is_between(1, _CEILING)).then(total).cast(pl.Int64)


def number(text: pl.Expr) -> pl.Expr:
    """A figure as f64: dots in threes are thousands, a comma is the decimal mark; English forms where they are sure."""
    return _decimal(ascii_digits(unquoted(text)).str.replace_all(r"[ \u00a0](\d{3})\b", "${1}"), comma_thousands=True)


def count(text: pl.Expr, *, numeric: pl.Expr | None = None) -> pl.Expr:
    """A count of people or things (i64), 0 included; a word behind it ("1.168 người") is no part of it."""
    read = FIGURE(text)
    return whole(read.struct.field("local"), read.struct.field("exact"), numeric)


def whole(local: pl.Expr, exact: pl.Expr, numeric: pl.Expr | None) -> pl.Expr:
    """A count out of the parts of FIGURE and the kind of the cell; null for a negative or broken number."""
    figure = local if numeric is None else pl.when(numeric).then(exact).otherwise(local)
    return pl.when((figure >= 0) & (figure == figure.round(0)) & (figure < 1e12)).then(figure).cast(pl.Int64)


def percent(text: pl.Expr) -> pl.Expr:
    """A share in percent as f64, as it is written: "60%", "60,5", "60 phần trăm"; 0,6 stays 0.6."""
    return FIGURE(text).struct.field("share")


def _plain(said: pl.Expr) -> pl.Expr:
    """What stands behind the last "=", in small letters and without words that change no amount."""
    last = said.str.replace(r"^.*=\s*", "")
    small = ascii_digits(unquoted(last)).str.to_lowercase().str.replace(r"\s*\([^)]*\)\s*$", "")
    return small.str.replace_all(rf"(?:{_FILLER})", " ").str.replace_all(r"\s+", " ").str.strip_chars(" .;:")


def _worded(frame: pl.DataFrame) -> pl.DataFrame:
    """Add ``worded``: the sum of the parts that name tỷ, triệu or nghìn; null when the text holds anything else."""
    rest, total = pl.col("_rest"), pl.col("_total")
    frame = frame.with_columns(_rest=pl.col("_plain"), _total=pl.lit(0.0))
    for factor, word in _UNITS.items():
        pattern = rf"^\s*({_NUMBER})\s*{word}(?:\s|$|{_CURRENCY})"
        frame = frame.with_columns(_part=rest.str.extract(pattern).str.replace_all(" ", "")).with_columns(
            _rest=rest.str.replace(pattern, ""),
            # A part that is no number ("1.2.3 tỷ") spoils the sum.
            _total=pl.when(pl.col("_part").is_null())
            .then(total)
            .otherwise(total + factor * _decimal(pl.col("_part"), comma_thousands=False)),
        )
    finished = rest.str.strip_chars().str.contains(rf"^{_CURRENCY}?$")
    return frame.with_columns(worded=pl.when(finished & (total > 0)).then(total))


def _decimal(plain: pl.Expr, *, comma_thousands: bool) -> pl.Expr:
    """Digits with dots and commas to f64. Next to a unit word ("1,250 tỷ") a lone comma is always decimal."""
    # A number in thousands never begins with 0: "0.333" and "0,125" are fractions.
    thousands = r"^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3}){2,})$" + (r"|^[1-9]\d{0,2},\d{3}$" if comma_thousands else "")
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
