"""What stewards corrected, put in again before the check, and the natural key by which a row is known again."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cleaning.names import folded
from schemas.kinds import KINDS

_BIRTHS = ("raw_date_of_birth", "raw_birth_year", "raw_birth_year_male", "raw_birth_year_female")
_LIST = ("sender_code", "campaign_code", "kind", "award_level")
CORRECTION = ("record_id", "field", "raw_value", "new_value")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The corrected frame, and the corrections that were put in and those whose raw text has changed since."""

    frame: pl.DataFrame
    applied: pl.DataFrame  # record_id, field
    stale: pl.DataFrame  # record_id, field


def fingerprint(frame: pl.DataFrame) -> pl.Expr:
    """The natural key of each row, as text: who sent what for which campaign and level, and whom or what it names.

    A person is known by name and the numbers of the birth date in any order, a work by its title, what is about a unit
    by its names; equals within a delivery are numbered as they stand. The key holds personal data: the caller hashes it
    with a secret. It never uses row numbers or other cells, so that a list sent again keeps its keys.
    """
    present = set(frame.columns)
    kind = KINDS[frame["kind"][0]] if frame.height else None
    names = [pl.col(f"raw_{name}") for name in (kind.naming if kind else ()) if f"raw_{name}" in present]
    subject = pl.concat_str(names, separator=" ", ignore_nulls=True) if names else pl.lit(None, pl.String)
    births = [pl.col(name) for name in _BIRTHS if name in present]
    parts = [
        *(pl.col(name).fill_null("") for name in _LIST),
        folded(subject).fill_null(""),
        _numbers(births) if births else pl.lit(""),
    ]
    key = pl.concat_str(parts, separator="\x1f")
    return pl.concat_str(key, pl.int_range(pl.len()).over("delivery_id", key), separator="\x1f").alias("fingerprint")


def apply(frame: pl.DataFrame, corrections: pl.DataFrame) -> Outcome:
    """Put corrections into the raw columns of an assembled frame, where the raw text they were made for is unchanged.

    ``frame`` has ``record_id``; ``corrections`` has CORRECTION, ``field`` being a field of the header and a null or
    empty text a blank cell; of several for one cell the last row counts. A correction of a record that is not in the
    frame is neither applied nor stale.
    """
    wanted = corrections.select(pl.col(CORRECTION).cast(pl.String)).unique(
        ["record_id", "field"], keep="last", maintain_order=True
    )
    wanted = wanted.with_columns(_blank("raw_value"), _blank("new_value"))
    applied, stale = [_nothing()], [_nothing()]
    for field in wanted["field"].unique(maintain_order=True):
        frame, fits, misses = _put(frame, field, wanted.filter(pl.col("field") == field))
        applied.append(fits)
        stale.append(misses)
    return Outcome(frame, pl.concat(applied), pl.concat(stale))


def _put(frame: pl.DataFrame, field: str, wanted: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    column = f"raw_{field}"
    here = wanted.join(frame.select("record_id").unique(), on="record_id", how="semi")
    if column not in frame.columns:
        return frame, _nothing(), here.select("record_id", "field")
    beside = frame.join(wanted.drop("field"), on="record_id", how="left", maintain_order="left")
    known = pl.col("record_id").is_in(here["record_id"].implode())
    fits = known & pl.col(column).eq_missing(pl.col("raw_value"))
    hits = beside.filter(fits).select("record_id", field=pl.lit(field)).unique(maintain_order=True)
    changed = {column: pl.when(fits).then(pl.col("new_value")).otherwise(pl.col(column))}
    if f"cell_{field}" in frame.columns:
        # What a steward types is text, whatever the cell was.
        changed[f"cell_{field}"] = pl.when(fits).then(pl.lit("s")).otherwise(pl.col(f"cell_{field}"))
    corrected = beside.with_columns(**changed).select(frame.columns)
    return corrected, hits, here.join(hits, on="record_id", how="anti").select("record_id", "field")


def _blank(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name)).alias(name)


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={"record_id": pl.String, "field": pl.String})


def _numbers(births: list[pl.Expr]) -> pl.Expr:
    """The numbers of a date without order: 07/03/1985 typed as text and 1985-03-07 as a date cell are one birth."""
    text = pl.concat_str(births, separator=" ", ignore_nulls=True)
    numbers = text.str.extract_all(r"\d+").list.eval(pl.element().str.strip_chars_start("0").sort())
    return numbers.list.join(" ").fill_null("")
