"""Stages *audit* and *publish*: what is about to be shown is tried first; then one pointer moves, or nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Protocol

from flows import drift
from flows.night import Night
from schemas.audit import ERROR, AuditResult
from warehouse import expectations, invariants, marts, runs
from warehouse.checksum import checksum
from warehouse.marts import Edition
from warehouse.session import reading, writing

_STORED = ("name", "ok", "severity", "observed", "expected", "source")


class Auditor(Protocol):
    """Whoever judges an edition beside our own invariants: asked early, answers when it must."""

    def ask(self, chosen: Edition, /) -> None:
        """Begin on an edition that is committed."""

    def audit(self, chosen: Edition, /) -> list[AuditResult]:
        """Say what was found."""


@contextmanager
def expecting(night: Night) -> Iterator[Auditor]:
    """The Great Expectations process of this night: it imports while the night works."""
    handle = expectations.start(night.ports.settings.warehouse)
    try:
        yield handle
    finally:
        handle.close()


def edition(night: Night) -> Edition:
    """Tonight's state, published or not."""
    return Edition(night.run_no, night.registry_load, night.business_date)


def audit(night: Night, auditor: Auditor) -> None:
    """Try the invariants and the expectations on tonight's edition, hold matching against other nights; keep all said.

    The expectations run in their own process meanwhile; the aggregate marts are drawn once for audit and checksum.
    """
    chosen = edition(night)
    auditor.ask(chosen)
    with reading(night.ports.engine) as connection, marts.keep(connection, chosen, marts.AGGREGATES):
        night.audit = invariants.audit(connection, chosen, marts.AGGREGATES)
        night.checksum, night.row_count = checksum(connection, chosen, marts.AGGREGATES)
        totals = drift.totals(connection)
    night.audit += auditor.audit(chosen)
    with writing(night.ports.engine) as connection:
        night.drift = drift.kept(connection, night.run_no, totals)
        night.audit += drift.results(night.drift)
        results = [{name: asdict(result)[name] for name in _STORED} for result in night.audit]
        runs.record_audit(connection, night.run_no, results)


def publish(night: Night) -> None:
    """Move the pointer to tonight's edition unless an error was found; either way the run is finished."""
    failed = [result for result in night.audit if not result.ok and result.severity == ERROR]
    night.status = "audit_failed" if failed else "published"
    with writing(night.ports.engine) as connection:
        if not failed:
            night.publication_id = runs.publish(
                connection, night.run_no, night.checksum or "", night.row_count, datetime.now(UTC)
            )
        elif now := runs.current_publication(connection):
            # Readers go on with the old edition; its id and checksum are what they see.
            night.publication_id, night.checksum = now.publication_id, now.checksum
        runs.finish(connection, night.run_no, night.status, datetime.now(UTC), night.counts, dict(night.seconds))
