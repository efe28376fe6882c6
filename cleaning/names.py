"""Names of people: as a person would write them, and folded for comparison; as polars expressions.

A name wholly in capitals or wholly in small letters becomes Title Case, since heads of lists ask for capitals ("ghi chữ
in hoa") and the same person comes back in ordinary writing; a name of mixed case is left as its owner wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cleaning.blanks import present, tidy

_NUMBERING = r"^\d{1,4}\s*[.)/]\s*"
# Degrees need no second word behind; forms of address do, because Anh and Ông also stand in names.
_DEGREE = (
    r"(?i:(?:pgs|gs|ths|th\.s|ts|bs|ks|kts|cn|đ/c|đc|đ\.c|d/c|đồng chí|dong chi|thạc sĩ|tiến sĩ|kỹ sư|bác sĩ"
    r"|cử nhân)\b[.:]*\s*)"
)
_ADDRESS = r"(?i:(?:ông/bà|ông|bà|anh|chị|mr|mrs|ms)(?:[.:]+\s*|\s+))"
_ADDRESSED = rf"^{_ADDRESS}(?P<rest>\S+\s+\S.*)$"
_BRACKET = r"\s*[\(\[\{](?P<note>[^\)\]\}]*)[\)\]\}]?\s*$"
_DASHED = r"\s+[-–—]\s+(?P<note>.+)$|\s*[,;]\s*(?P<other>.+)$"
_LETTER = r"^(?P<name>\S+\s+\S+\s+\S.*)\s(?P<note>[A-E])$"
_ODD = r"[^\p{L}\p{M}\s'’.\-]"
# "y" alone behind its consonant is the same vowel as "i" (Lý, Lí); "ay", "uy" and "oay" are sounds of their own.
_LONE_Y = r"\b(qu|[b-df-hj-np-tv-xz]+)y\b"


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name cell as expressions: the name, what was taken off, and what was done to it."""

    full_name: pl.Expr
    note: pl.Expr  # "Tổ trưởng", "nữ", "A"; null when nothing stood behind the name
    title: pl.Expr  # "Ông", "Đ/c ThS."; null when nothing stood in front
    recased: pl.Expr  # bool: Title Case was made of capitals


def parse(text: pl.Expr) -> Name:
    """Split a name cell into title, name and note; "Nguyễn Văn A" keeps its last word, which may be all it has."""
    whole = present(text).str.replace(_NUMBERING, "")
    front = whole.str.extract(rf"^((?:{_DEGREE})*(?:{_ADDRESS})?(?:{_DEGREE})*)")
    untitled = _untitled(whole)
    bare = untitled.str.replace(_BRACKET, "").str.replace(_DASHED, "").str.strip_chars(" .,;:-–'’\"")
    name = bare.str.replace(_LETTER, "${name}")
    plain = _titled(name)
    return Name(
        full_name=pl.when(plain != "").then(plain),
        note=_note(untitled, bare, name),
        title=pl.when(untitled != whole).then(tidy(front)),
        recased=(plain != name).fill_null(value=False),
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


def odd(name: pl.Expr) -> pl.Expr:
    """Whether a name holds what no name holds: digits, signs."""
    return name.str.contains(_ODD)


def _untitled(whole: pl.Expr) -> pl.Expr:
    degree = rf"^(?:{_DEGREE})+"
    return whole.str.replace(degree, "").str.replace(_ADDRESSED, "${rest}").str.replace(degree, "").str.strip_chars()


def _titled(name: pl.Expr) -> pl.Expr:
    shouted = (name == name.str.to_uppercase()) | (name == name.str.to_lowercase())
    return pl.when(shouted).then(name.str.to_titlecase()).otherwise(name)


def _note(untitled: pl.Expr, bare: pl.Expr, name: pl.Expr) -> pl.Expr:
    bracket = untitled.str.extract(r"[\(\[\{]([^\)\]\}]*)[\)\]\}]?\s*$")
    dashed = untitled.str.extract(r"\s[-–—]\s+([^\(\[\{]+)").fill_null(untitled.str.extract(r"[,;]\s*([^\(\[\{]+)"))
    letter = pl.when(bare != name).then(bare.str.extract(r"([A-E])$"))
    return tidy(pl.concat_str(letter, dashed, bracket, separator="; ", ignore_nulls=True))
