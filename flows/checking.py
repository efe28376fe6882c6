"""Stage *check*: all rows of the night as one frame per kind; corrected, cleaned and checked in one pass."""

from __future__ import annotations

import json

import polars as pl

from cleaning.addresses import cells
from cleaning.corrections import apply, fingerprint
from cleaning.gate import check as check_kind
from cleaning.records import clean
from flows.night import Night
from schemas.problems import CATALOGUE
from warehouse import corrections
from warehouse.session import reading

# What an entry shows outside its sealed payload, each with its type; everything else about the row is inside.
OPEN_FIELDS = {
    "gender": pl.String,
    "birth_year": pl.Int32,
    "direct_worker": pl.Boolean,
    "benefit_vnd": pl.Int64,
    "initiative_key": pl.String,
}
ERRORS = [code for code, entry in CATALOGUE.items() if entry.kind == "error"]


def check(night: Night) -> None:
    """Leave the night's entries, their problems, the persons among them and the statistics they carry."""
    for kind, frames in sorted(night.read_rows.items()):
        raw = pl.concat(frames, how="diagonal").with_columns(record_id=_record_ids(night, kind, frames))
        raw, corrected = _corrected(night, raw)
        cleaned = clean(kind, raw)
        found = check_kind(kind, cleaned)
        night.problems.append(_problems(night, cleaned, found))
        night.entries.append(_entries(night, kind, cleaned, found, corrected))
        night.cleaned[kind] = cleaned
    night.read_rows.clear()
