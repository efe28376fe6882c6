from __future__ import annotations

import re
from datetime import date

import pytest

from reports.audit import RunSummary, audit_page
from reports.drift import amount, band, markdown
from schemas.drift import FIGURES, Course, Drift


def course(name: str = "with_phone", value: float | None = 0.625, **replaced: float) -> Course:
    bounds = {"low": 0.5, "high": 0.75} | replaced
    return Course(FIGURES[name], value, 100, (0.6, None), bounds["low"], bounds["high"], judged=True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("with_phone", 0.625, "62,5%"), ("pairs_per_record", 3.256, "3,26"), ("pairs_per_record", 1168.0, "1.168,00"),
     ("waiting", 1168.0, "1.168"), ("waiting", None, "–")],
)  # fmt: skip
def test_an_amount_is_written_as_an_office_writes_it(name: str, value: float | None, said: str) -> None:
    assert amount(FIGURES[name], value) == said


def test_the_usual_is_a_band_a_bound_or_not_yet_known() -> None:
    assert band(course()) == "50,0% – 75,0%"
    assert band(Course(FIGURES["prior_reach"], 1.0, 9, (), None, 2.0, judged=True)) == "≤ 2,00"
    assert band(Course(FIGURES["with_phone"], 0.5, 9, (), None, None, judged=False)) == "–"


def test_markdown_tells_every_figure_with_the_nights_before_and_what_to_do_about_an_alarm() -> None:
    told = markdown(Drift(("2025-06-09-01", "2025-06-08-02"), (course(), course("with_sex", 0.1))))
    lines = told.splitlines()
    assert lines[0].endswith("| 9/6 | 8/6 (2) |")
    assert lines[2].startswith("|  | Hồ sơ đêm nay có số điện thoại")
    assert lines[2].endswith("| 62,5% | 50,0% – 75,0% | 60,0% | – |")
    assert lines[3].startswith("| ⚠ | ")
    assert FIGURES["with_sex"].hint.vi in told
    assert FIGURES["with_phone"].hint.vi not in told


def test_the_audit_page_tells_figures_beside_the_nights_before() -> None:
    drift = Drift(("2025-06-09-01", "2025-06-08-01"), (course(), course("with_sex", 0.1)))
    html = audit_page([], RunSummary("2025-06-10-01", date(2025, 6, 10), {}, drift=drift))
    page = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S).split())
    assert "✓ như thường Hồ sơ đêm nay có số điện thoại" in page
    assert "62,5% 50,0% – 75,0% 60,0% –" in page
    assert FIGURES["with_sex"].hint.vi in page


def test_a_page_without_figures_has_no_such_section() -> None:
    html = audit_page([], RunSummary("2025-06-10-01", date(2025, 6, 10), {}))
    assert "so với các đêm trước" not in html
