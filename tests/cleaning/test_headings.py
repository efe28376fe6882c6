from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.headings import CERTAIN, known, meaning, stacked
from schemas.kinds import DROPPED, KINDS, ROW_KEY, UNREAD
from schemas.reference import rows
from tests.cleaning.tables import cases


@cases("headings")
def test_a_heading_means_its_field(case: dict[str, str]) -> None:
    assert meaning(case["heading"]).field == case["field"]


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
    named |= {field for row in rows("heading_candidates") for field in row["fields"].split("|")}
    assert named <= ours


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_meaning_or_none(text: str) -> None:
    found = meaning(text)
    assert bool(found.fields) == (found.confidence > 0)
    assert not known(text) or found.fields
