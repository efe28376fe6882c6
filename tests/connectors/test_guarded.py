"""The pool: a file that crashes, hangs or swells is refused alone, and nothing of it reaches anybody else."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

from connectors.failures import LandingDamaged, ReaderBroken, Unreadable
from connectors.guarded import BATCH_FILES, GuardedPool
from tests.connectors.deeds import act

DEEDS = "tests.connectors.deeds"  # children import it by name: our path is theirs


@pytest.fixture(scope="module")
def pool() -> Iterator[GuardedPool]:
    with GuardedPool(2, seconds=1.0, preload=DEEDS) as pool:
        yield pool


def outcomes(pool: GuardedPool, words: Sequence[str]) -> list[object]:
    found = dict(pool.map(act, words, [1] * len(words)))
    assert len(found) == len(words)
    return [one.code if isinstance(one, Unreadable) else one for one in (found[n] for n in range(len(words)))]


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("abort", "reader_crashed"),
        ("fault", "reader_crashed"),
        ("leave", "reader_crashed"),
        ("exit", "reader_crashed"),
        ("swell", "reader_memory"),
        ("hang", "reader_timeout"),
        ("hang, deaf", "reader_timeout"),
        ("refuse", "file_damaged"),
    ],
)
def test_only_the_guilty_file_is_refused(pool: GuardedPool, deed: str, code: str) -> None:
    words = [f"good {n}" for n in range(2 * BATCH_FILES)]
    words[BATCH_FILES // 2] = deed
    expected = [code if word == deed else word for word in words]
    assert outcomes(pool, words) == expected


def test_many_crashes_in_one_batch_are_each_attributed(pool: GuardedPool) -> None:
    words = ["abort", "good", "abort", "abort", "fine"]
    assert outcomes(pool, words) == ["reader_crashed", "good", "reader_crashed", "reader_crashed", "fine"]


def test_a_hanging_file_costs_no_more_than_two_clocks_and_a_start(pool: GuardedPool) -> None:
    started = time.monotonic()
    assert outcomes(pool, ["good", "hang"]) == ["good", "reader_timeout"]
    assert time.monotonic() - started < 15


def test_damage_to_the_landing_stops_the_run_instead_of_refusing_a_file(pool: GuardedPool) -> None:
    with pytest.raises(LandingDamaged, match="the landing lies"):
        outcomes(pool, ["good", "damaged", "good"])


def test_after_a_run_left_in_the_middle_no_answer_reaches_the_next(pool: GuardedPool) -> None:
    words = [f"old {n}" for n in range(50)]
    left = pool.map(act, words, [1] * len(words))
    assert isinstance(left, Generator)
    next(left)
    left.close()
    assert outcomes(pool, ["new"]) == ["new"]


def test_what_a_child_prints_reaches_nobody(pool: GuardedPool, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes(pool, ["chatter", "abort"]) == ["said", "reader_crashed"]
    assert capfd.readouterr() == ("", "")


def test_a_child_knows_no_secret_of_its_parent(pool: GuardedPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with GuardedPool(1, preload=DEEDS) as fresh:
        (names,) = outcomes(fresh, ["environment"])
    assert isinstance(names, list)
    assert not {"AWS_SECRET_ACCESS_KEY", "HOME"} & set(names)


def test_a_child_cannot_write_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with GuardedPool(1, preload=DEEDS) as fresh:
        outcomes(fresh, ["write"])
    assert all(file.stat().st_size == 0 for file in tmp_path.iterdir())


def test_an_answer_of_a_foreign_class_is_not_unpacked(pool: GuardedPool) -> None:
    with pytest.raises(ReaderBroken, match="pathlib"):
        outcomes(pool, ["stranger"])


def test_children_that_cannot_start_stop_the_run() -> None:
    with GuardedPool(1, preload="no_such_module") as pool, pytest.raises(ReaderBroken, match="do not start"):
        dict(pool.map(len, ["a"], [1]))


def test_nothing_to_do_is_done_at_once(pool: GuardedPool) -> None:
    assert outcomes(pool, []) == []
