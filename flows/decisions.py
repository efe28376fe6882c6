"""A steward's decision: weighed in memory first, then written as a run of its own, in one transaction.

Who is who changes at once; the figures readers see change with the next night, which audits and publishes them
(docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from flows import awarding, checking, consolidation, identity, standing
from flows.identity import Verdicts
from flows.night import Night, open_night
from flows.unanswerable import Unanswerable
from matching.identity import Resolution
from runtime.settings import Settings
from runtime.wiring import Connection
from warehouse import accounts, deliveries, impact, judgements, marts, runs
from warehouse.consolidation import Changes
from warehouse.consolidation import load as load_changes
from warehouse.impact import Figure
from warehouse.judgements import Decision
from warehouse.marts import Edition
from warehouse.session import reading, writing

Ask = Callable[[Connection], Verdicts]


@dataclass(frozen=True, slots=True)
class Move:
    """A record that becomes another worker's."""

    record_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a decision does: judgements opened (pair and verdict) and closed (ids), records that move, ids that change.

    ``retired`` are ids that lead to another from now on, ``reopened`` those that stand for themselves again;
    ``figures`` what readers will see differently once a night has published it.
    """

    opened: tuple[tuple[str, str, str], ...]
    closed: tuple[str, ...]
    moves: tuple[Move, ...]
    minted: tuple[str, ...]
    retired: tuple[tuple[str, str], ...]
    reopened: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision in force: its id, its run, the ids of its judgements."""

    decision_id: str
    run_id: str
    judgement_ids: tuple[str, ...]
    weighed: Weighed


def weigh(settings: Settings, ask: Ask) -> Weighed:
    """What a decision would do, without doing it; raises ``Unanswerable``, or ``Locked`` while a night is at work."""
    with open_night(settings, None, None) as night:
        return _weighed(night, ask)[0]


def take(settings: Settings, ask: Ask, kind: str, by: str, reason: str, shown: Weighed | None = None) -> Taken:
    """Take a decision, in force when this returns; raises as `weigh` does.

    ``shown`` is what was shown before: when a night has changed it meanwhile, nothing is written.
    """
    with open_night(settings, None, None) as night:
        weighed, verdicts, decision_id, changes = _weighed(night, ask)
        if shown is not None and weighed != shown:
            raise Unanswerable("changed_meanwhile")
        taken = Decision(decision_id, kind, by, night.started_at, reason)
        return Taken(decision_id, night.run_id, _written(night, taken, verdicts, changes), weighed)


def _weighed(night: Night, ask: Ask) -> tuple[Weighed, Verdicts, str, Changes]:
    with reading(night.ports.engine) as connection:
        verdicts = ask(connection)
        decision_id = judgements.next_id(connection)
    nothing_arrived(night)
    resolution = identity.judge(night, verdicts, decision_id)
    if resolution.contradictions.height and verdicts.opened.height:
        raise Unanswerable("contradiction", judgements=_contradicted(night, resolution))
    awarding.award(night)
    with reading(night.ports.engine) as connection:
        changes = consolidation.changed(night, connection)
        figures = impact.figures(connection, edition(night, connection), changes)
    return _told(verdicts, resolution, figures), verdicts, decision_id, changes


def nothing_arrived(night: Night) -> None:
    """Fill a night on which nothing arrived: its frames are empty, and its stages do what they do every night."""
    with reading(night.ports.engine) as connection:
        night.pending = deliveries.of_ids(connection, ())
    for _ in standing.recalled(night):
        pass
    checking.check(night)
    standing.supersede(night)


def edition(night: Night, connection: Connection) -> Edition:
    """What readers would see of the last run: earlier decisions that wait for a night are no part of this one's."""
    now = marts.current(connection)
    if now is None:
        return Edition(night.run_no - 1, night.registry_load, night.business_date)
    return Edition(night.run_no - 1, now.registry_load, now.business_date)


def _written(night: Night, taken: Decision, verdicts: Verdicts, changes: Changes) -> tuple[str, ...]:
    with writing(night.ports.engine) as connection:
        runs.add(connection, night.run_no, night.run_id, night.business_date, night.started_at, night.registry_load)
        ids = judgements.add(connection, night.run_no, taken, verdicts.opened, verdicts.closed["judgement_id"])
        load_changes(connection, night.run_no, changes)
        told = accounts.recount(connection, consolidation.concerned(night))
        deliveries.account(connection, night.run_no, pl.DataFrame(), told)
        counts = {"workers": night.worker_counts}
        runs.finish(connection, night.run_no, "decided", datetime.now(UTC), counts, {})
    return tuple(ids)


def _told(verdicts: Verdicts, resolution: Resolution, figures: tuple[Figure, ...]) -> Weighed:
    moved = resolution.closed.join(resolution.assigned, on="record_id", suffix="_now").sort("record_id")
    return Weighed(
        opened=tuple(verdicts.opened.rows()),
        closed=tuple(verdicts.closed["judgement_id"]),
        moves=tuple(Move(*row) for row in moved.select("record_id", "worker_id", "worker_id_now").iter_rows()),
        minted=tuple(resolution.minted["worker_id"]),
        retired=tuple(resolution.merged.select("worker_id", "merged_into").rows()),
        reopened=resolution.reopened,
        figures=figures,
    )


def _contradicted(night: Night, resolution: Resolution) -> str:
    """The judgements that cannot all be true, by their ids."""
    pairs = resolution.contradictions
    ends = pl.concat([pairs["record_l"], pairs["record_r"]]).unique()
    with reading(night.ports.engine) as connection:
        told = judgements.of_records(connection, ends)
    inside = told.filter(pl.col("record_l").is_in(ends.implode()) & pl.col("record_r").is_in(ends.implode()))
    firm = inside.filter(pl.col("verdict") != "unsure").select("judgement_id", "verdict")
    return ", ".join(f"{judgement} ({verdict})" for judgement, verdict in firm.iter_rows())
