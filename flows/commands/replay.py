"""``thidua replay``: what arrived, under today's rules, headings and registry."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flows.console import STDOUT, Failure, print_json, print_table, progress, settings_of
from flows.replay import preview as preview_of
from runtime.settings import today
from warehouse import deliveries
from warehouse.lock import hold
from warehouse.session import open_engine, writing
from warehouse.upgrade import require_current

Unit = Annotated[str | None, typer.Option(help="Only what this unit sent.")]


def replay(
    context: typer.Context,
    preview: Annotated[
        bool, typer.Option("--preview", help="Read everything again, compare, and write nothing.")
    ] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Have the next night read everything again.")] = False,
    unit: Unit = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what a new rule, heading or registry would change in what has landed, or have the next night change it."""
    if preview == apply:
        raise Failure("say --preview to see what would change, or --apply to have the next night change it", 2)
    settings = settings_of(context)
    if preview:
        _show(preview_of(settings, unit, progress), as_json=as_json)
        return
    engine = open_engine(settings.warehouse)
    require_current(engine)
    with hold(engine, today()), writing(engine) as connection:
        count = deliveries.everything_replayed(connection)
    STDOUT.print(f"{count:,} files will be read again by the next `thidua nightly`.")


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
