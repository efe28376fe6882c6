"""Doubts: pairs of records that wait for somebody to say whether they are one person."""

from __future__ import annotations

from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, Table, select

from warehouse import bulk
from warehouse.tables import edge, fact, judgement, membership

_PAIR = ("worker_l", "worker_r")
_WAITING = ("record_l", "record_r", "weight", "evidence", "model_id", *_PAIR, "of_l", "of_r", "ties", "verdict")


def waiting(conn: Connection, ask_from: float, record_ids: pl.Series | None = None) -> pl.DataFrame:
    """The strongest live edge between each two workers that nobody has judged different, from a weight on.

    All of them, or those with one of some records (the members of a worker) at either end.

    Out: record_l, record_r, weight, evidence, model_id, the two workers in order as worker_l and worker_r, those of
    record_l and record_r as of_l and of_r, how many such edges the two have as ``ties``, and ``verdict``: ``unsure``
    when somebody looked at a pair of theirs, ``same`` when judgements contradict each other (then with no edge: weight
    0, no ties), else null.
    """
    edges = _apart(_read(conn, edge, _between(ask_from), record_ids))
    judged = _apart(_read(conn, judgement, _judged(), record_ids))
    verdicts = judged.select("record_l", "record_r", "verdict", *_PAIR, "of_l", "of_r").sort("record_l", "record_r")
    different = verdicts.filter(verdict="different")
    broken = verdicts.filter(verdict="same").unique(_PAIR, maintain_order=True)
    contradicted = broken.with_columns(
        weight=pl.lit(0.0),
        evidence=pl.lit("{}"),
        model_id=pl.lit(""),
        ties=pl.lit(0, pl.UInt32),
        verdict=pl.lit("same"),
    )
    unsure = verdicts.filter(verdict="unsure").select(*_PAIR, "verdict").unique()
    strongest = edges.sort("weight", "record_l", "record_r", descending=[True, False, False]).with_columns(
        ties=pl.len().over(_PAIR)
    )
    asked = (
        strongest.unique(_PAIR, keep="first", maintain_order=True)
        .join(different, on=_PAIR, how="anti")
        .join(broken, on=_PAIR, how="anti")
        .join(unsure, on=_PAIR, how="left", maintain_order="left")
    )
    return pl.concat([asked.select(_WAITING), contradicted.select(_WAITING)])


def count(conn: Connection, ask_from: float, merge_at: float) -> int:
    """How many pairs of workers a doubtful tie joins and nobody has judged different.

    Of doubtful ties only: to look up the workers at the ends of every strong one as well would cost a night of a
    million known records five seconds, for the hundredth part of the queue that was refused.
    """
    between = _between(ask_from).where(edge.c.weight < merge_at)
    ends = [column for column in between.selected_columns if column.name in ("one", "other")]
    # Not DISTINCT: SQLite would then look the workers up in another order, at four times the cost.
    pairs = _apart(bulk.read(conn, between.with_only_columns(*ends))).unique(_PAIR)
    different = _apart(bulk.read(conn, _judged().where(judgement.c.verdict == "different")))
    return pairs.join(different, on=_PAIR, how="anti").height


def shared_awards(conn: Connection, pairs: pl.DataFrame) -> pl.DataFrame:
    """The awards that both workers of a pair hold: worker_l, worker_r, campaign_code, award_code, award_level and the
    two units; each is one person too many if the two are one."""
    ids = pl.concat([pairs[name].alias("worker_id") for name in _PAIR]).unique()
    award = ("campaign_code", "award_code", "award_level")
    columns = [fact.c[name] for name in ("worker_id", *award, "unit_code")]
    found = bulk.lookup(conn, select(*columns).where(fact.c.closed_by.is_(None)), fact.c.worker_id, ids)
    sides = [
        pairs.select(_PAIR).join(
            found.rename({"unit_code": f"unit_{end}"}), left_on=f"worker_{end}", right_on="worker_id"
        )
        for end in ("l", "r")
    ]
    return sides[0].join(sides[1], on=[*_PAIR, *award]).unique().sort(*_PAIR, *award)


def edges_of(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The live edges that have one of some records at either end, all columns, the strongest first."""
    found = _read(conn, edge, select(edge), record_ids)
    return found.sort("weight", "record_l", "record_r", descending=[True, False, False])


def _read(conn: Connection, table: Table, query: Select[Any], record_ids: pl.Series | None) -> pl.DataFrame:
    if record_ids is None:
        return bulk.read(conn, query)
    return pl.concat([bulk.lookup(conn, query, table.c[end], record_ids) for end in ("record_l", "record_r")]).unique()


def _between(ask_from: float) -> Select[Any]:
    columns = (edge.c.record_l, edge.c.record_r, edge.c.weight, edge.c.evidence, edge.c.model_id)
    left, right = membership.alias("ml"), membership.alias("mr")
    return (
        select(*columns, left.c.worker_id.label("one"), right.c.worker_id.label("other"))
        .join(left, (left.c.record_id == edge.c.record_l) & left.c.until.is_(None))
        .join(right, (right.c.record_id == edge.c.record_r) & right.c.until.is_(None))
        .where(edge.c.weight >= ask_from, left.c.worker_id != right.c.worker_id)
    )


def _judged() -> Select[Any]:
    left, right = membership.alias("ml"), membership.alias("mr")
    columns = (judgement.c.record_l, judgement.c.record_r, judgement.c.verdict)
    return (
        select(*columns, left.c.worker_id.label("one"), right.c.worker_id.label("other"))
        .join(left, (left.c.record_id == judgement.c.record_l) & left.c.until.is_(None))
        .join(right, (right.c.record_id == judgement.c.record_r) & right.c.until.is_(None))
        .where(judgement.c.closed_at.is_(None), left.c.worker_id != right.c.worker_id)
    )


def _apart(pairs: pl.DataFrame) -> pl.DataFrame:
    """The two workers in one order whichever record they came with, so that their pairs meet."""
    one, other = pl.col("one"), pl.col("other")
    ordered = pairs.with_columns(worker_l=pl.min_horizontal(one, other), worker_r=pl.max_horizontal(one, other))
    return ordered.rename({"one": "of_l", "other": "of_r"})
