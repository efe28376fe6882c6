"""Values as the matcher compares them: polars expressions from cleaned or raw text to one spelling, or to null.

The rules repeat those of the cleaners where ``workers match`` meets raw lists; on cleaned values they change nothing.
An unreadable value is missing, never a guess: a number in scientific notation makes different people's ids equal.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

TONES: Final = r"\x{0300}\x{0301}\x{0303}\x{0309}\x{0323}"
LETTERS: Final = r"\p{L}\x{0302}\x{0306}\x{031B}"
TITLES: Final = r"^(?:(?:ông|bà|anh|chị|đ/c|đồng chí|đc|ks|ths|ts|bs|cn|gs|pgs)[\s.:]+)+"
SEXES: Final = {
    "male": "male",
    "nam": "male",
    "m": "male",
    "female": "female",
    "nữ": "female",
    "nu": "female",
    "f": "female",
}


@cache
def _reference(name: str) -> pl.DataFrame:
    text = files("schemas").joinpath("reference", name).read_bytes()
    return pl.read_csv(text, infer_schema=False)


def spoken_name(text: pl.Expr) -> pl.Expr:
    """A name in lower case, NFD, its tone at the end of each syllable, so that hòa and hoà, Lý and Lí are one."""
    plain = text.str.normalize("NFC").str.replace_all("Ð", "Đ", literal=True).str.to_lowercase()
    plain = plain.str.replace_all(r"\(.*?\)|\[.*?\]", " ").str.replace_all(r"[^\p{L}\p{M}\s./]", " ")
    plain = plain.str.strip_chars().str.replace(TITLES, "").str.replace_all(r"[./]", " ")
    plain = plain.str.replace_all(r"\s+", " ").str.strip_chars().str.normalize("NFD")
    plain = plain.str.replace_all(rf"([{LETTERS}]*)([{TONES}])([{LETTERS}]*)", "${1}${3}${2}")
    plain = plain.str.replace_all(rf"([bcdghklmnpqrstvx]|qu)y([{TONES}]?)(\s|$)", "${1}i${2}${3}")
    return pl.when(plain != "").then(plain)


def unmarked(name: pl.Expr) -> pl.Expr:
    """A spoken name without its diacritics: ``đào`` is ``dao``."""
    return name.str.replace_all(r"\p{M}", "").str.replace_all("đ", "d", literal=True)


def digits(text: pl.Expr) -> pl.Expr:
    """The digits of an id; null for letters, scientific notation or nothing."""
    bare = text.str.strip_chars().str.replace(r"\.0+$", "").str.replace_all(r"[\s'’.\-]", "")
    return pl.when(bare.str.contains(r"^[0-9]+$")).then(bare)


def phone(text: pl.Expr) -> pl.Expr:
    """The first phone of a cell as ten digits that start with 0, prefixes of before 2018 renewed; else null."""
    first = text.str.split(";").list.first().str.split("/").list.first().str.split(",").list.first()
    number = first.str.replace(r"\(.*\)", "").str.replace_all(r"[^0-9]", "").str.replace(r"^(?:00)?84", "0")
    number = pl.when(number.str.contains(r"^(?:[35789][0-9]{8}|1[0-9]{9})$")).then("0" + number).otherwise(number)
    table = _reference("phone_prefix_2018.csv")
    renewed = number.str.slice(0, 4).replace_strict(
        dict(zip(table[table.columns[0]].to_list(), table[table.columns[1]].to_list(), strict=True)), default=None
    )
    number = pl.when(number.str.len_chars() == 11).then(renewed + number.str.slice(4)).otherwise(number)
    return pl.when(number.str.contains(r"^0[235789][0-9]{8}$")).then(number)


def sex(text: pl.Expr) -> pl.Expr:
    """``male``, ``female`` or null."""
    return text.str.strip_chars().str.to_lowercase().str.normalize("NFC").replace_strict(SEXES, default=None)


def code(text: pl.Expr) -> pl.Expr:
    """A code without surrounding blanks; null when nothing is left."""
    bare = text.str.strip_chars()
    return pl.when(bare != "").then(bare)


def words(text: pl.Expr) -> pl.Expr:
    """Words in lower case, single-spaced, without punctuation; null when nothing is left."""
    plain = text.str.normalize("NFC").str.to_lowercase().str.replace_all(r"[^\p{L}\p{M}0-9]+", " ").str.strip_chars()
    return pl.when(plain != "").then(plain)


def full_date(text: pl.Expr) -> pl.Expr:
    """A full date as ``1985-03-07``; null for a bare year or anything impossible. Day first."""
    bare = text.str.strip_chars()
    local = bare.str.extract_groups(r"^([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})$")
    swapped = local.struct[2] + "-" + local.struct[1].str.zfill(2) + "-" + local.struct[0].str.zfill(2)
    iso = pl.coalesce(bare.str.extract(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})"), swapped)
    return iso.str.to_date("%Y-%m-%d", strict=False).dt.to_string("%Y-%m-%d")


def birth_year(text: pl.Expr) -> pl.Expr:
    """The year of a birth date or of a bare year, 1900 to 2029; else null."""
    return text.str.extract(r"(?:^|[^0-9])((?:19[0-9]|20[0-2])[0-9])(?:[^0-9]|$)").cast(pl.Int32)


def citizen_agrees(citizen_id: pl.Expr, gender: pl.Expr, year: pl.Expr) -> pl.Expr:
    """Whether a 12-digit id has a known province and its digits 4 to 6 confirm sex or birth year and deny neither."""
    table = _reference("cccd_province_codes.csv")
    known = citizen_id.str.slice(0, 3).is_in(table[table.columns[0]].to_list())
    same_sex, same_year = citizen_sex(citizen_id) == gender, citizen_year(citizen_id) == year
    denied = ~same_sex.fill_null(value=True) | ~same_year.fill_null(value=True)
    return (known & ~denied & (same_sex.is_not_null() | same_year.is_not_null())).fill_null(value=False)


def citizen_sex(citizen_id: pl.Expr) -> pl.Expr:
    """The sex that the fourth digit of a citizen id says."""
    odd = citizen_id.str.slice(3, 1).cast(pl.Int32, strict=False) % 2
    return pl.when(odd == 0).then(pl.lit("male")).when(odd == 1).then(pl.lit("female"))


def citizen_year(citizen_id: pl.Expr) -> pl.Expr:
    """The birth year that digits four to six of a citizen id say."""
    century = citizen_id.str.slice(3, 1).cast(pl.Int32, strict=False) // 2
    return 1900 + 100 * century + citizen_id.str.slice(4, 2).cast(pl.Int32, strict=False)
