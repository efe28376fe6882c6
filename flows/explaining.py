"""Queries that somebody has explained: they are not asked again while what they ask about stands as it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from cleaning.records import raw_fields
from flows.night import Night
from runtime.wiring import Connection
from schemas.problems import QUERY
from warehouse import explanations

_KEY = ["entry_id", "code", "field"]


def basis(kind: str, field: str, details: str | None, content: Mapping[str, Any]) -> str:
    """What a query asks about, as text: the cell of its field as the check saw it, and the figures it was told in."""
    raw = content.get("raw", {})
    said = next((raw[name] for name in raw_fields(kind, field) if raw.get(name)), "") if field else ""
    return f"{said}\x1f{details or ''}"


def explained(night: Night, connection: Connection, problems: pl.DataFrame) -> pl.DataFrame:
    """Of some problems the queries that are explained: entry_id, code, field."""
    queries = problems.filter(severity=QUERY)
    places = [frame.select("entry_id", "record_id") for frame in (night.entries, night.awards) if frame.height]
    if queries.is_empty() or not places:
        return queries.head(0).select(_KEY)
    asked = queries.join(pl.concat(places).unique("entry_id"), on="entry_id").join(
        night.entries.select("entry_id", "kind", "content"), on="entry_id", how="left"
    )
    known = explanations.live(connection, asked["record_id"])
    meets = asked.join(known.select("record_id", "code", "field", "raw_hash"), on=["record_id", "code", "field"])
    told = [
        basis(row["kind"] or "", row["field"], row["details"], json.loads(row["content"] or "{}"))
        for row in meets.iter_rows(named=True)
    ]
    hashes = pl.Series(night.ports.vault.blind_text(told), dtype=pl.String)
    return meets.filter(pl.col("raw_hash") == hashes).select(_KEY)
