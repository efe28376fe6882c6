"""A model put in force: everything known is weighed anew and resolved, shown first, then written as one run.

A planned event, never a side effect of a night (matching.md). What readers see changes with the next night, which
audits and publishes it, as after a steward's decision.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import polars as pl

from flows import awarding, consolidation
from flows.decisions import edition, nothing_arrived
from flows.identity import EDGE, RECORD, opened, regional, weighed_by, who_changes
from flows.models import in_force, parameters_of, version_of
from flows.night import Night, open_night
from matching.clusters import ASK_FROM, MERGE_AT
from matching.features import SCHEMA
from matching.identity import Resolution
from matching.model import misfit
from matching.parameters import Parameters
from matching.scoring import score
from matching.training import population_of, train
from runtime.settings import Settings, today
from runtime.wiring import Connection
from warehouse import accounts, deliveries, impact, models, runs, workers
from warehouse.consolidation import Changes
from warehouse.consolidation import load as load_changes
from warehouse.impact import Figure
from warehouse.session import reading, writing


class Unsuitable(Exception):
    """The model asked for cannot be put in force, or none can be made; the line says why."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """What a model would change: ties by weight before and after, ids, records that move, published figures.

    ``ties``: (band, before, after). ``retired``: (id, where it leads). ``split``: (id, the ids its records came from).
    ``moved``: (record, from, to).
    """

    model_id: str
    in_force: str
    records: int
    ties: tuple[tuple[str, int, int], ...]
    retired: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, tuple[str, ...]], ...]
    moved: tuple[tuple[str, str, str], ...]
    to_review: int
    figures: tuple[Figure, ...]


def make(settings: Settings, *, prior_only: bool = False) -> str:
    """Make a model of what the warehouse knows, from the one in force, and keep it; returns its id, in force it is not.

    ``prior_only`` leaves the evidence as it weighs and sets the prior to the records known now. Raises ``TooFew``.
    """
    with open_night(settings, None, None) as night, writing(night.ports.engine) as connection:
        base = in_force(connection)
        model_id = f"local-{models.every(connection).filter(pl.col('origin') != models.SHIPPED).height + 1}"
        known, region = workers.everyone(connection)
        if prior_only:
            made = _with_prior(base, model_id, region)
        else:
            people = opened(night, known).select(SCHEMA.keys())
            engine = settings.match_engine
            made = train(people, base, model_id=model_id, day=today().isoformat(), engine=engine)
        origin = models.PRIOR if prior_only else models.TRAINED
        models.add(connection, version_of(made, origin, base.model_id, night.started_at))
    return model_id


def preview(settings: Settings, model_id: str) -> Rescored:
    """What putting a model in force would change, without doing it."""
    with open_night(settings, None, None) as night:
        return _rescored(night, model_id)[0]


def activate(settings: Settings, model_id: str, by: str, reason: str, shown: Rescored | None = None) -> Rescored:
    """Put a model in force and weigh everything anew, as one run; raises ``Unsuitable`` when ``shown`` is outdated."""
    with open_night(settings, None, None) as night:
        told, changes = _rescored(night, model_id)
        if shown is not None and told != shown:
            raise Unsuitable("the warehouse has changed since this was shown: look at it again")
        with writing(night.ports.engine) as connection:
            runs.add(connection, night.run_no, night.run_id, night.business_date, night.started_at, night.registry_load)
            load_changes(connection, night.run_no, changes)
            moved = accounts.recount(connection, consolidation.concerned(night))
            deliveries.account(connection, night.run_no, pl.DataFrame(), moved)
            models.activate(connection, model_id, by=by, at=night.started_at, reason=reason, run_no=night.run_no)
            counts = {"workers": night.worker_counts}
            runs.finish(connection, night.run_no, "rescored", datetime.now(UTC), counts, {})
    return told


def _with_prior(base: Parameters, model_id: str, region: workers.Region) -> Parameters:
    """The model with the prior of the records known and of the pairs they are joined in now."""
    present = region.memberships.filter(pl.col("until").is_null())
    sizes = present.group_by("worker_id").agg(pl.len().cast(pl.Int64))["len"]
    matches = int((sizes * (sizes - 1) // 2).sum())
    known = region.records.height
    if known < 2:
        raise Unsuitable("no records are known yet: there is nothing to set a prior by")
    return replace(base, model_id=model_id, trained_on=today().isoformat(), population=population_of(known, matches))


def _rescored(night: Night, model_id: str) -> tuple[Rescored, Changes]:
    nothing_arrived(night)
    with reading(night.ports.engine) as connection:
        model, now = _suitable(connection, model_id), in_force(connection)
        known, region = workers.everyone(connection)
        people = opened(night, known)
        engine = night.ports.settings.match_engine
        found = score(
            people.select(SCHEMA.keys()), people.select(SCHEMA.keys()).clear(), parameters=model, engine=engine
        )
        resolution = regional(night, connection, _with_edges(region, found), people.select(RECORD))
    _concern(night, resolution, region)
    night.identity = who_changes(resolution) | _edges(model, region.edges, found)
    awarding.award(night)
    with reading(night.ports.engine) as connection:
        changes = consolidation.changed(night, connection)
        figures = impact.figures(connection, edition(night, connection), changes)
    return _told(model, now, region.edges, found, resolution, figures), changes


def _suitable(connection: Connection, model_id: str) -> Parameters:
    version = models.of_id(connection, model_id)
    if version is None:
        raise Unsuitable(f"{model_id}: there is no such model; `thidua models list` names them")
    model = parameters_of(version)
    if why := misfit(model):
        raise Unsuitable(f"{model_id} does not fit this program: {why}")
    return model


def _with_edges(region: workers.Region, found: pl.DataFrame) -> workers.Region:
    return replace(region, edges=found.select(EDGE))


def _edges(model: Parameters, before: pl.DataFrame, found: pl.DataFrame) -> dict[str, pl.DataFrame]:
    pair = ["record_l", "record_r"]
    return {
        "edges": weighed_by(model, found.drop("probability")),
        "dropped_edges": before.select(pair).join(found, on=pair, how="anti"),
    }


def _concern(night: Night, resolution: Resolution, region: workers.Region) -> None:
    """Leave the workers whose records change, and whose those records are."""
    changed = pl.concat([resolution.opened["worker_id"], resolution.closed["worker_id"]]).unique()
    night.workers = changed.filter(~changed.is_in(resolution.minted["worker_id"].implode()))
    was = region.memberships.filter(pl.col("worker_id").is_in(changed.implode())).select("record_id").unique()
    night.members = resolution.assigned.join(was, on="record_id", how="semi")
    night.worker_counts = {"known": resolution.assigned["worker_id"].n_unique(), **resolution.counts()}


def _told(
    model: Parameters,
    now: Parameters,
    before: pl.DataFrame,
    found: pl.DataFrame,
    resolution: Resolution,
    figures: tuple[Figure, ...],
) -> Rescored:
    moved = resolution.closed.join(resolution.assigned, on="record_id", suffix="_now").sort("record_id")
    split = resolution.events.filter(pl.col("kind") != "merge").filter(pl.col("from_ids") != "[]")
    return Rescored(
        model_id=model.model_id,
        in_force=now.model_id,
        records=resolution.assigned.height,
        ties=tuple((band, before.filter(held).height, found.filter(held).height) for band, held in BANDS.items()),
        retired=tuple(resolution.merged.select("worker_id", "merged_into").rows()),
        split=tuple((worker, tuple(json.loads(ids))) for worker, ids in split.select("worker_id", "from_ids").rows()),
        moved=tuple(moved.select("record_id", "worker_id", "worker_id_now").rows()),
        to_review=resolution.review.height + resolution.contradictions.height,
        figures=figures,
    )


BANDS = {
    f"{ASK_FROM:g} to {MERGE_AT:g} bits, asked": pl.col("weight").is_between(ASK_FROM, MERGE_AT, closed="left"),
    f"{MERGE_AT:g} to 16 bits": pl.col("weight").is_between(MERGE_AT, 16, closed="left"),
    "16 bits and more": pl.col("weight") >= 16,
}
