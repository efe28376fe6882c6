"""What is asked about rows beyond their own list: told by entry, then given its place in the sender's workbook."""

from __future__ import annotations

import polars as pl

from flows.checking import letters
from schemas.problems import QUERY
from warehouse import bulk, tables

ASKED = pl.Schema(dict.fromkeys(("entry_id", "field", "code", "details"), pl.String()))


def asked(told: pl.DataFrame, code: str, words: dict[str, str], field: str | None = None) -> pl.DataFrame:
    """Rows of ``told`` (entry_id, and ``field`` unless given) as ASKED; ``words`` of the message name its columns."""
    named = {} if field is None else {"field": pl.lit(field)}
    details = pl.lit(None, pl.String)
    if words:
        said = (_number(told, column).alias(word) for word, column in words.items())
        details = pl.struct(said).struct.json_encode()
    return told.with_columns(**named).select("entry_id", "field", code=pl.lit(code), details=details).cast(ASKED)


def placed(told: pl.DataFrame, rows: pl.DataFrame, listings: pl.DataFrame) -> pl.DataFrame:
    """ASKED as problems at their cells: of the field's column, else of the first.

    ``rows``: entry_id, listing_id, campaign_code, unit_code, row_no; ``listings``: listing_id and layout.
    """
    places = rows.select("entry_id", "listing_id", "campaign_code", "unit_code", "row_no")
    found = told.join(places, on="entry_id").join(letters(listings), on=["listing_id", "field"], how="left")
    letter = pl.col("letter").fill_null("A")
    problems = found.select(
        *("entry_id", "listing_id", "campaign_code", "unit_code", "code", "field", "details"),
        severity=pl.lit(QUERY),
        cell=pl.concat_str(letter, pl.col("row_no").cast(pl.String)),
        cause=pl.concat_str("code", "field", letter, separator=":"),
    )
    return problems.select(bulk.empty(tables.problem, "opened_by", "closed_by", "closed_why").columns)


def _number(told: pl.DataFrame, column: str) -> pl.Expr:
    value = pl.col(column)
    return (value.round().cast(pl.Int64) if told.schema[column].is_numeric() else value).cast(pl.String)
