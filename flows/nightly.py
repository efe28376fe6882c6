"""The nightly consolidation, as a table of contents.

``consolidate`` names the stages in order and knows nothing of Prefect; the flow runs it with every stage as a task,
``--direct`` runs it as it stands. Both leave the same warehouse, row for row (docs/decisions/0008).
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed
from prefect.tasks import exponential_backoff

from connectors.failures import LandingDamaged, ReaderBroken
from connectors.source import SourceUnavailable
from flows import (
    answers,
    awarding,
    checking,
    consolidation,
    counterparts,
    history,
    identity,
    landing,
    publication,
    reading,
    standing,
)
from flows.night import Night, open_night
from flows.obeying import obey
from matching.engines import EngineUnavailable
from reports.drift import markdown
from runtime.settings import Settings
from warehouse.lock import Locked
from warehouse.session import WarehouseUnavailable

Step = Callable[..., Any]
Auditing = Callable[[Night], AbstractContextManager[publication.Auditor]]


def consolidate(night: Night, step: Step, auditing: Auditing = publication.expecting) -> None:
    """Run the stages of a night in their order; ``step(name, function, *arguments)`` runs one of them.

    ``auditing`` opens the second auditor, Great Expectations in its own process.
    """
    with reading.readers(night) as pool, auditing(night) as auditor:
        step("land", landing.land, night)
        for batch in reading.batches(night):
            step("read", reading.read, night, pool, batch)
        for batch in standing.recalled(night):
            step("read", reading.read, night, pool, batch)
        step("check", checking.check, night)
        step("supersede", standing.supersede, night)
        step("resolve", identity.resolve, night)
        step("award", awarding.award, night)
        step("compare", history.compare, night)
        step("compare", counterparts.compare, night)
        step("load", consolidation.load, night)
        step("audit", publication.audit, night, auditor)
        step("publish", publication.publish, night)
        step("answer", answers.answer, night)


def direct(night: Night) -> Step:
    """A step that calls its stage and keeps the time."""

    def step(name: str, stage: Callable[..., Any], *arguments: Any) -> Any:
        with night.timed(name):
            return _telling(name, stage, *arguments)

    return step


class StageFailed(Exception):
    """A stage met what it was not made for: report it; the line says where and never holds a value."""

    def __init__(self, name: str, error: Exception) -> None:
        frames = reversed(traceback.extract_tb(error.__traceback__)[-4:])
        where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        super().__init__(f"the stage {name} failed: {type(error).__name__} at {where}")


def _telling(name: str, stage: Callable[..., Any], *arguments: Any) -> Any:
    """Run a stage; an unforeseen error, whose text may quote a person's data, is told by its kind and place."""
    try:
        return stage(*arguments)
    except (SourceUnavailable, LandingDamaged, ReaderBroken, WarehouseUnavailable, EngineUnavailable, OSError):
        raise
    except Exception as error:
        raise StageFailed(name, error) from error


def tasked(night: Night) -> Step:
    """A step that runs its stage as a Prefect task; only the stage that touches the source is retried."""
    progress = cast("UUID", create_progress_artifact(0.0, key="nightly-progress", description="Files read"))
    done = 0

    def step(name: str, stage: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal done

        # The arguments stay in the closure: as task parameters Prefect would walk through every frame.
        @task(
            name=name,
            task_run_name=name,
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=3 if name == "land" else 0,
            retry_delay_seconds=exponential_backoff(backoff_factor=5),
            retry_condition_fn=_is_transient,
        )
        def run() -> None:
            try:
                _telling(name, stage, *arguments)
            except StageFailed as failed:
                # Prefect logs the chain of causes; the first of them is what must not be told.
                raise failed from None

        with night.timed(name):
            run()
        if name == "read":
            done += 1
            update_progress_artifact(progress, 100.0 * done / max(1, reading.batch_count(night)))

    return step


def _is_transient(_task: Any, _run: Any, state: Any) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, SourceUnavailable)


class AuditFailed(Exception):
    """Nothing was published: mend what the audit page names, then run again; ``summary`` is the night's."""

    def __init__(self, summary: dict[str, Any]) -> None:
        super().__init__(f"the audit of run {summary['run_id']} failed: nothing was published")
        self.summary = summary


@flow(name="nightly", persist_result=False)
def nightly(inbox: str | None = None, business_date: date | None = None) -> dict[str, Any] | State[Any]:
    """Consolidate everything that arrived, check it, and publish the figures.

    A failed audit or a warehouse that another run holds fails the flow with that one line; called directly it raises
    ``AuditFailed`` or ``Locked``.
    """
    try:
        obey(Settings())
        with open_night(Settings(), inbox, business_date) as night:
            consolidate(night, tasked(night))
            create_table_artifact(_result_rows(night), key="nightly-result", description=f"Run {night.run_id}")
            matching = f"Run {night.run_id}: how matching went"
            create_markdown_artifact(markdown(night.drift), key="nightly-matching", description=matching)
            return _ended(night)
    except (AuditFailed, Locked) as expected:
        # Raised here, Prefect would log a traceback for what is no defect.
        return Failed(message=str(expected), data=expected)


def run_direct(
    settings: Settings, inbox: str | None, business_date: date | None, auditing: Auditing = publication.expecting
) -> dict[str, Any]:
    """The same night without Prefect."""
    obey(settings)
    with open_night(settings, inbox, business_date) as night:
        consolidate(night, direct(night), auditing)
        return _ended(night)


def _ended(night: Night) -> dict[str, Any]:
    summary = {**night.summary(), "places": night.places}
    if night.status == "audit_failed":
        raise AuditFailed(summary)
    return summary


def _result_rows(night: Night) -> list[dict[str, Any]]:
    figures = night.summary()
    sections = ("deliveries", "rows", "workers", "seconds")
    rows = [
        {"what": section, "which": name, "value": n} for section in sections for name, n in figures[section].items()
    ]
    return [{"what": "status", "which": night.status, "value": night.publication_id or ""}, *rows]
