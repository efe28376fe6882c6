"""What waits for stewards, in memory as codes and keyed hashes, so that a page counts a hundred thousand rows at once.

Read whole when the program starts; after each run, of a night or a decision, only what the run changed is read again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import polars as pl

from cleaning.records import raw_fields
from flows.restored import opened
from runtime.wiring import Connection
from stewardship.scope import Scope
from warehouse import reviews, worklist
from warehouse.reviews import FAILS, PASSES, UNDONE, WAITS
from warehouse.vault import Vault

_REVIEW = dict.fromkeys(("entry_id", "state", "checked_by", "problems", "note"), pl.String)


_STATES = pl.Enum(["", PASSES, WAITS, FAILS, UNDONE])
_FEW = ("code", "severity", "field", "raw_field", "kind", "campaign_code", "sender_code")  # texts of few kinds
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a scope covers of a frame: as it was read, and with the states of the reviews."""

    frame: pl.DataFrame
    covered: pl.DataFrame
    reviews: pl.DataFrame | None = None
    stated: pl.DataFrame = field(default_factory=pl.DataFrame)
    kept: dict[Hashable, Any] = field(default_factory=dict)


class Worklist:
    """The open problems of rows; one object for all visitors, each of whom sees it through a ``Scope``."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._frame: pl.DataFrame | None = None
        self._run = self._review = 0
        self._reviews = pl.DataFrame(schema=_REVIEW)
        self._seen: dict[Scope, _Seen] = {}
        self._of_run: dict[tuple[Scope, Hashable], tuple[int, Any]] = {}

    def refresh(self, connection: Connection) -> None:
        """Take in what runs and stewards have done since the last look."""
        with self._lock:
            last = worklist.last_run(connection)
            if self._frame is None:
                self._frame = _ordered(self._read(worklist.everything(connection)))
            elif last > self._run:
                changed = worklist.touched(connection, self._run)
                kept = self._frame.filter(~pl.col("entry_id").is_in(changed.implode())).drop("entry_no")
                fresh = self._read(worklist.of_entries(connection, changed)).cast(dict(kept.schema))  # type: ignore[arg-type]
                self._frame = _ordered(pl.concat([kept, fresh]))
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
        """The problems that a scope covers, in reading order, each with the number of its row in that order.

        ``state`` is what the row has become since somebody touched it ("" = nobody has). A row belongs to its own
        union; to the sender as well, whose list it is.
        """
        frame, told = self._frame, self._reviews
        if frame is None:
            raise RuntimeError("refresh the worklist before it is looked at")
        known = self._seen.get(scope)
        if known is None or known.frame is not frame:
            known = _Seen(frame, scope.of(frame, "unit_code", "sender_code"))
        if known.reviews is not told:
            states = told.select("entry_id", pl.col("state").cast(_STATES))
            joined = known.covered.join(states, on="entry_id", how="left", maintain_order="left")
            known = _Seen(frame, known.covered, told, joined.with_columns(pl.col("state").fill_null("")))
            self._seen[scope] = known
        return known.stated

    def once(self, scope: Scope, key: Hashable, compute: Callable[[], T]) -> T:
        """What was computed of a scope's problems as they stand; computed anew when anything has changed."""
        kept = self._seen[scope].kept
        if key not in kept:
            kept[key] = compute()
        found: T = kept[key]
        return found

    def of_run(self, scope: Scope, key: Hashable, compute: Callable[[], T]) -> T:
        """What was computed of a scope's data as the last run left it."""
        run = self._run
        known = self._of_run.get((scope, key))
        if known is None or known[0] != run:
            known = self._of_run[scope, key] = (run, compute())
        found: T = known[1]
        return found

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


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """In reading order, once for all pages, and with the number of each row's entry."""
    order = ("sender_code", "received_at", "path", "table_no", "row_no", "entry_id", "severity", "code")
    short = frame.sort(order).with_columns(pl.col(_FEW).cast(pl.Categorical))
    return short.with_columns(entry_no=pl.col("entry_id").rle_id())


def texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Problems with plain texts in all columns, to be joined with what comes from elsewhere."""
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def rows_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Of problems in reading order one for each row."""
    return frame.filter(pl.col("entry_no") != pl.col("entry_no").shift(1, fill_value=-1))


def waiting(frame: pl.DataFrame) -> pl.DataFrame:
    """Of what a scope covers, the rows that still need a steward: neither the night's by now nor an approver's."""
    return frame.filter(pl.col("state") != PASSES, pl.col("state") != WAITS)
