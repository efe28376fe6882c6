from __future__ import annotations

import polars as pl
import pytest
from sqlalchemy import Connection, Engine

from tests.warehouse import wares
from warehouse import bulk, consolidation, statements, tables
from warehouse.consolidation import Changes
from warehouse.session import reading, writing


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Run 1 takes in a list of r1 and r2, and one of r3; run 2 replaces the first: r1 is corrected, r2 gone."""
    with writing(engine) as conn:
        bulk.append(conn, tables.delivery, wares.deliveries(delivery_id=["d1", "d2"], path=["U1/a.xlsx", "U2/a.xlsx"]))
        consolidation.load(conn, 1, first_night())
        replaced = Changes(
            closed_entries=pl.DataFrame({"entry_id": ["e1", "e2"]}),
            entries=wares.entries(entry_id="e1b", record_id="r1", row_no=12),
        )
        consolidation.load(conn, 2, replaced)
    return engine


def first_night() -> Changes:
    return Changes(
        listings=wares.listings(listing_id=["l1", "l2"], delivery_id=["d1", "d2"], sheet=["Sheet1", "CNG"]),
        entries=wares.entries(
            entry_id=["e1", "e2", "e3"],
            record_id=["r1", "r2", "r3"],
            listing_id=["l1", "l1", "l2"],
            delivery_id=["d1", "d1", "d2"],
            row_no=[9, 10, 9],
            status=["accepted", "accepted", "held"],
        ),
    )


def of(conn: Connection, *records: str) -> list[tuple[object, ...]]:
    found = statements.of_records(conn, pl.Series("record_id", list(records)))
    return found.select("record_id", "entry_id", "path", "sheet", "standing").rows()


def test_a_record_speaks_by_its_open_rows_and_by_its_last_when_none_is_left(filled: Engine) -> None:
    with reading(filled) as conn:
        assert of(conn, "r1", "r2") == [
            ("r1", "e1b", "U1/a.xlsx", "Sheet1", True),
            ("r2", "e2", "U1/a.xlsx", "Sheet1", False),
        ]


def test_a_held_row_is_told_and_is_not_in_force(filled: Engine) -> None:
    with reading(filled) as conn:
        assert of(conn, "r3") == [("r3", "e3", "U2/a.xlsx", "CNG", False)]


@pytest.mark.parametrize(
    ("path", "sheet", "row", "found"),
    [
        ("U1/a.xlsx", "Sheet1", 12, ("r1",)),
        ("U2/a.xlsx", "", 9, ("r3",)),
        ("a.xlsx", "CNG", 9, ("r3",)),
        ("a.xlsx", "Sheet1", 10, ()),
        ("x.xlsx", "Sheet1", 12, ()),
        ("%.xlsx", "Sheet1", 12, ()),
    ],
)
def test_a_record_is_found_by_the_place_it_stands_at(
    filled: Engine, path: str, sheet: str, row: int, found: tuple[str, ...]
) -> None:
    with reading(filled) as conn:
        assert statements.at(conn, path, sheet, row) == found
