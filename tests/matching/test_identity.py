from __future__ import annotations

from tests.matching.ledger import Ledger, events


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
    ledger.judge(("a", "b", "same"))
    found = ledger.withdraw(("a", "b", "same"), taken_in=2)
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
