from __future__ import annotations

import pytest

from bench.curves import Axis, Line, drawing
from bench.evaluate import Thresholds, choose, count, main
from bench.trials import Trial
from matching.evaluation import BCubed, Quality


@pytest.mark.parametrize(("text", "expected"), [("50k", 50_000), ("1m", 1_000_000), ("300", 300)])
def test_sizes_are_read_as_people_write_them(text: str, expected: int) -> None:
    assert count(text) == expected


def test_thresholds_are_the_best_f1_and_the_lowest_safe_weight() -> None:
    quality = {
        0.0: Quality(right=99, wrong=1, lost=1, persons=100, mixed=1),
        5.0: Quality(right=90, wrong=0, lost=10, persons=100, mixed=0),
        9.0: Quality(right=80, wrong=0, lost=20, persons=100, mixed=0),
    }
    trial = Trial(200, {weight: (found, BCubed(1.0, 1.0)) for weight, found in quality.items()}, {})
    assert choose(trial) == Thresholds(report=0.0, automatic=5.0)


def test_one_seed_is_not_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "1k", "--seeds", "1"]) == 2
    assert "two or more" in capsys.readouterr().err


def test_a_curve_stays_inside_its_axes() -> None:
    picture = drawing("Pairs", Axis("bits", [0, 10]), Axis("F1", [0.9, 1.0]), [Line("ours", [(0, 0.5), (20, 0.95)])])
    assert picture.startswith("<svg")
    assert 'points="70.0,350.0 530.0,195.0"' in picture
