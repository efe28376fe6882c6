"""Entries: the rows of lists, accepted or held; personal values are in ``payload``, sealed."""

from __future__ import annotations

from typing import Any

import polars as pl
from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, select

from warehouse import bulk
from warehouse.tables import delivery, entry, fact, listing, membership, problem, publication, statistic

_OPEN = entry.c.closed_by.is_(None)
# What the rule "the same award once per level" needs to know of an entry: no payload.
_AWARD = (
    entry.c.entry_id,
    entry.c.listing_id,
    entry.c.delivery_id,
    entry.c.record_id,
    entry.c.bearer,
    entry.c.kind,
    entry.c.campaign_code,
    entry.c.award_code,
    entry.c.award_level,
    entry.c.unit_code,
    entry.c.row_no,
    entry.c.status,
    entry.c.gender,
    entry.c.birth_year,
    entry.c.direct_worker,
    entry.c.benefit_vnd,
    entry.c.content_hash,
    listing.c.table_no,
    listing.c.sender_code,
    listing.c.addition,
    delivery.c.arrived_on,
    delivery.c.path,
)


def open_of(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some deliveries, all columns."""
    return bulk.lookup(conn, select(entry).where(_OPEN), entry.c.delivery_id, delivery_ids)


def open_of_workers(conn: Connection, worker_ids: pl.Series) -> pl.DataFrame:
    """The open entries of the present members of some workers, accepted and held.

    Out: worker_id, the entry without its payload, and its place: table_no, arrived_on, path.
    """
    query = (
        _placed(membership.c.worker_id)
        .join(membership, membership.c.record_id == entry.c.record_id)
        .where(_OPEN, membership.c.until.is_(None))
    )
    return bulk.lookup(conn, query, membership.c.worker_id, worker_ids)


def open_of_records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some records, without their payload, with table_no, arrived_on and path."""
    return bulk.lookup(conn, _placed().where(_OPEN), entry.c.record_id, record_ids)


def sealed_of_records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some records, all columns; the payload is opened by the caller."""
    return bulk.lookup(conn, select(entry).where(_OPEN), entry.c.record_id, record_ids)


def of_lists(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some deliveries, all columns, with sender_code, sheet, table_no, arrived_on and path; by row.

    A list is judged whole, and so are the lists of one delivery.
    """
    query = (
        select(
            *(entry, listing.c.sender_code, listing.c.sheet, listing.c.table_no, listing.c.addition),
            *(delivery.c.arrived_on, delivery.c.path),
        )
        .join(listing, (listing.c.listing_id == entry.c.listing_id) & listing.c.closed_by.is_(None))
        .join(delivery, delivery.c.delivery_id == entry.c.delivery_id)
        .where(_OPEN)
    )
    return bulk.lookup(conn, query, entry.c.delivery_id, delivery_ids).sort("delivery_id", "table_no", "row_no")


def of_senders(conn: Connection, sender_codes: pl.Series) -> pl.DataFrame:
    """The open entries of everything some senders sent, all columns, with sender_code."""
    return bulk.lookup(conn, _sent(), listing.c.sender_code, sender_codes)


def open_of_bearers(conn: Connection, bearers: pl.Series) -> pl.DataFrame:
    """The open entries of some initiatives, without their payload, with table_no, arrived_on and path."""
    return bulk.lookup(conn, _placed().where(_OPEN), entry.c.bearer, bearers)


def placed_of(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some deliveries, without their payload, with table_no, arrived_on and path."""
    return bulk.lookup(conn, _placed().where(_OPEN), entry.c.delivery_id, delivery_ids)


def of_ids(conn: Connection, entry_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some ids, all columns, with sender_code."""
    return bulk.lookup(conn, _sent(), entry.c.entry_id, entry_ids)


def _sent() -> Select[tuple[object, ...]]:
    same = (listing.c.listing_id == entry.c.listing_id) & listing.c.closed_by.is_(None)
    return select(entry, listing.c.sender_code).join(listing, same).where(_OPEN)


def awarded(conn: Connection, campaign_code: str, publication_id: str) -> pl.DataFrame:
    """The sealed payload behind every award to a person that a publication shows: fact_id, payload.

    A payload is the entry's as it was in the publication, whatever later runs have made of it.
    """
    query = (
        select(fact.c.fact_id, entry.c.payload)
        .join(entry, entry.c.entry_id == fact.c.entry_id)
        .join(publication, _holds(fact) & _holds(entry))
        .where(publication.c.publication_id == publication_id)
        .where(fact.c.campaign_code == campaign_code, fact.c.worker_id.is_not(None))
    )
    return bulk.read(conn, query.order_by(fact.c.fact_id))


def held(
    conn: Connection, unit_code: str | None = None, campaign_code: str | None = None, kind: str | None = None
) -> pl.DataFrame:
    """The open held entries, all columns, with sender_code, sheet, table_no, received_at and path, in reading order.

    ``unit_code`` is the sender's, whose list it is; the payload is opened by the caller.
    """
    query = (
        select(
            entry,
            listing.c.sender_code,
            listing.c.sheet,
            listing.c.table_no,
            delivery.c.received_at,
            delivery.c.path,
        )
        .join(listing, (listing.c.listing_id == entry.c.listing_id) & listing.c.closed_by.is_(None))
        .join(delivery, delivery.c.delivery_id == entry.c.delivery_id)
        .where(_OPEN, entry.c.status == "held")
    )
    for column, value in (
        (listing.c.sender_code, unit_code),
        (entry.c.campaign_code, campaign_code),
        (entry.c.kind, kind),
    ):
        if value is not None:
            query = query.where(column == value)
    order = (listing.c.sender_code, delivery.c.received_at, delivery.c.path, listing.c.table_no, entry.c.row_no)
    return bulk.read(conn, query.order_by(*order))


def problems_of(conn: Connection, entry_ids: pl.Series) -> pl.DataFrame:
    """The open problems of some entries (or listings, whose problems bear the listing's id)."""
    return bulk.lookup(conn, select(problem).where(problem.c.closed_by.is_(None)), problem.c.entry_id, entry_ids)


def questioned(conn: Connection, unit_code: str | None = None, campaign_code: str | None = None) -> pl.DataFrame:
    """The open problems of lists that stand, each with its row's payload and number and with the place of its list.

    Out, in reading order: the columns of ``problem``, payload, row_no, kind, table_no, sheet, layout, sender_code,
    delivery_id. A problem of a list as a whole, which has no row, stands at its first row without a payload.
    """
    query = (
        select(
            problem,
            *(entry.c.payload, func.coalesce(entry.c.row_no, 1).label("row_no"), listing.c.kind),
            *(listing.c.table_no, listing.c.sheet, listing.c.layout, listing.c.sender_code, listing.c.delivery_id),
        )
        .join(entry, (entry.c.entry_id == problem.c.entry_id) & _OPEN, isouter=True)
        .join(listing, (listing.c.listing_id == problem.c.listing_id) & listing.c.closed_by.is_(None))
        .where(problem.c.closed_by.is_(None), listing.c.status.not_in(("superseded", "withdrawn")))
    )
    for column, value in ((listing.c.sender_code, unit_code), (listing.c.campaign_code, campaign_code)):
        if value is not None:
            query = query.where(column == value)
    return bulk.read(conn, query.order_by(listing.c.delivery_id, listing.c.table_no, entry.c.row_no, problem.c.code))


def sheets_of(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """Where the open entries of some deliveries stand: their record, their list's KEY, sheet, table_no and row_no."""
    query = (
        select(
            *(entry.c.delivery_id, entry.c.record_id, entry.c.row_no, entry.c.kind),
            *(entry.c.campaign_code, entry.c.award_level, listing.c.sender_code, listing.c.sheet, listing.c.table_no),
        )
        .join(listing, (listing.c.listing_id == entry.c.listing_id) & listing.c.closed_by.is_(None))
        .where(_OPEN)
    )
    return bulk.lookup(conn, query, entry.c.delivery_id, delivery_ids)


def statistics_of(conn: Connection, entry_ids: pl.Series) -> pl.DataFrame:
    """The open statistics of some entries."""
    return bulk.lookup(conn, select(statistic).where(statistic.c.closed_by.is_(None)), statistic.c.entry_id, entry_ids)


def statistics_of_units(conn: Connection, unit_codes: pl.Series) -> pl.DataFrame:
    """The open statistics of some units, of all campaigns."""
    return bulk.lookup(
        conn, select(statistic).where(statistic.c.closed_by.is_(None)), statistic.c.unit_code, unit_codes
    )


def of_titles(conn: Connection, title_hashes: pl.Series) -> pl.DataFrame:
    """The open accepted entries of works of some titles, whoever reports them, without their payload."""
    query = _placed(entry.c.title_hash).where(_OPEN, entry.c.status == "accepted")
    return bulk.lookup(conn, query, entry.c.title_hash, title_hashes)


def _holds(table: Table) -> ColumnElement[bool]:
    opened, closed = table.c.opened_by, table.c.closed_by
    return (opened <= publication.c.run_no) & (closed.is_(None) | (closed > publication.c.run_no))


def _placed(*first: Column[Any]) -> Select[Any]:
    return (
        select(*first, *_AWARD)
        .select_from(entry)
        .join(listing, (listing.c.listing_id == entry.c.listing_id) & listing.c.closed_by.is_(None))
        .join(delivery, delivery.c.delivery_id == entry.c.delivery_id)
    )
