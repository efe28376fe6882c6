"""Pairs that wait for a verdict, as one visitor may see them; verdicts become decisions in the background."""

from __future__ import annotations

import logging
import threading
from typing import Any

import polars as pl

from flows.obeying import obey
from flows.waiting import Queue, waiting
from runtime.settings import Settings
from runtime.wiring import Connection
from stewardship.scope import Scope
from stewardship.visitors import Visitor
from warehouse import entries, verdicts
from warehouse.lock import Locked
from warehouse.session import WarehouseUnavailable

SHOWN = 200
QUIET_SECONDS = 8.0
_LOG = logging.getLogger("thidua")


def pairs(connection: Connection, who: Visitor) -> Queue:
    """The first pairs that wait and are both the visitor's to see."""

    def within(record_ids: pl.Series) -> pl.Series:
        return visible(connection, who.scope, record_ids)

    def asked() -> Queue:
        return waiting(connection, who.desk.vault, limit=SHOWN, reveal=who.reveals, within=within)

    who.desk.refresh(connection)
    return who.desk.worklist.of_run(who.scope, ("pairs", who.reveals), asked)


def visible(connection: Connection, scope: Scope, record_ids: pl.Series) -> pl.Series:
    """Of some records those with an open row that a scope covers."""
    rows = entries.open_of_records(connection, record_ids)
    return scope.of(rows, "unit_code", "sender_code")["record_id"].unique()


def undecided(connection: Connection, queue: Queue) -> list[dict[str, Any]]:
    """The pairs as data, without those that somebody has judged and no run has taken in yet."""
    told = verdicts.waiting(connection)
    judged = {frozenset(pair) for pair in told.select("record_l", "record_r").iter_rows()}
    return [
        one.document()
        for one in queue.questions
        if frozenset((one.explanation.record_l, one.explanation.record_r)) not in judged
    ]


class Clerk:
    """Makes verdicts decisions once nobody has pressed a key for a while; a night at work is left in peace."""

    def __init__(self, settings: Settings, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._settings = settings
        self._quiet = quiet_seconds
        self._told = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="thidua-clerk", daemon=True)

    def start(self) -> None:
        """Begin, with what earlier visits left."""
        self._told.set()
        self._thread.start()

    def tell(self) -> None:
        """Somebody has judged."""
        self._told.set()

    def end(self) -> None:
        """Stop after the decision at hand; what was not reached waits in the warehouse."""
        self._ended.set()
        self._told.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ended.is_set():
            self._told.wait()
            self._told.clear()
            # Each new verdict begins the wait anew: a steward who judges is not disturbed, and may still undo.
            while not self._ended.is_set() and self._told.wait(self._quiet):
                self._told.clear()
            if self._ended.is_set():
                return
            try:
                obey(self._settings)
            except Locked:
                self._ended.wait(self._quiet)
                self._told.set()
            except WarehouseUnavailable as error:
                _LOG.warning("verdicts wait: %s", error)
