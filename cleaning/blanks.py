"""Cells that hold text and cells that only look as if: tidy text, no value, formula errors; as polars expressions."""

from __future__ import annotations

import polars as pl

from cleaning.distinct import TEXT, Reader

# Zero width, bidirectional marks, fillers: seen in cells pasted from web pages and Zalo. The soft hyphen is left alone:
# in TCVN3 it is the letter ư, and legacy text may reach a cleaner undecoded.
_INVISIBLE = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_ERROR = r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BUSY!|FIELD!|BLOCKED!|CONNECT!)"
_SILENCE = (
    r"[-–—_.…/\\*?~\s]+|n/?a|null|none|nil|k|ko|không|khong|không có|khong co|ko có|k có|chưa có|chua co"
    rf"|chưa rõ|chua ro|không rõ|khong ro|chưa cập nhật|trống|{_ERROR}"
)
_NOTHING = rf"(?i)^(?:0+|{_SILENCE})$"
_NOTHING_BUT_ZERO = rf"(?i)^(?:{_SILENCE})$"
_ANYTHING = r"^(.+)$"
# Full-width, Arabic-Indic and extended Arabic-Indic digits, as input methods and web pages leave them.
_DIGITS = {chr(zero + digit): str(digit) for zero in (0xFF10, 0x0660, 0x06F0) for digit in range(10)}


def tidy(text: pl.Expr) -> pl.Expr:
    """Text in NFC on one line with single spaces and without invisible characters; blank becomes null.

    Ð (U+00D0, eth) becomes Đ: no Unicode normal form maps the two, and Vietnamese has no eth.
    """
    one = text.str.normalize("NFC").str.replace_all(_INVISIBLE, "").str.replace_all(r"[\s\u00a0]+", " ")
    one = one.str.replace_all("Ð", "Đ", literal=True).str.replace_all("ð", "đ", literal=True)
    return filled(one.str.strip_chars(" "))


def present(text: pl.Expr, *, zero: bool = False) -> pl.Expr:
    """Tidy text, null where the cell says that there is no value ("-", "…", "chưa có", "0") or shows a formula error.

    With ``zero`` a 0 is a value: in figures and marks it means none and not (value_variants.csv, kind null).
    """
    return filled(tidy(text).str.replace(_NOTHING_BUT_ZERO if zero else _NOTHING, ""))


def filled(text: pl.Expr) -> pl.Expr:
    """Text, null when it is empty."""
    return text.str.extract(_ANYTHING)


def erroneous(text: pl.Expr) -> pl.Expr:
    """Whether the cell shows a formula error such as #REF!: a value gone wrong, never a blank."""
    return text.str.contains(f"^{_ERROR}$")


def unquoted(text: pl.Expr) -> pl.Expr:
    """Text without the apostrophe that Excel users put in front so that digits stay as typed."""
    return text.str.strip_chars("'’‘`\" ")


def ascii_digits(text: pl.Expr) -> pl.Expr:
    """Text with the digits of other scripts written as 0 to 9."""
    return text.str.replace_many(_DIGITS)


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(said=present(pl.col(TEXT)))


# Dates and numbers of a spreadsheet's own, the most distinct of all texts, say what they say.
PLAIN = Reader({"said": pl.String}, _plain, plain=r"^(?:[1-9][0-9]*|[12][0-9]{3}-[01][0-9]-[0-3][0-9])$")
