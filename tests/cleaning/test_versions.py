from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.versions import LARGEST, stated
from tests.cleaning.tables import cases


@cases("versions")
def test_titles_and_file_names_state_a_version(case: dict[str, str]) -> None:
    told = stated(case["lines"].split("|"))
    withdrawal = "yes" if told.withdrawal else ""
    assert (str(told.number), withdrawal, told.reference) == (case["number"], case["withdrawal"], case["reference"])


@cases("supplements")
def test_supplements_have_numbers_of_their_own(case: dict[str, str]) -> None:
    assert str(stated(case["lines"].split("|"), addition=True).number) == case["number"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="lầnthứsửađổi 0123456789vix", max_size=40), max_size=4), st.booleans())
def test_no_lines_break_the_reading(lines: list[str], addition: bool) -> None:
    assert 0 <= stated(lines, addition=addition).number <= LARGEST + 1
