from __future__ import annotations

import polars as pl
from sqlalchemy import Engine

from tests.warehouse import wares
from warehouse import bulk, listings
from warehouse.session import writing
from warehouse.tables import delivery, listing

KEYS = pl.DataFrame(
    {"sender_code": ["U1"], "campaign_code": ["CNG2025"], "kind": ["cng_list"], "award_level": ["grassroots"]}
)


def test_all_open_lists_of_a_key_are_given_whatever_their_status(engine: Engine) -> None:
    statuses = ["effective", "superseded", "held", "effective"]
    rows = wares.listings(listing_id=["a", "b", "c", "gone"], status=statuses, closed_by=[None, None, None, 2])
    with writing(engine) as conn:
        bulk.append(conn, delivery, wares.deliveries())
        bulk.append(conn, listing, rows.with_columns(opened_by=1))
        found = listings.of_keys(conn, KEYS).sort("listing_id")
    assert found["listing_id"].to_list() == ["a", "b", "c"]
    assert found.select("received_at", "path").unique().rows() == [(wares.MOMENT, "U1/a.xlsx")]


def test_lists_of_another_sender_campaign_kind_or_level_are_left_out(engine: Engine) -> None:
    rows = pl.concat(
        [
            wares.listings(listing_id="sender", sender_code="U2"),
            wares.listings(listing_id="campaign", campaign_code="CNG2024"),
            wares.listings(listing_id="kind", kind="unit_statistics"),
            wares.listings(listing_id="level", award_level="city"),
        ]
    )
    with writing(engine) as conn:
        bulk.append(conn, delivery, wares.deliveries())
        bulk.append(conn, listing, rows.with_columns(opened_by=1))
        assert listings.of_keys(conn, KEYS).is_empty()


def test_a_key_without_level_meets_lists_without_level(engine: Engine) -> None:
    row = wares.listings(kind="unit_statistics").with_columns(award_level=pl.lit(None, pl.String), opened_by=1)
    with writing(engine) as conn:
        bulk.append(conn, delivery, wares.deliveries())
        bulk.append(conn, listing, row)
        keys = KEYS.with_columns(kind=pl.lit("unit_statistics"), award_level=pl.lit(None, pl.String))
        assert listings.of_keys(conn, keys).height == 1


def test_lists_of_deliveries_come_with_their_arrival(engine: Engine) -> None:
    with writing(engine) as conn:
        bulk.append(conn, delivery, wares.deliveries(delivery_id=["d1", "d2"]))
        bulk.append(conn, listing, wares.listings(listing_id=["a", "b"], delivery_id=["d1", "d2"], opened_by=1))
        found = listings.of_deliveries(conn, pl.Series(["d2"]))
    assert found.select("listing_id", "received_at").rows() == [("b", wares.MOMENT)]
