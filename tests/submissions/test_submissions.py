"""Submissions of a generator that shares no code with the reader, read to the issue's thresholds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.submissions.checking import check
from tests.submissions.fixtures import committed
from tests.submissions.generator import QUICK, make
from tests.submissions.score import Score

FILES, SEED = 327, 7


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Score:
    """What is read of some three files of each layout, in the formats that need no other program to be written."""
    return sum(check(make(SEED, FILES, QUICK), tmp_path_factory.mktemp("submissions")), Score())


def test_every_list_is_placed_and_every_heading_understood(found: Score) -> None:
    assert found.lists_right >= 0.99 * found.lists, found.told
    assert found.headings_right >= 0.99 * found.headings, found.told


def test_cells_are_read_and_no_row_is_lost_or_invented(found: Score) -> None:
    assert found.cells_right >= 0.995 * found.cells, found.told
    assert (found.lost, found.invented) == (0, 0), found.told


def test_faults_are_found_and_clean_rows_left_alone(found: Score) -> None:
    assert found.found >= 0.99 * found.faults, found.told
    assert found.alarms <= 0.001 * found.clean, found.told


def test_the_measure_sees_a_file_that_is_not_what_it_should_be(tmp_path: Path) -> None:
    one, other = make(SEED, 2, QUICK)
    (score,) = check([replace(one, data=other.data)], tmp_path)
    assert score.lost + score.invented > 0 or score.cells_right < score.cells


def test_the_committed_files_are_read_to_the_same_thresholds(tmp_path: Path) -> None:
    """Files of LibreOffice, XlsxWriter, openpyxl and text, as the repository keeps them."""
    files = committed()
    found = sum(check(files, tmp_path), Score())
    assert len(files) >= 25
    assert found.headings_right >= 0.99 * found.headings, found.told
    assert found.cells_right >= 0.995 * found.cells, found.told
    assert (found.lost, found.invented) == (0, 0), found.told
    assert found.found >= 0.99 * found.faults, found.told
    assert found.alarms <= found.clean / 1000, found.told
    assert found.alarms <= 0.001 * found.clean, found.told
