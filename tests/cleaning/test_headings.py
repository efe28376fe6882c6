from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.columns import name_columns
from cleaning.header import Header
from cleaning.headings import CERTAIN, DOUBTFUL, OTHER, known, meaning, stacked
from schemas.kinds import DROPPED, KINDS, ROW_KEY, UNREAD
from schemas.reference import rows
from schemas.table import Column
from tests.cleaning.tables import cases


def over(heading: str, *cells: str) -> Column:
    """What the only column of a table is, by its heading and its cells."""
    (column,) = name_columns(Header(0, 0, ((heading,),)), [[heading], *([cell] for cell in cells)])
    return column


@cases("headings")
def test_a_heading_means_its_field_above_its_cells(case: dict[str, str]) -> None:
    if not case["cells"]:
        assert meaning(case["heading"]).field == case["field"]
        return
    column = over(case["heading"], *case["cells"].split("|"))
    assert column.field == case["field"]
    assert not column.field or column.confidence >= DOUBTFUL or column.field == "address"


@pytest.mark.parametrize(
    ("levels", "field"),
    [
        (("Năm sinh", "Nam"), "birth_year_male"),
        (("Năm sinh", "Nữ"), "birth_year_female"),
        (("Giới tính", "Nam"), "gender_male_flag"),
        (("Giới tính", "Nữ"), "gender_female_flag"),
        (("Tổng số CNVCLĐ", "Nữ"), "stat_workers_female"),
        (("Tổng số đoàn viên", "Trong đó nữ"), "stat_members_female"),
        (("Công nhân giỏi", "Cấp cơ sở"), "stat_cng_grassroots"),
        (("Căn cước công dân", "Số"), "id_number"),
        (("Căn cước công dân", "Ngày cấp"), "id_issue_date"),
        (("Quyết định số", "Ngày"), "decision_date"),
        (("Họ và tên", "Họ đệm"), "family_middle_name"),
        (("Họ và tên", "(ghi chữ in hoa)"), "full_name"),
        (("Thông tin cá nhân", "Số CCCD"), "id_number"),
    ],
)
def test_the_level_above_tells_what_the_level_below_means(levels: tuple[str, ...], field: str) -> None:
    assert stacked(levels).field == field


def test_a_guess_is_never_certain() -> None:
    assert meaning("Họ tên người được đề nghị khen").confidence < CERTAIN
    assert meaning("Họ và tên").confidence == 1.0


def test_a_wrong_tone_is_not_taken_for_a_short_word() -> None:
    assert meaning("Năm").field != meaning("Nam").field
    assert meaning("Nám").field == "gender_male_flag" and meaning("Nám").confidence < CERTAIN


def test_every_synonym_leads_to_its_field_among_the_candidates() -> None:
    lost = [row["synonym"] for row in rows("header_synonyms") if row["field"] not in meaning(row["synonym"]).fields]
    assert lost == []


def test_every_field_of_the_tables_is_of_a_kind_or_left_out_on_purpose() -> None:
    authors = {"initiative_authors", "contribution_pct"}
    ours = {name for kind in KINDS.values() for name in kind.names} | {*DROPPED, *UNREAD, ROW_KEY} | authors
    named = {row["field"] for row in rows("header_synonyms")} | {row["field"] for row in rows("heading_contexts")}
    named |= {field for row in rows("heading_candidates") for field in row["fields"].split("|")} - {OTHER}
    assert named <= ours


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_meaning_or_none(text: str) -> None:
    found = meaning(text)
    assert bool(found.fields) == (found.confidence > 0)
    assert not known(text) or found.fields


@pytest.mark.parametrize(
    ("left", "heading", "field"),
    [
        ("Tên CĐCS", "Mã số", "union_unit_code"),
        ("Số QĐ", "Ngày", "decision_date"),
        ("Tổng số đoàn viên", "Trong đó nữ", "stat_members_female"),
        ("Họ và tên", "Mã số", ""),
    ],
)
def test_the_column_on_the_left_tells_what_a_short_heading_means(left: str, heading: str, field: str) -> None:
    cells = ("Một điều gì", "TX-001")
    found = name_columns(Header(0, 0, ((left,), (heading,))), [(left, heading), cells, cells, cells])
    assert found[1].field == field


def _slipped(text: str, rng: random.Random) -> str:
    """A text with one letter left out, doubled or exchanged, or one mark missing."""
    at = rng.randrange(1, len(text) - 1)
    spelled = unicodedata.normalize("NFD", text)
    marks = [n for n, letter in enumerate(spelled) if unicodedata.combining(letter)]
    mark = rng.choice(marks) if marks else at
    return rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            unicodedata.normalize("NFC", spelled[:mark] + spelled[mark + 1 :]),
        )
    )


def test_a_slip_of_the_pen_is_understood_and_hardly_ever_misunderstood() -> None:
    rng = random.Random(20260301)
    long = [row["synonym"] for row in rows("header_synonyms") if len(row["synonym"]) > 7]
    tried = [(meaning(text).field, meaning(_slipped(text, rng)).field) for text in long if not text.isascii()]
    wrong = [pair for pair in tried if pair[1] not in ("", pair[0])]
    assert sum(meant == read for meant, read in tried) >= 0.98 * len(tried)
    assert len(wrong) <= 0.005 * len(tried), wrong
