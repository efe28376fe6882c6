"""Verdicts of the workbench made decisions: as soon as no night is at work, and at the latest when one begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from flows.decisions import take
from flows.identity import Verdicts
from flows.unanswerable import Unanswerable
from flows.verdicts import judge, withdraw
from runtime.settings import Settings
from runtime.wiring import Connection
from warehouse import judgements, verdicts
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import require_current
from warehouse.verdicts import REFUSED, TAKEN, WITHDRAW


def obey(settings: Settings) -> int:
    """Take every verdict that is ripe, in their order; returns how many became decisions.

    One that cannot be obeyed is refused with the reason, for its steward to read. Raises ``Locked`` while a run is at
    work; what was not reached waits on.
    """
    engine = open_engine(settings.warehouse)
    try:
        require_current(engine)
        with reading(engine) as connection:
            ripe = verdicts.ripe(connection).to_dicts()
        taken = 0
        for row in ripe:
            state, decision_id, outcome = _taken(settings, row)
            with writing(engine) as connection:
                verdicts.ended(connection, row["verdict_id"], state, decision_id, outcome)
            taken += state == TAKEN
        return taken
    finally:
        engine.dispose()


def _asked(connection: Connection, row: Mapping[str, Any]) -> Verdicts:
    if row["verdict"] == WITHDRAW:
        return withdraw(connection, row["record_l"])
    return judge(connection, row["record_l"], row["record_r"], row["verdict"])


def _taken(settings: Settings, row: Mapping[str, Any]) -> tuple[str, str | None, str]:
    both = row["judged_by"] + (f" + {row['seconded_by']}" if row["seconded_by"] else "")
    try:
        done = take(
            settings,
            lambda connection: _asked(connection, row),
            "withdraw" if row["verdict"] == WITHDRAW else "judge",
            both,
            row["reason"],
        )
    except Unanswerable as error:
        # A program that ended between a decision and this note of it finds the decision made.
        standing = _standing(settings, row)
        return (TAKEN, standing, "") if standing else (REFUSED, None, error.said.vi)
    return TAKEN, done.decision_id, ""


def _standing(settings: Settings, row: Mapping[str, Any]) -> str | None:
    """The decision that says already what a verdict asks for."""
    engine = open_engine(settings.warehouse)
    try:
        with reading(engine) as connection:
            if row["verdict"] == WITHDRAW:
                found = judgements.named(connection, row["record_l"])
                return str(found["closed_decision"][0] or "") or None if found.height else None
            found = judgements.of_records(connection, pl.Series("record_id", [row["record_l"], row["record_r"]]))
            same = found.filter(*(pl.col(name) == row[name] for name in judgements.PAIR))
            return str(same["decision_id"][0]) if same.height else None
    finally:
        engine.dispose()
