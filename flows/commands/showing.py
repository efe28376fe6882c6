"""``thidua workers show|why|queue|choose``: who a worker is, why, what waits, and which value holds."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.choosing import choose as make_choice
from flows.choosing import withdraw as take_back
from flows.console import STDOUT, Failure, Lang, print_json, settings_of
from flows.dossiers import dossier
from flows.evidence import why as evidence_of
from flows.identity_pages import Page
from flows.naming import record_named
from flows.unanswerable import Unanswerable
from flows.waiting import waiting
from runtime.settings import Settings, today
from runtime.wiring import Connection, open_vault
from schemas.sentences import word
from warehouse import disclosures
from warehouse.disclosures import Disclosure
from warehouse.lock import hold
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import require_current
from warehouse.vault import Vault, bind

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, sentences in both languages.")]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show ids, phones and addresses; needs --reason, is recorded.")]
Why = Annotated[str, typer.Option("--reason", help="Why they must be seen; kept with your name.")]
RECORD = "A record's id or its first digits, or FILE:SHEET:ROW."


def show(
    context: typer.Context,
    worker: Annotated[str, typer.Argument(help="A worker id, present or retired.")],
    as_json: AsJson = False,
    reveal: Reveal = False,
    reason: Why = "",
    lang: Lang = "vi",
) -> None:
    """Show a worker: what holds and why, where it is written, what joins the records, judgements, doubts, awards."""
    page = Page(STDOUT, lang)
    with _opened(settings_of(context), _asked("show", worker, reason, reveal=reveal)) as (connection, vault):
        told = dossier(connection, vault, worker, reveal=reveal)
    if told is None:
        raise Failure(word("refused", "no_worker").about(id=worker).in_(lang))
    print_json(told) if as_json else page.dossier(told)


def why(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="RECORD", help=RECORD)],
    right: Annotated[str, typer.Argument(metavar="RECORD", help="Another one.")],
    as_json: AsJson = False,
    reveal: Reveal = False,
    reason: Why = "",
    lang: Lang = "vi",
) -> None:
    """Show why any two records are, or are not, one person: the evidence field by field in words and bits."""
    page = Page(STDOUT, lang)
    asked = _asked("why", f"{left} {right}", reason, reveal=reveal)
    with _opened(settings_of(context), asked) as (connection, vault):
        pair = [_record(connection, page, one) for one in (left, right)]
        if pair[0] == pair[1]:
            raise Failure(word("refused", "one_record").about(one=left, other=right).in_(lang))
        told = evidence_of(connection, vault, pair[0], pair[1], reveal=reveal)
    print_json(told) if as_json else page.why(told)


def queue(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs to show.")] = 10,
    as_json: AsJson = False,
    reveal: Reveal = False,
    reason: Why = "",
    lang: Lang = "vi",
) -> None:
    """List the pairs that wait for a verdict, those that would change figures most first, with their evidence."""
    page = Page(STDOUT, lang)
    with _opened(settings_of(context), _asked("queue", f"{limit} pairs", reason, reveal=reveal)) as (connection, vault):
        found = waiting(connection, vault, limit=limit, reveal=reveal)
    if as_json:
        print_json({"waiting": found.waiting, "questions": found.documents()})
        return
    page.queue(found.waiting, found.documents())


def choose(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help=RECORD)],
    field: Annotated[str, typer.Argument(help="The field whose value is right in this record, such as phone.")],
    reason: Annotated[str, typer.Option(help="Why; kept beside the choice.")],
    by: Annotated[str, typer.Option(help="Who chose (THIDUA_USER, else the login name).")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back what was chosen for the person.")] = False,
    lang: Lang = "vi",
) -> None:
    """Say that the value this record states holds for its worker, whatever other records say."""
    page, settings = Page(STDOUT, lang), settings_of(context)
    if not reason.strip():
        raise Failure(page.word("page", "reason_missing"), 2)
    who = by or settings.user or getpass.getuser()
    now = datetime.now(UTC)
    with hold(open_engine(settings.warehouse), today()), _opened(settings, None, write=True) as (connection, vault):
        found = _record(connection, page, record)
        try:
            if withdraw:
                worker = take_back(connection, found, field, who, now, reason.strip())
            else:
                worker = make_choice(connection, vault, found, field, who, now, reason.strip())
        except Unanswerable as error:
            raise Failure(error.said.in_(lang)) from None
    STDOUT.print(page.word("page", "choice_withdrawn" if withdraw else "chosen").format(worker=worker, field=field))


def _asked(command: str, subject: str, reason: str, *, reveal: bool) -> tuple[str, str, str] | None:
    if reveal and not reason.strip():
        raise Failure(word("page", "reveal_reason").vi, 2)
    return (command, subject, reason.strip()) if reveal else None


def _record(connection: Connection, page: Page, text: str) -> str:
    try:
        return record_named(connection, text)
    except Unanswerable as error:
        raise Failure(error.said.in_(page.lang)) from None


@contextmanager
def _opened(
    settings: Settings, asked: tuple[str, str, str] | None, *, write: bool = False
) -> Iterator[tuple[Connection, Vault]]:
    """The warehouse and its vault; a disclosure is on record before anything is opened."""
    engine = open_engine(settings.warehouse)
    require_current(engine)
    vault = open_vault(settings, create=False)
    if asked is not None:
        command, subject, reason = asked
        who = settings.user or getpass.getuser()
        with writing(engine) as connection:
            disclosures.add(connection, Disclosure(subject, command, reason, who, datetime.now(UTC)))
    with (writing if write else reading)(engine) as connection:
        bind(connection, vault)
        yield connection, vault
