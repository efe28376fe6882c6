"""Who is at the other end of a request: signed in, with which rights, asking from one of our own pages."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request

from stewardship.desk import Desk, now
from stewardship.scope import Scope
from warehouse import disclosures, stewards
from warehouse.disclosures import Disclosure
from warehouse.stewards import ROLES, Steward, Visit

COOKIE = "thidua_visit"
LASTS, IDLE = timedelta(hours=12), timedelta(minutes=90)
REVEALS = timedelta(minutes=15)
_NOTED_EVERY = timedelta(minutes=5)
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class SignedOut(Exception):
    """Nobody is signed in: go to the sign-in page and come back."""


class Forbidden(Exception):
    """The role does not allow it, or the request did not come from one of our pages."""


class Unknown(Exception):
    """There is no such thing, or none that this visitor may know of: the two look the same."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in; ``scope`` is the data they may see."""

    steward: Steward
    visit: Visit
    desk: Desk
    scope: Scope

    @property
    def language(self) -> str:
        """vi or en."""
        return self.steward.language

    @property
    def reveals(self) -> bool:
        """Whether ids are shown in full, for a reason that is on record."""
        until = self.visit.reveals_until
        return until is not None and until > now()

    def may(self, role: str) -> bool:
        """Whether the role is this one or above."""
        return ROLES.index(self.steward.role) >= ROLES.index(role)


def desk_of(request: Request) -> Desk:
    """The desk of this program."""
    desk: Desk = request.app.state.desk
    return desk


async def given_token(request: Request) -> str:
    """The token a request proves its page with: a header of scripts, a hidden field of forms."""
    if request.method in _SAFE:
        return ""
    sent = request.headers.get("x-csrf-token", "")
    kind = request.headers.get("content-type", "")
    if not sent and kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        sent = str((await request.form()).get("csrf", ""))
    return sent


def visitor(
    request: Request, desk: Annotated[Desk, Depends(desk_of)], token: Annotated[str, Depends(given_token)]
) -> Visitor:
    """Who asks; raises ``SignedOut``, and ``Forbidden`` for a change that did not come from one of our pages."""
    found = request.cookies.get(COOKIE, "")
    at = now()
    with desk.reading() as connection:
        visit = stewards.visit_of(connection, hashed_token(found)) if found else None
        steward = stewards.by_id(connection, visit.steward_id) if visit else None
        if visit is None or steward is None or steward.disabled_at or _over(visit, at):
            raise SignedOut
        scope = desk.scope(connection, steward.unit_code)
    if request.method not in _SAFE and not secrets.compare_digest(token.encode(), visit.csrf.encode()):
        raise Forbidden
    if at - visit.seen_at > _NOTED_EVERY:
        desk.jot(lambda connection: stewards.note(connection, visit.token_hash, seen_at=at))
    who = Visitor(steward, visit, desk.of(scope), scope)
    if who.reveals and request.method in _SAFE:
        _disclose(who, request.url.path, request.url.query, at)
    return who


def _disclose(who: Visitor, path: str, query: str, at: datetime) -> None:
    """Put on record that a page was seen with its ids in full, under the reason given; before it is shown."""
    login = who.steward.login
    with who.desk.writing() as connection:
        reason = disclosures.last_reason(connection, login)
        disclosures.add(connection, Disclosure(f"{path}?{query}" if query else path, "serve", reason, login, at))


def at_least(role: str) -> Callable[[Visitor], Visitor]:
    """A dependency that lets in this role and those above."""

    def allowed(who: Annotated[Visitor, Depends(visitor)]) -> Visitor:
        if not who.may(role):
            raise Forbidden
        return who

    return allowed


Anyone = Annotated[Visitor, Depends(visitor)]
StewardOnly = Annotated[Visitor, Depends(at_least("steward"))]
ApproverOnly = Annotated[Visitor, Depends(at_least("approver"))]
AdministratorOnly = Annotated[Visitor, Depends(at_least("administrator"))]


def hashed_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_visit(desk: Desk, steward: Steward) -> str:
    """Let somebody in; returns the token for the cookie."""
    token, at = secrets.token_urlsafe(32), now()
    made = Visit(hashed_token(token), steward.steward_id, secrets.token_urlsafe(24), at, at, at + LASTS)
    with desk.writing() as connection:
        stewards.enter(connection, made)
    return token


def _over(visit: Visit, at: datetime) -> bool:
    return at > visit.ends_at or at - visit.seen_at > IDLE
