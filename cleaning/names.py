"""Names of people: as a person would write them, and folded for comparison; as polars expressions.

A name wholly in capitals or wholly in small letters becomes Title Case, since heads of lists ask for capitals ("ghi chữ
in hoa") and the same person comes back in ordinary writing; a name of mixed case is left as its owner wrote it.
"""

from __future__ import annotations

import polars as pl

from cleaning.blanks import filled, present, tidy
from cleaning.distinct import TEXT, Reader

_NUMBERING = r"^\d{1,4}\s*[.)/]\s*"
# Degrees need no second word behind; forms of address do, because Anh and Ông also stand in names.
_DEGREE = (
    r"(?i:(?:pgs|gs|ths|th\.s|ts|bs|ks|kts|cn|đ/c|đc|đ\.c|d/c|đồng chí|dong chi|thạc sĩ|tiến sĩ|kỹ sư|bác sĩ"
    r"|cử nhân)\b[.:]*\s*)"
)
_ADDRESS = r"(?i:(?:ông/bà|ông|bà|anh|chị|mr|mrs|ms)(?:[.:]+\s*|\s+))"
_ADDRESSED = rf"^{_ADDRESS}(?P<rest>\S+\s+\S.*)$"
_FRONT = rf"^((?:{_DEGREE})*(?:{_ADDRESS})?(?:{_DEGREE})*)"
# Any number of notes in brackets, and the punctuation around them, so that reading twice finds no more.
_BRACKETS = r"(?:[\s.,;:\-–’'\"]*[\(\[\{][^\)\]\}]*[\)\]\}]?)+[\s.,;:\-–’'\"]*$"
_DASHED = r"\s+[-–—]\s+(?P<note>.+)$|\s*[,;]\s*(?P<other>.+)$"
_INSIDE = r"[\(\[\{]([^\)\]\}]*)[\)\]\}]?\s*$"
_EDGES = " .,;:-–'’\""
_LETTER = r"^(?P<name>\S+\s+\S+\s+\S.*)\s(?P<note>[A-E])$"
_ODD = r"[^\p{L}\p{M}\s'’.\-]"
# "y" alone behind its consonant is the same vowel as "i" (Lý, Lí); "ay", "uy" and "oay" are sounds of their own.
_LONE_Y = r"\b(qu|[b-df-hj-np-tv-xz]+)y\b"


def _read(frame: pl.DataFrame) -> pl.DataFrame:
    """Split name cells into title, name and note; "Nguyễn Văn A" keeps its last word, which may be all it has."""
    name = pl.col("full_name")
    return (
        frame.with_columns(_whole=present(pl.col(TEXT)).str.replace(_NUMBERING, ""))
        .with_columns(_untitled=_untitled(pl.col("_whole")))
        .with_columns(
            # A note behind a comma may have hidden one in brackets.
            _bare=pl.col("_untitled")
            .str.replace(_BRACKETS, "")
            .str.replace(_DASHED, "")
            .str.replace(_BRACKETS, "")
            .str.strip_chars(_EDGES),
            title=pl.when(pl.col("_untitled") != pl.col("_whole")).then(tidy(pl.col("_whole").str.extract(_FRONT))),
        )
        .with_columns(_name=filled(pl.col("_bare").str.replace(_LETTER, "${name}")))
        .with_columns(full_name=_titled(pl.col("_name")), note=_note())
        .with_columns(
            name_key=folded(name),
            recased=name != pl.col("_name"),
            odd=name.str.contains(_ODD),
            single=~name.str.contains(" ", literal=True),
        )
    )


# Name cells as: the name; its key; the note behind ("Tổ trưởng", "nữ", "A"); the title in front ("Ông", "Đ/c ThS.");
# whether Title Case was made of capitals; whether it holds what no name holds; whether it is a single word.
NAME = Reader(
    {
        "full_name": pl.String,
        "name_key": pl.String,
        "note": pl.String,
        "title": pl.String,
        "recased": pl.Boolean,
        "odd": pl.Boolean,
        "single": pl.Boolean,
    },
    _read,
)


def joined(family_middle: pl.Expr, given: pl.Expr) -> pl.Expr:
    """One name cell out of two columns (Họ đệm, Tên); null when both are blank."""
    return tidy(pl.concat_str(present(family_middle), present(given), separator=" ", ignore_nulls=True))


def folded(text: pl.Expr) -> pl.Expr:
    """The key of a text: small letters without diacritics, so that hoà and hòa, Lý and Lí agree; null stays null.

    For comparison only. Tones are evidence (Hùng is not Hưng): whoever compares names uses the key beside the name.
    """
    plain = text.str.normalize("NFD").str.replace_all(r"\p{M}+", "").str.to_lowercase()
    plain = plain.str.replace_all("đ", "d", literal=True).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return plain.str.replace_all(_LONE_Y, "${1}i")


def _untitled(whole: pl.Expr) -> pl.Expr:
    degree = rf"^(?:{_DEGREE})+"
    return whole.str.replace(degree, "").str.replace(_ADDRESSED, "${rest}").str.replace(degree, "").str.strip_chars()


def _titled(name: pl.Expr) -> pl.Expr:
    shouted = (name == name.str.to_uppercase()) | (name == name.str.to_lowercase())
    return pl.when(shouted).then(name.str.to_titlecase()).otherwise(name)


def _note() -> pl.Expr:
    untitled = pl.col("_untitled")
    dashed = untitled.str.extract(r"\s[-–—]\s+([^\(\[\{]+)").fill_null(untitled.str.extract(r"[,;]\s*([^\(\[\{]+)"))
    letter = pl.when(pl.col("_bare") != pl.col("_name")).then(pl.col("_bare").str.extract(r"([A-E])$"))
    return tidy(pl.concat_str(letter, dashed, untitled.str.extract(_INSIDE), separator="; ", ignore_nulls=True))
