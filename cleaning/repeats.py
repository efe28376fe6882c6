"""The same person, initiative or unit twice in one list: the later row is the repeat."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.kind import PERSON, UNIT, WORK
from schemas.kinds import KINDS

# One list: what a delivery says of one campaign at one level, on however many sheets.
_LIST = ("delivery_id", "campaign_code", "award_level")
_NUMBERS = ("citizen_id", "old_citizen_id", "social_insurance_no")
_DETAILS = ("name_note", "gender", "date_of_birth", "phone", "unit_code", "job", "position", "department", "work_unit")


def repeats(kind: str, frame: pl.DataFrame) -> pl.Series:
    """Whether each row repeats an earlier one of its list (contract §4); in the order of the frame.

    Persons are the same when they share a trusted CCCD, or name and full birth date while no number contradicts; with
    the name and no more than a year, when all that is known agrees. Namesakes with different numbers are two people.
    """
    return _RULES[KINDS[kind].about](frame.with_row_index("_at"))


def _persons(frame: pl.DataFrame) -> pl.Series:
    by_id = frame.filter(pl.col("citizen_id_trusted").fill_null(value=False))
    dated = frame.filter(pl.col("date_of_birth").str.len_chars() == 10)
    loose = frame.filter(pl.col("date_of_birth").str.len_chars().fill_null(0) < 10)
    return _marked(
        frame,
        _later(by_id, ("citizen_id",)),
        _later(dated, ("name_key", "full_name", "date_of_birth"), _contradictory() | _told_apart("name_note")),
        _later(loose, ("name_key", "full_name", *_DETAILS, *_NUMBERS)),
    )


def _works(frame: pl.DataFrame) -> pl.Series:
    same = ["title_key", "unit_code"]
    if "authors" in frame.columns:
        authors = pl.col("authors").list.eval(pl.element().struct.field("name_key")).list.join("; ", ignore_nulls=True)
        frame, same = frame.with_columns(_authors=authors), [*same, "_authors"]
    return _marked(frame, _later(frame, same))


def _units(frame: pl.DataFrame) -> pl.Series:
    named = ("title_key",) if "title_key" in frame.columns else ()
    return _marked(frame, _later(frame.filter(pl.col("unit_code").is_not_null()), ("unit_code", *named)))


_RULES = {PERSON: _persons, WORK: _works, UNIT: _units}


def _later(frame: pl.DataFrame, same: Sequence[str], unless: pl.Expr | None = None) -> pl.Series:
    """Row indexes with an earlier row of the same list and key for which ``unless`` does not hold.

    The first column of the key must be known; the others agree when both are blank.
    """
    key = [*_LIST, *same]
    alike = frame.filter(pl.col(same[0]).is_not_null()).filter(pl.struct(key).is_duplicated())
    pairs = alike.join(alike, on=key, how="inner", nulls_equal=True, suffix="_r").filter(
        pl.col("_at") < pl.col("_at_r")
    )
    if unless is not None:
        pairs = pairs.filter(~unless)
    return pairs["_at_r"].unique()


def _contradictory() -> pl.Expr:
    return pl.any_horizontal(_told_apart(name) for name in (*_NUMBERS, "gender"))


def _told_apart(name: str) -> pl.Expr:
    return (pl.col(name) != pl.col(f"{name}_r")).fill_null(value=False)


def _marked(frame: pl.DataFrame, *found: pl.Series) -> pl.Series:
    return frame["_at"].is_in(pl.concat(found).implode())
