from __future__ import annotations

import json
import subprocess
import sys
import time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.table import Table
from tests.cleaning.sheets import (
    HEADER,
    INITIATIVES,
    LETTERHEAD,
    SIGNED,
    TITLE,
    people,
    person,
    read,
    reasons,
    sheet,
    table,
)
from tests.cleaning.tables import cases


def _codes(found: Table) -> set[str]:
    return {told.code for told in found.inferences}


def test_a_letterhead_title_header_and_rows_make_one_table() -> None:
    found = table(*LETTERHEAD, TITLE, (), HEADER, *people(3), ("Danh sách này gồm 3 người./.",), *SIGNED)
    assert (found.kind, found.award_code, found.award_level, found.year) == ("cng_list", "CNG", "grassroots", 2025)
    assert (found.header_rows, found.row_numbers, found.declared_total) == ((6,), (7, 8, 9), 3)
    assert found.unit_text == "CĐCS CÔNG TY CỔ PHẦN AN BÌNH"
    assert found.values["full_name"][0] == "Nguyễn Văn B"
    assert found.cell_kinds["birth_year"] == "nnn"


def test_the_year_of_birth_stands_in_the_column_of_the_sex() -> None:
    head = (("STT", "Họ và tên", "Năm sinh", "", "Bậc thợ"), ("", "", "Nam", "Nữ"))
    merges = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)]
    rows = (("1", "Lê An", "1985", "", "3/7"), ("2", "Trần Bình", "", "1990", "4/7"))
    found = table(TITLE, *head, *rows, merges=merges)
    assert found.header_rows == (2, 3)
    assert found.values["birth_year_male"] == ["1985", ""]
    assert found.values["birth_year_female"] == ["", "1990"]


def test_two_header_rows_need_no_merged_cells() -> None:
    head = (("STT", "Họ và tên", "Năm sinh", "", "Bậc thợ"), ("", "", "Nam", "Nữ"))
    found = table(TITLE, *head, ("1", "Lê An", "1985", "", "3/7"))
    assert [column.field for column in found.columns][2:4] == ["birth_year_male", "birth_year_female"]
    assert found.row_numbers == (4,)


def test_marks_stay_as_they_stand_and_zero_is_kept() -> None:
    head = (("STT", "Họ và tên", "Giới tính", "", "Công việc"), ("", "", "Nam", "Nữ"))
    found = table(TITLE, *head, ("1", "Lê An", "X", "0", "Thợ may"), merges=[(1, 2, 1, 3)])
    assert (found.values["gender_male_flag"], found.values["gender_female_flag"]) == (["X"], ["0"])


def test_flat_columns_of_the_sexes_that_hold_years_are_years_of_birth() -> None:
    found = table(TITLE, ("STT", "Họ và tên", "Nam", "Nữ", "Công việc"), ("1", "Lê An", "1985", "", "Thợ"),
                  ("2", "Lê Na", "", "1990", "Thợ"))  # fmt: skip
    assert found.values["birth_year_female"] == ["", "1990"]


def test_years_under_a_heading_of_sex_are_years_of_birth() -> None:
    head = (("STT", "Họ và tên", "Giới tính", "", "Công việc"), ("", "", "Nam", "Nữ"))
    found = table(TITLE, *head, ("1", "Lê An", "1985", "", "Thợ"), ("2", "Lê Na", "", "02/03/1990", "Thợ"))
    assert (found.values["birth_year_male"], found.values["birth_year_female"]) == (["1985", ""], ["", "02/03/1990"])


@pytest.mark.parametrize("numbers", [("(1)", "(2)", "(3)", "(4)", "(5)"), ("A", "B", "1", "2", "3"), tuple("12345")])
def test_a_row_of_column_numbers_is_no_record(numbers: tuple[str, ...]) -> None:
    found = table(TITLE, HEADER, numbers, *people(2))
    assert (found.row_numbers, reasons(found)) == ((4, 5), {3: "numbering"})


def test_family_and_given_names_stand_in_two_columns() -> None:
    found = table(TITLE, ("STT", "Họ đệm", "Tên", "Năm sinh"), ("1", "Nguyễn Văn", "An", "1985"))
    assert (found.values["family_middle_name"], found.values["given_name"]) == (["Nguyễn Văn"], ["An"])


def test_one_merged_heading_over_two_columns_of_a_name_is_seen_by_its_cells() -> None:
    rows = [("1", "Nguyễn Văn", "An", "1985"), ("2", "Trần Thị", "Bình", "1990")]
    found = table(TITLE, ("STT", "Họ và tên", "", "Năm sinh"), *rows, merges=[(1, 1, 1, 2)])
    assert found.values["given_name"] == ["An", "Bình"]


def test_group_titles_and_subtotals_are_no_records() -> None:
    group = ("I. CĐCS Công ty A (2 người)",)
    rows = (group, *people(2), ("Cộng I", "", "2"), ("II", "CĐCS Công ty B"), *people(1), ("", "Tổng cộng: 3 người"))
    found = table(TITLE, HEADER, *rows)
    assert found.row_numbers == (4, 5, 8)
    assert found.groups == (group[0], group[0], "II. CĐCS Công ty B")
    assert reasons(found) == {3: "group", 6: "subtotal", 7: "group", 9: "total"}
    assert found.declared_total == 3


def test_a_total_that_records_follow_was_a_group_s() -> None:
    found = table(
        TITLE, HEADER, ("I", "Xưởng 1"), *people(2), ("", "Tổng cộng: 2 người"), ("II", "Xưởng 2"), *people(1)
    )
    assert (found.row_numbers, found.declared_total, reasons(found)[6]) == ((4, 5, 8), None, "subtotal")


def test_a_blank_running_number_loses_nobody() -> None:
    found = table(TITLE, HEADER, person(1, "Lê Văn An"), person("", "Trần Thị Bình"), person(2, "Ngô Văn Cừ"))
    assert found.values["full_name"] == ["Lê Văn An", "Trần Thị Bình", "Ngô Văn Cừ"]


def test_a_row_without_a_name_is_still_a_record() -> None:
    found = table(TITLE, HEADER, person(1, "Lê Văn An"), person(2, ""))
    assert found.values["full_name"] == ["Lê Văn An", ""]


def test_dittos_repeat_the_value_above_and_end_at_a_group() -> None:
    first, second = person(1, "Lê Văn An"), person(2, "Trần Thị Bình", unit="nt")
    third = person(1, "Ngô Văn Cừ", job='"', unit="-nt-")
    found = table(TITLE, HEADER, ("I", "CĐCS Công ty A"), first, second, ("II", "CĐCS Công ty B"), third)
    assert found.values["work_unit"] == ["Xưởng 1", "Xưởng 1", "-nt-"]
    assert found.values["job"] == ["Thợ may", "Thợ may", '"']
    assert [told.cell for told in found.inferences if told.code == "ditto_filled"] == ["E5"]


def test_a_merged_unit_cell_fills_its_own_rows_only() -> None:
    rows = (person(1, "Lê An", unit="Xưởng 1"), person(2, "Lê Na", unit=""), person(3, "Ngô Tú", unit=""))
    found = table(TITLE, HEADER, *rows, merges=[(2, 4, 3, 4)])
    assert found.values["work_unit"] == ["Xưởng 1", "Xưởng 1", ""]


def test_a_signer_is_no_nominee() -> None:
    found = table(TITLE, HEADER, *people(2), *SIGNED)
    assert (found.row_numbers, set(reasons(found).values())) == ((3, 4), {"footer"})


def test_a_signer_without_office_under_a_total_is_no_nominee() -> None:
    found = table(TITLE, HEADER, *people(2), ("Danh sách này gồm 2 người./.",), (), ("", "Trần Văn Ký"))
    assert found.row_numbers == (3, 4)


def test_a_nominee_may_be_chair_or_director() -> None:
    head = ("Họ và tên", "Năm sinh", "Chức vụ", "Bậc thợ")
    rows = (("Lê Văn An", "1985", "Chủ tịch CĐCS", "3/7"), ("Trần Bình", "1990", "Giám đốc", "4/7"))
    assert table(TITLE, head, *rows).row_numbers == (3, 4)


def test_a_nominee_of_whom_only_the_office_is_told_is_no_signer() -> None:
    found = table(TITLE, ("STT", "Họ và tên", "Chức vụ"), ("1", "Lê Văn An", "Tổ trưởng"), ("", "Lê Na", "Chủ tịch"))
    assert found.values["full_name"] == ["Lê Văn An", "Lê Na"]


def test_formulas_down_into_empty_rows_are_no_records() -> None:
    blank = [("", "", "", "0", "#N/A"), ("3",), ("4", "", "", "", "#N/A")]
    found = table(TITLE, HEADER, *people(2), *blank)
    assert (found.row_numbers, set(reasons(found).values())) == ((3, 4), {"blank_formula"})


def test_a_header_printed_again_on_the_next_page_is_skipped() -> None:
    found = table(TITLE, HEADER, *people(2), HEADER, *people(1))
    assert (found.row_numbers, reasons(found)) == ((3, 4, 6), {5: "repeated_header"})


def test_two_lists_in_one_sheet_are_two_tables() -> None:
    other = (("TT", "Tên sáng kiến", "Tác giả"), ("1", "Cải tiến máy may hai kim", "Lê Văn An"))
    found = read(sheet(TITLE, HEADER, *people(2), *SIGNED, INITIATIVES, *other)).tables
    assert [(one.kind, one.award_level, one.row_numbers) for one in found] == [
        ("cng_list", "grassroots", (3, 4)),
        ("initiative_list", "upper", (10,)),
    ]


def test_a_list_over_several_sheets_has_one_title() -> None:
    first = sheet(TITLE, HEADER, *people(2), name="Phường A")
    second = sheet(("", "Phường B"), HEADER, *people(1), name="Phường B")
    found = read(first, second).tables
    assert [(one.kind, one.award_level, one.year) for one in found] == [("cng_list", "grassroots", 2025)] * 2


def test_a_hidden_sheet_is_skipped_and_told() -> None:
    found = read(sheet(TITLE, HEADER, *people(1)), sheet(("Mã", "Tên"), ("1", "Thợ may"), name="DM", hidden=True))
    assert len(found.tables) == 1
    assert [(told.code, told.sheet) for told in found.inferences] == [("sheet_hidden_skipped", "DM")]


def test_co_authors_on_following_rows_belong_to_their_initiative() -> None:
    head = ("STT", "Tên sáng kiến", "Tác giả", "Tỷ lệ (%) đóng góp", "Giá trị làm lợi")
    rows = (("1", "Cải tiến máy may", "Lê Văn An", "60%", "12,5"), ("", "", "Trần Thị Bình", "40%", ""))
    found = table(INITIATIVES, ("Đơn vị tính: triệu đồng",), head, *rows, ("2", "Quy trình mới", "Ngô Cừ", "100", ""))
    assert (found.row_numbers, found.money_unit, found.kind) == ((4, 6), 10**6, "initiative_list")
    assert json.loads(found.values["authors"][0]) == [
        {"row": 4, "full_name": "Lê Văn An", "contribution_pct": "60%"},
        {"row": 5, "full_name": "Trần Thị Bình", "contribution_pct": "40%"},
    ]


def test_authors_numbered_one_by_one_under_a_merged_title_are_one_initiative() -> None:
    head = ("STT", "Tên sáng kiến", "Tác giả", "Tỷ lệ (%) đóng góp")
    rows = (("1", "Cải tiến máy may", "Lê Văn An", "60%"), ("2", "", "Trần Thị Bình", "40%"))
    found = table(INITIATIVES, head, *rows, merges=[(2, 1, 3, 1)])
    assert (found.row_numbers, len(json.loads(found.values["authors"][0]))) == ((3,), 2)


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "như trên", '"'])
def test_a_ditto_under_a_title_is_a_further_author_and_no_signature(ditto: str) -> None:
    head = ("STT", "Tên sáng kiến", "Tác giả", "Tỷ lệ (%)", "Lĩnh vực")
    first, other = ("1", "Cải tiến máy may", "Lê Văn An", "60", "May"), ("", ditto, "Trần Thị Bình", "40", ditto)
    found = table(INITIATIVES, head, first, other, ("2", "", "Lê Văn An", "100", "May"))
    assert (found.row_numbers, len(json.loads(found.values["authors"][0]))) == ((3, 5), 2)


def test_statistics_keep_units_and_leave_out_sums() -> None:
    head = ("TT", "Công đoàn cơ sở", "Tổng số CNVCLĐ", "Trong đó nữ", "Tổng số đoàn viên", "Trong đó nữ")
    rows = (("I", "Khối doanh nghiệp", "100", "50", "80", "40"), ("1", "CĐCS Công ty A", "100", "50", "80", "40"))
    found = table(head, *rows, ("", "Tổng cộng", "100", "50", "80", "40"))
    assert (found.kind, found.row_numbers) == ("unit_statistics", (3,))
    assert found.values["stat_members_female"] == ["40"]


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (
            (
                ("TT", "Tên CĐCS", "CNVCLĐ", "", "Sáng kiến", ""),
                ("", "", "Tổng số", "Nữ", "Số lượng", "Giá trị làm lợi (đ)"),
            ),
            ("stat_workers_total", "stat_workers_female", "stat_initiatives", "stat_initiatives_benefit"),
        ),
        (
            (("TT", "CĐCS", "Số đăng ký", "", "Số đạt", ""), ("", "", "Công nhân giỏi", "Lao động giỏi", "CNG", "LĐG")),
            ("stat_cng_registered", "stat_ldg_registered", "stat_cng", "stat_ldg"),
        ),
    ],
)
def test_two_rows_of_headings_are_one_header_where_a_file_keeps_no_merges(
    rows: tuple[tuple[str, ...], ...], fields: tuple[str, ...]
) -> None:
    found = table(("BIỂU SỐ LIỆU NĂM 2025",), *rows, ("1", "CĐCS Công ty A", "100", "50", "3", "4"))
    assert tuple(column.field for column in found.columns[2:]) == fields
    assert found.row_numbers == (4,)


def test_a_declared_total_is_read_where_marks_stand_apart_from_their_letters() -> None:
    rows = (TITLE, HEADER, *people(3), ("Danh sách này gồm 30 người./.",))
    assert table(*(tuple(normalize("NFD", text) for text in row) for row in rows)).declared_total == 30


def test_parts_of_a_score_are_headings_although_nothing_else_of_their_row_is_known() -> None:
    head = ("STT", "Họ và tên", "Điểm thi", "", "", "Giải")
    found = table(
        ("KẾT QUẢ HỘI THI TAY NGHỀ NĂM 2025",),
        head,
        ("", "", "Lý thuyết", "Thực hành", "Tổng điểm", ""),
        ("1", "Lê Văn An", "20", "60", "80", "Nhất"),
    )
    assert (found.row_numbers, found.values["score"]) == ((4,), ["80"])


def test_a_total_of_what_units_have_is_no_number_of_units() -> None:
    found = table(
        ("DANH SÁCH TẬP THỂ XANH, SẠCH, ĐẸP NĂM 2025",),
        ("TT", "Tên tập thể", "Số người của tập thể", "Điểm"),
        ("1", "Tổ may 1", "20", "9"),
        ("2", "Tổ may 2", "30", "8"),
        ("", "Tổng cộng", "50", ""),
    )
    assert (found.kind, found.row_numbers, found.declared_total) == ("unit_list", (3, 4), None)


@pytest.mark.parametrize("said", ["Không có", "không", "-", "Không phát sinh"])
def test_a_list_that_says_nobody_is_a_nil_return(said: str) -> None:
    found = table(TITLE, HEADER, ("", said))
    assert (found.nil, found.row_numbers, reasons(found)) == (True, (), {3: "nil"})


@pytest.mark.parametrize(
    "row",
    [
        ("Năm 2025 đơn vị không có cá nhân nào đề nghị",),
        ("1", "Không có", "Không có", "Không có", "Không có"),
        ("Không có",),
    ],
)
def test_a_list_that_says_nobody_in_its_first_column_or_in_all_is_a_nil_return(row: tuple[str, ...]) -> None:
    found = table(TITLE, HEADER, row)
    assert (found.nil, found.row_numbers, reasons(found)) == (True, (), {3: "nil"})


def test_a_sheet_that_only_says_nobody_is_a_nil_return() -> None:
    found = table(*LETTERHEAD, INITIATIVES, ("Không có sáng kiến đề nghị",))
    assert (found.nil, found.kind, found.award_level) == (True, "initiative_list", "upper")


def test_a_list_with_a_person_is_no_nil_return() -> None:
    assert not table(TITLE, HEADER, *people(1), ("", "Không có")).nil


def test_sensitive_columns_are_named_and_left_out() -> None:
    found = table(TITLE, ("STT", "Họ và tên", "Dân tộc", "Đảng viên"), ("1", "Lê Văn An", "Kinh", "x"))
    assert "ethnicity" not in found.values and "party_member" not in found.values
    assert [told.details for told in found.inferences if told.code == "columns_dropped"] == [
        {"columns": "Dân tộc, Đảng viên"}
    ]


def test_a_guessed_heading_is_told() -> None:
    found = table(TITLE, ("STT", "Họ và tên", "Chức vụ, đơn vị"), ("1", "Lê Văn An", "Tổ trưởng"))
    assert "heading_guessed" in _codes(found)


def test_text_in_an_old_font_is_decoded() -> None:
    found = table(("DANH S¸CH C«NG NH©N GIáI CÊP C¬ Së N¡M 2025",), ("STT", "Hä vµ tªn", "C«ng viÖc"),
                  ("1", "NguyÔn V¨n Dòng", "Thî may"), ("2", "TrÇn ThÞ HuÖ", "C«ng nh©n"))  # fmt: skip
    assert found.values["full_name"] == ["Nguyễn Văn Dũng", "Trần Thị Huệ"]
    assert "legacy_text_decoded" in _codes(found)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("Thông báo",), ("Kính gửi các đơn vị",)), "no_table"),
        (((),), "no_table"),
        ((("STT", "Họ và tên", "Ghi chú"), ("1", "Lê Văn An", "")), "kind_unknown"),
    ],
)
def test_a_file_without_a_known_list_is_refused(rows: tuple[tuple[str, ...], ...], code: str) -> None:
    refusal = read(sheet(*rows)).refusal
    assert refusal is not None and refusal.code == code


@pytest.mark.parametrize(("name", "file_name"), [("CNG", "a.xlsx"), ("Sheet1", "DS cong nhan gioi 2025.xlsx")])
def test_the_sheet_s_or_the_file_s_name_tells_the_kind_of_a_bare_list(name: str, file_name: str) -> None:
    found = read(sheet(("STT", "Họ và tên", "Ghi chú"), ("1", "Lê Văn An", ""), name=name), file_name=file_name)
    assert [one.kind for one in found.tables] == ["cng_list"]


_CELL = st.one_of(
    st.sampled_from(["", "", "", "STT", "Họ và tên", "Nam", "Nữ", "Năm sinh", "1", "2", "x", "I", "nt", "Tổng cộng"]),
    st.sampled_from(["Tên sáng kiến", "Tác giả", "Lê Văn An", "CĐCS Công ty A", "NGƯỜI LẬP", "Không có", "#N/A", "0"]),
    st.text(max_size=6),
)


def _accounted(found: Table) -> list[int]:
    """Every row a table tells of: its header, records with the rows of their co-authors, and what it ignored."""
    authors = [json.loads(people) for people in found.values.get("authors", []) if people]
    more = {author["row"] for people in authors for author in people} - set(found.row_numbers)
    return [*found.header_rows, *found.row_numbers, *more, *(number for number, _ in found.ignored)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=4, max_size=4), max_size=14), st.booleans())
def test_every_used_row_from_the_header_on_is_accounted_for_exactly_once(rows: list[list[str]], headed: bool) -> None:
    grid = [list(TITLE), list(HEADER[:4]), *rows] if headed else rows
    found = read(sheet(*grid), file_name="CNG.xlsx").tables
    first = min((number for one in found for number in _accounted(one)), default=len(grid) + 1)
    used = [n for n, row in enumerate(grid, 1) if n >= first and any(text and not text.isspace() for text in row)]
    assert sorted(number for one in found for number in _accounted(one)) == used
    assert all(len(column) == len(one.row_numbers) for one in found for column in one.values.values())


@cases("bombs")
def test_no_single_cell_costs_a_reader_its_time(case: dict[str, str]) -> None:
    cell = f"Lê {case['piece'] * int(case['times'])} An"
    head = ("STT", "Tên sáng kiến", "Tác giả", "Tỷ lệ (%) đóng góp")
    began = time.process_time()
    found = read(
        sheet((cell,), INITIATIVES, head, ("1", cell, cell, cell), ("", "", cell, cell), (cell, "Tổng cộng", cell))
    )
    # A hundred times what it takes, and a hundredth of what backtracking took.
    assert time.process_time() - began < 2
    assert found.tables[0].values["initiative_name"][0] == cell


def test_the_reading_child_needs_no_polars() -> None:
    heavy = "{'polars', 'pandas', 'numpy', 'boto3', 'pandera', 'sqlalchemy'}"
    code = f"import sys, cleaning.layout; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
