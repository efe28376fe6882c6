from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.held import Reason, by_unit
from reports.rejects import FIRST_ROW, ORIGINALS, TEMPLATE_ID, reject_workbook
from tests.reports.factories import PERSON, held, held_initiative
from tests.reports.sheets import opened

DAY = date(2025, 6, 10)
LIST = "Danh sách Công nhân giỏi"


def made(*rows: Any) -> Any:
    return opened(reject_workbook(rows, DAY))


def cell(page: Any, name: str, row: int = FIRST_ROW + 1) -> Any:
    column = next(c.column for c in page[1] if c.value == name)
    return page.cell(row, column)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert reject_workbook([held(), held_initiative()], DAY) == reject_workbook([held(), held_initiative()], DAY)


def test_each_kind_of_list_has_its_sheet_behind_the_guide() -> None:
    assert made(held(), held_initiative()).sheetnames == ["Hướng dẫn", LIST, "Danh sách sáng kiến", ORIGINALS]


def test_the_guide_names_the_template_and_its_version() -> None:
    assert f"{TEMPLATE_ID} v1" in [c.value for row in made(held())["Hướng dẫn"].iter_rows() for c in row]


def test_ids_are_text_and_keep_their_zeros() -> None:
    found = cell(made(held())[LIST], "id_number")
    assert (found.value, found.data_type, found.number_format) == ("00118512345", "s", "@")


def test_the_cell_at_fault_is_coloured_and_explained() -> None:
    page = made(held())[LIST]
    wrong, right = cell(page, "id_number"), cell(page, "phone")
    assert wrong.comment is not None
    assert "Ghi đủ 12 chữ số" in wrong.comment.text
    assert "The id has 11 digits" in wrong.comment.text
    assert right.comment is None
    assert wrong.fill.fgColor.rgb != right.fill.fgColor.rgb


def test_a_reason_for_the_whole_row_is_told_and_coloured_where_it_stands() -> None:
    whole = Reason("duplicate_row", "", "error", "Trùng với dòng 10")
    page = made(held(reasons=(whole,)), held("k2"))[LIST]
    assert cell(page, "why").value == "• Trùng với dòng 10"
    assert cell(page, "why").fill.fgColor.rgb != cell(page, "why", FIRST_ROW + 2).fill.fgColor.rgb


ASKED = Reason("day_month_swap", "date_of_birth", "query", "Ngày và tháng có thể bị đảo")


@pytest.mark.parametrize("editable", [(), ("phone",), tuple(PERSON)])
def test_only_editable_cells_are_unlocked_at_fault_or_not(editable: tuple[str, ...]) -> None:
    page = made(held(editable=editable, reasons=(*held().reasons, ASKED)))[LIST]
    unlocked = {c.value for c in page[1] if not page.cell(FIRST_ROW + 1, c.column).protection.locked}
    assert unlocked == {"action", "reason", *editable}
    assert page.protection.sheet


def test_keys_and_technical_names_are_hidden_and_originals_deeply_so() -> None:
    book = made(held())
    assert book[LIST].column_dimensions["A"].hidden
    assert book[LIST].row_dimensions[1].hidden
    assert book[ORIGINALS].sheet_state == "veryHidden"


def test_the_action_is_chosen_from_a_list() -> None:
    (validation,) = made(held())[LIST].data_validations.dataValidation
    assert validation.formula1 == '"Sửa,Bỏ qua"'


def test_the_sender_s_own_columns_stand_locked_behind_the_fields() -> None:
    page = made(held(extra={"Mã NV": "=NV-07", "phone": "máy lẻ 12"}), held("k2"))[LIST]
    own = cell(page, "extra:Mã NV")
    assert (own.value, own.data_type, own.protection.locked) == ("=NV-07", "s", True)
    assert cell(page, "extra:Mã NV", FIRST_ROW + 2).value == ""
    assert (cell(page, "phone").value, cell(page, "extra:phone").value) == (PERSON["phone"], "máy lẻ 12")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-nt-", "@x", "=cmd|' /C calc'!A0"])
def test_submitted_text_stays_text_when_somebody_edits_the_cell(text: str) -> None:
    page = made(held(values={**PERSON, "full_name": text}))[LIST]
    found = cell(page, "full_name")
    assert (found.value, found.data_type, found.number_format, found.quotePrefix) == (text, "s", "@", True)


def test_a_text_beyond_what_a_cell_holds_is_cut() -> None:
    page = made(held(values={**PERSON, "full_name": "x" * 40_000}))[LIST]
    assert len(cell(page, "full_name").value) == 32_767


def test_a_workbook_is_for_one_unit() -> None:
    with pytest.raises(ValueError, match="exactly one unit"):
        reject_workbook([held(), held(unit_code="B")], DAY)
    with pytest.raises(ValueError, match="exactly one unit"):
        reject_workbook([], DAY)


def test_rows_are_parted_by_unit_in_the_order_of_their_files() -> None:
    groups = by_unit([held("k2", row=9), held("k3", unit_code="B"), held("k1", row=3)])
    assert {unit: [row.row_key for row in rows] for unit, rows in groups.items()} == {"A": ["k1", "k2"], "B": ["k3"]}
