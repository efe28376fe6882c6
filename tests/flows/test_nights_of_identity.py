"""Nights of invented people through the stage *resolve* and into a real warehouse."""

from __future__ import annotations

from pathlib import Path

from bench.replay import replay


def test_ten_nights_change_few_ids_each_with_an_event_and_end_as_resolving_everything_would(tmp_path: Path) -> None:
    told = replay(tmp_path, base=10_000, nights=10, new=220)
    assert told.differs == 0
    assert told.untold == 0
    # A tenth of a city's night on a twentieth of its records: one record more or less is .01 %.
    assert max(told.changed) <= 4
