"""Signing in and out, by password or the house's identity provider; who tries too often has to wait."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from runtime.passwords import TooShort, fits, hashed
from stewardship.desk import Desk, now
from stewardship.drawing import draw
from stewardship.oidc import Person, Provider, Refused
from stewardship.visitors import COOKIE, LASTS, REVEALS, Anyone, Forbidden, Unknown, desk_of, open_visit
from warehouse import activities, disclosures, stewards
from warehouse.disclosures import Disclosure
from warehouse.stewards import Steward

router = APIRouter()
_LOG = logging.getLogger("thidua")
_WINDOW = timedelta(minutes=15)
_TRIES_A_LOGIN, _TRIES_AN_ADDRESS = 8, 60


@router.get("/sign-in")
def ask(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form."""
    return _form(request, next)


@router.post("/sign-in")
def enter(
    request: Request,
    login: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """Let somebody in, or say that it did not work, never why."""
    if request.headers.get("origin") not in (None, str(request.base_url).rstrip("/")):
        raise Forbidden
    desk = desk_of(request)
    keys = {f"login {login.lower()}": _TRIES_A_LOGIN, f"address {_address(request)}": _TRIES_AN_ADDRESS}
    with desk.reading() as connection:
        too_often = any(stewards.attempts(connection, key, now() - _WINDOW) >= most for key, most in keys.items())
        steward = stewards.by_login(connection, login)
    right = fits(password, steward.password_hash if steward and not steward.disabled_at else None)
    if too_often or not right or steward is None:
        with desk.writing() as connection:
            for key in keys:
                stewards.count_attempt(connection, key, now())
        return _form(request, next, "often" if too_often else "wrong", 429 if too_often else 401)
    return _in(request, desk, steward, next)


@router.get("/sign-in/oidc")
async def ask_provider(request: Request, next: str = "/") -> Response:  # noqa: A002
    """Send somebody to the identity provider."""
    provider = _provider(request)
    request.session["next"] = _ours(next)
    try:
        return await provider.ask(request, f"{request.base_url}sign-in/oidc/return")
    except Refused as error:
        return await run_in_threadpool(_refused, request, error)


@router.get("/sign-in/oidc/return")
async def return_from_provider(request: Request) -> Response:
    """Let in whom the provider names, if an administrator has made an account for them."""
    provider = _provider(request)
    try:
        person = await provider.told(request)
    except Refused as error:
        return await run_in_threadpool(_refused, request, error)
    return await run_in_threadpool(_welcome, request, person, str(request.session.pop("next", "/")))


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise Unknown
    return provider


def _welcome(request: Request, person: Person, back: str) -> Response:
    desk = desk_of(request)
    with desk.writing() as connection:
        steward = stewards.by_subject(connection, person.subject, person.login)
    if steward is None or steward.disabled_at:
        return _form(request, back, "unknown", 403, person.login)
    return _in(request, desk, steward, back)


def _refused(request: Request, error: Refused) -> Response:
    # What the provider said may name a person; what kind of refusal it was is enough to mend it.
    _LOG.warning("sign-in through the identity provider: %s", error)
    return _form(request, "/", "refused", 401)


def _form(request: Request, back: str, wrong: str = "", status: int = 200, login: str = "") -> Response:
    provider = request.app.state.provider
    words = {"next": _ours(back), "wrong": wrong, "login": login, "provider": provider.name if provider else ""}
    return draw(request, "sign_in.html.j2", None, status, **words)


def _in(request: Request, desk: Desk, steward: Steward, back: str) -> Response:
    token = open_visit(desk, steward)
    with desk.writing() as connection:
        stewards.forgive(connection, f"login {steward.login.lower()}")
        activities.add(connection, "sign_in", steward.login, now(), steward.steward_id, address=_address(request))
    answer = RedirectResponse(_ours(back), 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure)
    return answer


@router.post("/sign-out")
def leave(who: Anyone) -> Response:
    """End the visit."""
    with who.desk.writing() as connection:
        stewards.leave(connection, who.visit.token_hash)
        activities.add(connection, "sign_out", who.steward.login, now(), who.steward.steward_id)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/language")
def speak(
    who: Anyone, language: Annotated[str, Form(pattern="^(vi|en)$")], back: Annotated[str, Form()] = "/"
) -> Response:
    """Remember the language of somebody's pages."""
    with who.desk.writing() as connection:
        stewards.change(connection, who.steward.steward_id, language=language)
    return RedirectResponse(_ours(back), 303)


@router.get("/account")
def account(request: Request, who: Anyone) -> Response:
    """Somebody's own account."""
    return draw(request, "account.html.j2", who, told="")


@router.post("/account")
def change_password(
    request: Request,
    who: Anyone,
    old: Annotated[str, Form(max_length=1000)],
    new: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Change one's own password; every visit ends with it."""
    if not fits(old, who.steward.password_hash):
        return draw(request, "account.html.j2", who, 400, told="wrong")
    try:
        made = hashed(new)
    except TooShort:
        return draw(request, "account.html.j2", who, 400, told="short")
    with who.desk.writing() as connection:
        stewards.change(connection, who.steward.steward_id, password_hash=made)
        activities.add(connection, "password", who.steward.login, now(), who.steward.steward_id)
    return RedirectResponse("/sign-in", 303)


@router.post("/reveal")
def reveal(
    who: Anyone, reason: Annotated[str, Form(min_length=3, max_length=500)], back: Annotated[str, Form()] = "/"
) -> Response:
    """Show ids in full for a while; who, when and why is on record before the first is shown."""
    if not who.may("steward"):
        raise Forbidden
    with who.desk.writing() as connection:
        told = Disclosure(f"workbench {back.partition('?')[0]}", "serve", reason.strip(), who.steward.login, now())
        disclosures.add(connection, told)
        stewards.note(connection, who.visit.token_hash, reveals_until=now() + REVEALS)
    return RedirectResponse(_ours(back), 303)


@router.post("/hide")
def hide(who: Anyone, back: Annotated[str, Form()] = "/") -> Response:
    """Mask ids again."""
    with who.desk.writing() as connection:
        stewards.note(connection, who.visit.token_hash, reveals_until=None)
    return RedirectResponse(_ours(back), 303)


def _ours(path: str) -> str:
    """A path of this program; anything that leads elsewhere leads home."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
