from __future__ import annotations

from datetime import date

import pytest

from cleaning.asking import spelling_key
from cleaning.placement import place, row_units
from schemas.question import Question
from tests.cleaning.union import MAY, delivery, listing, names

_NAMES = names()


def test_award_year_and_level_of_the_titles_place_a_list() -> None:
    found = place(listing(award_level="upper"), delivery("TX"), _NAMES)
    assert (found.campaign_code, found.award_code, found.award_level, found.problems) == (
        "CNG-2025",
        "CNG",
        "upper",
        (),
    )


@pytest.mark.parametrize(("sender", "level"), [("A1", "grassroots"), ("TX", "upper"), ("HN", "city")])
def test_without_a_level_it_is_the_sender_s_own(sender: str, level: str) -> None:
    assert place(listing(award_level=""), delivery(sender), _NAMES).award_level == level


def test_without_a_year_the_campaign_open_on_arrival_is_meant() -> None:
    assert place(listing(year=0), delivery("A1", date(2024, 3, 1)), _NAMES).campaign_code == "CNG-2024"
    assert place(listing(year=0), delivery("A1", date(2025, 6, 15)), _NAMES).campaign_code == "CNG-2025"


@pytest.mark.parametrize(("year", "arrived"), [(0, date(2025, 7, 1)), (2031, MAY)])
def test_a_list_of_no_campaign_is_held(year: int, arrived: date) -> None:
    found = place(listing(year=year), delivery("A1", arrived), _NAMES)
    assert (found.campaign_code, found.problems) == ("", ("campaign_unknown",))


def test_a_late_list_with_its_year_finds_its_campaign_and_its_structure() -> None:
    found = place(listing(), delivery("TX", date(2025, 12, 1)), _NAMES)
    assert (found.campaign_code, found.day) == ("CNG-2025", date(2025, 6, 15))


def test_a_unit_that_has_ended_is_asked_about_on_its_last_day() -> None:
    late = listing(year=2026, award_level="upper", values={"work_unit": ["Công ty May 10"]})
    found = place(late, delivery("TX", date(2026, 3, 1)), _NAMES)
    assert found.day == date(2025, 6, 30)
    assert [one.unit_code for one in row_units(late, found, _NAMES)] == ["A5"]


def test_statistics_go_to_the_campaign_that_asks_for_them() -> None:
    assert place(listing("unit_statistics", award_code="SKST"), delivery("A1"), _NAMES).campaign_code == "CNG-2025"


def test_initiatives_go_to_their_own_award_whatever_else_the_title_names() -> None:
    assert place(listing("initiative_list", award_code="CNG"), delivery("A1"), _NAMES).campaign_code == "SKST-2025"


def test_a_list_is_its_folder_s_when_somebody_said_so_and_the_heading_is_remembered() -> None:
    named = "CĐCS CÔNG TY TNHH CƠ KHÍ HÙNG VƯƠNG"
    (asked,) = place(listing(unit_text=named), delivery("A1"), _NAMES).questions
    assert (asked.code, asked.candidates, asked.details) == ("unit_mismatch", ("A1",), {"sender": "A1", "named": named})
    answered = {asked.code: {asked.key: "A1"}}
    later = place(listing(unit_text=named.title()), delivery("A1"), _NAMES, answered)
    assert (later.problems, [one.code for one in later.inferences]) == ((), ["sender_answered"])
    assert place(listing(unit_code_text="A2"), delivery("A1"), _NAMES, answered).problems == ("unit_mismatch",)
    assert place(listing(unit_text=named), delivery("A4"), _NAMES, answered).problems == ("unit_mismatch",)


@pytest.mark.parametrize(
    ("sender", "said", "problems"),
    [
        ("A1", {"unit_text": "CĐCS CÔNG TY TNHH CƠ KHÍ HÙNG VƯƠNG"}, ("unit_mismatch",)),
        ("A1", {"unit_code_text": "A2"}, ("unit_mismatch",)),
        ("TX", {"unit_text": "LĐLĐ QUẬN HOÀNG MAI"}, ("unit_mismatch",)),
        ("A1", {"unit_text": "CĐCS CÔNG TY CP MAY SAO MAI"}, ()),
        ("A1", {"unit_code_text": "a1"}, ()),
        ("A1", {"unit_text": "LIÊN ĐOÀN LAO ĐỘNG QUẬN THANH XUÂN"}, ()),
        ("A1", {"unit_text": "CĐCS Công ty nào đó"}, ()),
        ("A1", {"unit_code_text": "M02-CĐ"}, ()),
        ("A4", {"unit_text": "CĐCS Trường Mầm non Hoa Sen"}, ()),
        ("TX", {"unit_text": "CĐCS Công ty CP May Sao Mai"}, ()),
        ("QQ", {}, ("unit_unknown",)),
    ],
)
def test_a_list_of_another_unit_is_held(sender: str, said: dict[str, str], problems: tuple[str, ...]) -> None:
    assert place(listing(**said), delivery(sender), _NAMES).problems == problems


def _units(sender: str, **said: object) -> list[tuple[str | None, str | None]]:
    table = listing(award_level="upper", **said)
    found = row_units(table, place(table, delivery(sender), _NAMES), _NAMES)
    return [(one.unit_code, one.problem) for one in found]


def test_rows_of_a_grassroots_sender_are_its_own_whatever_they_say() -> None:
    assert _units("A1", values={"work_unit": ["Công ty May 10"]}) == [("A1", None)]


@pytest.mark.parametrize(
    "said",
    [
        {"values": {"union_unit_code": ["A5"]}},
        {"values": {"grassroots_union": ["CĐCS Công ty May 10"]}},
        {"values": {"work_unit": ["Công ty May 10"]}},
        {"groups": ("II. CĐCS Công ty May 10 (3 người)",)},
        {"values": {"position": ["Tổ trưởng, Công ty May 10"]}},
        {"values": {"work_unit": ["Xưởng cắt"]}, "groups": ("I. Công ty May 10",)},
        {"unit_text": "CĐCS Công ty May 10"},
    ],
)
def test_a_row_of_an_upper_sender_belongs_to_the_union_it_names(said: dict[str, object]) -> None:
    assert _units("TX", **said) == [("A5", None)]


def test_a_union_named_and_not_known_is_not_replaced_by_a_hint() -> None:
    said = {"values": {"grassroots_union": ["CĐCS Chưa Từng Có"], "work_unit": ["Công ty May 10"]}}
    assert _units("TX", **said) == [(None, "unit_unknown")]


def test_a_row_that_names_no_union_is_told_so() -> None:
    assert _units("TX", values={"grassroots_union": [""]}) == [(None, "unit_missing")]


def test_a_list_of_no_campaign_asks_for_one_of_its_award() -> None:
    found = place(listing(year=2031), delivery("A1"), _NAMES, table_no=2)
    (asked,) = found.questions
    assert (asked.code, asked.key) == ("campaign_unknown", "d1:2")
    assert asked.candidates == ("CNG-2025", "CNG-2026", "CNG-2024")


def test_an_answered_campaign_places_the_list() -> None:
    found = place(listing(year=2031), delivery("A1"), _NAMES, {"campaign_unknown": {"d1:0": "CNG-2025"}})
    assert (found.campaign_code, found.problems, found.questions) == ("CNG-2025", (), ())
    assert [told.code for told in found.inferences] == ["campaign_answered"]


def test_a_doubtful_column_of_unions_is_no_question_where_all_rows_are_the_sender_s() -> None:
    asked = Question("heading_doubtful", "k:1", "C2", candidates=("grassroots_union", "-"))
    assert place(listing(questions=(asked,)), delivery("A1"), _NAMES).questions == ()
    assert place(listing(questions=(asked,)), delivery("TX"), _NAMES).problems == ("heading_doubtful",)


def test_a_spelling_once_answered_means_its_unit_in_every_list_of_the_sender() -> None:
    answered = {"unit_unknown": {spelling_key("Nhà máy Phích"): "A7"}}
    table = listing(award_level="upper", values={"grassroots_union": ["NHÀ MÁY  PHÍCH"]})
    found = place(table, delivery("TX"), _NAMES, answered)
    assert [one.unit_code for one in row_units(table, found, _NAMES)] == ["A7"]
    assert [told.code for told in found.inferences] == ["unit_answered"]
