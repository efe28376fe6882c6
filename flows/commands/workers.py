"""``thidua workers``: one worker with evidence, and the matching engine on any list of persons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from flows.commands import judging
from flows.console import STDOUT, Failure, print_json, print_table, settings_of
from warehouse import workers
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

app = typer.Typer(help="Persons and who is who.", no_args_is_help=True)
app.command("judge")(judging.judge)
app.command("merge")(judging.merge)
app.command("unmerge")(judging.unmerge)
app.command("withdraw")(judging.withdraw)
app.command("judgements")(judging.judgements)
READERS = {".csv": lambda path: pl.read_csv(path, infer_schema=False), ".parquet": pl.read_parquet}


@app.command("match")
def match(
    file: Annotated[
        Path, typer.Argument(help="csv or parquet with record_id, full_name, …", exists=True, dir_okay=False)
    ],
    out: Annotated[Path, typer.Option(help="csv or parquet to write.")],
) -> None:
    """Find who is the same person in any list; no warehouse is needed and nothing is kept."""
    from matching.linkage import match as link

    if file.suffix not in READERS or out.suffix not in READERS:
        raise Failure("the input and --out must end in .csv or .parquet", 2)
    try:
        persons = READERS[file.suffix](file)
        found = link(persons)
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise Failure(f"{file}: {error}") from None
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.suffix == ".csv":
        found.write_csv(out)
    else:
        found.write_parquet(out)
    STDOUT.print(f"{found.height:,} records are {found['worker_key'].n_unique():,} persons: {out}")


@app.command("show")
def show(
    context: typer.Context,
    worker_id: Annotated[str, typer.Argument(help="A worker id, present or retired.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what links a worker's records, and the awards; ids and names stay sealed."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        found = workers.show(connection, worker_id)
    if found is None:
        raise Failure(f"{worker_id}: there never was a worker of this id")
    evidence = [{**row, "evidence": json.loads(row["evidence"])} for row in found.edges.to_dicts()]
    if as_json:
        print_json(
            {
                "worker_id": found.worker_id,
                "former_ids": found.former_ids,
                "memberships": found.memberships.to_dicts(),
                "edges": evidence,
                "judgements": found.judgements.drop("reason").to_dicts(),
                "events": found.events.to_dicts(),
                "awards": found.facts.select(_AWARD).to_dicts(),
            }
        )
        return
    STDOUT.print(f"{found.worker_id}" + (f" (formerly {', '.join(found.former_ids)})" if found.former_ids else ""))
    print_table("Awards", _AWARD, found.facts.select(_AWARD).sort(_AWARD).iter_rows())
    rows = ((e["record_l"][:8], e["record_r"][:8], f"{e['weight']:.1f}", _words(e["evidence"])) for e in evidence)
    print_table("Evidence (bits for and against one person)", ("record", "record", "weight", "why"), rows)


_AWARD = ["campaign_code", "award_code", "award_level", "unit_code"]


def _words(evidence: dict[str, list[object]]) -> str:
    return ", ".join(f"{name}: {level} {bits}" for name, (level, bits) in evidence.items())
