"""Stage *supersede*: which lists count, tonight's and those of earlier nights, and which rows others take back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from cleaning.restatements import restated
from cleaning.supersession import (
    COLUMNS,
    EFFECTIVE,
    HELD,
    KEY,
    ORDER,
    SUPERSEDED,
    WITHDRAWING,
    WITHDRAWN,
    Standing,
    standing,
)
from cleaning.withdrawals import Row, taken_back
from flows import letters
from flows.night import Night
from flows.reading import LISTING_SCHEMA, Batch, batches_of
from schemas.problems import QUERY
from warehouse import bulk, deliveries, entries, listings, tables
from warehouse.session import reading

UNMATCHED = "withdrawal_unmatched"
EMPTY = "list_empty"
GONE = (SUPERSEDED, WITHDRAWN)


def recalled(night: Night) -> Iterator[Batch]:
    """Batches of deliveries of earlier nights that have to be read again because of what tonight's lists say.

    A list that stands again, because the version above it was withdrawn or is held by now, has no open rows; and where
    a sender's papers have to be compared row by row, beside supplements and withdrawals, all that stand are read.
    What comes back may concern further lists, so this ends when nothing new is asked for.
    """
    while True:
        letters.place(night)
        wanted = _to_recall(night, _settle(night))
        if wanted.is_empty():
            return
        with reading(night.ports.engine) as connection:
            again = deliveries.of_ids(connection, wanted)
        again = again.sort("received_at", "path", "delivery_id")
        night.pending = pl.concat([night.pending, again.select(night.pending.columns)], how="vertical_relaxed")
        yield from batches_of(again)


def _settle(night: Night) -> pl.DataFrame:
    """Tell the standing of tonight's listings and of the known ones that share a KEY with them; gives all of these."""
    tonight = pl.DataFrame(night.found, schema=LISTING_SCHEMA, orient="row").select(COLUMNS)
    again = night.pending.filter(pl.col("run_no").is_not_null())["delivery_id"]
    with reading(night.ports.engine) as connection:
        # Read again, a list may turn out to be another unit's or campaign's: those it leaves are concerned as well.
        left = listings.of_deliveries(connection, again).select(KEY)
        known = listings.of_keys(connection, pl.concat([tonight.select(KEY), left], how="vertical_relaxed").unique())
    night.known = known.filter(~pl.col("delivery_id").is_in(night.pending["delivery_id"].implode()))
    every = pl.concat([tonight, night.known.select(COLUMNS)], how="vertical_relaxed")
    night.standing = standing(every)
    return every


def _to_recall(night: Night, every: pl.DataFrame) -> pl.Series:
    known = night.known.rename({"status": "before"}).join(night.standing.statuses, on="listing_id")
    beside = every.filter((pl.col("addition") | pl.col("withdrawal")) & (pl.col("status") != HELD)).select(KEY).unique()
    compared = known.join(beside, on=list(KEY), how="semi", nulls_equal=True)
    compared = compared.filter(pl.col("status").is_in([EFFECTIVE, WITHDRAWING]))
    stands_again = known.filter(pl.col("before").is_in(GONE) & ~pl.col("status").is_in(GONE))
    return pl.concat([compared["delivery_id"], stands_again["delivery_id"]]).unique()


def supersede(night: Night) -> None:
    """Settle the status of tonight's listings and rows; find listings of earlier nights that change.

    ``night.replaced`` are the open entries whose file was read again or whose list no longer stands: what tonight says
    about them is compared with them, and what it does not repeat is closed.
    """
    again = pl.col("delivery_id").is_in(night.pending["delivery_id"].implode())
    night.listings = night.listings.drop("status").join(night.standing.statuses, on="listing_id", how="left")
    changed = night.known.rename({"status": "before"}).join(night.standing.statuses, on="listing_id", how="left")
    night.demoted = changed.filter(pl.col("before") != pl.col("status")).drop("before")
    with reading(night.ports.engine) as connection:
        concerned = pl.concat([night.pending["delivery_id"], night.demoted["delivery_id"]]).unique()
        open_entries = entries.open_of(connection, concerned)
    demoted = night.demoted.filter(pl.col("status").is_in(GONE))
    night.replaced = open_entries.filter(again | pl.col("listing_id").is_in(demoted["listing_id"].implode()))
    _only_standing(night)
    _filled_in(night)
    _compare(night)
    taken = pl.concat([each.filter(pl.col("status") == WITHDRAWN)["listing_id"] for each in (night.listings, demoted)])
    night.withdrawn = pl.concat(
        [
            night.replaced.filter(pl.col("listing_id").is_in(taken.implode()))["entry_id"],
            night.entries.filter(pl.col("status") == WITHDRAWN)["entry_id"],
        ]
    )


def _only_standing(night: Night) -> None:
    stands = night.listings.filter(~pl.col("status").is_in(GONE)).select("listing_id")
    night.entries = night.entries.join(stands, on="listing_id", how="semi")
    night.problems = night.problems.join(stands, on="listing_id", how="semi")
    night.findings = night.findings.join(stands, on="listing_id", how="semi")
    night.questions = night.questions.join(stands, on="listing_id", how="semi")
    night.statistics = night.statistics.join(night.entries, on="entry_id", how="semi")


def _filled_in(night: Night) -> None:
    """A form that came empty is no longer asked about once its sender has sent that list."""
    columns = ["listing_id", *KEY, *ORDER, "addition", "withdrawal", "status", "hold_code"]
    every = pl.concat([night.listings.select(columns), night.known.select(columns)], how="vertical_relaxed")
    empty = every.filter(pl.col("hold_code") == EMPTY)
    lists = every.filter((pl.col("status") != HELD) & ~pl.col("addition") & ~pl.col("withdrawal"))
    last = lists.sort(ORDER).unique(KEY, keep="last", maintain_order=True).select(*KEY, at=pl.struct(ORDER))
    met = empty.select("listing_id", *KEY, own=pl.struct(ORDER)).join(last, on=list(KEY), nulls_equal=True)
    answered = [one for one, own, at in met.select("listing_id", "own", "at").iter_rows() if _order(own) < _order(at)]
    told = pl.Series("entry_id", answered, dtype=pl.String)
    night.problems = night.problems.filter(~pl.col("entry_id").is_in(told.implode()))
    with reading(night.ports.engine) as connection:
        night.told = entries.problems_of(connection, told)


def _order(place: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(place[name] for name in ORDER)


def _compare(night: Night) -> None:
    """Where supplements and withdrawals stand beside a list: each row once, and without what was taken back."""
    beside = night.listings.filter(pl.col("addition") | pl.col("withdrawal"))
    if beside.is_empty():
        return
    keys = beside.select(KEY).unique()
    lists = night.listings.join(keys, on=list(KEY), how="semi", nulls_equal=True)
    placed = lists.select("listing_id", "received_at", "withdrawal", "addition", list_status="status")
    rows = night.entries.join(placed, on="listing_id").filter(pl.col("list_status") != HELD)
    told = [_statuses(rows.filter(pl.col("list_status") == WITHDRAWING)["entry_id"], WITHDRAWING)]
    stands = rows.filter(pl.col("list_status") == EFFECTIVE)
    taken, unmatched = _taken_back(rows.filter(pl.col("list_status") == WITHDRAWING), stands, night.standing)
    left = stands.filter(~pl.col("entry_id").is_in(taken.implode()))
    numbered = left.with_columns(number=pl.col("content").str.json_path_match("$.values.citizen_id"))
    told += [_statuses(taken, WITHDRAWN), _statuses(restated(numbered), "restated")]
    settled = pl.concat(told)
    night.entries = night.entries.update(settled, on="entry_id")
    night.problems = night.problems.join(settled, on="entry_id", how="anti")
    night.statistics = night.statistics.join(settled, on="entry_id", how="anti")
    withdrawing = lists.filter(pl.col("status") == WITHDRAWING)
    night.findings = night.findings.join(withdrawing, on="listing_id", how="anti")
    unheard = _unheard(lists, night.standing)
    asked = [_asked(unmatched, "entry_id", "row_no"), _asked(unheard, "listing_id", "first_row")]
    night.problems = pl.concat([night.problems, *asked], how="vertical_relaxed")


def _taken_back(withdrawing: pl.DataFrame, stands: pl.DataFrame, settled: Standing) -> tuple[pl.Series, pl.DataFrame]:
    """The entries that withdrawals take back, and the rows of withdrawals that fit nothing."""
    lists: dict[str, set[str]] = {}
    for withdrawal, listing_id in settled.covered.iter_rows():
        lists.setdefault(withdrawal, set()).add(listing_id)
    here = _rows(stands)
    taken: set[str] = set()
    unmatched: list[str] = []
    for row in _rows(withdrawing):
        about = lists.get(row.listing_id, set())
        candidates = [one for one in here if one.listing_id in about]
        found = taken_back(row, candidates)
        taken.update(one.entry_id for one in found)
        # A list that was sent again since then has already answered.
        if not found and (candidates or not about):
            unmatched.append(row.entry_id)
    asked = withdrawing.filter(pl.col("entry_id").is_in(unmatched))
    return pl.Series("entry_id", sorted(taken), dtype=pl.String), asked


def _rows(frame: pl.DataFrame) -> list[Row]:
    columns = ("entry_id", "listing_id", "record_id", "unit_code", "content")
    return [
        Row(entry_id, listing_id, record_id, unit_code or "", json.loads(content).get("values", {}))
        for entry_id, listing_id, record_id, unit_code, content in frame.select(columns).iter_rows()
    ]


def _unheard(lists: pl.DataFrame, settled: Standing) -> pl.DataFrame:
    """The withdrawals of whole lists that are about nothing."""
    whole = (pl.col("status") == WITHDRAWING) & (pl.col("row_count") == 0)
    asked = lists.filter(whole).join(settled.covered, left_on="listing_id", right_on="withdrawal", how="anti")
    # The letter may lie beside the table of names.
    rows = lists.filter((pl.col("status") == WITHDRAWING) & (pl.col("row_count") > 0)).select("delivery_id", *KEY)
    asked = asked.join(rows, on=["delivery_id", *KEY], how="anti", nulls_equal=True)
    return asked.with_columns(unit_code="sender_code")


def _statuses(entry_ids: pl.Series, status: str) -> pl.DataFrame:
    return pl.DataFrame({"entry_id": entry_ids}).with_columns(status=pl.lit(status))


def _asked(frame: pl.DataFrame, about: str, row: str) -> pl.DataFrame:
    """The query to the sender, of a row or, under the listing's id, of the whole letter."""
    blank = bulk.empty(tables.problem, "opened_by", "closed_by", "closed_why")
    told = frame.select(
        entry_id=about,
        listing_id="listing_id",
        campaign_code="campaign_code",
        unit_code="unit_code",
        code=pl.lit(UNMATCHED),
        severity=pl.lit(QUERY),
        field=pl.lit(""),
        cell=pl.format("A{}", pl.col(row).clip(1)),
        cause=pl.lit(UNMATCHED),
    )
    return pl.concat([blank, told], how="diagonal_relaxed").select(blank.columns)
