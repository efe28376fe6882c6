from __future__ import annotations

import polars as pl
import pytest

from cleaning.collectives import team_key
from tests.cleaning.lists import codes, placed
from tests.cleaning.sheets import read as read_sheets
from tests.cleaning.sheets import sheet, table

GREEN = ("DANH SÁCH TẬP THỂ ĐẠT XANH, SẠCH, ĐẸP NĂM 2025",)
FIGURES = ("BIỂU SỐ LIỆU NĂM 2025",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Tổ may 1", "to may 1"),
        ("Phân xưởng Cơ điện", "phan xuong co dien"),
        ("Công đoàn bộ phận Văn phòng", "cong doan bo phan van phong"),
        ("CĐCS Công ty TNHH An Bình", ""),
        ("Công ty TNHH An Bình", ""),
        ("Trường Mầm non Hoa Sen", ""),
        (None, ""),
    ],
)
def test_a_collective_is_a_team_or_the_unit_itself(name: str | None, key: str) -> None:
    assert pl.select(team_key(pl.lit(name, pl.String))).item() == key


def test_rows_about_units_are_records_and_their_total_counts_units() -> None:
    rows = (("1", "CĐCS Công ty A", ""), ("2", "Công ty TNHH B", "95"), ("", "Tổng cộng: 2 đơn vị, 300 người", ""))
    found = table(GREEN, ("STT", "Tên đơn vị", "Điểm"), *rows)
    assert (found.kind, len(found.row_numbers), found.declared_total) == ("unit_list", 2, 2)


def test_units_without_a_running_number_are_records_too() -> None:
    found = table(GREEN, ("Tên đơn vị", "Điểm"), ("CĐCS Công ty A", "90"), ("Công ty TNHH B", "95"))
    assert len(found.row_numbers) == 2


def test_a_group_of_collectives_is_no_collective() -> None:
    rows = (("I", "Khối doanh nghiệp", ""), ("1", "Công ty TNHH B", "95"), ("II", "Khối trường học", ""))
    found = table(GREEN, ("STT", "Tên đơn vị", "Điểm"), *rows, ("1", "Trường Mầm non Hoa Sen", "90"))
    assert (len(found.row_numbers), found.groups) == (2, ("I. Khối doanh nghiệp", "II. Khối trường học"))


def test_a_unit_twice_is_a_repetition_and_its_teams_are_not() -> None:
    names = ("CĐCS Công ty A", "Tổ may 1", "Tổ may 2", "TỔ MAY 1", "Công ty A")
    found = codes(placed("unit_list", [{"collective": name} for name in names]))
    assert found == {(12, "duplicate_row", ""), (13, "duplicate_row", "")}


def test_figures_that_are_all_zero_are_figures_and_no_nil_return() -> None:
    found = table(FIGURES, ("STT", "CĐCS", "Tổng số CNVCLĐ", "Số CNG đạt"), ("1", "CĐCS Công ty A", "0", "0"))
    assert (found.nil, len(found.row_numbers), found.values["stat_cng"]) == (False, 1, ["0"])


@pytest.mark.parametrize(
    ("top", "below", "spans"),
    [
        (("Công nhân giỏi", "", "Xanh, sạch, đẹp", ""), ("Đăng ký", "Đạt", "Đăng ký", "Đạt"), ((3, 4), (5, 6))),
        (("Số đăng ký", "", "Số đạt", ""), ("CNG", "XSĐ", "CNG", "XSĐ"), ((3, 4), (5, 6))),
    ],
)
def test_movements_stand_over_registered_and_achieved_or_under_them(
    top: tuple[str, ...], below: tuple[str, ...], spans: tuple[tuple[int, int], ...]
) -> None:
    head = (("STT", "CĐCS", "Tổng số CNVCLĐ", *top), ("", "", "", *below))
    merges = [(1, left, 1, right) for left, right in spans]
    (found,) = read_sheets(sheet(FIGURES, *head, ("1", "CĐCS A", "120", "5", "4", "3", "2"), merges=merges)).tables
    fields = {column.field for column in found.columns[3:]}
    assert fields == {"stat_cng_registered", "stat_cng", "stat_xsd_registered", "stat_xsd"}
    assert len(found.row_numbers) == 1
