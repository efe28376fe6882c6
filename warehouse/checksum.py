"""One number for all that is published: equal content gives an equal checksum, on either database.

The aggregate marts are hashed row by row; the awards themselves, of which a city has a million, by their count
and the sums of the halves of their content hashes. Run ids, moments and the order of loading do not enter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import polars as pl
import sqlalchemy as sa
from sqlalchemy import Connection

from warehouse.marts import AGGREGATES, Edition, draw
from warehouse.tables import fact

_LOW_HALF = 0xFFFFFFFF


def checksum(conn: Connection, edition: Edition, kept: Collection[str] = ()) -> tuple[str, int]:
    """SHA-256 (hex) of what the edition shows, and how many rows that is: aggregate rows plus counted awards.

    ``kept``: the marts the caller holds by `warehouse.marts.keep`.
    """
    frames = {mart: draw(conn, mart, edition, kept) for mart in AGGREGATES}
    awards = _awards(conn, edition.run_no)
    return of(frames, awards), sum(frame.height for frame in frames.values()) + awards[0]


def of(frames: dict[str, pl.DataFrame], awards: tuple[int, int, int]) -> str:
    """The hash itself, of drawn marts and of count, high and low sums of the awards; pure."""
    digest = hashlib.sha256()
    for mart in sorted(frames):
        frame = frames[mart]
        digest.update(f"\x1e{mart}\x1f{','.join(frame.columns)}\x1f{frame.height}\n".encode())
        # null_value: an absent value and an empty text are not the same content.
        digest.update(frame.write_csv(include_header=False, null_value="\\N", quote_style="non_numeric").encode())
    digest.update(("\x1efact\x1f" + ",".join(map(str, awards))).encode())
    return digest.hexdigest()


def _awards(conn: Connection, run_no: int) -> tuple[int, int, int]:
    holds = (fact.c.opened_by <= run_no) & (fact.c.closed_by.is_(None) | (fact.c.closed_by > run_no))
    high = fact.c.content_hash.op(">>")(sa.literal(32, sa.Integer))
    low = fact.c.content_hash.op("&")(sa.literal(_LOW_HALF, sa.BigInteger))
    query = sa.select(
        sa.func.count(),
        sa.func.coalesce(sa.cast(sa.func.sum(high), sa.BigInteger), 0),
        sa.func.coalesce(sa.cast(sa.func.sum(low), sa.BigInteger), 0),
    ).where(holds)
    count, sum_high, sum_low = conn.execute(query).one()
    return int(count), int(sum_high), int(sum_low)
