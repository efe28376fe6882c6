"""Stage *read*: landed files to tables in guarded processes, tables to their place in the union and its campaigns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from cleaning.assembly import PlacedTable, assemble
from cleaning.letters import Letter
from cleaning.placement import Placement, place, unit_questions
from connectors.guarded import GuardedPool
from connectors.reading import read_files
from flows.night import Night
from flows.placing import placed_table
from schemas.delivery import Delivery
from schemas.problems import ERROR
from schemas.question import HEADING, NO_ANSWERS, NOTHING_ANSWERED, WITHDRAWN, Question
from schemas.sheet import head_cell, letters
from schemas.table import Reading, Table

# About a hundred files a Prefect task: 10,000 tasks of one file take two minutes and lose most of their records.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Batch:
    """A slice of the deliveries that wait."""

    deliveries: tuple[Delivery, ...]


@contextmanager
def readers(night: Night) -> Iterator[GuardedPool]:
    """The guarded reading processes of this night."""
    with GuardedPool(night.ports.settings.processes) as pool:
        yield pool


def batch_count(night: Night) -> int:
    """How many batches the waiting deliveries make."""
    return -(-night.pending.height // BATCH)


def batches(night: Night) -> Iterator[Batch]:
    """The waiting deliveries in order of arrival, BATCH at a time."""
    yield from batches_of(night.pending)


def batches_of(deliveries: pl.DataFrame) -> Iterator[Batch]:
    """Some deliveries in their order, BATCH at a time."""
    fields = list(Delivery.__dataclass_fields__)
    for part in deliveries.select(fields).iter_slices(BATCH):
        yield Batch(tuple(Delivery(**row) for row in part.iter_rows(named=True)))


def read(night: Night, pool: GuardedPool, batch: Batch) -> None:
    """Read one batch: an outcome per delivery, a listing per table, and the rows of each kind as one frame."""
    by_id = {delivery.delivery_id: delivery for delivery in batch.deliveries}
    landing = night.ports.landing
    items = ((d.delivery_id, d.path.rsplit("/", 1)[-1], landing.loader(d.sha256)) for d in batch.deliveries)
    rows: dict[str, list[PlacedTable]] = {}
    headings = {
        d.delivery_id: night.answered[d.unit_code].get(HEADING, NO_ANSWERS)
        for d in batch.deliveries
        if d.unit_code in night.answered
    }
    for delivery_id, reading in read_files(pool, items, headings):
        delivery = by_id[delivery_id]
        answered = night.answered.get(delivery.unit_code, NOTHING_ANSWERED)
        placements = [place(table, delivery, night.names, answered, n) for n, table in enumerate(reading.tables)]
        night.outcomes.append(_outcome(delivery, reading, placements))
        for table_no, (table, placement) in enumerate(zip(reading.tables, placements, strict=True)):
            one = Letter(delivery, table_no, table, placement)
            if placement.problems == (WITHDRAWN,):
                night.letters.append(one)
            else:
                take(night, one, rows)
    gather(night, rows)


def take(night: Night, one: Letter, rows: dict[str, list[PlacedTable]]) -> None:
    """Note a table that has its place, or waits for one: its listing, what is asked about it, its rows by kind."""
    delivery, table_no, table, placement = one.delivery, one.table_no, one.table, one.placement
    night.found.append(_listing(delivery, table_no, table, placement))
    night.asked.extend(_questions(delivery, table_no, placement.questions))
    if table.kind and table.row_numbers:
        placed = placed_table(delivery, table_no, table, placement, night.names)
        rows.setdefault(table.kind, []).append(placed)
        night.asked.extend(_questions(delivery, table_no, unit_questions(table, placement, placed.units)))
    else:
        night.blanks.extend(_blanks(one))


def gather(night: Night, rows: dict[str, list[PlacedTable]]) -> None:
    """Add the tables of each kind to the night's rows, as one frame."""
    for kind, tables in rows.items():
        night.rows.setdefault(kind, []).append(assemble(kind, tables))


def _blanks(one: Letter) -> Iterator[dict[str, object]]:
    """What holds a list that has no row: told of the list, under its id."""
    listing_id = f"{one.delivery.delivery_id}:{one.table_no}"
    for code in one.placement.problems:
        yield {
            "entry_id": listing_id,
            "listing_id": listing_id,
            "campaign_code": one.placement.campaign_code or None,
            "unit_code": one.delivery.unit_code,
            "code": code,
            "severity": ERROR,
            "field": "",
            "cell": head_cell(one.table),
            "cause": code,
        }


def listing_ids() -> pl.Expr:
    """The id of the table of a delivery that a row comes from."""
    return pl.concat_str("delivery_id", pl.col("table_no").cast(pl.String), separator=":").alias("listing_id")


def _questions(delivery: Delivery, table_no: int, asked: Sequence[Question]) -> Iterator[dict[str, object]]:
    for one in asked:
        yield {
            "listing_id": f"{delivery.delivery_id}:{table_no}",
            "code": one.code,
            "key": one.key,
            "cell": one.cell,
            "candidates": json.dumps(one.candidates),
            # Headings and samples are the sender's own words, which may name a person: sealed.
            "content": json.dumps({"details": one.details, "samples": one.samples}, ensure_ascii=False),
        }


def _outcome(delivery: Delivery, reading: Reading, placements: list[Placement]) -> dict[str, object]:
    refusal = reading.refusal
    held = any(placement.problems for placement in placements)
    return {
        "delivery_id": delivery.delivery_id,
        "status": "refused" if refusal else "held" if held else "read",
        "refusal_code": refusal.code if refusal else None,
        "refusal_details": json.dumps(refusal.details, ensure_ascii=False) if refusal else None,
        "format": reading.format,
    }


def _listing(delivery: Delivery, table_no: int, table: Table, placement: Placement) -> dict[str, object]:
    return {
        "listing_id": f"{delivery.delivery_id}:{table_no}",
        "delivery_id": delivery.delivery_id,
        "received_at": delivery.received_at,
        "path": delivery.path,
        "table_no": table_no,
        "sheet": table.sheet,
        "kind": table.kind,
        "sender_code": delivery.unit_code,
        "campaign_code": placement.campaign_code or None,
        "award_code": placement.award_code or None,
        "award_level": placement.award_level or None,
        "addition": table.addition,
        "withdrawal": table.withdrawal,
        "version": table.version,
        "reference": table.reference or None,
        "nil": table.nil,
        "first_row": table.first_row,
        "last_row": table.last_row,
        "row_count": len(table.row_numbers),
        "ignored_count": len(table.ignored),
        "declared_total": table.declared_total,
        "layout": json.dumps(_layout(table, placement), ensure_ascii=False),
        "status": "held" if placement.problems or not table.kind else "effective",
        "hold_code": _hold_code(table, placement),
    }


def _hold_code(table: Table, placement: Placement) -> str | None:
    """Why a steward must look at the whole list; a list in the wrong folder is no arrival, so that is said first."""
    if "unit_mismatch" in placement.problems:
        return "unit_mismatch"
    return next(iter(placement.problems), None if table.kind else "kind_unknown")


def _layout(table: Table, placement: Placement) -> dict[str, object]:
    told = (*table.inferences, *placement.inferences)
    return {
        "header_rows": table.header_rows,
        # Without the heading's words, which are the sender's own and may name a person; the landed file has them.
        "columns": [{"column": letters(c.index), "field": c.field} for c in table.columns],
        "ignored": table.ignored,
        # Details of an inference may quote a cell, so only its code and place are kept.
        "inferences": [{"code": one.code, "cell": one.cell} for one in told],
    }


LISTING_SCHEMA: dict[str, DataType | DataTypeClass] = {
    "listing_id": pl.String,
    "delivery_id": pl.String,
    "received_at": pl.Datetime("us", "UTC"),
    "path": pl.String,
    "table_no": pl.Int64,
    "sheet": pl.String,
    "kind": pl.String,
    "sender_code": pl.String,
    "campaign_code": pl.String,
    "award_code": pl.String,
    "award_level": pl.String,
    "addition": pl.Boolean,
    "withdrawal": pl.Boolean,
    "version": pl.Int64,
    "reference": pl.String,
    "nil": pl.Boolean,
    "first_row": pl.Int64,
    "last_row": pl.Int64,
    "row_count": pl.Int64,
    "ignored_count": pl.Int64,
    "declared_total": pl.Int64,
    "layout": pl.String,
    "status": pl.String,
    "hold_code": pl.String,
}
