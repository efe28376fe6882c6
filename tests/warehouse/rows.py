"""Rows for the warehouse's tables out of the few columns that matter to a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Boolean, Connection, Date, Float, Integer, LargeBinary, Table

from warehouse.moment import Moment
from warehouse.tables import metadata

Rows = Mapping[str, Iterable[Mapping[str, Any]]]

MOMENT = datetime(2025, 6, 1, 17, 30, tzinfo=UTC)
DEFAULTS: dict[str, dict[str, Any]] = {
    "registry_load": {"load_no": 1, "checksum": "r1"},
    "unit": {"kind": "enterprise", "valid_from": None, "valid_to": None},
    "unit_parent": {"valid_from": None, "valid_to": None},
    "campaign": {"award_code": "CNG", "year": 2025},
    "run": {"status": "published", "registry_load": 1, "counts": "{}", "seconds": "{}"},
    "publication": {"registry_load": 1},
    "pointer": {"name": "current"},
    "delivery": {"run_no": 1, "status": "read", "replay": False},
    "listing": {
        "kind": "cng_list",
        "sheet": "Sheet1",
        "status": "effective",
        "campaign_code": "CNG25",
        "award_code": "CNG",
        "award_level": "grassroots",
        "layout": "{}",
    },
    "entry": {
        "kind": "cng_list",
        "status": "accepted",
        "campaign_code": "CNG25",
        "award_code": "CNG",
        "award_level": "grassroots",
    },
    "problem": {"campaign_code": "CNG25", "severity": "error", "field": "", "cell": "", "cause": ""},
    "fact": {"campaign_code": "CNG25", "award_code": "CNG", "award_level": "grassroots", "subject": "person"},
}


def insert(conn: Connection, rows: Rows) -> None:
    """Inserts rows per table; a column left out takes the table's usual value in tests."""
    for name, given in rows.items():
        table = metadata.tables[name]
        filled = [{**_blank(table), **DEFAULTS.get(name, {}), **row} for row in given]
        if filled:
            conn.execute(table.insert(), filled)


def read_yaml(path: Path) -> Any:
    """A test's YAML file."""
    return yaml.safe_load(path.read_text("utf-8"))


def _blank(table: Table) -> dict[str, Any]:
    return {column.name: None if column.nullable else _usual(column.name, column.type) for column in table.columns}


def _usual(name: str, kind: object) -> Any:
    if name in {"opened_by", "run_no", "load_no", "born_run", "since"}:
        return 1
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 0
    if isinstance(kind, Moment):
        return MOMENT
    if isinstance(kind, Date):
        return date(2025, 5, 1)
    return b"" if isinstance(kind, LargeBinary) else f"{name}-1"
