"""How people name a record: by its id, by the first digits of it, or by where it stands."""

from __future__ import annotations

from flows.verdicts import SHORTEST, Unanswerable
from runtime.wiring import Connection
from warehouse import judgements, statements


def record_named(connection: Connection, text: str) -> str:
    """The full id of a record; raises ``Unanswerable`` with the level of its ``worker_words`` sentence."""
    file, _, place = text.partition(":")
    if place:
        sheet, _, row = place.rpartition(":")
        found = list(statements.at(connection, file, sheet, int(row))) if row.isdecimal() else []
        if not found:
            raise Unanswerable("no_place")
    else:
        found = judgements.records_like(connection, text) if len(text) >= SHORTEST else []
        if not found:
            raise Unanswerable("not_found")
    if len(found) > 1:
        raise Unanswerable("several")
    return found[0]
