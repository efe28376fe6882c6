from __future__ import annotations

import json
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.authors import as_json, of_row, split
from tests.cleaning.tables import cases


@cases("authors")
def test_a_cell_of_authors_is_split(case: dict[str, str]) -> None:
    assert ";".join(f"{name}={share}" for name, share in split(case["cell"])) == case["authors"]


def test_authors_are_split_where_marks_stand_apart_from_their_letters() -> None:
    assert split(normalize("NFD", "Lê Văn Đạt, Trần Thị Bảo")) == [("Lê Văn Đạt", ""), ("Trần Thị Bảo", "")]


def test_lines_of_a_cell_are_authors_with_the_shares_of_the_next_column() -> None:
    found = of_row(7, {"initiative_authors": "Lê An\nTrần Bình", "contribution_pct": "60%\n40%"})
    assert [(one["full_name"], one["contribution_pct"]) for one in found] == [("Lê An", "60%"), ("Trần Bình", "40%")]


def test_shares_that_do_not_match_the_authors_are_not_dealt_out() -> None:
    assert all(
        "contribution_pct" not in one for one in of_row(7, {"full_name": "Lê An\nLê Na", "contribution_pct": "60%"})
    )


def test_what_a_row_says_of_its_only_author_goes_with_the_author() -> None:
    cells = {"family_middle_name": "Lê Văn", "given_name": "An", "position": "Tổ trưởng", "phone": ""}
    assert of_row(7, cells) == [{"row": 7, "full_name": "Lê Văn An", "position": "Tổ trưởng"}]


def test_no_author_is_no_text() -> None:
    assert as_json(of_row(7, {"full_name": " "})) == ""


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_cells_give_authors_that_travel_as_json(cell: str, share: str) -> None:
    found = of_row(3, {"full_name": cell, "contribution_pct": share})
    assert bool(found) == bool(cell.strip())
    assert not found or json.loads(as_json(found)) == found
