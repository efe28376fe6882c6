"""``thidua rejects``: held rows out to their units as workbooks, and the corrected workbooks back in."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypedDict, cast

import typer

from connectors import workbook
from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.landing import open_landing
from connectors.returned.answering import Task
from flows.console import STDERR, STDOUT, Failure, print_json, print_table, progress, settings_of
from flows.held import held_rows, import_corrections, listed
from flows.proposals import import_agreed, proposals
from flows.questions import answered, asked, import_answers
from flows.questions import listed as listed_questions
from flows.replies import replies
from flows.returning import file_name, returned
from reports.answer import answer
from reports.corrections import Corrections, read_corrections
from reports.held import by_unit
from reports.proposals import Proposal
from reports.questions import SHEET as QUESTIONS
from reports.questions import Asked, Reply
from reports.rejects import reject_workbook
from runtime.settings import Settings, today
from runtime.wiring import Connection, open_vault
from schemas.answer import Returned
from schemas.problems import problem
from schemas.sheet import Workbook
from warehouse import answers as stored_answers
from warehouse import corrections, registry
from warehouse.lock import hold
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import require_current
from warehouse.vault import Vault, bind


class Made(TypedDict):
    """Who answers, when and why."""

    made_by: str
    made_at: datetime
    reason: str


_WINDOW = 200  # files in memory at once

app = typer.Typer(help="Rows that wait for a correction.", no_args_is_help=True)
Unit = Annotated[str | None, typer.Option(help="Only the rows of this sender.")]
Campaign = Annotated[str | None, typer.Option(help="Only the rows of this campaign.")]


@app.command("list")
def show(
    context: typer.Context,
    unit: Unit = None,
    campaign: Campaign = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List held rows by place and reason; no value of a person is printed."""
    with _open(settings_of(context)) as (connection, vault):
        rows = listed(held_rows(connection, vault, unit, campaign))
        open_questions = listed_questions(asked(connection, vault, unit, campaign))
    if as_json:
        print_json([*rows, *open_questions])
        return
    if open_questions:
        told = (
            (one["unit_code"], one["file"], f"{one['sheet']}!{one['cell']}", one["question"]) for one in open_questions
        )
        print_table(f"{len(open_questions):,} questions", ("unit", "file", "cell", "question"), told)
    table = ((row["unit_code"], row["file"], row["sheet"], row["row"], ", ".join(row["codes"])) for row in rows)
    print_table(f"{len(rows):,} held rows", ("unit", "file", "sheet", "row", "reasons"), table)


@app.command("export")
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for one workbook per unit.")],
    unit: Unit = None,
    campaign: Campaign = None,
    marked: Annotated[
        bool, typer.Option("--marked", help="Write the senders' own files instead, with their mistakes marked.")
    ] = False,
) -> None:
    """Write one workbook per unit with its held rows, their reasons and cells to correct."""
    if marked:
        _return(settings_of(context), out, unit, campaign)
        return
    with _open(settings_of(context)) as (connection, vault):
        groups = by_unit(held_rows(connection, vault, unit, campaign))
        remedies: dict[str, list[Proposal]] = {}
        for one in proposals(connection, vault, unit, campaign):
            remedies.setdefault(one.unit_code, []).append(one)
        questions: dict[str, list[Asked]] = {}
        for question in asked(connection, vault, unit, campaign):
            questions.setdefault(question.unit_code, []).append(question)
    out.mkdir(parents=True, exist_ok=True)
    units = sorted({*groups, *remedies, *questions})
    for code in progress(units, "Workbooks", len(units)):
        book = reject_workbook(groups.get(code, []), today(), remedies.get(code, []), questions.get(code, []))
        (out / f"{code or 'khong-ro-don-vi'}.xlsx").write_bytes(book)
    count = sum(len(rows) for rows in groups.values())
    STDOUT.print(f"{count:,} held rows of {len(units)} units: {out}")


def _return(settings: Settings, out: Path, unit: str | None, campaign: str | None) -> None:
    """One folder per unit with its own files, marked; sent back, their rows are known again."""
    with _open(settings) as (connection, vault):
        found = replies(connection, vault, unit, campaign)
        names = {one.unit_code: one.name for one in registry.current(connection).units}
    failed = 0
    for start in progress(range(0, len(found), _WINDOW), "Workbooks", -(-len(found) // _WINDOW)):
        window = found[start : start + _WINDOW]
        landing = open_landing(settings.landing, settings.s3_endpoint)
        tasks = [
            Task(landing.get(one.sha256), answer(one.file, names.get(one.unit_code, one.unit_code), today(), one.keys))
            for one in window
        ]
        for index, made in returned(settings.processes, tasks):
            failed += not _written(out, window[index].path, made)
    units = len({one.unit_code for one in found})
    STDOUT.print(f"{len(found) - failed:,} marked files of {units:,} units: {out}")


def _written(out: Path, path: str, made: Returned | Unreadable) -> bool:
    """Put an answered file where its own lies in the inbox; false, and said, for one that cannot be answered."""
    if isinstance(made, Unreadable):
        STDERR.print(f"{path}: {problem(made.code).render('en', made.details).message}", highlight=False)
        return False
    target = out / Path(path).parent / file_name(Path(path).name, made)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.data)
    return True


@app.command("import")
def take_back(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Corrected workbooks.", exists=True, dir_okay=False)],
    by: Annotated[str | None, typer.Option(help="Who corrected (default: the login name).")] = None,
    reason: Annotated[str, typer.Option(help="Why, for rows whose workbook does not say.")] = "corrected by the unit",
) -> None:
    """Store the corrections; the next `thidua nightly` checks the rows again and takes them in."""
    settings = settings_of(context)
    found = [(file, _read(file)) for file in files]
    made_by = by or settings.user or getpass.getuser()
    with hold(open_engine(settings.warehouse), today()), _open(settings, write=True) as (connection, vault):
        made: Made = {"made_by": made_by, "made_at": datetime.now(UTC), "reason": reason}
        taken = [_stored(connection, vault, file, told, made) for file, told in found]
    for one in taken:
        _say(one)
    if any(one.told.problems or one.gone or one.unclear for one in taken):
        raise Failure("some rows were not taken over; they are named above")


@app.command("answers")
def answers(
    context: typer.Context,
    unit: Unit = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List what was answered to questions about lists, by whom and why, also what was taken back."""
    with _open(settings_of(context)) as (connection, vault):
        told = answered(connection, vault, unit)
    if as_json:
        print_json(told)
        return
    columns = (
        "answer_id",
        "unit_code",
        "question",
        "answer",
        "answered_by",
        "answered_at",
        "reason",
        "withdrawn_reason",
    )
    title = f"{sum(one['in_force'] for one in told):,} answers in force of {len(told):,}"
    print_table(title, columns, ([one[name] if one[name] is not None else "" for name in columns] for one in told))


@app.command("withdraw")
def withdraw(
    context: typer.Context,
    answer_id: Annotated[str, typer.Argument(help="Of the answer, as `thidua rejects answers` lists it.")],
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    by: Annotated[str | None, typer.Option(help="Who takes it back (default: the login name).")] = None,
) -> None:
    """Take an answer back; the next `thidua nightly` reads its sender's files again and asks again."""
    settings = settings_of(context)
    who = by or settings.user or getpass.getuser()
    with hold(open_engine(settings.warehouse), today()), _open(settings, write=True) as (connection, _):
        taken = stored_answers.withdraw(connection, answer_id, datetime.now(UTC), by=who, reason=reason)
    if not taken:
        raise Failure(f"{answer_id}: no such answer is in force; see `thidua rejects answers`")
    STDOUT.print(f"{answer_id}: taken back; the next `thidua nightly` reads the files of its sender again.")


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of one workbook: corrections and answers that are new, rows gone by now, answers not understood.

    ``to_release`` of the corrections are of campaigns of four eyes and count when an approver has released them.
    """

    file: Path
    told: Corrections
    corrected: int
    to_release: int
    answered: int
    gone: Sequence[str]
    unclear: Sequence[Reply]


def _stored(connection: Connection, vault: Vault, file: Path, told: Corrections, made: Made) -> _Taken:
    """The remedies agreed to first: a cell that somebody also corrected by hand says what they wrote."""
    before = corrections.proposed(connection, by_unit=False)["correction_id"]
    cured, gone = import_agreed(connection, vault, told.agreed, **made)
    typed, lost = import_corrections(connection, vault, told, **made)
    after = corrections.proposed(connection, by_unit=False)["correction_id"]
    to_release = after.filter(~after.is_in(before.implode())).len()
    answered, unclear = import_answers(connection, vault, told.replies, **made)
    return _Taken(file, told, cured + typed, to_release, answered, [*gone, *lost], unclear)


def _say(one: _Taken) -> None:
    left = len(one.told.skipped)
    STDOUT.print(
        f"{one.file}: {one.corrected} corrections stored, {one.answered} questions answered, {left} rows left waiting"
    )
    if one.to_release:
        STDOUT.print(f"{one.file}: {one.to_release} of them wait until an approver has released them: `thidua serve`")
    for fault in one.told.problems:
        place = f"{one.file}: {fault.sheet}!{fault.cell}"
        STDERR.print(f"{place}: {fault.message_vi} ({fault.message_en})", highlight=False)
    for key in one.gone:
        STDERR.print(f"{one.file}: dòng {key} không còn chờ nữa (row {key} is no longer open)", highlight=False)
    for reply in one.unclear:
        place = f"{one.file}: {QUESTIONS}!{reply.cell}"
        STDERR.print(f"{place}: không hiểu câu trả lời (answer not understood)", highlight=False)


def _read(file: Path) -> Corrections:
    """A returned workbook, opened where it can do no harm: it comes from outside like any other."""
    data = file.read_bytes()
    with GuardedPool(1) as pool:
        ((_, found),) = pool.map(workbook.read, [data], [len(data)])
    if isinstance(found, Unreadable):
        raise Failure(f"{file}: {problem(found.code).render('en', found.details).message}")
    return read_corrections(cast("Workbook", found).sheets)


@contextmanager
def _open(settings: Settings, *, write: bool = False) -> Iterator[tuple[Connection, Vault]]:
    engine = open_engine(settings.warehouse)
    require_current(engine)
    vault = open_vault(settings, create=False)
    with (writing if write else reading)(engine) as connection:
        bind(connection, vault)
        yield connection, vault
