"""``thidua workers judge|merge|unmerge|withdraw|judgements``: people's decisions about who is who."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated, Any

import typer

from flows.console import STDERR, STDOUT, Failure, Lang, print_json, print_table, settings_of
from flows.decisions import Ask, Taken, Weighed, take, weigh
from flows.identity_pages import RECORD as RECORD_DIGITS
from flows.unanswerable import Unanswerable
from flows.verdicts import judge as ask_judge
from flows.verdicts import merge as ask_merge
from flows.verdicts import unmerge as ask_unmerge
from flows.verdicts import withdraw as ask_withdraw
from schemas.sentences import word
from warehouse import judgements as known
from warehouse import workers
from warehouse.judgements import VERDICTS
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

Reason = Annotated[str, typer.Option(help="Why; kept beside the decision for ever.")]
By = Annotated[str, typer.Option(help="Who decided (THIDUA_USER, else the login name).")]
Preview = Annotated[bool, typer.Option("--preview", help="Show what would change, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it takes effect.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document; asks nothing.")]
RECORD = "A record's id or its first digits, as `workers show` gives it, or FILE:SHEET:ROW."


def judge(
    context: typer.Context,
    record_l: Annotated[str, typer.Argument(metavar="RECORD", help=RECORD)],
    record_r: Annotated[str, typer.Argument(metavar="RECORD", help="Another one.")],
    verdict: Annotated[str, typer.Option(help="same, different or unsure.")],
    reason: Reason,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Say whether two records are one person."""
    if verdict not in VERDICTS:
        raise Failure(_said("no_verdict", lang, verdict=verdict), 2)
    ask: Ask = lambda connection: ask_judge(connection, record_l, record_r, verdict)  # noqa: E731
    _decide(context, "judge", ask, reason, by, preview=preview, yes=yes, as_json=as_json, lang=lang)


def merge(
    context: typer.Context,
    worker: Annotated[str, typer.Argument(help="A worker id, present or retired.")],
    other: Annotated[str, typer.Argument(help="The worker id that is the same person.")],
    reason: Reason,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Say that two workers are one person; the id that ends leads to the other for ever."""
    ask: Ask = lambda connection: ask_merge(connection, worker, other)  # noqa: E731
    _decide(context, "merge", ask, reason, by, preview=preview, yes=yes, as_json=as_json, lang=lang)


def unmerge(
    context: typer.Context,
    worker: Annotated[str, typer.Argument(help="A worker id, present or retired.")],
    reason: Reason,
    records: Annotated[list[str] | None, typer.Argument(help="Records to part from the rest, named likewise.")] = None,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Say that a worker is several persons; each gets the id back that it had at first."""
    ask: Ask = lambda connection: ask_unmerge(connection, worker, records or ())  # noqa: E731
    _decide(context, "unmerge", ask, reason, by, preview=preview, yes=yes, as_json=as_json, lang=lang)


def withdraw(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(help="A judgement (J0001-1), or a decision with all of its (J0001).")],
    reason: Reason,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Take a judgement or a decision back; who was who before it is so again."""
    ask: Ask = lambda connection: ask_withdraw(connection, judgement)  # noqa: E731
    _decide(context, "withdraw", ask, reason, by, preview=preview, yes=yes, as_json=as_json, lang=lang)


def judgements(
    context: typer.Context,
    worker: Annotated[str | None, typer.Option(help="Only those about this worker's records.")] = None,
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """List what people have judged: who, when and why, and whether it still holds."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        rows = known.all_of(connection)
        if worker is not None:
            present = workers.follow(connection, worker)
            if present is None:
                raise Failure(word("refused", "no_worker").about(id=worker).in_(lang))
            mine = set(workers.records_of(connection, present)["record_id"])
            rows = rows.filter(rows["record_l"].is_in(mine) | rows["record_r"].is_in(mine))
    if as_json:
        print_json(rows.to_dicts())
        return
    headings = ["record", "record", "verdict", "by", "date", "reason"]
    print_table(
        _said("count", lang, count=f"{rows.height:,}"),
        [_said("judgement", lang), *(word("page", one).in_(lang) for one in headings), ""],
        (_line(row, lang) for row in rows.iter_rows(named=True)),
    )


def _line(row: dict[str, Any], lang: str) -> tuple[str, ...]:
    return (
        row["judgement_id"],
        row["record_l"][:RECORD_DIGITS],
        row["record_r"][:RECORD_DIGITS],
        word("verdict", row["verdict"]).in_(lang),
        row["judged_by"],
        f"{row['judged_at']:%Y-%m-%d %H:%M}",
        row["reason"],
        ""
        if row["closed_at"] is None
        else word("decision", "ended_by").about(decision=row["closed_decision"]).in_(lang),
    )


def _decide(
    context: typer.Context,
    kind: str,
    ask: Ask,
    reason: str,
    by: str,
    *,
    preview: bool,
    yes: bool,
    as_json: bool,
    lang: str,
) -> None:
    settings = settings_of(context)
    who = by or settings.user or getpass.getuser()
    if not reason.strip():
        raise Failure(_said("reason_missing", lang), 2)
    try:
        weighed = weigh(settings, ask) if preview or not (yes or as_json) else None
        if weighed is not None and not as_json:
            _show(weighed, lang)
        if preview and weighed is not None:
            if as_json:
                print_json(_plain(asdict(weighed)))
            return
        if not (yes or as_json) and not typer.confirm(_said("confirm", lang), err=True):
            raise Failure(_said("left", lang))
        taken = take(settings, ask, kind, who, reason.strip(), weighed)
    except Unanswerable as error:
        raise Failure(error.said.in_(lang)) from None
    if as_json:
        print_json(_document(taken))
        return
    STDERR.print(_said("taken", lang, decision=taken.decision_id, run=taken.run_id))
    STDOUT.print(_said("next", lang, decision=taken.decision_id))


def _said(level: str, lang: str, **words: object) -> str:
    return word("decision", level).about(**words).in_(lang)


def _document(taken: Taken) -> dict[str, Any]:
    told = asdict(taken)
    return {**{name: value for name, value in told.items() if name != "weighed"}, **_plain(told["weighed"])}


def _plain(weighed: dict[str, Any]) -> dict[str, Any]:
    return {**weighed, "figures": [{**figure, "key": dict(figure["key"])} for figure in weighed["figures"]]}


def _show(weighed: Weighed, lang: str) -> None:
    """What would change, for a person."""
    counts = {"opened": len(weighed.opened), "closed": len(weighed.closed)}
    moved = len({move.record_id for move in weighed.moves})
    STDOUT.print(_said("verdicts", lang, **counts, moved=moved))
    for old, new in weighed.retired:
        STDOUT.print(_said("retired", lang, old=old, new=new))
    for level, ids in (("reopened", weighed.reopened), ("minted", weighed.minted)):
        for one in ids:
            STDOUT.print(_said(level, lang, id=one))
    rows = ((move.record_id[:RECORD_DIGITS], move.before, move.after) for move in weighed.moves)
    record = word("page", "record").in_(lang)
    print_table(_said("moves", lang), (record, _said("from", lang), _said("to", lang)), rows)
    lines = (
        (figure.level, figure.mart, ", ".join(value for _, value in figure.key), figure.column, f"{figure.change:+,}")
        for figure in weighed.figures
        if figure.column
    )
    level, row = word("page", "level").in_(lang), _said("row", lang)
    headings = (level, _said("mart", lang), row, _said("figure", lang), _said("by", lang))
    print_table(_said("figures", lang), headings, lines)
