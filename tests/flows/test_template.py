"""A blank workbook that was filled in is read without any doubt, whatever became of its marks on the way."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import CustomPropertyList
from typer.testing import CliRunner

from flows.cli import app
from schemas.kinds import KINDS
from schemas.template import TEMPLATES, TemplateId, columns, current, template_id

PERSON: dict[str, str | int] = {
    "full_name": "Nguyễn Thị An",
    "date_of_birth": "07/03/1985",
    "gender": "Nữ",
    "id_number": "001185000011",
    "phone": "0912345678",
    "job": "Công nhân may",
    "direct_worker": "x",
    "grassroots_union": "CĐCS X",
    "initiative_authors": "Nguyễn Thị An",
    "initiative_name": "Cải tiến gá kẹp máy may hai kim",
    "contribution_pct": "100",
    "benefit_vnd": 12_210_000,
    "stat_workers_total": 250,
    "stat_members_total": 240,
}
AT = 9  # the first row to fill in


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments), env={"THIDUA_WAREHOUSE": "sqlite:////nowhere/there/warehouse.db"})


@pytest.fixture
def blank(tmp_path: Path) -> Callable[..., Path]:
    def make(kind: str = "cng_list", unit: str = "TX-001", campaign: str = "CNG-2025", *more: str) -> Path:
        out = tmp_path / f"{kind}-{unit}.xlsx"
        told = run("template", kind, "--unit", unit, "--campaign", campaign, "--out", str(out), *more)
        assert told.exit_code == 0, told.output
        return out

    return make


def filled(file: Path, kind: str = "cng_list", **values: str | int) -> Path:
    book = openpyxl.load_workbook(file)
    sheet = book["Danh sách"]
    headings = {str(cell.value): cell.column or 0 for cell in sheet[AT - 1]}
    known = {column.field: column.heading for column in columns(kind, current(kind))}
    for field, value in {**PERSON, **values}.items():
        if known.get(field) in headings:
            sheet.cell(AT, headings[known[field]]).value = value
    book.save(file)
    return file


def read(file: Path, unit: str = "TX-001") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("check", str(file), "--unit", unit, "--json", "--records").stdout)["files"][
        0
    ]
    return found


def place(found: dict[str, Any]) -> tuple[object, ...]:
    (table,) = found["tables"]
    return tuple(table[name] for name in ("kind", "campaign_code", "award_level", "rows", "held"))


def test_a_filled_list_is_clean_and_its_zeros_are_kept(blank: Callable[..., Path]) -> None:
    found = read(filled(blank()))
    assert place(found) == ("cng_list", "CNG-2025", "grassroots", 1, 0)
    assert found["problems"] == []
    values = found["tables"][0]["records"][0]["values"]
    assert (values["citizen_id"], values["phone"], values["date_of_birth"]) == (
        "001185000011",
        "0912345678",
        "1985-03-07",
    )


@pytest.mark.parametrize(
    ("kind", "campaign"), [("cng_list", "CNG-2025"), ("initiative_list", "SKST-2025"), ("unit_statistics", "CNG-2025")]
)
def test_every_kind_is_read_as_what_it_is(blank: Callable[..., Path], kind: str, campaign: str) -> None:
    found = read(filled(blank(kind, "TX-001", campaign), kind))
    assert place(found) == (kind, campaign, "grassroots", 1, 0)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_all_headings_of_a_template_are_understood(blank: Callable[..., Path], kind: str) -> None:
    campaigns = {"initiative_list": "SKST-2025"}
    file = blank(kind, "TX", campaigns.get(kind, "CNG-2025")) if kind in {one for one, _ in TEMPLATES} else None
    if file is None:
        assert columns(kind, 1)
        return
    (table,) = read(file, "TX")["tables"]
    shown = [column["field"] for column in table["columns"] if column["field"] != "stt"]
    assert shown == [column.field for column in columns(kind, current(kind))]


def test_an_untouched_template_is_told_once_as_an_empty_list(blank: Callable[..., Path]) -> None:
    found = read(blank())
    assert place(found) == ("cng_list", "CNG-2025", "grassroots", 0, 0)
    assert [(told["code"], told["row"]) for told in found["problems"]] == [("list_empty", AT - 1)]


def test_a_template_that_says_there_is_nobody_is_a_nil_return(blank: Callable[..., Path]) -> None:
    found = read(filled(blank(), **{**dict.fromkeys(PERSON, ""), "full_name": "Không có"}))
    assert found["tables"][0]["nil"] and found["problems"] == []


def _without_line(book: openpyxl.Workbook) -> None:
    book["Danh sách"]["A5"].value = None


def _without_title(book: openpyxl.Workbook) -> None:
    book["Danh sách"]["A4"].value = None


def _without_hidden_sheet(book: openpyxl.Workbook) -> None:
    del book["thidua"]


def _without_property(book: openpyxl.Workbook) -> None:
    book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]


ALL = (_without_line, _without_title, _without_hidden_sheet, _without_property)


@pytest.mark.parametrize("kept", [_without_line, _without_hidden_sheet, _without_property])
def test_one_of_three_places_is_enough(blank: Callable[..., Path], kept: Callable[[openpyxl.Workbook], None]) -> None:
    file = filled(blank("cng_list", "TX-001", "CNG-2024"))
    book = openpyxl.load_workbook(file)
    for lose in ALL:
        if lose is not kept:
            lose(book)
    book.save(file)
    # The campaign of last year could not be told by anything else.
    assert place(read(file))[:3] == ("cng_list", "CNG-2024", "grassroots")


def test_a_template_of_another_unit_is_held(blank: Callable[..., Path]) -> None:
    found = read(filled(blank("cng_list", "TX-002")))
    assert [problem["code"] for problem in found["problems"]] == ["unit_mismatch"]


def test_a_template_of_last_year_filled_in_again_is_asked_about(blank: Callable[..., Path]) -> None:
    file = filled(blank("cng_list", "TX-001", "CNG-2024"))
    book = openpyxl.load_workbook(file)
    title = book["Danh sách"]["A4"]
    title.value = str(title.value).replace("2024", "2025")
    book.save(file)
    assert [told["code"] for told in read(file)["problems"]] == ["campaign_unknown"]


def test_a_level_that_title_and_template_tell_otherwise_is_asked_about(blank: Callable[..., Path]) -> None:
    file = filled(blank("cng_list", "TX"), grassroots_union="CĐCS Công ty TNHH May mặc Hà Thành")
    book = openpyxl.load_workbook(file)
    title = book["Danh sách"]["A4"]
    title.value = str(title.value).replace("CẤP TRÊN CƠ SỞ", "CẤP CƠ SỞ")
    book.save(file)
    assert [told["code"] for told in read(file, "TX")["problems"]] == ["level_unknown"]


def test_a_list_of_another_kind_in_a_template_is_read_by_its_title_and_that_is_said(blank: Callable[..., Path]) -> None:
    book = openpyxl.load_workbook(blank("initiative_list", "TX-001", "SKST-2025"))
    sheet = book["Danh sách"]
    sheet.delete_rows(4, 200)
    for row in (["DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"], ["STT", "Họ và tên"], [1, "Nguyễn Thị An"]):
        sheet.append(row)
    book.save(file := blank("initiative_list", "TX-001", "SKST-2025"))
    found = read(file)
    assert place(found)[:2] == ("cng_list", "CNG-2025")
    assert "template_of_other_kind" in [told["code"] for told in found["inferences"]]


def test_a_supplement_says_so(blank: Callable[..., Path]) -> None:
    file = filled(blank("cng_list", "TX-001", "CNG-2025", "--addition"))
    assert "read_as_addition" in [told["code"] for told in read(file)["inferences"]]


def test_an_upper_unit_chooses_its_unions_from_the_registry(blank: Callable[..., Path]) -> None:
    book = openpyxl.load_workbook(blank("cng_list", "TX"))
    sheet, hidden = book["Danh sách"], book["thidua"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any("thidua" in str(source) for source in rules.values())
    names = [hidden.cell(row, 2).value for row in range(1, hidden.max_row + 1)]
    assert len(names) > 3 and len(set(names)) == len(names)
    assert hidden.sheet_state == "veryHidden"


def test_headings_are_locked_cells_to_fill_are_not_and_ids_are_text(blank: Callable[..., Path]) -> None:
    sheet = openpyxl.load_workbook(blank())["Danh sách"]
    heading = next(cell for cell in sheet[AT - 1] if cell.value == "Số CCCD")
    below = sheet.cell(AT, heading.column)
    assert sheet.protection.sheet
    assert (heading.protection.locked, below.protection.locked, below.number_format) == (True, False, "@")


def test_equal_arguments_give_equal_bytes(blank: Callable[..., Path]) -> None:
    first = blank().read_bytes()
    assert blank().read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert b"thidua_template" in archive.read("docProps/custom.xml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing", "--unit", "TX-001"), "there are"),
        (("cng_list", "--unit", "NOWHERE", "--campaign", "CNG-2025"), "NOWHERE"),
        (("cng_list", "--unit", "TX-001", "--campaign", "X"), "no such campaign"),
        (("cng_list", "--unit", "TX-001", "--campaign", "SKST-2025"), "it is about SKST"),
    ],
)
def test_wrong_arguments_are_told(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    told = run("template", *arguments, "--out", str(tmp_path / "x.xlsx"))
    assert told.exit_code != 0
    assert said in str(told.exception)


@pytest.mark.parametrize("addition", [False, True])
def test_a_template_names_itself_in_one_line(addition: bool) -> None:
    known = TemplateId("cng_list", 3, "TX-001", "CNG-2025", "grassroots", addition)
    assert template_id(str(known)) == known
    assert template_id(unicodedata.normalize("NFD", f" {known} ".replace(" · ", "·"))) == known
    assert template_id("Mẫu số 1") is None
