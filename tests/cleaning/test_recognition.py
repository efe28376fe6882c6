from __future__ import annotations

from cleaning import titles
from cleaning.columns import name_columns
from cleaning.header import Header
from cleaning.recognition import kind_of
from tests.cleaning.tables import cases


@cases("recognition")
def test_titles_and_columns_together_say_of_which_kind_and_award_a_list_is(case: dict[str, str]) -> None:
    said = titles.read(case["titles"].split("|")).named
    headings = tuple((heading,) for heading in case["headings"].split("|"))
    columns = name_columns(Header(0, 0, headings), [[""] * len(headings)])
    kind = kind_of((said,), columns)
    assert (kind, said.award(kind)) == (case["kind"], case["award"])
