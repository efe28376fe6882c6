"""Who owes what, by unit: the state of each list that is owed, as the mart ``reporting`` adds it up."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, Date, String, column, select, table

from warehouse import bulk

_STATE = table(
    "current_owing",
    *(column(name, String()) for name in ("campaign_code", "kind", "unit_code")),
    column("due_on", Date()),
    column("state", String()),
)


def states(conn: Connection) -> pl.DataFrame:
    """campaign_code, kind, unit_code, due_on and state (on_time, late, nil, missing) of all that is owed."""
    return bulk.read(conn, select(*_STATE.columns))
