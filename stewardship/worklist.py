"""What waits for stewards, in memory as codes and keyed hashes, so that a page counts a hundred thousand rows at once.

Read whole when the program starts; after each run, of a night or a decision, only what the run changed is read again.
"""

from __future__ import annotations

import threading

import polars as pl

from cleaning.records import raw_fields
from flows.restored import opened
from runtime.wiring import Connection
from stewardship.scope import Scope
from warehouse import reviews, worklist
from warehouse.reviews import PASSES
from warehouse.vault import Vault

_REVIEW = {"entry_id": pl.String, "state": pl.String, "checked_by": pl.String, "problems": pl.String}


class Worklist:
    """The open problems of rows; one object for all visitors, each of whom sees it through a ``Scope``."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._frame: pl.DataFrame | None = None
        self._run = self._review = 0
        self._reviews = pl.DataFrame(schema=_REVIEW)
        self._seen: dict[str, tuple[Scope, pl.DataFrame, pl.DataFrame]] = {}

    def refresh(self, connection: Connection) -> None:
        """Take in what runs and stewards have done since the last look."""
        with self._lock:
            last = worklist.last_run(connection)
            if self._frame is None:
                self._frame = self._read(worklist.everything(connection))
            elif last > self._run:
                changed = worklist.touched(connection, self._run)
                kept = self._frame.filter(~pl.col("entry_id").is_in(changed.implode()))
                self._frame = pl.concat([kept, self._read(worklist.of_entries(connection, changed))])
            self._review_anew(connection, forget=last > self._run)
            self._run = last

    def _review_anew(self, connection: Connection, *, forget: bool) -> None:
        fresh = reviews.since(connection, 0 if forget else self._review)
        known = self._reviews.clear() if forget else self._reviews
        if fresh.height or forget:
            both = pl.concat([known, fresh.select(list(_REVIEW))])
            self._reviews = both.unique("entry_id", keep="last", maintain_order=True)
            self._review = fresh["review_no"].max() or self._review  # type: ignore[assignment]

    def seen_by(self, scope: Scope) -> pl.DataFrame:
        """The problems that a scope covers, with the ``state`` of the row since it was touched ("" = nobody has).

        A row belongs to its own union; to the sender as well, whose list it is.
        """
        frame = self._frame
        if frame is None:
            raise RuntimeError("refresh the worklist before it is looked at")
        known = self._seen.get(scope.unit_code)
        if known is None or known[0] is not scope or known[1] is not frame:
            known = scope, frame, scope.of(frame, "unit_code", "sender_code")
            self._seen[scope.unit_code] = known
        states = self._reviews.select("entry_id", "state")
        return (
            known[2]
            .join(states, on="entry_id", how="left", maintain_order="left")
            .with_columns(pl.col("state").fill_null(""))
        )

    def review_of(self, entry_id: str) -> dict[str, str] | None:
        """The review of a row that no night has overtaken."""
        found = self._reviews.filter(entry_id=entry_id)
        return found.row(0, named=True) if found.height else None

    def reviews_of(self, entry_ids: pl.Series) -> dict[str, dict[str, str]]:
        """The reviews of some rows, by entry."""
        found = self._reviews.filter(pl.col("entry_id").is_in(entry_ids.implode()))
        return {row["entry_id"]: row for row in found.iter_rows(named=True)}

    def _read(self, found: pl.DataFrame) -> pl.DataFrame:
        """The problems with the raw field at fault and a keyed hash of its text, instead of the payload."""
        rows = found.unique("entry_id", maintain_order=True)
        said = (one.get("raw", {}) for one in opened(self._vault, rows["payload"]))
        raws = dict(zip(rows["entry_id"], said, strict=True))
        sources = [
            next((name for name in names if raw.get(name)), names[0] if names else "")
            for names, raw in (
                (raw_fields(kind, field) if field else (), raws[entry_id])
                for kind, field, entry_id in found.select("kind", "field", "entry_id").iter_rows()
            )
        ]
        texts = [raws[entry].get(name) or "" for entry, name in zip(found["entry_id"], sources, strict=True)]
        return found.drop("payload").with_columns(
            raw_field=pl.Series(sources, dtype=pl.String), value=pl.Series(self._vault.blind(texts), dtype=pl.Int64)
        )


def waiting(frame: pl.DataFrame) -> pl.DataFrame:
    """Of what a scope covers, the rows that still need a person."""
    return frame.filter(pl.col("state") != PASSES)
