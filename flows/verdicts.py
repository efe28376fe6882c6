"""What a steward asks, in judgements between records: the pairs it opens and the judgements it ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import polars as pl

from flows.identity import Verdicts
from flows.naming import record_named
from flows.unanswerable import Unanswerable
from runtime.wiring import Connection
from warehouse import judgements, workers

_PAIR = dict.fromkeys(("record_l", "record_r", "verdict"), pl.String)


def judge(conn: Connection, left: str, right: str, verdict: str) -> Verdicts:
    """One verdict about two records, named as people name records."""
    one, other = sorted((record_named(conn, left), record_named(conn, right)))
    if one == other:
        raise Unanswerable("one_record", one=left, other=right)
    told = _between(judgements.of_records(conn, _ids([one])), {one}, {other})
    if verdict in told["verdict"]:
        raise Unanswerable("judged", judgement=told["judgement_id"][0], verdict=verdict)
    # Unsure is no obstacle; of two firm verdicts neither is guessed away.
    firm = told.filter(pl.col("verdict") != "unsure")
    if firm.height:
        raise Unanswerable("judged_otherwise", judgement=firm["judgement_id"][0], verdict=firm["verdict"][0])
    return Verdicts(_pairs([(one, other)], verdict), told)


def merge(conn: Connection, kept: str, other: str) -> Verdicts:
    """Two workers are one: 'same' between the records they began with."""
    groups = [_members(conn, worker) for worker in (kept, other)]
    if groups[0] == groups[1]:
        raise Unanswerable("one_worker", one=kept, other=other)
    return Verdicts(_pairs([(groups[0][0], groups[1][0])], "same"), judgements.nothing())


def unmerge(conn: Connection, worker: str, parted: Sequence[str] = ()) -> Verdicts:
    """A worker is several: every record of one is 'different' from every record of another.

    ``parted`` are the records to part from the rest; without them the records part by the id each was first given.
    Judgements 'same' across the parting end with it.
    """
    members = _members(conn, worker)
    groups = _groups(conn, members, [record_named(conn, record) for record in parted], worker)
    told = judgements.of_records(conn, _ids(members))
    crossing = [(one, other) for left, right in combinations(groups, 2) for one, other in product(left, right)]
    closed = [_between(told, set(left), set(right)) for left, right in combinations(groups, 2)]
    ended = pl.concat(closed).filter(pl.col("verdict") != "different")
    known = pl.concat(closed).filter(verdict="different").select("record_l", "record_r")
    pairs = _pairs(crossing, "different").join(known, on=["record_l", "record_r"], how="anti")
    return Verdicts(pairs, ended)


def withdraw(conn: Connection, some_id: str) -> Verdicts:
    """A judgement is taken back, or a decision with all it opened; what the decision ended stands again."""
    told = judgements.named(conn, some_id)
    still = told.filter(pl.col("closed_at").is_null())
    if told.is_empty() and judgements.run_of(conn, some_id) is None:
        raise Unanswerable("no_judgement", id=some_id)
    decision = str(told["decision_id"][0]) if told.height else some_id
    whole = judgements.named(conn, decision).height == told.height
    again = judgements.closed_by(conn, decision) if whole else told.clear()
    again = again.select(_PAIR.keys()).unique(maintain_order=True)
    ends = pl.concat([again["record_l"], again["record_r"]])
    again = again.join(judgements.of_records(conn, ends), on=list(_PAIR), how="anti", maintain_order="left")
    if still.is_empty() and (told.height or again.is_empty()):
        raise Unanswerable("ended", id=some_id)
    return Verdicts(again, still, judgements.run_of(conn, decision))


def _groups(conn: Connection, members: list[str], parted: list[str], worker: str) -> list[list[str]]:
    strangers = [record for record in parted if record not in members]
    if strangers:
        raise Unanswerable("stranger", id=strangers[0][:8], worker=worker)
    rest = [record for record in members if record not in parted]
    if parted and rest:
        return [parted, rest]
    if parted:
        raise Unanswerable("nothing_left", worker=worker)
    first = dict(workers.first_members(conn, _ids(members)).iter_rows())
    groups: dict[str, list[str]] = {}
    for record in members:
        groups.setdefault(first[record], []).append(record)
    if len(groups) == 1:
        raise Unanswerable("never_merged", worker=worker)
    return list(groups.values())


def _members(conn: Connection, worker: str) -> list[str]:
    """The records of a worker, present or retired, in the order they were first seen."""
    present = workers.follow(conn, worker)
    if present is None:
        raise Unanswerable("no_worker", id=worker)
    return workers.records_of(conn, present)["record_id"].to_list()


def _between(told: pl.DataFrame, left: set[str], right: set[str]) -> pl.DataFrame:
    ends = [pl.col("record_l").is_in(one) & pl.col("record_r").is_in(other) for one, other in (
        (left, right), (right, left))]  # fmt: skip
    return told.filter(ends[0] | ends[1])


def _pairs(pairs: Sequence[tuple[str, str]], verdict: str) -> pl.DataFrame:
    ordered = [(*sorted(pair), verdict) for pair in pairs]
    return pl.DataFrame(ordered, schema=_PAIR, orient="row")


def _ids(records: Sequence[str]) -> pl.Series:
    return pl.Series("record_id", list(records), dtype=pl.String)
