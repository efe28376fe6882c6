"""``thidua workers``: one worker with evidence, and the matching engine on any list of persons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from flows.commands import judging, showing
from flows.console import STDOUT, Failure

app = typer.Typer(help="Persons and who is who.", no_args_is_help=True)
app.command("show")(showing.show)
app.command("why")(showing.why)
app.command("queue")(showing.queue)
app.command("choose")(showing.choose)
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
