"""``thidua workers judge|merge|unmerge|withdraw|judgements``: people's decisions about who is who."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated, Any

import typer

from flows.console import STDERR, STDOUT, Failure, print_json, print_table, settings_of
from flows.decisions import Ask, Taken, Weighed, take, weigh
from flows.verdicts import Unanswerable
from flows.verdicts import judge as ask_judge
from flows.verdicts import merge as ask_merge
from flows.verdicts import unmerge as ask_unmerge
from flows.verdicts import withdraw as ask_withdraw
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


def judge(
    context: typer.Context,
    record_l: Annotated[str, typer.Argument(help="A record's id, or its first digits, as `workers show` gives it.")],
    record_r: Annotated[str, typer.Argument(help="Another record's.")],
    verdict: Annotated[str, typer.Option(help="same, different or unsure.")],
    reason: Reason,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Say whether two records are one person."""
    if verdict not in VERDICTS:
        raise Failure(f"--verdict {verdict}: say {', '.join(VERDICTS)}", 2)
    ask: Ask = lambda connection: ask_judge(connection, record_l, record_r, verdict)  # noqa: E731
    _decide(context, "judge", ask, reason, by, preview=preview, yes=yes, as_json=as_json)


def merge(
    context: typer.Context,
    worker: Annotated[str, typer.Argument(help="A worker id, present or retired.")],
    other: Annotated[str, typer.Argument(help="The worker id that is the same person.")],
    reason: Reason,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Say that two workers are one person; the id that ends leads to the other for ever."""
    ask: Ask = lambda connection: ask_merge(connection, worker, other)  # noqa: E731
    _decide(context, "merge", ask, reason, by, preview=preview, yes=yes, as_json=as_json)


def unmerge(
    context: typer.Context,
    worker: Annotated[str, typer.Argument(help="A worker id, present or retired.")],
    reason: Reason,
    records: Annotated[list[str] | None, typer.Argument(help="Records to part from the rest.")] = None,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Say that a worker is several persons; each gets the id back that it had at first."""
    ask: Ask = lambda connection: ask_unmerge(connection, worker, records or ())  # noqa: E731
    _decide(context, "unmerge", ask, reason, by, preview=preview, yes=yes, as_json=as_json)


def withdraw(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(help="A judgement (J0001-1), or a decision with all of its (J0001).")],
    reason: Reason,
    by: By = "",
    preview: Preview = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Take a judgement or a decision back; who was who before it is so again."""
    ask: Ask = lambda connection: ask_withdraw(connection, judgement)  # noqa: E731
    _decide(context, "withdraw", ask, reason, by, preview=preview, yes=yes, as_json=as_json)


def judgements(
    context: typer.Context,
    worker: Annotated[str | None, typer.Option(help="Only those about this worker's records.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what people have judged: who, when and why, and whether it still holds."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        rows = known.all_of(connection)
        if worker is not None:
            present = workers.follow(connection, worker)
            if present is None:
                raise Failure(f"{worker}: there never was a worker of this id")
            mine = set(workers.records_of(connection, present)["record_id"])
            rows = rows.filter(rows["record_l"].is_in(mine) | rows["record_r"].is_in(mine))
    if as_json:
        print_json(rows.to_dicts())
        return
    shown = (
        (
            row["judgement_id"],
            row["record_l"][:8],
            row["record_r"][:8],
            row["verdict"],
            row["judged_by"],
            f"{row['judged_at']:%Y-%m-%d %H:%M}",
            row["reason"],
            "" if row["closed_at"] is None else f"ended by {row['closed_decision']}",
        )
        for row in rows.iter_rows(named=True)
    )
    print_table(
        f"{rows.height:,} judgements", ("judgement", "record", "record", "verdict", "by", "at", "reason", ""), shown
    )


def _decide(
    context: typer.Context, kind: str, ask: Ask, reason: str, by: str, *, preview: bool, yes: bool, as_json: bool
) -> None:
    settings = settings_of(context)
    who = by or settings.user or getpass.getuser()
    if not reason.strip():
        raise Failure("--reason: say why, for whoever looks at it in ten years", 2)
    try:
        weighed = weigh(settings, ask) if preview or not (yes or as_json) else None
        if weighed is not None and not as_json:
            _show(weighed)
        if preview and weighed is not None:
            if as_json:
                print_json(_plain(asdict(weighed)))
            return
        if not (yes or as_json) and not typer.confirm("Take this decision?", err=True):
            raise Failure("nothing was changed")
        taken = take(settings, ask, kind, who, reason.strip(), weighed)
    except Unanswerable as error:
        raise Failure(str(error)) from None
    _say(taken, as_json=as_json)


def _say(taken: Taken, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(taken))
        return
    STDERR.print(f"Decision {taken.decision_id} is in force (run {taken.run_id}).")
    STDOUT.print(
        f"Figures change with the next `thidua nightly`; `thidua workers withdraw {taken.decision_id}` undoes it."
    )


def _document(taken: Taken) -> dict[str, Any]:
    told = asdict(taken)
    return {**{name: value for name, value in told.items() if name != "weighed"}, **_plain(told["weighed"])}


def _plain(weighed: dict[str, Any]) -> dict[str, Any]:
    return {**weighed, "figures": [{**figure, "key": dict(figure["key"])} for figure in weighed["figures"]]}


def _show(weighed: Weighed) -> None:
    """What would change, for a person."""
    changed = {move.record_id for move in weighed.moves}
    STDOUT.print(f"{len(weighed.opened):,} judgements, {len(weighed.closed):,} ended; {len(changed):,} records move.")
    for old, new in weighed.retired:
        STDOUT.print(f"{old} ends and leads to {new}")
    for one in weighed.reopened:
        STDOUT.print(f"{one} stands for itself again")
    for one in weighed.minted:
        STDOUT.print(f"{one} is new")
    rows = ((move.record_id[:8], move.before, move.after) for move in weighed.moves)
    print_table("Records that move", ("record", "from", "to"), rows)
    lines = (
        (figure.level, figure.mart, ", ".join(value for _, value in figure.key), figure.column, f"{figure.change:+,}")
        for figure in weighed.figures
        if figure.column
    )
    print_table(
        "Published figures that would change, after the next night", ("level", "mart", "row", "figure", "by"), lines
    )
