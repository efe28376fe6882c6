"""What every command shares: its options, its failures, its one JSON document, its progress bars."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track
from rich.table import Table

from runtime.settings import Settings

T = TypeVar("T")
PIPE_WIDTH = 1000
STDERR = Console(stderr=True, soft_wrap=True)
# In a pipe there is no edge to fit: a cut id or checksum is of no use to the next program.
STDOUT = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else PIPE_WIDTH)


@dataclass(frozen=True, slots=True)
class Options:
    """What was said before the command."""

    settings: Settings
    debug: bool


class Failure(Exception):
    """The command ends here with this line and this exit code."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def settings_of(context: typer.Context) -> Settings:
    """The settings in force for this command."""
    options = context.find_object(Options)
    if options is None:
        raise Failure("no settings: call thidua through its command line")
    return options.settings


def explain(error: BaseException) -> str:
    """One line for a person: what was wrong and where, without a traceback."""
    if isinstance(error, ValidationError):
        faults = (f"{'.'.join(map(str, e['loc'])) or 'value'}: {e['msg']}" for e in error.errors())
        return f"a setting is not valid: {'; '.join(faults)}"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror or error}"
    return " ".join(str(error).split()) or type(error).__name__


def print_json(document: Any) -> None:
    """Print the one JSON document of ``--json`` on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def _language(text: str) -> str:
    if text not in ("vi", "en"):
        raise Failure(f"--lang {text}: ghi vi hoặc en (say vi or en)", 2)
    return text


Lang = Annotated[str, typer.Option(callback=_language, help="vi or en.")]


def print_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table for people on stdout."""
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    STDOUT.print(table)


def progress(items: Iterable[T], description: str, total: int) -> Iterator[T]:
    """Pass the items on behind a bar on stderr, silent when stderr is no terminal."""
    yield from track(items, description, total=total, console=STDERR, disable=not STDERR.is_terminal, transient=True)
