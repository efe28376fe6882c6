"""``thidua publications``: what was published when."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Annotated

import typer

from flows.console import Failure, print_json, print_table, settings_of
from runtime.wiring import Connection
from schemas.marts import MARTS
from warehouse import marts, runs
from warehouse.marts import Edition
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

app = typer.Typer(help="What was published when.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.command("list")
def show_all(context: typer.Context, as_json: Json = False) -> None:
    """List the publications, the newest first."""
    with _warehouse(context) as connection:
        found = [asdict(one) for one in runs.publications(connection)]
    if as_json:
        print_json(found)
        return
    columns = ("publication_id", "business_date", "published_at", "checksum", "row_count")
    print_table("Publications", columns, ([one[name] for name in columns] for one in found))


@app.command("show")
def show_one(
    context: typer.Context,
    publication_id: Annotated[str, typer.Argument(help="An id of `thidua publications list`.")],
    mart: Annotated[str, typer.Option(help="Which mart to draw.")] = "award",
    as_json: Json = False,
) -> None:
    """Draw a mart again exactly as a publication showed it."""
    if mart not in MARTS:
        raise Failure(f"--mart {mart}: use one of {', '.join(sorted(MARTS))}", 2)
    with _warehouse(context) as connection:
        chosen = runs.published_as(connection, publication_id)
        if chosen is None:
            raise Failure(f"{publication_id}: no such publication; see `thidua publications list`")
        edition = Edition(chosen.run_no, chosen.registry_load, chosen.business_date)
        frame = marts.draw(connection, mart, edition)
    if as_json:
        print_json(frame.to_dicts())
    else:
        print_table(f"{mart} of {publication_id}", frame.columns, frame.iter_rows())


def _warehouse(context: typer.Context) -> AbstractContextManager[Connection]:
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    return reading(engine)
