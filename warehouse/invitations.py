"""Invitations: links by which a unit without an account answers for its own rows; signed, ending, revocable."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select, update

from warehouse import bulk
from warehouse.tables import invitation


@dataclass(frozen=True, slots=True)
class Invitation:
    """For which unit, by whom, until when; the token is its signed id and never kept."""

    invitation_id: str
    unit_code: str
    made_by: str
    made_at: datetime
    ends_at: datetime


def add(conn: Connection, made: Invitation) -> None:
    """Append an invitation."""
    conn.execute(insert(invitation).values(**asdict(made)))


def standing(conn: Connection, invitation_id: str, at: datetime) -> Invitation | None:
    """The invitation of an id, if it has neither ended nor been revoked."""
    found = conn.execute(
        select(invitation).where(
            invitation.c.invitation_id == invitation_id, invitation.c.revoked_at.is_(None), invitation.c.ends_at > at
        )
    ).first()
    return None if found is None else Invitation(*(found._mapping[name] for name in Invitation.__dataclass_fields__))


def listed(conn: Connection) -> pl.DataFrame:
    """Every invitation, the newest first, all columns."""
    return bulk.read(conn, select(invitation).order_by(invitation.c.made_at.desc()))


def opened(conn: Connection, invitation_id: str, at: datetime) -> None:
    """Note when a link was first used."""
    mine = (invitation.c.invitation_id == invitation_id) & invitation.c.opened_at.is_(None)
    conn.execute(update(invitation).where(mine).values(opened_at=at))


def revoke(conn: Connection, invitation_id: str, by: str, at: datetime) -> bool:
    """End an invitation before its day; false when there is none to end."""
    mine = (invitation.c.invitation_id == invitation_id) & invitation.c.revoked_at.is_(None)
    return conn.execute(update(invitation).where(mine).values(revoked_by=by, revoked_at=at)).rowcount == 1
