from __future__ import annotations

import pytest

from reports.ranges import ranges


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], ""),
        (["C4"], "C4"),
        (["C4", "C5", "C6", "C9"], "C4–C6, C9"),
        (["C4", "D5"], "C4, D5"),
        (["C4", "C4", "C5"], "C4–C5"),
        (["14", "15", "18"], "14–15, 18"),
        (["", "C4"], ", C4"),
    ],
)
def test_runs_down_a_column_are_named_by_their_ends(cells: list[str], said: str) -> None:
    assert ranges(cells) == said
