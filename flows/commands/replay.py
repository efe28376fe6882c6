"""``thidua replay``: what arrived, under today's rules, headings and registry."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from flows.console import STDOUT, Failure, print_json, print_table, progress, settings_of
from flows.replay import preview as preview_of
from runtime.settings import Settings, today
from warehouse import replays
from warehouse.lock import hold
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import require_current

Unit = Annotated[str | None, typer.Option(help="Only what this unit sent.")]


def replay(
    context: typer.Context,
    preview: Annotated[bool, typer.Option("--preview", help="Read all again, compare, write nothing.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Have the next night read everything again.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Who had what read again, when and why.")] = False,
    unit: Unit = None,
    reason: Annotated[str, typer.Option(help="Why, for the record of --apply.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what a new rule, heading or registry would change in what has landed, or have the next night change it."""
    if sum((preview, apply, history)) != 1:
        raise Failure("say --preview to see what would change, --apply to have it changed, or --history", 2)
    settings = settings_of(context)
    if preview:
        _show(preview_of(settings, unit, progress), as_json=as_json)
    elif history:
        _list(settings, as_json=as_json)
    else:
        _request(settings, unit, reason)


def _request(settings: Settings, unit: str | None, reason: str) -> None:
    engine = open_engine(settings.warehouse)
    require_current(engine)
    by = settings.user or getpass.getuser()
    with hold(engine, today()), writing(engine) as connection:
        count = replays.request(
            connection, requested_by=by, requested_at=datetime.now(UTC), reason=reason, unit_code=unit
        )
    STDOUT.print(f"{count:,} files will be read again by the next `thidua nightly`.")


def _list(settings: Settings, *, as_json: bool) -> None:
    engine = open_engine(settings.warehouse)
    require_current(engine)
    with reading(engine) as connection:
        rows = replays.all_of(connection)
    if as_json:
        print_json(rows.to_dicts())
    else:
        print_table(f"{rows.height:,} replays", rows.columns, rows.iter_rows())


def _show(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    STDOUT.print(f"{told['files']:,} files with {told['rows']:,} rows were read again; nothing was written.")
    for what, title in (("would_pass", "held rows would pass now"), ("would_fail", "accepted rows would be held now")):
        rows = told[what]["rows"]
        if rows:
            causes = ((one["code"], one["message"], f"{one['rows']:,}") for one in told[what]["causes"])
            print_table(f"{rows:,} {title}", ("cause", "nguyên nhân", "rows"), causes)
        else:
            STDOUT.print(f"0 {title}")
    for what, title in (
        ("appear", "rows would appear"),
        ("vanish", "rows would vanish"),
        ("files_readable", "refused files could be read now"),
        ("files_refused", "files would be refused now"),
    ):
        if told[what]:
            STDOUT.print(f"{told[what]:,} {title}")
    if told["awards"]:
        columns = ("campaign_code", "award_code", "award_level", "before", "after")
        print_table("Awards counted", columns, ([one[name] for name in columns] for one in told["awards"]))
