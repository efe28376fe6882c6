from __future__ import annotations

import pytest

from tests.cleaning.lists import authors, cleaned, codes, placed


def _shares(*texts: str) -> list[tuple[str, str]]:
    return [(f"Nguyễn Văn {'ABCDEG'[i]}", text) for i, text in enumerate(texts)]


def _raw(*texts: str) -> str:
    return authors(*({"row": 9 + i, "full_name": n, "contribution_pct": t} for i, (n, t) in enumerate(_shares(*texts))))


@pytest.mark.parametrize(
    ("texts", "shares", "problems"),
    [
        (["60%", "40%"], [60.0, 40.0], set()),
        (["60", "40"], [60.0, 40.0], set()),
        (["0,6", "0,4"], [60.0, 40.0], set()),
        (["0.333", "0.333", "0.334"], [33.3, 33.3, 33.4], set()),
        (["33", "33", "33"], [33.0, 33.0, 33.0], set()),
        ([""], [100.0], set()),
        (["100%"], [100.0], set()),
        (["", ""], [None, None], set()),
        (["60", "30"], [60.0, 30.0], {"shares_sum"}),
        (["60", ""], [60.0, None], {"shares_sum"}),
        (["1", "1"], [1.0, 1.0], {"shares_sum"}),
        (["50"], [50.0], {"shares_sum"}),
        (["một nửa", "50"], [None, 50.0], {"share_unreadable"}),
    ],
)
def test_shares_become_percent_and_must_sum_to_a_hundred(
    texts: list[str], shares: list[float | None], problems: set[str]
) -> None:
    table = placed("initiative_list", [{"initiative_name": "Cải tiến", "authors": _raw(*texts)}])
    people = cleaned(table)["authors"].item()
    assert [one["contribution_pct"] for one in people] == shares
    assert {code for _, code, _ in codes(table)} == problems


@pytest.mark.parametrize("text", ["", "[]", "[{}]", '[{"full_name": "-"}]'])
def test_an_initiative_without_a_named_author_is_held(text: str) -> None:
    table = placed("initiative_list", [{"initiative_name": "Cải tiến", "authors": text}])
    assert codes(table) == {(9, "author_missing", "authors")}


def test_an_author_is_cleaned_like_any_person_and_keeps_the_row() -> None:
    raw = authors(
        {
            "row": 12,
            "full_name": "Ông NGUYỄN VĂN AN",
            "id_number": "1085012345",
            "birth_year": "1985",
            "phone": "912345678",
        }
    )
    one = cleaned(placed("initiative_list", [{"initiative_name": "Cải tiến", "authors": raw}]))["authors"].item()[0]
    told = {name: one[name] for name in ("row", "full_name", "gender", "citizen_id", "phone")}
    assert told == {
        "row": 12,
        "full_name": "Nguyễn Văn An",
        "gender": "male",
        "citizen_id": "001085012345",
        "phone": "0912345678",
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"date_of_birth": "31/02/1985"}, "birth_impossible"),
        ({"id_number": "12345"}, "citizen_id_length"),
        ({"id_number": "999085012345"}, "citizen_id_province"),
    ],
)
def test_a_mistake_about_an_author_is_told_of_the_initiative(fields: dict[str, str], code: str) -> None:
    raw = authors({"row": 9, "full_name": "Nguyễn Văn An"} | fields)
    assert codes(placed("initiative_list", [{"initiative_name": "Cải tiến", "authors": raw}])) == {(9, code, "authors")}


def test_initiatives_keep_their_order_and_their_own_authors() -> None:
    rows = [{"initiative_name": f"Cải tiến {i}", "authors": "" if i == 1 else _raw("60", "40")} for i in range(3)]
    frame = cleaned(placed("initiative_list", rows))
    assert frame["initiative_name"].to_list() == ["Cải tiến 0", "Cải tiến 1", "Cải tiến 2"]
    assert frame["authors"].list.len().to_list() == [2, None, 2]


def test_a_corrected_plain_name_is_an_author() -> None:
    frame = cleaned(placed("initiative_list", [{"initiative_name": "Cải tiến", "authors": "Nguyễn Văn An"}]))
    assert [one["full_name"] for one in frame["authors"].item()] == ["Nguyễn Văn An"]
