from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.authors import from_lines, to_lines
from tests.reports.factories import AUTHORS

NAMES = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
SHARES = st.sampled_from(["", "50", "60%"])
AUTHOR = st.fixed_dictionaries({"row": st.integers(1, 99).map(str), "full_name": NAMES, "contribution_pct": SHARES})
LISTS = st.lists(AUTHOR, min_size=1, max_size=5, unique_by=lambda author: author["full_name"].casefold())


def test_authors_are_lines_of_name_and_share() -> None:
    assert to_lines(AUTHORS) == "Trần Văn Bảo | 60\nLý Thị Cúc | 30"


def test_an_edited_share_keeps_everything_else_of_the_author() -> None:
    first, second = json.loads(from_lines("Trần Văn Bảo | 60\nLý Thị Cúc | 40", AUTHORS))
    assert (first["phone"], second["contribution_pct"], second["row"]) == ("0912000001", "40", "13")


def test_authors_may_change_places() -> None:
    second, first = json.loads(from_lines("Lý Thị Cúc | 30\nTrần Văn Bảo | 70", AUTHORS))
    assert (first["phone"], "phone" in second) == ("0912000001", False)


def test_an_added_author_is_new() -> None:
    assert json.loads(from_lines("Trần Văn Bảo|60\nLý Thị Cúc|30\nVũ Văn Dần|10", AUTHORS))[2] == {
        "full_name": "Vũ Văn Dần",
        "contribution_pct": "10",
    }


def test_text_that_is_no_list_of_authors_is_shown_as_it_is() -> None:
    assert [to_lines(text) for text in ("[hỏng", "Trần Văn Bảo", '["x"]', "")] == ["[hỏng", "Trần Văn Bảo", '["x"]', ""]


@settings(max_examples=60, deadline=None)
@given(LISTS)
def test_lines_that_nobody_edits_give_the_same_authors(authors: list[dict[str, str]]) -> None:
    raw = json.dumps(authors, ensure_ascii=False)
    assert json.loads(from_lines(to_lines(raw), raw)) == authors
