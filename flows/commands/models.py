"""``thidua models``: the versions of the matching model, made, looked at and put in force as planned events."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from flows.console import STDERR, STDOUT, Failure, print_json, print_table, settings_of
from matching.training import TooFew
from warehouse import models as known
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

app = typer.Typer(help="Versions of the matching model; a night never changes which one is in force.")
ModelId = Annotated[str, typer.Argument(help="A model's id, as `thidua models list` gives it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document; asks nothing.")]
SHOWN = 20  # of each list; --json has them all


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List every model, which one is in force, and who put which in force when and why."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        rows, history, now = known.every(connection), known.activations(connection), known.in_force(connection)
    active = now.version.model_id if now else None
    if as_json:
        print_json({"in_force": active, "models": rows.to_dicts(), "activations": history.to_dicts()})
        return
    columns = ("model_id", "origin", "parent_id", "trained_on", "records", "population", "normaliser", "edges")
    lines = (
        ("●" if row["model_id"] == active else "", *(row[c] for c in columns)) for row in rows.iter_rows(named=True)
    )
    print_table("Models (● in force; edges: ties they weighed)", ("", *columns), lines)
    told = ("activated_at", "model_id", "activated_by", "known_records", "reason")
    print_table("Put in force", told, history.select(told).iter_rows())


@app.command("show")
def show(context: typer.Context, model_id: ModelId, as_json: AsJson = False) -> None:
    """Show what a model believes: how many bits each agreement or difference weighs."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        version = known.of_id(connection, model_id)
    if version is None:
        raise Failure(f"{model_id}: there is no such model; `thidua models list` names them")
    document = json.loads(version.document)
    if as_json:
        print_json(document)
        return
    from flows.models import parameters_of, weights

    model = parameters_of(version)
    STDOUT.print(f"{model_id}: prior one in {model.population:,}; trained on {model.records:,} records")
    rows = (
        (one.comparison, one.level, f"{one.m:.4f}", f"{one.u:.2e}", f"{one.bits:+.1f}", "stated" if one.stated else "")
        for one in weights(model)
    )
    print_table("m: among records of one person; u: of two", ("comparison", "level", "m", "u", "bits", ""), rows)


@app.command("train")
def train(
    context: typer.Context,
    prior_only: Annotated[bool, typer.Option("--prior-only", help="Keep the evidence, set the prior anew.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a model of the warehouse's own records; it is kept, and not in force until it is activated."""
    from flows.rescoring import Unsuitable, make

    settings = settings_of(context)
    try:
        with STDERR.status("training", spinner="line"):
            model_id = make(settings, prior_only=prior_only)
    except (TooFew, Unsuitable) as error:
        raise Failure(str(error)) from None
    if as_json:
        print_json({"model_id": model_id})
    else:
        STDOUT.print(f"Model {model_id} was made; `thidua models preview {model_id}` shows what it would change.")


@app.command("preview")
def preview(context: typer.Context, model_id: ModelId, as_json: AsJson = False) -> None:
    """Show who would change if this model were in force; writes nothing."""
    from flows.rescoring import Unsuitable
    from flows.rescoring import preview as rescored

    settings = settings_of(context)
    try:
        with STDERR.status("weighing everything anew", spinner="line"):
            told = rescored(settings, model_id)
    except Unsuitable as error:
        raise Failure(str(error)) from None
    _say(asdict(told), as_json=as_json)


@app.command("activate")
def activate(
    context: typer.Context,
    model_id: ModelId,
    reason: Annotated[str, typer.Option(help="Why; kept beside the model for ever.")],
    by: Annotated[str, typer.Option(help="Who decided (THIDUA_USER, else the login name).")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it takes effect.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a model in force: everything known is weighed anew in one recorded run."""
    from flows.rescoring import Unsuitable
    from flows.rescoring import activate as put_in_force
    from flows.rescoring import preview as rescored

    settings = settings_of(context)
    if not reason.strip():
        raise Failure("--reason: say why, for whoever looks at it in ten years", 2)
    who = by or settings.user or getpass.getuser()
    try:
        shown = None if yes or as_json else rescored(settings, model_id)
        if shown is not None:
            _say(asdict(shown), as_json=False)
            if not typer.confirm(f"Put {model_id} in force?", err=True):
                raise Failure("nothing was changed")
        with STDERR.status("weighing everything anew", spinner="line"):
            told = put_in_force(settings, model_id, who, reason.strip(), shown)
    except Unsuitable as error:
        raise Failure(str(error)) from None
    if as_json:
        _say(asdict(told), as_json=True)
    else:
        STDOUT.print(f"{model_id} is in force; figures change with the next `thidua nightly`.")


def _say(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json({**told, "figures": [{**one, "key": dict(one["key"])} for one in told["figures"]]})
        return
    STDOUT.print(f"{told['model_id']} in place of {told['in_force']}, over {told['records']:,} records:")
    STDOUT.print(
        f"{len(told['retired']):,} workers merged · {len(told['split']):,} split · {len(told['moved']):,} records move"
        f" · {told['to_review']:,} pairs wait for a steward · {len(told['figures']):,} published figures change"
    )
    print_table("Ties by weight", ("weight", "before", "after"), told["ties"])
    _part("Ids that end", ("id", "leads to"), told["retired"])
    _part("Ids that split", ("id", "from"), [(worker, ", ".join(ids)) for worker, ids in told["split"]])
    rows = [
        (one["level"], one["mart"], ", ".join(value for _, value in one["key"]), one["column"], f"{one['change']:+,}")
        for one in told["figures"]
        if one["column"]
    ]
    _part("Published figures that would change, after the next night", ("level", "mart", "row", "figure", "by"), rows)


def _part(title: str, headings: tuple[str, ...], rows: Any) -> None:
    if rows:
        more = f" (the first {SHOWN}; --json has all {len(rows):,})" if len(rows) > SHOWN else ""
        print_table(title + more, headings, rows[:SHOWN])
