"""``thidua sample``: invented submissions in real layouts, with the truth beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.console import STDOUT, Failure


def sample(
    folder: Annotated[Path, typer.Argument(help="Where to write inbox/, registry/ and truth/.")],
    preset: Annotated[str | None, typer.Option(help="A known sample: thanh-xuan-2025.")] = None,
    units: Annotated[int | None, typer.Option(min=1, help="Grassroots unions of an invented city.")] = None,
    rows: Annotated[int | None, typer.Option(min=1, help="Rows of that city in all.")] = None,
    faults: Annotated[float, typer.Option(min=0, max=1, help="Share of rows with a mistake.")] = 0.05,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 2025,
    once: Annotated[bool, typer.Option("--once", help="Do nothing when the sample is already there.")] = False,
) -> None:
    """Write invented submissions as units really lay them out; no person in them exists."""
    if preset and (units or rows):
        raise Failure("--preset fixes the size; leave out --units and --rows, or the preset", 2)
    from connectors.synthetic.sample import make_sample  # the writer of workbooks is of no use to other commands

    if once and (folder / "truth").is_dir():
        return
    if folder.exists() and any(folder.iterdir()):
        raise Failure(f"{folder} is not empty; name a new folder, so that nothing is overwritten")
    chosen = preset or (None if units or rows else "thanh-xuan-2025")
    summary = make_sample(folder, preset=chosen, units=units, rows=rows, faults=faults, seed=seed)
    STDOUT.print(
        f"{folder}: {summary.files:,} files, {summary.rows:,} rows (seed {seed}); the truth is in {folder / 'truth'}"
    )
