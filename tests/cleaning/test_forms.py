"""Figures that stand upright, one field a row, and those of several units side by side."""

from __future__ import annotations

import pytest

from schemas.table import Table
from tests.cleaning.sheets import HEADER, LETTERHEAD, SIGNED, TITLE, people, read, sheet, table

REPORT = ("BÁO CÁO SỐ LIỆU NĂM 2025",)


def _figures(found: Table) -> dict[str, str]:
    return {field: texts[0] for field, texts in found.values.items()}


WORKERS = {"stat_workers_total": "120", "stat_workers_female": "60", "stat_members_total": "118"}


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("TT", "Chỉ tiêu", "Số lượng"),
            ("1", "Tổng số CNVCLĐ", "120"),
            ("", "Trong đó nữ", "60"),
            ("2", "Tổng số đoàn viên", "118"),
        ),
        (("1. Tổng số CNVCLĐ:", "120"), ("- Trong đó nữ", "60"), ("2. Tổng số đoàn viên", "118")),
        (
            ("Nội dung", "Kế hoạch", "Thực hiện"),
            ("Tổng số CNVCLĐ", "110", "120"),
            ("Trong đó: nữ", "50", "60"),
            ("Tổng số đoàn viên", "100", "118"),
        ),
    ],
)
def test_figures_that_stand_upright_are_one_record(rows: tuple[tuple[str, ...], ...]) -> None:
    found = table(*LETTERHEAD, REPORT, *rows, (), *SIGNED)
    assert (found.kind, _figures(found), len(found.row_numbers)) == ("unit_statistics", WORKERS, 1)
    assert (found.year, found.unit_text) == (2025, "CĐCS CÔNG TY CỔ PHẦN AN BÌNH")


def test_each_figure_knows_its_own_cell() -> None:
    found = table(REPORT, ("Tổng số CNVCLĐ", "120"), ("Tổng số đoàn viên", "118"))
    assert [(column.field, column.index, column.row) for column in found.columns] == [
        ("stat_workers_total", 1, 2),
        ("stat_members_total", 1, 3),
    ]
    assert (found.row_numbers, found.ignored) == ((2,), ((3, "field"),))


def test_units_side_by_side_are_a_record_each() -> None:
    head = ("Chỉ tiêu", "CĐCS Công ty A", "CĐCS Công ty B")
    found = read(sheet(REPORT, head, ("Tổng số CNVCLĐ", "120", "300"), ("Tổng số đoàn viên", "118", "290"))).tables
    assert [_figures(one) for one in found] == [
        {"stat_workers_total": a, "stat_members_total": b, "grassroots_union": unit}
        for a, b, unit in (("120", "118", "CĐCS Công ty A"), ("300", "290", "CĐCS Công ty B"))
    ]


def test_of_several_columns_of_figures_the_one_read_is_told() -> None:
    rows = (
        ("Nội dung", "Kế hoạch", "Thực hiện"),
        ("Tổng số CNVCLĐ", "110", "120"),
        ("Tổng số đoàn viên", "100", "118"),
    )
    told = {one.code: one.details for one in table(REPORT, *rows).inferences}
    assert told["figures_chosen"] == {"heading": "Thực hiện"}


@pytest.mark.parametrize(
    "rows",
    [
        (("Tổng số CNVCLĐ", "chưa thống kê"), ("Tổng số đoàn viên", "chưa thống kê")),
        (("Tổng số CNVCLĐ", "120"),),
        (("Điện thoại", "0912345678"), ("Địa chỉ", "12")),
    ],
)
def test_a_sheet_without_several_figures_is_no_form(rows: tuple[tuple[str, ...], ...]) -> None:
    found = read(sheet(TITLE, HEADER, *people(2)), sheet(*rows, name="Khác"))
    assert [one.sheet for one in found.tables] == ["Sheet1"]


def test_figures_under_words_that_read_as_headings_of_a_list_are_still_a_form() -> None:
    found = table(
        REPORT,
        ("TT", "Nội dung", "Đơn vị tính", "Số liệu"),
        ("1", "Tổng số CNVCLĐ", "người", "120"),
        ("2", "Số sáng kiến", "sáng kiến", "4"),
    )
    assert (found.kind, _figures(found)) == (
        "unit_statistics",
        {"stat_workers_total": "120", "stat_initiatives": "4"},
    )


def test_units_side_by_side_under_numbered_words_are_a_record_each() -> None:
    head = ("TT", "Nội dung", "CĐCS Công ty A", "Cty B")
    found = read(sheet(REPORT, head, ("1", "Tổng số CNVCLĐ", "120", "300"), ("2", "Tổng số đoàn viên", "118", "290")))
    assert [one.values["grassroots_union"] for one in found.tables] == [["CĐCS Công ty A"], ["Cty B"]]
