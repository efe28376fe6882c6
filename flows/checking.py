"""Stage *check*: all rows of the night as one frame per kind; corrected, cleaned and checked in one pass."""

from __future__ import annotations

import hashlib
import json

import polars as pl

from cleaning.corrections import apply, fingerprint
from cleaning.gate import check as check_kind
from cleaning.records import clean
from cleaning.text import fold
from flows.night import Night
from flows.reading import LISTING_SCHEMA
from schemas.kinds import KINDS
from schemas.problems import CATALOGUE
from warehouse import bulk, corrections, tables
from warehouse.session import reading

# What an entry shows outside its sealed payload; everything else about the row is inside.
OPEN_FIELDS = {"gender": pl.String, "birth_year": pl.Int32, "direct_worker": pl.Boolean, "benefit_vnd": pl.Int64}
ERRORS = tuple(code for code, entry in CATALOGUE.items() if entry.kind == "error")


def check(night: Night) -> None:
    """Leave the night's listings, entries and problems, the persons among them and the statistics they carry."""
    night.listings = pl.DataFrame(night.found, schema=LISTING_SCHEMA, orient="row")
    entries, problems = [], []
    for kind in sorted(night.rows):
        raw = pl.concat(night.rows[kind], how="diagonal")
        raw = raw.with_columns(record_id=pl.Series(night.ports.vault.blind_text(fingerprint(raw))))
        raw = _corrected(night, raw)
        cleaned = clean(kind, raw)
        found = _problems(night, cleaned, check_kind(kind, cleaned))
        problems.append(found)
        entries.append(_entries(night, kind, cleaned, found))
        if kind == "cng_list":
            night.persons = cleaned
        if kind == "unit_statistics":
            night.statistics = _statistics(cleaned)
    night.rows.clear()
    night.entries = pl.concat(entries, how="vertical_relaxed") if entries else _no_entries()
    night.problems = pl.concat(problems, how="vertical_relaxed") if problems else bulk.empty(tables.problem)
