"""The version of a list as the layout finder leaves it: from titles, from the file's name, from a letter."""

from __future__ import annotations

import pytest

from schemas.table import Table
from tests.cleaning.sheets import HEADER, LETTERHEAD, TITLE, people, read, sheet

LETTER = ("V/v xin rút danh sách đề nghị tặng danh hiệu Công nhân giỏi cấp cơ sở năm 2025",)


def listed(file_name: str, *rows: tuple[str, ...]) -> Table:
    (found,) = read(sheet(*rows), file_name=file_name).tables
    return found


def told(table: Table) -> set[str]:
    return {each.code for each in table.inferences if each.code.startswith("read_as")}


@pytest.mark.parametrize(
    ("file_name", "version"),
    [("DS CNG 2025.xlsx", 0), ("DS CNG 2025 lan 2.xlsx", 2), ("DS_CNG_v3.xlsx", 3), ("DS CNG (2).xlsx", 0)],
)
def test_the_files_name_states_a_version_when_the_titles_do_not(file_name: str, version: int) -> None:
    found = listed(file_name, TITLE, HEADER, *people(2))
    assert found.version == version
    assert told(found) == ({"read_as_version"} if version else set())


def test_the_titles_go_before_the_files_name() -> None:
    assert listed("DS CNG lan 3.xlsx", TITLE, ("(Lần 2)",), HEADER, *people(2)).version == 2


def test_a_supplement_may_be_named_by_its_file() -> None:
    found = listed("DS bo sung dot 2.xlsx", TITLE, HEADER, *people(2))
    assert (found.addition, found.version, found.withdrawal) == (True, 2, False)


def test_the_documents_own_number_is_kept() -> None:
    assert listed("a.xlsx", *LETTERHEAD, TITLE, HEADER, *people(2)).reference == "12/CĐ"


def test_a_list_of_names_to_take_back_is_a_withdrawal_with_rows() -> None:
    found = listed("a.xlsx", *LETTERHEAD, LETTER, HEADER, *people(2))
    assert (found.withdrawal, found.kind, len(found.row_numbers)) == (True, "cng_list", 2)


def test_a_letter_without_a_table_is_a_withdrawal_of_the_whole_list() -> None:
    found = listed("a.xlsx", *LETTERHEAD, LETTER, ("Công đoàn cơ sở xin rút danh sách đã gửi.",))
    assert (found.withdrawal, found.nil, found.kind, found.award_level) == (True, False, "cng_list", "grassroots")
    assert {reason for _, reason in found.ignored} == {"letter"}


def test_a_letter_that_takes_back_is_no_nil_return_even_when_it_says_nobody() -> None:
    found = listed("a.xlsx", LETTER, ("Không có",))
    assert (found.withdrawal, found.nil) == (True, False)
