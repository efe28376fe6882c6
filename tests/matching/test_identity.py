from __future__ import annotations

import json
from dataclasses import dataclass, field

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.clusters import partition
from matching.identity import EDGES, JUDGEMENTS, MEMBERSHIPS, RECORDS, WORKERS, Resolution, resolve

NAMES = [f"r{i}" for i in range(8)]


@dataclass
class Ledger:
    """The tables of identity as plain rows, so that nights can follow each other."""

    records: dict[str, int] = field(default_factory=dict)
    edges: list[tuple[str, str, float]] = field(default_factory=list)
    judgements: list[tuple[str, str, str]] = field(default_factory=list)
    memberships: list[tuple[str, str, int, int | None]] = field(default_factory=list)
    workers: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    run_no: int = 0

    def night(self, new: list[str] = [], edges: list[tuple[str, str, float]] = []) -> Resolution:  # noqa: B006
        """Take in records and edges and resolve everything known."""
        self.run_no += 1
        self.edges += edges
        for record in new:
            self.records[record] = len(self.records)
        workers = [(worker, number, into) for worker, (number, into) in self.workers.items()]
        found = resolve(
            pl.DataFrame([(r, o, None) for r, o in self.records.items()], schema=RECORDS, orient="row"),
            pl.DataFrame(self.edges, schema=EDGES, orient="row"),
            pl.DataFrame(self.judgements, schema=JUDGEMENTS, orient="row"),
            pl.DataFrame(self.memberships, schema=MEMBERSHIPS, orient="row"),
            pl.DataFrame(workers, schema=WORKERS, orient="row"),
            run_no=self.run_no,
            next_worker_no=len(self.workers) + 1,
        )
        self.keep(found)
        return found

    def keep(self, found: Resolution) -> None:
        gone = set(found.closed.select("record_id", "since").iter_rows())
        self.memberships = [
            (r, w, s, self.run_no if u is None and (r, s) in gone else u) for r, w, s, u in self.memberships
        ]
        self.memberships += [(r, w, s, None) for r, w, s in found.opened.iter_rows()]
        self.workers |= {w: (no, None) for w, no, _ in found.minted.iter_rows()}
        self.workers |= {w: (self.workers[w][0], into) for w, into, _ in found.merged.iter_rows()}
        self.workers |= {w: (self.workers[w][0], None) for w in found.reopened}

    def present(self) -> dict[str, str]:
        return {r: w for r, w, _, until in self.memberships if until is None}


def events(found: Resolution) -> list[tuple[str, str, list[str]]]:
    rows = found.events.select("kind", "worker_id", "from_ids").iter_rows()
    return [(kind, worker, json.loads(ids)) for kind, worker, ids in rows]


def test_new_workers_are_numbered_in_the_order_of_their_first_record() -> None:
    ledger = Ledger()
    ledger.night(["z", "a", "m", "b"], [("b", "z", 12.0)])
    assert ledger.present() == {"z": "W0000001", "b": "W0000001", "a": "W0000002", "m": "W0000003"}


def test_a_second_night_without_news_changes_nothing() -> None:
    ledger = Ledger()
    ledger.night(["a", "b", "c"], [("a", "b", 12.0)])
    found = ledger.night()
    assert [frame.height for frame in (found.opened, found.closed, found.minted, found.merged, found.events)] == [0] * 5


def test_a_new_record_joins_the_worker_it_is_like() -> None:
    ledger = Ledger()
    ledger.night(["a", "b"])
    found = ledger.night(["c"], [("b", "c", 12.0)])
    assert ledger.present() == {"a": "W0000001", "b": "W0000002", "c": "W0000002"}
    assert events(found) == []


def test_a_record_that_ties_two_workers_merges_them_under_the_larger() -> None:
    ledger = Ledger()
    ledger.night(["a", "b", "c"], [("b", "c", 12.0)])
    found = ledger.night(["d"], [("a", "d", 12.0), ("c", "d", 12.0)])
    assert set(ledger.present().values()) == {"W0000002"}
    assert found.merged.rows() == [("W0000001", "W0000002", 2)]
    assert events(found) == [("merge", "W0000002", ["W0000001"])]


def test_withdrawing_a_merge_reopens_the_old_id() -> None:
    ledger = Ledger()
    before = ledger.night(["a", "b"])
    ledger.judgements = [("a", "b", "same")]
    ledger.night()
    ledger.judgements = []
    found = ledger.night()
    assert ledger.present() == {"a": "W0000001", "b": "W0000002"}
    assert (found.reopened, found.minted.height, before.minted.height) == (("W0000002",), 0, 2)
    assert events(found) == [("unmerge", "W0000002", ["W0000001"])]


def test_a_part_that_never_had_an_id_of_its_own_is_minted_one_when_it_splits_off() -> None:
    ledger = Ledger()
    ledger.night(["a", "b", "c"], [("a", "b", 12.0), ("b", "c", 11.0)])
    ledger.judgements = [("b", "c", "different"), ("a", "c", "different")]
    found = ledger.night()
    assert ledger.present() == {"a": "W0000001", "b": "W0000001", "c": "W0000002"}
    assert events(found) == [("split", "W0000002", ["W0000001"])]


def test_a_former_id_is_reclaimed_only_while_it_is_a_redirect() -> None:
    ledger = Ledger()
    ledger.night(["a", "b", "c"], [("a", "b", 12.0)])
    ledger.judgements = [("a", "c", "same")]
    ledger.night()
    ledger.judgements = [("a", "b", "different"), ("b", "c", "different"), ("a", "c", "different")]
    ledger.night()
    assert ledger.present() == {"a": "W0000001", "b": "W0000003", "c": "W0000002"}


def test_doubtful_pairs_wait_for_a_steward() -> None:
    found = Ledger().night(["a", "b"], [("a", "b", 5.0)])
    assert found.review.rows() == [("a", "b", 5.0, "doubtful")]
    assert found.counts() == {"new": 2, "merged": 0, "to_review": 1}


def test_an_empty_region_is_an_empty_resolution() -> None:
    assert Ledger().night().assigned.is_empty()


ties = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]),
    st.sampled_from([3.0, 9.0, 10.0, 12.0]),
    max_size=12,
)
verdicts = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]),
    st.sampled_from(["same", "different"]),
    max_size=4,
)


@given(ties=ties, order=st.permutations(NAMES), verdicts=verdicts, cut=st.integers(1, 7))
@settings(max_examples=25, deadline=None)
def test_any_order_of_nights_gives_one_partition_and_no_id_changes_without_an_event(
    ties: dict[tuple[str, str], float], order: list[str], verdicts: dict[tuple[str, str], str], cut: int
) -> None:
    ledger, seen = Ledger(), set[str]()
    for batch in (order[:cut], order[cut:], []):
        if not batch:
            ledger.judgements = [(left, right, verdict) for (left, right), verdict in verdicts.items()]
        before, seen = ledger.present(), seen | set(batch)
        live = [(a, b, w) for (a, b), w in ties.items() if {a, b} <= seen and {a, b} & set(batch)]
        found = ledger.night(batch, live)
        now = ledger.present()
        told = {(worker, source) for _, worker, sources in events(found) for source in sources}
        assert [r for r in before if before[r] != now[r] and (now[r], before[r]) not in told] == []
    whole = partition(
        NAMES,
        [(a, b, w) for (a, b), w in ties.items()],
        same=[pair for pair, verdict in verdicts.items() if verdict == "same"],
        different=[pair for pair, verdict in verdicts.items() if verdict == "different"],
    )
    assert {frozenset(part) for part in whole.parts} == {
        frozenset(r for r, w in now.items() if w == worker) for worker in set(now.values())
    }
