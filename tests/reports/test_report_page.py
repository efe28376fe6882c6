from __future__ import annotations

import re

import pytest

from reports.report_page import report_page
from tests.reports.factories import UNITS, frame, report
from tests.reports.test_audit import text


def test_the_page_says_what_the_workbook_says() -> None:
    page = text(report_page(report()))
    assert "62,5% (730/1.168) 66,7% (20/30) 100,0% (3/3)" in page
    assert "Tổng cộng 1.168 30 3 62,5% (730/1.168) 1 11" in page


def test_missing_units_are_named() -> None:
    assert "CĐCS Trường Mầm non Hoa Sen – Danh sách Công nhân giỏi" in text(report_page(report()))


def test_bars_are_as_long_as_their_amounts() -> None:
    widths = [int(width) for width in re.findall(r'<rect [^>]*width="(\d+)"', report_page(report()))]
    assert widths == sorted(widths, reverse=True)
    assert (widths[0], widths[-1]) == (560, 2)


@pytest.mark.parametrize("unit_code", ["A", "HN"])
def test_a_unit_with_few_figures_has_a_page_too(unit_code: str) -> None:
    assert "BÁO CÁO" in report_page(report(unit_code))


def test_a_hostile_name_is_shown_and_never_run() -> None:
    units = frame("unit_code name level parent_code", [*UNITS[:2], ("A", "<script>x</script>", "grassroots", "TX")])
    page = report_page(report(units=units))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
