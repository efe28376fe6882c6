"""Stage *resolve*: tonight's persons meet the known workers; ids are minted, kept or redirected, never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from flows.models import in_force
from flows.night import Night
from matching import drift
from matching.clusters import MERGE_AT
from matching.features import SCHEMA, features, keys, read, written
from matching.identity import Resolution
from matching.identity import resolve as resolve_region
from matching.parameters import Parameters
from matching.scoring import score
from runtime.wiring import Connection
from schemas.kind import PERSON
from schemas.kinds import about
from warehouse import workers
from warehouse.session import reading


def resolve(night: Night) -> None:
    """Leave who is who after tonight: ``night.members``, the workers concerned, and the changes to identity.

    Only records that are new or whose features changed are scored, against the known records that share a blocking
    key with them; only the region they touch is resolved again (matching.md).
    """
    with reading(night.ports.engine) as connection:
        found = _features(night)
        known = workers.records(connection, found["record_id"])
        fresh = _changed(night, found, known)
        blinded = _blind(night, fresh)
        like = workers.sharing(connection, blinded["key_hash"]).sort("born_order")
        candidates = opened(night, like).select(SCHEMA.keys())
        model = in_force(connection)
        engine = night.ports.settings.match_engine
        edges = score(fresh, candidates, parameters=model, engine=engine)
        resolution, identity, concerned = _resolved(night, connection, fresh, known, weighed_by(model, edges))
        identity["match_keys"] = blinded
        again = known.join(fresh, on="record_id", how="semi")["record_id"]
        met = drift.pairs_met(blinded, workers.met(connection, blinded["key_hash"], again))
        others = pl.concat([night.entries["record_id"], night.replaced["record_id"]]).drop_nulls().unique()
        present = workers.members(connection, others)
    assigned = resolution.assigned
    night.matching = drift.of_night(fresh, met, edges, assigned, resolution.review)
    night.members = pl.concat([assigned, present.join(assigned, on="record_id", how="anti")])
    concerned = pl.concat([concerned, night.members["worker_id"]]).unique()
    night.workers = concerned.filter(~concerned.is_in(resolution.minted["worker_id"].implode()))
    night.identity = identity
    tonight = night.members.join(found.select("record_id"), on="record_id", how="semi")["worker_id"].unique()
    counts = resolution.counts()
    night.worker_counts = {"known": max(0, tonight.len() - counts["new"]), **counts}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a decision changes: pairs judged (record_l, record_r, verdict), and judgements that end (all columns).

    ``before``: a decision taken back gives every record the id it had before that run.
    """

    opened: pl.DataFrame
    closed: pl.DataFrame
    before: int | None = None

    def ends(self) -> pl.Series:
        """The records judged."""
        pairs = pl.concat([frame.select("record_l", "record_r") for frame in (self.opened, self.closed)])
        return pl.concat([pairs["record_l"], pairs["record_r"]]).unique().alias("record_id")

    def among(self, judgements: pl.DataFrame) -> pl.DataFrame:
        """Open judgements as this decision leaves them."""
        pair = ["record_l", "record_r", "verdict"]
        kept = judgements.join(self.closed, on="judgement_id", how="anti")
        return pl.concat([kept.select(pair), self.opened.select(pair)])


def judge(night: Night, verdicts: Verdicts, why: str) -> Resolution:
    """Leave who is who once people have decided, as `resolve` does; only the region of the records judged can change.

    ``why`` names the decision in the events.
    """
    with reading(night.ports.engine) as connection:
        region = workers.region(connection, verdicts.ends(), follow_from=MERGE_AT)
        records = _stored(night, connection, region)
        prior = None if verdicts.before is None else _members_before(region.memberships, verdicts.before)
        region = replace(region, judgements=verdicts.among(region.judgements))
        resolution = regional(night, connection, region, records, prior)
    night.members = resolution.assigned
    night.workers = region.memberships["worker_id"].unique()
    changes = who_changes(resolution)
    events = changes["worker_events"].with_columns(why=pl.format("{} ({})", "why", pl.lit(why)))
    night.identity = {**changes, "worker_events": events}
    night.worker_counts = {"known": resolution.assigned["worker_id"].n_unique(), **resolution.counts()}
    return resolution


def _members_before(memberships: pl.DataFrame, run_no: int) -> pl.DataFrame:
    held = (pl.col("since") < run_no) & (pl.col("until").is_null() | (pl.col("until") >= run_no))
    return memberships.filter(held).select("record_id", "worker_id")


def _features(night: Night) -> pl.DataFrame:
    """The features of tonight's accepted persons, one row per record, in order of arrival and place."""
    persons = night.entries.filter((pl.col("status") == "accepted") & pl.col("kind").is_in(about(PERSON)))
    order = ("arrived_on", "path", "table_no", "row_no")
    if persons.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    values = night.persons
    ordered = persons.sort(order).unique("record_id", keep="first", maintain_order=True)
    placed = ordered.select("entry_id", "record_id", "unit_code", district=_above(night, ordered["unit_code"]))
    return features(placed.join(values, on="entry_id", maintain_order="left"))


def _above(night: Night, units: pl.Series) -> pl.Series:
    """The union over each unit on the business date, null where the registry knows none."""
    above = {code: night.names.structure.parent(code, night.business_date) for code in units.drop_nulls().unique()}
    return units.replace_strict(above, default=None, return_dtype=pl.String)


def _changed(night: Night, found: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The records that are new, or say something else than when they were last seen."""
    before = dict(zip(known["record_id"], night.ports.vault.open(known["payload"], workers.FEATURES), strict=True))
    now = written(found)
    same = [before.get(record) == text for record, text in zip(found["record_id"], now, strict=True)]
    return found.filter(~pl.Series(same, dtype=pl.Boolean))


def opened(night: Night, records: pl.DataFrame) -> pl.DataFrame:
    """Features of stored records, with their born_order."""
    texts = night.ports.vault.open(records["payload"], workers.FEATURES)
    return read(texts).with_columns(records["born_order"])


def _blind(night: Night, fresh: pl.DataFrame) -> pl.DataFrame:
    found = keys(fresh)
    hashes = night.ports.vault.blind(found["key"].to_list())
    return found.select("record_id").with_columns(key_hash=pl.Series(hashes, dtype=pl.Int64))


def _resolved(
    night: Night, connection: Connection, fresh: pl.DataFrame, known: pl.DataFrame, edges: pl.DataFrame
) -> tuple[Resolution, dict[str, pl.DataFrame], pl.Series]:
    """The resolution of the touched region, what it changes in the warehouse, and the workers it was about."""
    ends = pl.concat([fresh["record_id"], edges["record_l"], edges["record_r"]]).unique()
    # Weaker edges never join anybody, and at a city's size namesakes would chain the region across it.
    region = workers.region(connection, ends, follow_from=MERGE_AT)
    stale = _touching(region.edges, fresh)
    live = pl.concat(
        [region.edges.join(stale, on=["record_l", "record_r"], how="anti").select(EDGE), edges.select(EDGE)]
    )
    born = _born(connection, fresh, known)
    stored = _stored(night, connection, region).join(fresh, on="record_id", how="anti")
    records = pl.concat([stored, fresh.join(born, on="record_id").select(RECORD)], how="vertical_relaxed")
    resolution = regional(night, connection, replace(region, edges=live), records)
    fresh = fresh.join(born, on="record_id", maintain_order="left")
    return resolution, _evidence(night, fresh, edges, stale) | who_changes(resolution), region.memberships["worker_id"]


def _stored(night: Night, connection: Connection, region: workers.Region) -> pl.DataFrame:
    return opened(night, workers.records(connection, region.records["record_id"])).select(RECORD)


def regional(
    night: Night,
    connection: Connection,
    region: workers.Region,
    records: pl.DataFrame,
    prior: pl.DataFrame | None = None,
) -> Resolution:
    """The resolution of a region, over ``RECORD`` columns of its records."""
    return resolve_region(
        records.with_columns(citizen_id=pl.when("citizen_trusted").then("citizen_id")),
        region.edges,
        region.judgements,
        region.memberships,
        region.workers,
        run_no=night.run_no,
        next_worker_no=workers.next_worker_no(connection),
        prior=prior,
    )


def weighed_by(model: Parameters, edges: pl.DataFrame) -> pl.DataFrame:
    """Edges that say which model weighed them."""
    return edges.with_columns(model_id=pl.lit(model.model_id))


RECORD = ("record_id", "born_order", "citizen_trusted", "citizen_id")
EDGE = ("record_l", "record_r", "weight")


def _touching(edges: pl.DataFrame, fresh: pl.DataFrame) -> pl.DataFrame:
    """The known edges whose evidence is out of date: a record at either end says something else tonight."""
    ids = fresh["record_id"].implode()
    return edges.filter(pl.col("record_l").is_in(ids) | pl.col("record_r").is_in(ids)).select("record_l", "record_r")


def _born(connection: Connection, fresh: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """record_id, born_order: a known record keeps its place, new ones follow in the order given."""
    new = fresh.select("record_id").join(known, on="record_id", how="anti", maintain_order="left")
    start = workers.next_born_order(connection)
    numbered = new.with_columns(born_order=pl.int_range(start, start + pl.len(), dtype=pl.Int64))
    return pl.concat([numbered, known.select("record_id", "born_order")])


def _evidence(night: Night, fresh: pl.DataFrame, edges: pl.DataFrame, stale: pl.DataFrame) -> dict[str, pl.DataFrame]:
    sealed = night.ports.vault.seal(written(fresh), workers.FEATURES)
    return {
        "records": fresh.select("record_id", "born_order").with_columns(payload=pl.Series(sealed, dtype=pl.Binary)),
        "edges": edges.drop("probability"),
        "dropped_edges": stale.join(edges, on=["record_l", "record_r"], how="anti"),
    }


def who_changes(resolution: Resolution) -> dict[str, pl.DataFrame]:
    """The parts of ``Changes`` about who is who."""
    reopened = pl.DataFrame({"worker_id": resolution.reopened}, schema={"worker_id": pl.String})
    redirects = [
        resolution.merged.select("worker_id", "merged_into"),
        reopened.with_columns(merged_into=pl.lit(None, pl.String)),
    ]
    return {
        "workers": resolution.minted.select("worker_id", "worker_no"),
        "redirects": pl.concat(redirects),
        "memberships": resolution.opened.select("record_id", "worker_id"),
        "closed_memberships": resolution.closed.select("record_id", "worker_id"),
        "worker_events": resolution.events.drop("run_no"),
    }
