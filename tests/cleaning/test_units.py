from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cleaning.tables import cases
from tests.cleaning.union import END, MAY, UNITS, names

_NAMES = names()


@cases("units")
def test_a_text_names_its_union(case: dict[str, str]) -> None:
    found = _NAMES.resolve(case["text"], MAY, case["within"])
    assert (found.unit_code or "", found.problem or "") == (case["unit"], case["problem"])


def test_what_is_ambiguous_or_elsewhere_names_its_candidates() -> None:
    assert _NAMES.resolve("MN Hoa Sen", MAY, "HN").candidates == ("A4", "B1")
    assert _NAMES.resolve("Công ty CP May Sao Mai", MAY, "HM").candidates == ("A1",)


def test_a_name_cut_off_by_the_end_of_a_sheet_s_name_is_known() -> None:
    name = "Cty TNHH Xây dựng và Thương mại Đại Phát"
    assert _NAMES.resolve(name[:31], MAY, "TX").unit_code == "N11"
    assert _NAMES.resolve(name[:30], MAY, "TX").unit_code is None
    between = "CT TNHH Xây dựng và Thương mại Đại Phát"
    assert between[30] == " " and _NAMES.resolve(between[:31].strip(), MAY, "TX").unit_code == "N11"
    assert _NAMES.resolve("CĐCS Trường Mầm non Khương Trung"[1:], MAY, "TX").unit_code is None


def test_the_parent_of_the_day_decides_what_is_within() -> None:
    text = "CTCP May Sao Mai"
    assert [_NAMES.resolve(text, day, "PL").unit_code for day in (MAY, date(2025, 10, 1))] == [None, "A1"]


def test_a_letterhead_may_name_any_level() -> None:
    assert _NAMES.named("LIÊN ĐOÀN LAO ĐỘNG QUẬN THANH XUÂN") == {"TX"}
    assert _NAMES.named("CĐCS Công ty Không Có") == set()


def test_a_closed_unit_is_asked_about_on_its_last_day() -> None:
    assert _NAMES.last_day("TX", date(2025, 8, 1)) == date(2025, 6, 30)
    assert _NAMES.last_day("TX", MAY) == MAY
    assert END not in (_NAMES.last_day("TX", END),)


def test_every_unit_is_found_by_its_own_name() -> None:
    found = {unit.unit_code: _NAMES.named(unit.name) for unit in UNITS}
    assert all(code in units for code, units in found.items())


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_resolved_or_has_a_problem(text: str) -> None:
    found = _NAMES.resolve(text, MAY, "TX")
    assert (found.unit_code is None) == (found.problem is not None)
