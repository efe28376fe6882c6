"""The tables of identity as plain rows, so that nights and decisions can follow each other in a test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from matching.clusters import MERGE_AT, Edge, Pair, partition
from matching.identity import ASSIGNED, EDGES, JUDGEMENTS, MEMBERSHIPS, RECORDS, WORKERS, Resolution, resolve

# Two that a slip apart, one that is somebody else's.
IDS = ("001085123456", "001085123465", "001190777777")


@dataclass
class Ledger:
    """One warehouse; ``whole`` resolves everything each time, else only the touched region, as nights do."""

    whole: bool = True
    records: dict[str, int] = field(default_factory=dict)
    citizen_ids: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    judgements: list[tuple[str, str, str]] = field(default_factory=list)
    memberships: list[tuple[str, str, int, int | None]] = field(default_factory=list)
    workers: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    run_no: int = 0

    def night(self, new: Sequence[str] = (), edges: Sequence[Edge] = ()) -> Resolution:
        """Take in records and edges, and resolve what they touch."""
        for record in new:
            self.records[record] = len(self.records)
        self.edges += edges
        return self._resolved([*new, *(end for left, right, _ in edges for end in (left, right))])

    def judge(self, *judgements: tuple[str, str, str]) -> Resolution:
        """Open judgements."""
        self.judgements += judgements
        return self._resolved([end for left, right, _ in judgements for end in (left, right)])

    def withdraw(self, *judgements: tuple[str, str, str], taken_in: int) -> Resolution:
        """Close judgements that were opened in a run: who was who before it is claimed first."""
        for judgement in judgements:
            self.judgements.remove(judgement)
        prior = [
            (r, w)
            for r, w, since, until in self.memberships
            if since < taken_in and (until is None or until >= taken_in)
        ]
        return self._resolved([end for left, right, _ in judgements for end in (left, right)], prior)

    def _resolved(self, ends: Iterable[str], prior: list[Pair] | None = None) -> Resolution:
        self.run_no += 1
        region = set(self.records) if self.whole else self.closure(ends)
        members = [row for row in self.memberships if row[0] in region]
        named = {row[1] for row in members}
        records = [(r, o, self.citizen_ids.get(r)) for r, o in self.records.items() if r in region]
        workers = [(worker, number, into) for worker, (number, into) in self.workers.items() if worker in named]
        found = resolve(
            pl.DataFrame(records, schema=RECORDS, orient="row"),
            pl.DataFrame([e for e in self.edges if region & {*e[:2]}], schema=EDGES, orient="row"),
            pl.DataFrame([j for j in self.judgements if region & {*j[:2]}], schema=JUDGEMENTS, orient="row"),
            pl.DataFrame(members, schema=MEMBERSHIPS, orient="row"),
            pl.DataFrame(workers, schema=WORKERS, orient="row"),
            run_no=self.run_no,
            next_worker_no=len(self.workers) + 1,
            prior=None if prior is None else pl.DataFrame(prior, schema=ASSIGNED, orient="row"),
        )
        self._keep(found)
        return found

    def closure(self, ends: Iterable[str]) -> set[str]:
        """The touched region: closed over edges strong enough to join, 'same' pairs and present members."""
        ties = [(a, b) for a, b, weight in self.edges if weight >= MERGE_AT]
        ties += [(a, b) for a, b, verdict in self.judgements if verdict == "same"]
        owners = self.present()
        found, frontier = set[str](), set(ends)
        while frontier:
            found |= frontier
            mine = {owners[record] for record in found if record in owners}
            reached = {end for pair in ties if found & {*pair} for end in pair}
            frontier = (reached | {r for r, w in owners.items() if w in mine}) - found
        return found

    def _keep(self, found: Resolution) -> None:
        gone = set(found.closed.select("record_id", "since").iter_rows())
        self.memberships = [
            (r, w, s, self.run_no if u is None and (r, s) in gone else u) for r, w, s, u in self.memberships
        ]
        self.memberships += [(r, w, s, None) for r, w, s in found.opened.iter_rows()]
        self.workers |= {w: (no, None) for w, no, _ in found.minted.iter_rows()}
        self.workers |= {w: (self.workers[w][0], into) for w, into, _ in found.merged.iter_rows()}
        self.workers |= {w: (self.workers[w][0], None) for w in found.reopened}

    def present(self) -> dict[str, str]:
        """The worker of every record."""
        return {r: w for r, w, _, until in self.memberships if until is None}

    def parts(self) -> set[frozenset[str]]:
        """Who belongs together now."""
        owners = self.present()
        return {frozenset(r for r, w in owners.items() if w == worker) for worker in set(owners.values())}

    def expected(self) -> set[frozenset[str]]:
        """Who would belong together if everything were resolved at once."""
        found = partition(
            sorted(self.records),
            self.edges,
            same=[(a, b) for a, b, verdict in self.judgements if verdict == "same"],
            different=[(a, b) for a, b, verdict in self.judgements if verdict == "different"],
            citizen_ids=self.citizen_ids,
        )
        return {frozenset(part) for part in found.parts}


def events(found: Resolution) -> list[tuple[str, str, list[str]]]:
    rows = found.events.select("kind", "worker_id", "from_ids").iter_rows()
    return [(kind, worker, json.loads(ids)) for kind, worker, ids in rows]
