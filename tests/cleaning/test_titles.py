from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning import titles
from tests.cleaning.tables import cases


@cases("titles")
def test_title_lines_say_what_the_list_is(case: dict[str, str]) -> None:
    said = titles.read(case["lines"].split("|"))
    told = (next(iter(said.named.kinds), ""), said.named.award(""), said.award_level, str(said.year), said.unit_text)
    assert told == tuple(case[name] for name in ("kind", "award", "level", "year", "unit"))
    addition = "yes" if said.addition else ""
    assert (said.unit_code_text, addition, str(said.money_unit)) == (case["code"], case["addition"], case["money"])


def test_the_left_block_of_a_letterhead_names_the_sender() -> None:
    said = titles.read(["CĐCS A", "CÔNG ĐOÀN NGÀNH B"], left=["CĐCS A"])
    assert said.unit_text == "CĐCS A"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Giá trị làm lợi (triệu đồng)", 10**6),
        ("Giá trị (trđ)", 10**6),
        ("Làm lợi (tỷ đồng)", 10**9),
        ("Làm lợi (nghìn đồng)", 10**3),
        ("Giá trị làm lợi (đồng)", 1),
        ("Giá trị làm lợi", 1),
        ("Đơn vị: Tổ 1", 1),
    ],
)
def test_the_unit_of_money_stands_in_the_heading(heading: str, unit: int) -> None:
    assert titles.money_unit(heading) == unit


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_no_lines_break_the_reading(lines: list[str]) -> None:
    said = titles.read(lines)
    assert said.award_level in ("", "grassroots", "upper", "city")
    assert len(said.lines) == sum(1 for line in lines if line.strip())
