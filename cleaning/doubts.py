"""Columns that nobody can be sure about: which are worth a question, and how the question shows them.

A question costs a person's time and holds a list, so it is asked only where a wrong guess would change who somebody
is, what unit, award or money a row is about; all else becomes a column of the sender's own, and is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from cleaning.header import Grid, Header
from cleaning.headings import DOUBTFUL, OTHER, Meaning
from cleaning.profiles import FITS, sample, share
from cleaning.signs import is_person
from cleaning.text import keyed
from schemas.item import COUNT, MONEY, SHARE
from schemas.kinds import KINDS
from schemas.question import HEADING, UNUSED, Question
from schemas.sheet import address
from schemas.table import Column

# Which union a row belongs to; that of a grassroots sender's rows is known without.
PLACING = frozenset(("grassroots_union", "work_unit", "union_unit_code"))
_WEIGHTY = PLACING | {
    "family_middle_name", "given_name", "gender", "gender_male_flag", "gender_female_flag", "date_of_birth",
    "birth_year", "birth_year_male", "birth_year_female", "id_number", "social_insurance_no", "direct_worker",
    "award_level", "initiative_authors", "contribution_pct",
}  # fmt: skip
# What a column may be by its cells alone, when no heading of the list says so and a list can hardly do without.
_CITIZEN = re.compile(r"0\d{2}[0-3]\d{8}")
_SURELY: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "full_name": lambda text: FITS["full_name"](text) and is_person(text),
        "id_number": lambda text: bool(_CITIZEN.fullmatch(text)),
    }
)
_NAMED = frozenset(("family_middle_name", "initiative_name", "initiative_authors", "work_name", "collective"))
_CLEARLY, _ENOUGH, _POSSIBLE = 0.8, 3, 0.3
_LETTER, _DIGIT = re.compile(r"(?<=[^\W\d_])[^\W\d_]"), re.compile(r"\d")
_SHOWN, _SAMPLES, _FIRST_DIGITS = 40, 3, 3


def layout_key(header: Header) -> str:
    """What lists of one layout have in common: a hash of their headings in order, whatever the case and the spaces."""
    told = "\x1f".join(keyed(" / ".join(levels)) for levels in header.levels if levels)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def heading_keys(header: Header) -> dict[int, str]:
    """The key of each column with a heading, under which an answer about it is remembered: layout and place in it."""
    layout = layout_key(header)
    headed = [index for index, levels in enumerate(header.levels) if levels]
    return {index: f"{layout}:{number}" for number, index in enumerate(headed)}


def candidates(found: Meaning, field: str, confidence: float, texts: Sequence[str]) -> tuple[str, ...]:
    """The fields a doubtful column may be, the likeliest first; none when it is no doubt or an empty column."""
    if not field or confidence >= DOUBTFUL or not texts:
        return ()
    others = [by_cells((field,), texts)]
    possible = [one for one in found.fields if one not in (OTHER, field) and share(one, texts) >= _POSSIBLE]
    return tuple(filter(None, dict.fromkeys((field, *possible, *others))))


def by_cells(taken: Collection[str], texts: Sequence[str]) -> str:
    """The field that a column without a known heading is by all its cells say, "" for any other column."""
    if len(texts) < _ENOUGH:
        return ""
    return next((field for field in lacking(taken) if sum(map(_SURELY[field], texts)) >= _CLEARLY * len(texts)), "")


def lacking(taken: Collection[str]) -> tuple[str, ...]:
    """The fields that the cells alone may tell, and that no column of a list has."""
    named = any(field in _NAMED or field.startswith("stat_") for field in taken)
    return tuple(field for field in _SURELY if field not in taken and not (named and field == "full_name"))


def questions(kind: str, columns: Sequence[Column], header: Header, grid: Grid) -> tuple[Question, ...]:
    """One question for every doubtful column of a list that may be of weight for its kind."""
    doubtful = [column for column in columns if column.candidates]
    if not doubtful or not kind:
        return ()
    weighty, ours, keys = _weighty(kind), {*KINDS[kind].names, *_WEIGHTY}, heading_keys(header)
    sure = {column.field for column in columns if column.field and not column.candidates}
    asked = []
    for column in doubtful:
        fields = tuple(field for field in column.candidates if field in ours and field not in sure)
        if not weighty.isdisjoint(fields):
            asked.append(_question(column, fields, header, keys[column.index], sample(grid, header.body, column.index)))
    return tuple(asked)


def _weighty(kind: str) -> frozenset[str]:
    of_kind = KINDS[kind]
    sums = {field.name for field in of_kind.fields if field.holds in (COUNT, MONEY, SHARE)}
    return _WEIGHTY | sums | {*of_kind.required, *of_kind.naming, *of_kind.telling}


def _question(column: Column, fields: tuple[str, ...], header: Header, key: str, texts: Sequence[str]) -> Question:
    return Question(
        HEADING,
        key,
        cell=address(header.bottom + 1, column.index),
        details={"heading": column.heading},
        samples=tuple(masked(text) for text in dict.fromkeys(texts))[:_SAMPLES],
        candidates=(*fields, UNUSED),
    )


def masked(text: str) -> str:
    """A cell as a question shows it: its shape, and of words and numbers no more than how they begin."""
    words = _LETTER.sub("•", text[:_SHOWN])
    digits = 0

    def digit(found: re.Match[str]) -> str:
        nonlocal digits
        digits += 1
        return found[0] if digits <= _FIRST_DIGITS else "•"

    return _DIGIT.sub(digit, words)
