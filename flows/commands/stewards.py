"""``thidua stewards``: the accounts of the workbench; the first administrator is made here."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.console import STDOUT, Failure, print_table, settings_of
from runtime.settings import today
from warehouse import activities, registry, stewards
from warehouse.session import open_engine, reading, writing
from warehouse.stewards import ROLES, Steward
from warehouse.upgrade import require_current

app = typer.Typer(help="Accounts of the workbench.", no_args_is_help=True)
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@app.command("add")
def add(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="The name to sign in with.")],
    unit: Annotated[str, typer.Option(help="Whose data: this unit and all under it.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")] = "steward",
    stdin: Stdin = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="The person signs in through the identity provider alone.")
    ] = False,
) -> None:
    """Make an account."""
    if role not in ROLES:
        raise Failure(f"--role {role}: say one of {', '.join(ROLES)}", 2)
    settings = settings_of(context)
    if no_password and not settings.oidc_issuer:
        raise Failure("--no-password: nobody could sign in; there is no identity provider (set THIDUA_OIDC_ISSUER)", 2)
    secret = None if no_password else _secret(stdin=stdin)
    engine = open_engine(settings.warehouse)
    require_current(engine)
    by, at = settings.user or getpass.getuser(), datetime.now(UTC)
    with writing(engine) as connection:
        if not any(one.unit_code == unit for one in registry.current(connection).units):
            raise Failure(f"--unit {unit}: no such unit in the registry; see `thidua units show`", 2)
        if stewards.by_login(connection, login):
            raise Failure(f"{login}: there is such an account already")
        made = Steward(stewards.next_id(connection), login, name or login, role, unit, "vi", by, at, secret)
        stewards.add(connection, made)
        activities.add(connection, "account", by, at, made.steward_id, unit, login=login, role=role)
    STDOUT.print(f"{made.steward_id}: {login} ({role}, {unit})")


@app.command("password")
def password(context: typer.Context, login: str, stdin: Stdin = False) -> None:
    """Set a new password; the person is signed out everywhere."""
    secret = _secret(stdin=stdin)
    _change(context, login, "password", password_hash=secret)


@app.command("disable")
def disable(context: typer.Context, login: str) -> None:
    """End an account; what its person did stays on record."""
    _change(context, login, "account_changed", disabled_at=datetime.now(UTC))


@app.command("list")
def show(context: typer.Context) -> None:
    """List the accounts."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        every = stewards.all_of(connection)
    rows = (
        (
            one.steward_id,
            one.login,
            one.name,
            one.role,
            one.unit_code,
            one.disabled_at.date() if one.disabled_at else "",
        )
        for one in every
    )
    print_table(f"{len(every)} accounts, {today():%Y-%m-%d}", ("id", "login", "name", "role", "unit", "disabled"), rows)


def _change(context: typer.Context, login: str, action: str, **values: object) -> None:
    settings = settings_of(context)
    engine = open_engine(settings.warehouse)
    require_current(engine)
    with writing(engine) as connection:
        known = stewards.by_login(connection, login)
        if known is None:
            raise Failure(f"{login}: no such account; see `thidua stewards list`")
        stewards.change(connection, known.steward_id, **values)
        by = settings.user or getpass.getuser()
        activities.add(connection, action, by, datetime.now(UTC), known.steward_id, known.unit_code)
    STDOUT.print(f"{login}: done")


def _secret(*, stdin: bool) -> str:
    # argon2 takes a quarter of a second to import and only this command needs it.
    from runtime.passwords import LEAST, TooShort, hashed

    given = (
        sys.stdin.readline().rstrip("\n")
        if stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    try:
        return hashed(given)
    except TooShort:
        raise Failure(f"a password needs at least {LEAST} characters", 2) from None
