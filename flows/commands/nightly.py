"""``thidua nightly``: the consolidation, through Prefect or directly."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, cast

import typer

from flows.console import STDOUT, Failure, print_json, print_table, settings_of
from runtime.settings import Settings, export, silence_telemetry, today
from warehouse.lock import Locked, hold
from warehouse.session import open_engine

EXIT = {"published": 0, "audit_failed": 3, "locked": 4, "failed": 1}


def nightly(
    context: typer.Context,
    inbox: Annotated[str | None, typer.Option(help="Folder or s3://bucket/prefix (THIDUA_INBOX).")] = None,
    business_date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Default: today.")] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Run the same stages without Prefect.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Consolidate everything that arrived, check it, and publish the figures."""
    settings = settings_of(context)
    day = business_date.date() if business_date else None
    try:
        summary = _run(settings, inbox, day, direct=direct)
    except Locked as error:
        if as_json:
            print_json(_nothing("locked", day))
        raise Failure(str(error), EXIT["locked"]) from None
    except Exception:
        if as_json:
            print_json(_nothing("failed", day))
        raise
    if as_json:
        print_json({name: value for name, value in summary.items() if name != "places"})
    else:
        _show(summary)
    if summary["status"] == "audit_failed":
        raise Failure(
            f"the audit failed, nothing was published; see {summary['places']['audit']}", EXIT["audit_failed"]
        )
    raise typer.Exit(EXIT[summary["status"]])


def _run(settings: Settings, inbox: str | None, day: date | None, *, direct: bool) -> dict[str, Any]:
    _turn_away(settings, day)
    silence_telemetry()
    from flows import nightly as flow

    try:
        if direct:
            return flow.run_direct(settings, inbox, day)
        export(settings)
        return cast("dict[str, Any]", flow.nightly(inbox, day))
    except flow.AuditFailed as failed:
        return failed.summary


def _turn_away(settings: Settings, day: date | None) -> None:
    """Meet a held lock before half a minute goes into Prefect; the night itself takes the lock for good."""
    engine = open_engine(settings.warehouse)
    try:
        with hold(engine, day or today()):
            return
    finally:
        engine.dispose()


def _nothing(status: str, day: date | None) -> dict[str, Any]:
    """The document of a run that came to nothing: locked out or failed."""
    return {"status": status, "run_id": None, "publication_id": None, "business_date": day, "checksum": None}


def _show(summary: dict[str, Any]) -> None:
    STDOUT.print(f"Run {summary['run_id']}: {summary['status']}, publication {summary['publication_id'] or '–'}")
    for section in ("deliveries", "rows", "workers"):
        STDOUT.print(f"{section:>11}  " + " · ".join(f"{name} {n:,}" for name, n in summary[section].items()))
    print_table(
        "Figures (hierarchy of the campaign's closing day)",
        ("campaign", "unit", "level", "persons", "initiatives"),
        summary["places"]["figures"],
    )
    for line in summary["places"]["unusual"]:
        STDOUT.print(f"Unusual     {line}")
    STDOUT.print(f"Audit page  {summary['places']['audit']}")
    if summary["rows"]["held"]:
        STDOUT.print("Held rows   thidua rejects export --out FOLDER")
