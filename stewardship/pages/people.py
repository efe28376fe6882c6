"""People: who may work here, on whose data, with which rights."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from runtime.passwords import LEAST, TooShort, hashed
from runtime.settings import today
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.pages.held import note
from stewardship.visitors import AdministratorOnly, Unknown, Visitor
from warehouse import stewards
from warehouse.stewards import ROLES, Steward

router = APIRouter()
_ROLE = f"^({'|'.join(ROLES)})$"


@router.get("/people")
def show(request: Request, who: AdministratorOnly, told: str = "") -> Response:
    """The accounts of the administrator's own units."""
    return _page(request, who, told)


@router.post("/people")
def add(
    request: Request,
    who: AdministratorOnly,
    login: Annotated[str, Form(min_length=2, max_length=60, pattern=r"^[\w.@-]+$")],
    name: Annotated[str, Form(min_length=2, max_length=120)],
    role: Annotated[str, Form(pattern=_ROLE)],
    unit: Annotated[str, Form()],
    password: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Make an account; nobody grants what they do not have. Only the house's provider does without a password."""
    if not who.scope.ever(unit):
        raise Unknown
    try:
        secret = hashed(password) if password or request.app.state.provider is None else None
    except TooShort:
        return _page(request, who, "short", 400)
    with who.desk.writing() as connection:
        if stewards.by_login(connection, login):
            return _page(request, who, "taken", 400)
        made = Steward(stewards.next_id(connection), login, name, role, unit, "vi", who.steward.login, now(), secret)
        stewards.add(connection, made)
        note(connection, who, "account", made.steward_id, login=login, role=role, unit=unit)
    return RedirectResponse("/people?told=made", 303)


@router.post("/people/{steward_id}")
def change(
    request: Request,
    who: AdministratorOnly,
    steward_id: str,
    role: Annotated[str, Form(pattern=_ROLE)],
    unit: Annotated[str, Form()],
    disabled: Annotated[bool, Form()] = False,
    password: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Change rights, end or reopen an account, set a new password; whoever is concerned is signed out."""
    if not who.scope.ever(unit):
        raise Unknown
    with who.desk.writing() as connection:
        known = stewards.by_id(connection, steward_id)
        if known is None or not who.scope.ever(known.unit_code):
            raise Unknown
        values: dict[str, object] = {"role": role, "unit_code": unit, "disabled_at": now() if disabled else None}
        if password:
            try:
                values["password_hash"] = hashed(password)
            except TooShort:
                return _page(request, who, "short", 400)
        stewards.change(connection, steward_id, **values)
        note(
            connection,
            who,
            "account_changed",
            steward_id,
            role=role,
            unit=unit,
            disabled=disabled,
            password=bool(password),
        )
    return RedirectResponse("/people?told=changed", 303)


def _page(request: Request, who: Visitor, told: str, status: int = 200) -> Response:
    with who.desk.reading() as connection:
        union = who.desk.union(connection)
        every = [one for one in stewards.all_of(connection) if who.scope.ever(one.unit_code)]
        units = [
            (one.unit_code, one.name)
            for one in union.structure.open_units(today())
            if who.scope.covers(one.unit_code, today())
        ]
    provider = request.app.state.provider
    words = {"roles": ROLES, "told": told, "least": LEAST, "provider": provider.name if provider else ""}
    return draw(request, "people.html.j2", who, status, every=every, units=units, **words)
