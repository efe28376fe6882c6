"""What thidua repaired or concluded by itself in the rows, so that the sender can be told."""

from __future__ import annotations

import polars as pl

from schemas.models import MODELS
from schemas.problems import INFERENCE, problem
from schemas.record import told

INFERENCES = {"entry_id": pl.String, "code": pl.String, "field": pl.String}


def collect(kind: str, cleaned: pl.DataFrame) -> pl.DataFrame:
    """Every inference of every row of a cleaned frame: ``entry_id, code, field``."""
    found = []
    for column in MODELS[kind].flags:
        code, field = told(column)
        if problem(code).kind == INFERENCE and cleaned[column].any():
            found.append(cleaned.filter(pl.col(column)).select("entry_id", code=pl.lit(code), field=pl.lit(field)))
    return pl.concat(found) if found else pl.DataFrame(schema=INFERENCES)
