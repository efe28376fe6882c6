"""A steward's choice of the value that holds for a person, taken from the record that states it."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from flows.dossiers import CHOICE
from flows.models import in_force
from flows.statements import opened
from flows.unanswerable import Unanswerable
from matching.survivorship import ITEMS
from runtime.wiring import Connection
from warehouse import choices, workers
from warehouse.choices import Choice
from warehouse.vault import Vault


def choose(connection: Connection, vault: Vault, record_id: str, field: str, by: str, at: datetime, reason: str) -> str:
    """Store that a record's value of a field holds; returns its worker's id. Raises ``Unanswerable``."""
    worker = _worker(connection, record_id, field)
    rows = opened(connection, vault, pl.Series("record_id", [record_id]), in_force(connection)).rows
    said = rows.sort("standing", maintain_order=True)[field].drop_nulls()
    if said.is_empty():
        raise Unanswerable("not_stated", id=record_id[:8], field=field)
    payload = vault.seal([str(said[-1]).encode()], CHOICE)[0]
    choices.add(connection, Choice(record_id, field, payload, reason, by, at))
    return worker


def withdraw(connection: Connection, record_id: str, field: str, by: str, at: datetime, reason: str) -> str:
    """Take back what was chosen of a field for the worker of a record; returns its id. Raises ``Unanswerable``."""
    worker = _worker(connection, record_id, field)
    members = workers.records_of(connection, worker)["record_id"]
    if not choices.withdraw(connection, members, field, by, at, reason):
        raise Unanswerable("nothing_chosen", id=worker, field=field)
    return worker


def _worker(connection: Connection, record_id: str, field: str) -> str:
    if field not in ITEMS:
        raise Unanswerable("no_field", id=field, fields=", ".join(ITEMS))
    found = workers.members(connection, pl.Series("record_id", [record_id]))
    if found.is_empty():
        raise Unanswerable("nobody", id=record_id[:8])
    return str(found["worker_id"][0])
