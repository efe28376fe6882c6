"""``thidua units plan|apply|undo|history``: a reorganisation as a reviewed change set."""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast

import typer

from cleaning.changesets import changes_of
from cleaning.reorganisation import Reorganised
from connectors import workbook
from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.registry import write_registry
from flows import reorganising
from flows.console import STDERR, STDOUT, Failure, print_json, print_table, settings_of
from flows.reorganising import Refused, Weighed
from reports.decisions import decision_sheet
from runtime.settings import today
from runtime.wiring import Connection
from schemas.problems import problem
from schemas.registry_faults import RegistryFault
from schemas.reorganisation import Change
from schemas.sheet import Workbook
from warehouse import registry, reorganisations
from warehouse.lock import hold
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import require_current

_SHOWN = 30
ChangeSet = Annotated[
    Path, typer.Argument(metavar="FILE", help="The change set: xlsx, ods or csv; see docs/registry.md.")
]
Reason = Annotated[str, typer.Option(help="Why; kept for ever, such as the number of the decision.")]
By = Annotated[str, typer.Option(help="Who decided (THIDUA_USER, else the login name).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document; asks nothing.")]


def plan(
    context: typer.Context,
    file: ChangeSet,
    out: Annotated[
        Path | None, typer.Option(help="Write the change set with a line for each unit to be placed.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a reorganisation would do, on real data; writes nothing."""
    changes = _changes(file)
    with _trying(context) as connection:
        found = reorganising.planned(connection, changes, file.name)
        faults = reorganising.told(found, file.name)
        weighed = None if faults else reorganising.weigh(connection, found.registry, found.moves, _now(), today())
    if out:
        out.write_bytes(decision_sheet(changes, found.undecided))
    if as_json:
        print_json(_document(found, weighed, faults))
    elif weighed is None:
        _refuse(file, faults, out)
    else:
        _show(weighed)
    if faults:
        raise typer.Exit(1)


def apply(
    context: typer.Context,
    file: ChangeSet,
    reason: Reason,
    by: By = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it takes effect.")] = False,
    as_json: AsJson = False,
) -> None:
    """Apply a reorganisation, whole or not at all; the next night reports under it."""
    why = _why(reason)
    changes = _changes(file)
    settings = settings_of(context)
    who = by or settings.user or getpass.getuser()
    if not yes and not as_json:
        plan(context, file)
        typer.confirm("Apply it?", abort=True)
    try:
        with _writing(context) as connection:
            named, weighed = reorganising.apply(connection, changes, file.name, by=who, at=_now(), reason=why)
    except Refused as refused:
        _refuse(file, refused.faults, None)
        raise typer.Exit(1) from None
    if as_json:
        print_json({"reorganisation_id": named, **_weighed(weighed)})
    else:
        STDOUT.print(
            f"{named}: applied, {len(weighed.moves):,} units change; the next `thidua nightly` reports under it."
        )


def undo(
    context: typer.Context,
    reorganisation_id: Annotated[str, typer.Argument(help="As `thidua units history` lists it, such as R0001.")],
    reason: Reason,
    by: By = "",
) -> None:
    """Take a reorganisation back, as if it had never been applied; what rests on it forbids that."""
    why = _why(reason)
    settings = settings_of(context)
    who = by or settings.user or getpass.getuser()
    with _writing(context) as connection:
        one = reorganisations.of_id(connection, reorganisation_id)
        if one is None:
            raise Failure(f"{reorganisation_id}: no such reorganisation; see `thidua units history`")
        if one.undone_at is not None:
            raise Failure(f"{reorganisation_id}: was already taken back on {one.undone_at:%Y-%m-%d}")
        try:
            reorganising.undo(connection, one, by=who, at=_now(), reason=why)
        except Refused as refused:
            _refuse(Path(reorganisation_id), refused.faults, None)
            raise typer.Exit(1) from None
    STDOUT.print(f"{reorganisation_id}: taken back; the next `thidua nightly` reports without it.")


def history(context: typer.Context, as_json: AsJson = False) -> None:
    """List the reorganisations that were applied, the newest first, and those taken back."""
    with _reading(context) as connection:
        told = reorganisations.every(connection)
    if as_json:
        print_json(told.to_dicts())
        return
    columns = ("reorganisation_id", "applied_at", "applied_by", "reason", "undone_at", "undone_by", "undone_reason")
    print_table("Reorganisations", columns, told.select(columns).iter_rows())


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for units.csv …, as `thidua init --registry` reads them.")],
) -> None:
    """Write the registry in force as files, reorganisations included."""
    with _reading(context) as connection:
        write_registry(registry.current(connection), out)
    STDOUT.print(str(out))


def _why(reason: str) -> str:
    """A reason that says something."""
    if len(reason.strip()) < 3:
        raise Failure("--reason: say why, such as the number of the decision", 2)
    return reason.strip()


def _changes(file: Path) -> list[Change]:
    """The changes of a file, opened where it can do no harm; every line at fault is told at once."""
    data = file.read_bytes()
    with GuardedPool(1) as pool:
        ((_, found),) = pool.map(workbook.read, [data], [len(data)])
    if isinstance(found, Unreadable):
        raise Failure(f"{file}: {problem(found.code).render('en', found.details).message}")
    sheet = cast("Workbook", found).sheets[0]
    changes, faults = changes_of(file.name, sheet.rows)
    if faults:
        _refuse(file, faults, None)
        raise typer.Exit(1)
    return changes


def _refuse(file: Path, faults: Sequence[RegistryFault], out: Path | None) -> None:
    for one in faults:
        place = f"{one.file}:{one.line}" if one.line else one.file
        STDERR.print(f"{place}: {one.message_vi} / {one.message_en}", markup=False, highlight=False)
    STDERR.print(f"{file}: refused, {len(faults):,} reasons above; nothing was written", highlight=False)
    if out:
        STDERR.print(
            f"{out}: the change set with a line for each unit to be placed; fill in the last column and plan again"
        )


def _show(weighed: Weighed) -> None:
    days = Counter(move.day for move in weighed.moves)
    for day, count in sorted(days.items()):
        STDOUT.print(f"{day:%d/%m/%Y}: {count:,} units change")
    rows = (
        (
            move.day.isoformat(),
            move.unit_code,
            *_turn(move.name_before, move.name_after),
            *_turn(move.parent_before, move.parent_after),
        )
        for move in weighed.moves[:_SHOWN]
    )
    print_table(_first("Units", len(weighed.moves)), ("day", "unit", "name", "new name", "under", "now under"), rows)
    if weighed.lists.height:
        print_table("Lists that count for another upper unit", weighed.lists.columns, weighed.lists.iter_rows())
    if weighed.figures:
        figures = (
            (one.mart, " · ".join(text for _, text in one.key), one.column, f"{one.change:+,}")
            for one in weighed.figures[:_SHOWN]
        )
        print_table(_first("Published figures", len(weighed.figures)), ("mart", "of", "figure", "change"), figures)
    else:
        STDOUT.print("No published figure changes.")


def _turn(before: str, after: str) -> tuple[str, str]:
    return (before, after) if before != after else (before, "")


def _first(what: str, count: int) -> str:
    return f"{what}: {count:,} in all, the first {_SHOWN}" if count > _SHOWN else f"{what}: {count:,}"


def _document(found: Reorganised, weighed: Weighed | None, faults: Sequence[RegistryFault]) -> dict[str, Any]:
    waiting = [asdict(one) for one in found.undecided]
    told = {"refused": [asdict(one) for one in faults], "undecided": waiting}
    return {**told, **(_weighed(weighed) if weighed else {"moves": [], "lists": [], "figures": []})}


def _weighed(weighed: Weighed) -> dict[str, Any]:
    figures = [{**asdict(one), "key": dict(one.key)} for one in weighed.figures]
    return {"moves": [asdict(one) for one in weighed.moves], "lists": weighed.lists.to_dicts(), "figures": figures}


class _Tried(Exception):
    """Ends a unit of work that was only tried."""


@contextmanager
def _trying(context: typer.Context) -> Iterator[Connection]:
    """A unit of work of which nothing stays, so that what is shown is what will be."""
    with suppress(_Tried), _writing(context) as connection:
        yield connection
        _give_up()


def _give_up() -> NoReturn:
    raise _Tried


@contextmanager
def _reading(context: typer.Context) -> Iterator[Connection]:
    engine = open_engine(settings_of(context).warehouse)
    try:
        require_current(engine)
        with reading(engine) as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _writing(context: typer.Context) -> Iterator[Connection]:
    """A unit of work while no night is at work."""
    engine = open_engine(settings_of(context).warehouse)
    try:
        require_current(engine)
        with hold(engine, today()), writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _now() -> datetime:
    return datetime.now(UTC)
