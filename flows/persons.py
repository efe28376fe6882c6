"""The names behind the awards, opened from the vault for those who may list them."""

from __future__ import annotations

import json

import polars as pl

from runtime.wiring import Connection
from warehouse import entries
from warehouse.vault import Vault


def awarded_persons(connection: Connection, vault: Vault, campaign_code: str, publication_id: str) -> pl.DataFrame:
    """fact_id, full_name, birth_year, gender and job of every award of a campaign to a person in a publication."""
    rows = entries.awarded(connection, campaign_code, publication_id)
    opened = (json.loads(text)["values"] for text in vault.open(rows["payload"]))
    found = [
        (fact_id, values.get("full_name"), values.get("birth_year"), values.get("gender"), values.get("job"))
        for fact_id, values in zip(rows["fact_id"], opened, strict=True)
    ]
    schema = {
        "fact_id": pl.String,
        "full_name": pl.String,
        "birth_year": pl.Int32,
        "gender": pl.String,
        "job": pl.String,
    }
    return pl.DataFrame(found, schema=schema, orient="row")
