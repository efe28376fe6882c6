"""``thidua check``: what thidua makes of a file, before anybody loads it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from connectors.failures import Unreadable
from connectors.returned.answering import Task
from flows.console import STDERR, STDOUT, Failure, print_json, settings_of
from flows.precheck import check_files
from flows.registry import answers_in_force, registry_in_force
from flows.returning import file_name, returned
from flows.terminal import show
from reports.answer import answer
from reports.check_page import check_page
from runtime.settings import Settings, today
from schemas.problems import problem

CLEAN, PROBLEMS, REFUSED = 0, 1, 2


def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Workbooks, csv or HTML tables.", exists=True, dir_okay=False)],
    unit: Annotated[str | None, typer.Option(help="Who sends it; else the folder that names a unit.")] = None,
    records: Annotated[bool, typer.Option("--records", help="Give the values of every record too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the result as a page.")] = None,
    mark: Annotated[Path | None, typer.Option(help="Write the file back with its mistakes marked.")] = None,
) -> None:
    """Read and check files without loading anything; exit 0 clean, 1 problems, 2 a file was refused."""
    settings = settings_of(context)
    known = registry_in_force(settings)
    if unit and unit not in {one.unit_code for one in known.units}:
        raise Failure(f"--unit {unit}: the registry has no such unit")
    document = check_files(settings, files, known, unit, today(), records=records, answered=answers_in_force(settings))
    if html:
        html.write_text(check_page(document), encoding="utf-8")
    if mark:
        _mark(settings, files, document, mark)
    if as_json:
        print_json(document)
    else:
        show(STDOUT, document)
    raise typer.Exit(_code(document))


def _mark(settings: Settings, files: list[Path], document: dict[str, Any], out: Path) -> None:
    """Write every file that could be read back with its mistakes marked."""
    readable = [(file, told) for file, told in zip(files, document["files"], strict=True) if told["status"] == "read"]
    folder = len(files) > 1 or out.is_dir()
    if folder:
        out.mkdir(parents=True, exist_ok=True)
    tasks = [Task(file.read_bytes(), answer(told, _sender(told), today())) for file, told in readable]
    for index, made in returned(settings.processes, tasks):
        if isinstance(made, Unreadable):
            raise Failure(f"{readable[index][0]}: {problem(made.code).render('en', made.details).message}")
        target = out / file_name(readable[index][0].name, made) if folder else out
        target.write_bytes(made.data)
        if made.rebuilt:
            STDERR.print(f"{target}: tệp gốc không phải xlsx nên được dựng lại thành xlsx (rebuilt as xlsx)")


def _sender(told: dict[str, Any]) -> str:
    return next((table["unit_code"] for table in told["tables"] if table["unit_code"]), "")


def _code(document: dict[str, Any]) -> int:
    files = document["files"]
    if any(file["status"] == "refused" for file in files):
        return REFUSED
    return PROBLEMS if any(file["problems"] for file in files) else CLEAN
