"""Every hostile file is read, or refused with a reason of the catalogue: none crashes, hangs, or harms another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.workbook import read
from schemas.problems import REFUSAL, problem
from schemas.sheet import Workbook
from tests.corpus.make_hostile_files import hostile_files
from tests.corpus.spreadsheets import TABLE, Odd

FILES = list(hostile_files())


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, object]]:
    with GuardedPool(2, preload="connectors.workbook") as pool:
        found = pool.map(read, [one.data for one in FILES], [len(one.data) for one in FILES])
        yield {FILES[index].name: outcome for index, outcome in found}


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.odd)
def test_a_hostile_file_is_read_or_refused_with_a_reason(one: Odd, outcomes: dict[str, object]) -> None:
    outcome = outcomes[one.name]
    if isinstance(outcome, Unreadable):
        assert one.expected != TABLE, outcome.code
        assert problem(outcome.code).kind == REFUSAL
    else:
        assert isinstance(outcome, Workbook)
        assert one.expected == TABLE
        assert any(sheet.rows for sheet in outcome.sheets)


def test_no_guard_leaves_the_work_to_the_clock_or_a_crash(outcomes: dict[str, object]) -> None:
    codes = {outcome.code for outcome in outcomes.values() if isinstance(outcome, Unreadable)}
    assert not codes & {"reader_crashed", "reader_timeout", "reader_memory"}


def test_names_of_the_corpus_are_unique() -> None:
    assert len({one.name for one in FILES}) == len(FILES) > 120
