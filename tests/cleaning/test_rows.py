"""Rows that are not plain records: text that runs on, sums and titles of groups and pages, signers, rare names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.table import Difference, Table
from tests.cleaning import lists
from tests.cleaning.sheets import HEADER, INITIATIVES, TITLE, people, person, reasons, table

FEW = ("Họ và tên", "Năm sinh", "Công việc", "Bậc thợ")


def _continued(found: Table) -> list[str]:
    return [told.cell for told in found.inferences if told.code == "text_continued"]


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("Nguyễn Thị", "Hồng Nhung", "Nguyễn Thị Hồng Nhung"),
        ("Nguyễn Thị Hồng", "Nhung", "Nguyễn Thị Hồng Nhung"),
        ("Công Tằng Tôn Nữ", "Thu", "Công Tằng Tôn Nữ Thu"),
    ],
)
def test_a_name_that_runs_on_below_is_one_name(above: str, below: str, name: str) -> None:
    found = table(TITLE, HEADER, person(1, above), ("", below), person(2, "Lê Văn An"))
    assert found.values["full_name"] == [name, "Lê Văn An"]
    assert (reasons(found), _continued(found)) == ({4: "continued"}, ["B4"])


def test_other_text_that_runs_on_below_over_several_rows_is_one_text() -> None:
    first = person(1, "Lê Văn An", job="Công nhân vận hành", unit="Xưởng may")
    found = table(TITLE, HEADER, first, ("", "", "", "máy ép nhựa", "số 2"), ("", "", "", "và máy cắt"), *people(1))
    assert found.values["job"][0] == "Công nhân vận hành máy ép nhựa và máy cắt"
    assert found.values["work_unit"][0] == "Xưởng may số 2"
    assert found.row_numbers == (3, 6)


def test_a_title_of_an_initiative_that_runs_on_is_no_new_one_and_no_author() -> None:
    head = ("STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi")
    rows = (("1", "Cải tiến máy may", "Lê Văn An", "12"), ("", "hai kim"), ("2", "Quy trình mới", "Ngô Cừ", "3"))
    found = table(INITIATIVES, head, *rows)
    assert found.values["initiative_name"] == ["Cải tiến máy may hai kim", "Quy trình mới"]


@pytest.mark.parametrize(
    "row",
    [
        ("", "Trần Thị Nhung"),
        ("", "Giàng Thị Mỷ"),
        ("", "Vừ A Dế", "1990"),
        ("", "Sùng Pó", "1990", "Thợ may", "Xưởng 1"),
    ],
)
def test_a_person_without_a_number_is_a_person_whatever_the_family(row: tuple[str, ...]) -> None:
    found = table(TITLE, HEADER, person(1, "Lê Văn An"), row, person(2, "Ngô Văn Tú"))
    assert found.values["full_name"] == ["Lê Văn An", row[1], "Ngô Văn Tú"]


@pytest.mark.parametrize("remark", ["Ghi chú: danh sách theo vần", "* Đã trình", "(Kèm hồ sơ)", "2025"])
def test_a_remark_right_under_a_record_is_no_part_of_it(remark: str) -> None:
    found = table(TITLE, HEADER, *people(2), ("", remark))
    assert found.values["full_name"] == ["Nguyễn Văn B", "Nguyễn Văn C"]


def test_people_of_rare_families_under_a_sum_are_people() -> None:
    rows = (("Thèn Văn Pao", "1985", "Thợ", "3/7"), ("Cộng",), ("Giàng Thị Mỷ", "1987", "Thợ", "2/7"))
    found = table(TITLE, FEW, *rows)
    assert (found.row_numbers, reasons(found)) == ((3, 5), {4: "subtotal"})


@pytest.mark.parametrize(
    "block",
    [
        (("NGƯỜI LẬP BIỂU", "KẾ TOÁN", "", "CHỦ TỊCH"), (), ("Nguyễn Thị Lập", "Lê Thị Kế", "", "Trần Văn Ký")),
        (("Người lập", "", "KT. TRƯỞNG BAN"), ("", "", "PHÓ TRƯỞNG BAN"), (), ("Lê Thị Lập", "", "Trần Văn Ký")),
        (("Hà Nội, ngày 5 tháng 3 năm 2025",), ("CHỦ TỊCH",), ("(đã ký)",), ("Trần Văn Ký",)),
        (("Tổng cộng: 2 người",), (), ("Nguyễn Thị Lập", "", "", "Trần Văn Ký")),
    ],
)
def test_signers_of_an_unnumbered_list_are_no_nominees(block: tuple[tuple[str, ...], ...]) -> None:
    rows = (("Lê Văn An", "1985", "Thợ", "3/7"), ("Trần Tú", "1986", "Thợ", "3/7"))
    assert table(TITLE, FEW, *rows, *block).row_numbers == (3, 4)


@pytest.mark.parametrize("names", [("", "Ngô Thị Lan", "", "Trần Văn Ký"), ("", "Trần Văn Ký"), ("", "", "", "Lê Ký")])
def test_names_alone_under_a_blank_row_are_signers(names: tuple[str, ...]) -> None:
    assert table(TITLE, HEADER, *people(2), (), names).row_numbers == (3, 4)


@pytest.mark.parametrize(
    "between",
    [
        (("", "Cộng mang sang", "2"), HEADER, ("", "Mang sang", "2")),
        (("Trang 1",), (), TITLE, HEADER),
        (("", "", "", "Trang 1/2"), HEADER, ("(1)", "(2)", "(3)", "(4)", "(5)")),
        (("", "Cộng trang 1", "2"), TITLE, (), HEADER),
    ],
)
def test_what_stands_between_two_pages_parts_no_list(between: tuple[tuple[str, ...], ...]) -> None:
    found = table(TITLE, HEADER, *people(2), *between, *people(1), ("", "Tổng cộng", "3"))
    assert (len(found.row_numbers), found.declared_total, set(found.groups)) == (3, 3, {""})


def _groups(*rows: tuple[str, ...]) -> tuple[Difference, ...]:
    return table(TITLE, HEADER, *rows).differing_groups


A, B, ALL = ("I. CĐCS Công ty A (2 người)",), ("II. CĐCS Công ty B (1 người)",), ("", "Tổng cộng: 3 người")


def test_groups_that_have_as_many_rows_as_they_declare_differ_in_nothing() -> None:
    assert _groups(A, *people(2), B, *people(1), ALL) == ()
    assert _groups(("I", "Khối doanh nghiệp (3 người)"), A, *people(2), B, *people(1)) == ()
    assert _groups(A, *people(2), ("", "Cộng: 2 người"), B, *people(1), ("", "Cộng: 3 người")) == ()


def test_a_group_that_declares_another_number_is_told_at_its_first_row() -> None:
    assert _groups(A, *people(3), B, *people(1)) == (Difference(4, 2, 3),)
    assert _groups(("I", "Xưởng 1"), *people(2), ("", "Cộng I: 4 người"), B, *people(1)) == (Difference(4, 4, 2),)
    assert _groups(A, B, *people(1)) == (Difference(5, 2, 1),)


def test_a_group_s_number_may_stand_in_a_cell_of_its_own() -> None:
    found = table(TITLE, HEADER, ("I", "CĐCS Công ty A", "", "", "2 người"), *people(2), ("II", "CĐCS Công ty B"))
    assert (set(found.groups), found.differing_groups) == ({"I. CĐCS Công ty A"}, ())


@pytest.mark.parametrize("mark", ["*", "-", "+", "•", "II.", "2)"])
def test_a_group_s_title_may_begin_with_a_mark(mark: str) -> None:
    found = table(TITLE, HEADER, ("", f"{mark} Công đoàn Công ty TNHH A"), *people(2))
    assert set(found.groups) == {f"{mark} Công đoàn Công ty TNHH A"}


def test_groups_of_parts_with_their_own_sums_are_groups() -> None:
    first = (("Phân xưởng 1",), *people(2), ("", "Cộng phân xưởng 1:", "2 người"))
    second = (("Phân xưởng 2",), *people(1), ("", "Cộng: 1 người"), ("Phân xưởng 3",), *people(1))
    found = table(TITLE, HEADER, *first, *second, ("", "Tổng cộng: 4 người"))
    assert found.groups == ("Phân xưởng 1", "Phân xưởng 1", "Phân xưởng 2", "Phân xưởng 3")
    assert (found.declared_total, found.differing_groups) == (4, ())


def test_a_group_that_differs_is_asked_about_once() -> None:
    placed = lists.placed("cng_list", [{"full_name": name} for name in ("Lê Văn An", "Ngô Tú", "Trần Thị Na")])
    differing = replace(placed, table=replace(placed.table, differing_groups=(Difference(10, 5, 2),)))
    assert {(row, code) for row, code, _ in lists.codes(differing) if code == "group_differs"} == {
        (10, "group_differs")
    }
