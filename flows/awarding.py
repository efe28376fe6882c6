"""Stage *award*: the rules that need all lists together, and the facts that follow from them."""

from __future__ import annotations

import hashlib

import polars as pl

from cleaning.awards import first_of_each, lower_missing
from flows.night import Night
from runtime.wiring import Connection
from schemas.awards import CHAINED
from schemas.kinds import KINDS
from warehouse import entries, facts
from warehouse.session import reading

# Decided here and nowhere else, so these problems come and go with other lists.
CODES = ("award_twice", "lower_award_missing")
# An entry that its sender restates or takes back is not decided here.
STATUSES = ("accepted", "held", "repeated")
PUBLISHED = ("gender", "birth_year", "direct_worker", "benefit_vnd")
_CARRIED = (
    *("entry_id", "listing_id", "delivery_id", "record_id", "kind", "campaign_code", "award_code", "award_level"),
    *("unit_code", "row_no", "status", *PUBLISHED, "table_no", "arrived_on", "path", "sender_code", "addition"),
)


def award(night: Night) -> None:
    """Decide for every bearer that tonight concerns which of its entries count; leave desired and present facts.

    Out: ``night.awards`` (entries that count or repeat, with ``bearer`` and ``is_first``), ``night.touched`` (open
    entries of earlier nights among them, with the problems that this stage decides), ``night.facts`` (wanted) and
    ``night.open_facts`` (present).
    """
    with reading(night.ports.engine) as connection:
        known = _known(night, connection)
        candidates = pl.concat([_tonight(night), known.drop("eligible").filter(known["eligible"])], how="diagonal")
        night.awards = first_of_each(candidates)
        night.touched = known
        concerned = pl.concat([known["entry_id"], night.replaced["entry_id"]]).unique()
        night.open_facts = pl.concat(
            [facts.open_of_workers(connection, night.workers), facts.open_of_entries(connection, concerned)]
        ).unique(["fact_id", "opened_by"])
    counting = night.awards.filter("is_first")
    missing = lower_missing(counting.filter(pl.col("award_code").is_in(CHAINED)))
    night.awards = night.awards.with_columns(lacks_lower=pl.col("entry_id").is_in(missing["entry_id"].implode()))
    night.facts = _facts(counting)


def _tonight(night: Night) -> pl.DataFrame:
    accepted = night.entries.filter((pl.col("status") == "accepted") & pl.col("award_code").is_not_null())
    accepted = accepted.join(
        night.listings.select("listing_id", "sender_code", "addition"), on="listing_id", how="left"
    )
    return accepted.join(night.members, on="record_id", how="left").select(
        *_CARRIED, bearer=pl.coalesce("worker_id", "bearer"), worker_id=pl.col("worker_id")
    )


def _known(night: Night, connection: Connection) -> pl.DataFrame:
    """Open entries of earlier nights that bear on the same workers or initiatives, and are not replaced tonight."""
    persons = entries.open_of_workers(connection, night.workers).rename({"worker_id": "was"})
    bearers = pl.concat([night.entries["bearer"], night.replaced["bearer"]]).drop_nulls().unique()
    known = pl.concat([persons, entries.open_of_bearers(connection, bearers)], how="diagonal").unique("entry_id")
    known = known.join(night.replaced, on="entry_id", how="anti").filter(pl.col("award_code").is_not_null())
    known = known.filter(pl.col("status").is_in(STATUSES))
    told = entries.problems_of(connection, known["entry_id"])
    ours = pl.col("code").is_in(CODES)
    barred = told.filter((pl.col("severity") == "error") & ~ours)["entry_id"]
    night.told = pl.concat([night.told, told.filter(ours)], how="diagonal_relaxed")
    worker = pl.coalesce("worker_id", "was")
    return known.join(night.members, on="record_id", how="left").select(
        *_CARRIED,
        bearer=pl.coalesce(worker, "bearer"),
        worker_id=worker,
        eligible=~pl.col("entry_id").is_in(barred.implode()),
    )


def _facts(counting: pl.DataFrame) -> pl.DataFrame:
    """One fact per award that counts; its id and content hash are the same in every warehouse."""
    grain = ("bearer", "campaign_code", "award_code", "award_level")
    published = (*grain, "unit_code", *PUBLISHED, "delivery_id", "table_no", "row_no")
    ids = [_digest("\x1f".join(row))[:20] for row in counting.select(grain).iter_rows()]
    lines = counting.select(
        pl.concat_str([pl.col(c).cast(pl.String).fill_null("\x00") for c in published], separator="\x1f")
    )
    hashes = [int(_digest(line)[:16], 16) >> 1 for line in lines.to_series()]
    return counting.with_columns(
        fact_id=pl.Series(ids, dtype=pl.String), content_hash=pl.Series(hashes, dtype=pl.Int64)
    ).select(
        *("fact_id", "entry_id", "worker_id", "campaign_code", "award_code", "award_level", "unit_code"),
        *(*PUBLISHED, "content_hash"),
        subject=pl.col("kind").replace_strict({name: kind.about for name, kind in KINDS.items()}),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
