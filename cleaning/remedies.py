"""What one mistake of a whole list looks like, and the change to its cells that would undo it.

A remedy only ever proposes: ``cleaning.findings`` tries it on the rows, and a steward or the sender decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from cleaning import identifiers
from cleaning.dates import DATE
from schemas.models import MODELS

LIST = ("delivery_id", "table_no")
CHANGES = {
    "entry_id": pl.String,
    "field": pl.String,  # of the header
    "before": pl.String,
    "after": pl.String,
}
# Fewer rows than these are slips of the pen, not one mistake of the list.
_SHIFTED, _SWAPPED = 3, 3
_MOSTLY = 0.8
_OTHER_SEX = {"Nam": "Nữ", "Nữ": "Nam", "nam": "nữ", "nữ": "nam", "NAM": "NỮ", "NỮ": "NAM"}
_SEX_COLUMNS = (("birth_year_male", "birth_year_female"), ("gender_male_flag", "gender_female_flag"))
_SLIPS = {"O": "0", "o": "0", "l": "1", "I": "1", "i": "1"}


@dataclass(frozen=True, slots=True)
class Remedy:
    """A mistake of many rows: the problem codes it shows itself by, and the changes that undo it.

    ``propose`` takes all cleaned rows of the lists that have such problems, in the order of their rows, with ``codes``
    (the problem codes of the row for ``field``), and gives CHANGES; other rows of the list may need the change too.
    """

    name: str
    codes: tuple[str, ...]
    propose: Callable[[pl.DataFrame, str], pl.DataFrame]


def _month_first(rows: pl.DataFrame, field: str) -> pl.DataFrame:
    """Dates written 12/31/1985: one such and none the other way round, and all dates of the column are so."""
    found = [_nothing()]
    for source in _sources(rows, field):
        parts = pl.col(f"raw_{source}").str.extract_groups(r"^\s*(\d{1,2})([/.\- ])(\d{1,2})([/.\- ])(\d{4}|\d{2})\s*$")
        first, second = (parts.struct[n].cast(pl.Int32) for n in (0, 2))
        american = (first <= 12) & (second > 12) & (second <= 31)
        usual = (first > 12) & (first <= 31) & (second <= 12)
        either = (first <= 12) & (second <= 12) & (first != second)
        wrong = american | (either & american.any().over(LIST) & ~usual.any().over(LIST))
        swapped = pl.concat_str(parts.struct[2], parts.struct[1], parts.struct[0], parts.struct[3], parts.struct[4])
        found.append(_changed(rows.filter(wrong.fill_null(value=False)), source, swapped))
    return pl.concat(found)


def _moved_by_a_row(rows: pl.DataFrame, field: str) -> pl.DataFrame:
    """Numbers pasted one row too low or too high: moved back by one, all that are at odds agree with their rows."""
    source = next(iter(_sources(rows, field)), "")
    if not source:
        return _nothing()
    found = [_nothing()]
    blamed = pl.col("codes").list.len() > 0
    for step in (-1, 1):
        neighbour = pl.col("citizen_id").shift(step).over(LIST)
        fits = identifiers.valid(neighbour, pl.col("gender"), pl.col("birth_year"))
        at = pl.int_range(pl.len()).over(LIST)
        first = pl.when(blamed).then(at).min().over(LIST)
        last = pl.when(blamed).then(at).max().over(LIST)
        # The number of the run's far end has left the list, or lies beyond it.
        inside = at.is_between(first, last) & ~(neighbour.is_null() & (at == (last if step < 0 else first)))
        share = pl.when(inside).then(fits.cast(pl.Float64)).mean().over(LIST)
        told = (blamed & inside & fits).sum().over(LIST)
        sure = (share >= _MOSTLY) & (told >= _SHIFTED)
        moved = rows.with_columns(
            _after=pl.col(f"raw_{source}").shift(step).over(LIST), _in=at.is_between(first, last) & sure
        )
        found.append(_changed(moved.filter("_in"), source, pl.col("_after").fill_null("")))
    both = pl.concat(found)
    return both.unique(["entry_id", "field"], keep="first", maintain_order=True)


def _sexes_exchanged(rows: pl.DataFrame, field: str) -> pl.DataFrame:  # noqa: ARG001 - every remedy is asked alike
    """The men's and the women's column exchanged: nearly every number tells the other sex."""
    told = pl.col("codes").list.contains("citizen_id_sex")
    known = pl.col("citizen_id").is_not_null() & pl.col("gender").is_not_null()
    wrong = (told.sum().over(LIST) >= _SWAPPED) & (told.sum().over(LIST) >= _MOSTLY * known.sum().over(LIST))
    lists = rows.filter(wrong)
    word = pl.col("raw_gender").str.strip_chars()
    found = [_changed(lists.filter(word.is_in(list(_OTHER_SEX))), "gender", word.replace(_OTHER_SEX))]
    for men, women in _SEX_COLUMNS:
        one, other = pl.col(f"raw_{men}"), pl.col(f"raw_{women}")
        marked = lists.filter(one.is_not_null() | other.is_not_null())
        found += [
            _changed(marked, men, other.fill_null("")),
            _changed(marked, women, one.fill_null("")),
        ]
    return pl.concat(found)


def _letters_for_digits(rows: pl.DataFrame, field: str) -> pl.DataFrame:
    """Letters that look like digits in a number: O01085012345."""
    found = [_nothing()]
    for source in _sources(rows, field):
        raw = pl.col(f"raw_{source}").str.strip_chars()
        digits = raw.str.replace_many(list(_SLIPS), list(_SLIPS.values())).str.replace_all(r"[\s.\-]", "")
        wrong = (pl.col("codes").list.len() > 0) & digits.str.contains(r"^(?:\d{9,10}|\d{12})$") & (digits != raw)
        found.append(_changed(rows.filter(wrong.fill_null(value=False)), source, digits))
    return pl.concat(found)


def _zeros_lost(rows: pl.DataFrame, field: str) -> pl.DataFrame:
    """Citizen ids without their leading zeros in rows whose sex and birth do not tell: the province must be known."""
    found = [_nothing()]
    for source in _sources(rows, field):
        raw = pl.col(f"raw_{source}").str.strip_chars()
        wrong = (pl.col("codes").list.len() > 0) & raw.str.contains(r"^\d{10,11}$")
        found.append(_changed(rows.filter(wrong.fill_null(value=False)), source, raw.str.zfill(12)))
    return pl.concat(found)


def _short_years(rows: pl.DataFrame, field: str) -> pl.DataFrame:
    """Years of two digits, written out as they were understood."""
    found = [_nothing()]
    for source in _sources(rows, field):
        blamed = rows.filter((pl.col("codes").list.len() > 0) & pl.col(f"raw_{source}").is_not_null())
        told = DATE.of(blamed[f"raw_{source}"])["birth"]
        long = told.str.replace(r"^(\d{4})-(\d{2})-(\d{2})$", "${3}/${2}/${1}")
        found.append(_changed(blamed.with_columns(_after=long), source, pl.col("_after")))
    return pl.concat(found)


REMEDIES = (
    Remedy("month_first", ("birth_impossible", "date_unreadable", "day_month_swap"), _month_first),
    Remedy("numbers_moved", ("citizen_id_sex", "citizen_id_birth"), _moved_by_a_row),
    Remedy("sexes_exchanged", ("citizen_id_sex",), _sexes_exchanged),
    Remedy("letters_for_digits", ("id_unreadable",), _letters_for_digits),
    Remedy("zeros_lost", ("citizen_id_length",), _zeros_lost),
    Remedy("short_years", ("birth_two_digit_year",), _short_years),
)


def _sources(rows: pl.DataFrame, field: str) -> Sequence[str]:
    """The header fields a cleaned field was read from, as far as the rows have them."""
    item = MODELS[rows["kind"][0]].by_name.get(field) if rows.height else None
    return [name for name in item.sources if f"raw_{name}" in rows.columns] if item else ()


def _changed(rows: pl.DataFrame, field: str, after: pl.Expr) -> pl.DataFrame:
    before = pl.col(f"raw_{field}").fill_null("")
    changes = rows.select("entry_id", field=pl.lit(field), before=before, after=after.cast(pl.String))
    return changes.filter(pl.col("after").is_not_null() & (pl.col("before") != pl.col("after")))


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=CHANGES)
