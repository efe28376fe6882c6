"""How people name a record: by its id, by the first digits of it, or by where it stands."""

from __future__ import annotations

from flows.unanswerable import Unanswerable
from runtime.wiring import Connection
from warehouse import judgements, statements

SHORTEST = 6  # digits of a record's id that stand for it


def record_named(connection: Connection, text: str) -> str:
    """The full id of the one record that is named so; raises ``Unanswerable`` for none and for several."""
    file, _, place = text.partition(":")
    if place:
        sheet, _, row = place.rpartition(":")
        found = list(statements.at(connection, file, sheet, int(row))) if row.isdecimal() else []
    elif len(text) < SHORTEST:
        raise Unanswerable("too_short", id=text, digits=SHORTEST)
    else:
        found = judgements.records_like(connection, text)
    if not found:
        raise Unanswerable("no_place" if place else "no_record", id=text)
    if len(found) > 1:
        raise Unanswerable("several", id=text)
    return found[0]
