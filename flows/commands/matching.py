"""``thidua workers match``: the matching engine on any list of persons, without a warehouse."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import polars as pl
import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from connectors.failures import Unreadable
from flows.console import STDERR, STDOUT, Failure, Lang, print_json, settings_of
from schemas.problems import problem
from schemas.sentences import word

if TYPE_CHECKING:
    from flows.rosters import Read
    from matching.linkage import Linkage

STEPS = ("read", "features", "weigh", "join", "write")
OUTPUTS = (".csv", ".parquet")


def match(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A list of persons: csv, parquet, or a workbook.")],
    out: Annotated[Path, typer.Option(help="csv or parquet to write: a row per record.")],
    threshold: Annotated[
        float | None, typer.Option(help="Bits of evidence from which two records are one person.", min=0, max=60)
    ] = None,
    ask: Annotated[Path | None, typer.Option(help="csv or parquet for the pairs in doubt, evidence in words.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON document.")] = False,
    lang: Lang = "vi",
) -> None:
    """Find who is the same person in any list; no warehouse is needed and nothing is kept."""
    from flows.rosters import linked, questions, read
    from matching.linkage import MERGE_AT

    _possible(out, ask)
    merge_at = MERGE_AT if threshold is None else threshold
    started = time.perf_counter()
    with _progress(lang) as step:
        step("read")
        try:
            found = read(file.read_bytes())
        except Unreadable as error:
            raise Failure(f"{file}: {_said(error, lang)}") from None
        done = linked(found, merge_at=merge_at, engine=settings_of(context).match_engine, step=step)
        step("write")
        _write(done.linked, out)
        if ask:
            # Excel takes a csv for UTF-8 only when it begins with the mark; programs are better without.
            _write(questions(found, done), ask, mark=True)
    seconds = time.perf_counter() - started
    if as_json:
        print_json(_document(found, done, merge_at, seconds))
    else:
        _show(found, done, lang, {"out": out, "ask": ask, "bits": f"{merge_at:g}", "seconds": f"{seconds:.1f}"})


def _possible(out: Path, ask: Path | None) -> None:
    for name, path in (("--out", out), ("--ask", ask)):
        if path is not None and path.suffix.lower() not in OUTPUTS:
            raise Failure(
                f"{name} {path}: the name must end in .csv or .parquet (tên tệp phải có đuôi .csv hoặc .parquet)", 2
            )


def _said(error: Unreadable, lang: str) -> str:
    told = problem(error.code).render(lang, error.details)
    return ". ".join(text for text in (told.message, told.hint) if text)


@contextmanager
def _progress(lang: str) -> Iterator[Callable[[str], None]]:
    """A bar on stderr that moves by the steps of the work; silent where stderr is no terminal."""
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=STDERR, disable=not STDERR.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=len(STEPS))

        def step(name: str) -> None:
            bar.update(task, completed=STEPS.index(name), description=word("match", name).in_(lang))

        yield step


def _write(frame: pl.DataFrame, path: Path, *, mark: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".csv":
        frame.write_csv(path, include_bom=mark)
    else:
        frame.write_parquet(path)


def _show(found: Read, done: Linkage, lang: str, told: dict[str, object]) -> None:
    def say(level: str, **words: object) -> None:
        STDOUT.print(word("match", level).about(**told, **words).in_(lang))

    counts = _counts(done)
    say("found", records=f"{counts['records']:,}", persons=f"{counts['persons']:,}")
    say("joined", pairs=f"{done.joined:,}", mistaken=f"{done.mistaken:,.1f}")
    if told["ask"]:
        STDOUT.print(word("match", "asked").about(count=f"{done.asked.height:,}", out=told["ask"]).in_(lang))
    else:
        say("doubtful", count=f"{done.asked.height:,}")
    say("compared", columns=", ".join(map(_pair, found.compared)))
    if found.others:
        say("others", columns=", ".join(found.others))
    if found.absent:
        say("absent", columns=", ".join(found.absent))
    if found.by_row:
        say("by_row")
    say("seconds")


def _pair(column: tuple[str, str]) -> str:
    heading, field = column
    return field if heading == field else f"{heading} → {field}"


def _counts(done: Linkage) -> dict[str, int]:
    return {"records": done.linked.height, "persons": done.linked["worker_key"].n_unique()}


def _document(found: Read, done: Linkage, merge_at: float, seconds: float) -> dict[str, object]:
    return {
        **_counts(done),
        "joined": done.joined,
        "in_doubt": done.asked.height,
        "mistaken": round(done.mistaken, 2),
        "threshold": merge_at,
        "compared": [{"heading": heading, "field": field} for heading, field in found.compared],
        "left_out": list(found.others),
        "absent": list(found.absent),
        "ids_are_rows": found.by_row,
        "seconds": round(seconds, 2),
    }
