"""Rows of the warehouse for tests: only what matters is spelled out, one row per value of the first column."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

MOMENT = datetime(2025, 6, 1, 8, tzinfo=UTC)


def _frame(defaults: dict[str, Any], columns: dict[str, Any]) -> pl.DataFrame:
    given = {**defaults, **columns}
    height = max((len(value) for value in given.values() if isinstance(value, list)), default=1)
    return pl.DataFrame({name: value if isinstance(value, list) else [value] * height for name, value in given.items()})


def deliveries(**columns: Any) -> pl.DataFrame:
    return _frame(
        {
            "delivery_id": "d1",
            "unit_code": "U1",
            "path": "U1/a.xlsx",
            "sha256": "00",
            "size": 100,
            "received_at": MOMENT,
            "arrived_on": date(2025, 6, 1),
            "replay": False,
            "status": "landed",
        },
        columns,
    )


def listings(**columns: Any) -> pl.DataFrame:
    return _frame(
        {
            "listing_id": "l1",
            "delivery_id": "d1",
            "table_no": 0,
            "sheet": "Sheet1",
            "kind": "cng_list",
            "sender_code": "U1",
            "campaign_code": "CNG2025",
            "award_code": "CNG",
            "award_level": "grassroots",
            "addition": False,
            "nil": False,
            "first_row": 9,
            "last_row": 38,
            "row_count": 30,
            "ignored_count": 0,
            "layout": "{}",
            "status": "effective",
        },
        columns,
    )


def entries(**columns: Any) -> pl.DataFrame:
    return _frame(
        {
            "entry_id": "e1",
            "listing_id": "l1",
            "delivery_id": "d1",
            "record_id": "r1",
            "kind": "cng_list",
            "campaign_code": "CNG2025",
            "award_code": "CNG",
            "award_level": "grassroots",
            "unit_code": "U1",
            "row_no": 9,
            "status": "accepted",
            "content_hash": 1,
            "payload": b"sealed",
        },
        columns,
    )


def problems(**columns: Any) -> pl.DataFrame:
    return _frame(
        {
            "entry_id": "e1",
            "listing_id": "l1",
            "campaign_code": "CNG2025",
            "unit_code": "U1",
            "code": "citizen_id_length",
            "severity": "error",
            "field": "citizen_id",
            "cell": "F9",
            "cause": "citizen_id_length",
        },
        columns,
    )


def facts(**columns: Any) -> pl.DataFrame:
    return _frame(
        {
            "fact_id": "f1",
            "entry_id": "e1",
            "worker_id": "W1",
            "campaign_code": "CNG2025",
            "award_code": "CNG",
            "award_level": "grassroots",
            "unit_code": "U1",
            "content_hash": 7,
        },
        columns,
    )


def records(*record_ids: str) -> pl.DataFrame:
    return _frame(
        {"record_id": list(record_ids), "born_order": list(range(1, len(record_ids) + 1)), "payload": b"p"}, {}
    )


def edges(*pairs: tuple[str, str, float]) -> pl.DataFrame:
    left, right, weight = ([list(column) for column in zip(*pairs, strict=True)]) if pairs else ([], [], [])
    return _frame({"record_l": left, "record_r": right, "weight": weight, "model_id": "m", "evidence": "{}"}, {})


def workers(*worker_ids: str) -> pl.DataFrame:
    return _frame({"worker_id": list(worker_ids), "worker_no": list(range(1, len(worker_ids) + 1))}, {})


def memberships(**worker_of: str) -> pl.DataFrame:
    return _frame({"record_id": list(worker_of), "worker_id": list(worker_of.values())}, {})
