"""The gate: one Pandera pass over all rows of a kind, and what it says of each row."""

from __future__ import annotations

import pandera.errors
import polars as pl

from schemas.models import MODELS
from schemas.problems import ERROR, problem

PROBLEMS = {"entry_id": pl.String, "code": pl.String, "field": pl.String}
# Columns whose checks are about the row or the list, not about one field of the header.
_WHOLE = ("entry_id",)


def check(kind: str, cleaned: pl.DataFrame) -> pl.DataFrame:
    """Every problem of every row: ``entry_id, code, field``; a row may have many, a field "" is the row itself.

    Errors hold the row and queries let it pass; which is which says ``schemas.problems``. If the frame itself does not
    fit its model (a missing column, a wrong type), no row of it can be believed: all get ``frame_unreadable``.
    """
    model = MODELS[kind]
    if not model.fits(cleaned):
        return _unreadable(cleaned)
    try:
        model.schema.validate(cleaned.drop(model.raw_columns, strict=False), lazy=True)
    except pandera.errors.SchemaErrors as found:
        # failure_case holds the value itself, which is personal data: only place and name of the check are kept.
        return _problems(cleaned, found.failure_cases.select("column", "check", "index"))
    return pl.DataFrame(schema=PROBLEMS)


def held(problems: pl.DataFrame) -> pl.Series:
    """The entry ids that an error holds, each once."""
    errors = [code for code in problems["code"].unique() if problem(code).kind in (ERROR, "refusal")]
    return problems.filter(pl.col("code").is_in(errors))["entry_id"].unique(maintain_order=True)


def split(cleaned: pl.DataFrame, problems: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The accepted rows and the held ones; every row is in exactly one of the two."""
    is_held = pl.col("entry_id").is_in(held(problems).implode())
    return cleaned.filter(~is_held), cleaned.filter(is_held)


def _problems(cleaned: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    if cases["index"].null_count():
        return _unreadable(cleaned)
    field = pl.when(pl.col("column").is_in(_WHOLE)).then(pl.lit("")).otherwise(pl.col("column"))
    entries = cleaned["entry_id"].gather(cases["index"])
    return (
        cases.select(pl.lit(entries).alias("entry_id"), code="check", field=field)
        .unique()
        .sort("entry_id", "code", "field")
    )


def _unreadable(cleaned: pl.DataFrame) -> pl.DataFrame:
    return cleaned.select("entry_id", code=pl.lit("frame_unreadable"), field=pl.lit(""))
