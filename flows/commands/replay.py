"""``thidua replay``: what arrived, under today's rules, headings and registry."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.console import STDOUT, Failure, settings_of
from runtime.settings import today
from warehouse import deliveries
from warehouse.lock import hold
from warehouse.session import open_engine, writing
from warehouse.upgrade import require_current


def replay(
    context: typer.Context,
    apply: Annotated[bool, typer.Option("--apply", help="Have the next night read everything again.")] = False,
) -> None:
    """Ask the next night to read every landed file again; only what comes out differently is changed."""
    if not apply:
        raise Failure("say --apply: the next `thidua nightly` then reads every landed file again", 2)
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with hold(engine, today()), writing(engine) as connection:
        count = deliveries.everything_replayed(connection)
    STDOUT.print(f"{count:,} files will be read again by the next `thidua nightly`.")
