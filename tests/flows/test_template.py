"""A blank workbook that was filled in is read without any doubt, whatever became of its marks on the way."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import CustomPropertyList

from schemas.kinds import KINDS
from schemas.template import CHECKS, CHOICE, TEMPLATES, UNION, TemplateId, columns, template_id
from tests.flows.templates import (
    CAMPAIGNS,
    CLEANED,
    SHEET,
    WRITTEN,
    Desk,
    codes,
    filled,
    heading_row,
    line,
    place,
    shown,
)
from tests.skips import LIBREOFFICE

UPPER = "upper"
UNITS = ("TX-001", "TX")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.opened(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def blank(desk: Desk, tmp_path: Path) -> Callable[..., Path]:
    return lambda *arguments: desk.blank(tmp_path / "mau.xlsx", *arguments)


Blank = Callable[..., Path]


@pytest.fixture(scope="module")
def blanks(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("blanks")
    return {(kind, unit): desk.blank(folder / f"{kind}-{unit}.xlsx", kind, unit) for kind in KINDS for unit in UNITS}


@pytest.fixture(scope="module")
def untouched(desk: Desk, blanks: dict[tuple[str, str], Path]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for unit in UNITS:
        files = [file for (_, of), file in blanks.items() if of == unit]
        found |= {(kind, unit): told for kind, told in zip(KINDS, desk.read_all(files, unit), strict=True)}
    return found


@pytest.fixture(scope="module")
def returned(
    desk: Desk, blanks: dict[tuple[str, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("returned")
    files = [filled(Path(shutil.copy(blanks[kind, "TX-001"], folder)), kind) for kind in KINDS]
    return dict(zip(KINDS, desk.read_all(files), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_template_is_clean_and_keeps_every_value(returned: dict[str, dict[str, Any]], kind: str) -> None:
    found = returned[kind]
    assert place(found) == (kind, CAMPAIGNS[kind], "grassroots", 1, 0)
    assert found["problems"] == []
    (record,) = found["tables"][0]["records"]
    written = {name: value for name, value in CLEANED.items() if name in record["values"]}
    assert {name: record["values"][name] for name in written} == written
    assert len(written) >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_all_headings_of_a_template_are_understood(untouched: dict[tuple[str, str], dict[str, Any]], kind: str) -> None:
    (table,) = untouched[kind, "TX"]["tables"]
    assert [column["field"] for column in table["columns"]] == ["stt", *(column.field for column in shown(kind))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", UNITS)
def test_an_untouched_template_is_told_once_as_an_empty_list(
    untouched: dict[tuple[str, str], dict[str, Any]], kind: str, unit: str
) -> None:
    found = untouched[kind, unit]
    assert (place(found)[3:], codes(found)) == ((0, 0), ["list_empty"])


def test_rows_left_blank_between_people_are_no_rows(desk: Desk, blank: Blank) -> None:
    nobody = dict.fromkeys(WRITTEN, "")
    other = {"full_name": "Phạm Thị Bình", "id_number": "001185000022", "phone": "0912345679"}
    other["social_insurance_no"] = "0123456780"
    found = desk.read(filled(blank(), "cng_list", [{}, nobody, nobody, other]))
    assert place(found)[3:] == (2, 0)
    assert found["problems"] == []


def test_a_template_that_says_there_is_nobody_is_a_nil_return(desk: Desk, blank: Blank) -> None:
    found = desk.read(filled(blank(), "cng_list", [{**dict.fromkeys(WRITTEN, ""), "full_name": "Không có"}]))
    assert found["tables"][0]["nil"]
    assert found["problems"] == []


def test_several_authors_of_an_initiative_stand_on_rows_without_a_number(desk: Desk, blank: Blank) -> None:
    second: dict[str, str | int | float] = {
        "initiative_authors": "Phạm Thị Bình",
        "id_number": "001185000022",
        "contribution_pct": 40,
    }
    alone: dict[str, str | int | float] = {**dict.fromkeys(WRITTEN, ""), **second}
    kind = "initiative_list"
    found = desk.read(filled(blank(kind), kind, [{"contribution_pct": 60}, alone]))
    assert place(found)[3:] == (1, 0)
    assert [one["full_name"] for one in found["tables"][0]["records"][0]["values"]["authors"]] == [
        "Nguyễn Thị An",
        "Phạm Thị Bình",
    ]


# What survives of a template on its way.


def _without_line(book: openpyxl.Workbook) -> None:
    line(book[SHEET], "Mẫu").value = None


def _without_title(book: openpyxl.Workbook) -> None:
    sheet = book[SHEET]
    for row in range(1, heading_row(sheet)):
        for cell in sheet[row]:
            if cell.value and "Mẫu" not in str(cell.value):
                cell.value = None


def _without_hidden_sheet(book: openpyxl.Workbook) -> None:
    del book["thidua"]


def _without_property(book: openpyxl.Workbook) -> None:
    book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]


ALL = (_without_line, _without_title, _without_hidden_sheet, _without_property)


@pytest.mark.parametrize("kept", [_without_line, _without_hidden_sheet, _without_property])
def test_one_of_three_places_is_enough(desk: Desk, blank: Blank, kept: Callable[[openpyxl.Workbook], None]) -> None:
    file = filled(blank("cng_list", "TX-001", "CNG-2024", "--level", UPPER, "--addition"))
    book = openpyxl.load_workbook(file)
    for lose in ALL:
        if lose is not kept:
            lose(book)
    book.save(file)
    found = desk.read(file)
    # The campaign of the year before and another level than the sender's could not be told by anything else.
    assert place(found)[:3] == ("cng_list", "CNG-2024", UPPER)
    assert "read_as_addition" in [told["code"] for told in found["inferences"]]


@LIBREOFFICE
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_template_saved_by_libreoffice_is_read_the_same(desk: Desk, blank: Blank, tmp_path: Path, form: str) -> None:
    file = filled(blank("cng_list", "TX", "CNG-2024"))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form]
    out = tmp_path / "saved"
    subprocess.run([*command, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=120)
    found = desk.read(saved := out / f"mau.{form}", "TX")
    assert (place(found), found["problems"]) == (("cng_list", "CNG-2024", UPPER, 1, 0), [])
    assert found["tables"][0]["records"][0]["values"]["phone"] == "0912345678"
    if form == "ods":
        return
    assert _choices(saved) == _choices(file)
    assert openpyxl.load_workbook(saved)[SHEET].protection.sheet


def _choices(file: Path) -> set[tuple[str, ...]]:
    """The drop-downs of a template: the columns they are on, and what they choose from, names of sheets as they are."""
    rules = openpyxl.load_workbook(file)[SHEET].data_validations.dataValidation
    lists = (rule for rule in rules if rule.type == "list")
    return {(str(rule.sqref).split(":")[0], str(rule.formula1).replace("'", "")) for rule in lists}


# Where the places, or the list's own title, disagree.


def _retitled(file: Path, old: str, new: str) -> Path:
    book = openpyxl.load_workbook(file)
    title = line(book[SHEET], "DANH SÁCH")
    assert old in title.value
    title.value = title.value.replace(old, new)
    book.save(file)
    return file


def test_a_template_of_another_unit_is_held(desk: Desk, blank: Blank) -> None:
    assert codes(desk.read(filled(blank("cng_list", "TX-002")))) == ["unit_mismatch"]


def test_places_that_name_two_units_hold_the_list(desk: Desk, blank: Blank) -> None:
    book = openpyxl.load_workbook(file := filled(blank()))
    mark = line(book[SHEET], "Mẫu")
    mark.value = mark.value.replace("TX-001", "TX-002")
    book.save(file)
    assert codes(desk.read(file)) == ["unit_mismatch"]
    assert codes(desk.read(file, "TX-002")) == ["unit_mismatch"]


def test_a_template_of_last_year_filled_in_again_is_asked_about(desk: Desk, blank: Blank) -> None:
    file = _retitled(filled(blank("cng_list", "TX-001", "CNG-2024")), "2024", "2025")
    assert codes(desk.read(file)) == ["campaign_unknown"]


def test_a_level_that_title_and_template_tell_otherwise_is_asked_about(desk: Desk, blank: Blank) -> None:
    file = _retitled(filled(blank("cng_list", "TX")), "CẤP TRÊN CƠ SỞ", "CẤP CƠ SỞ")
    assert codes(desk.read(file, "TX")) == ["level_unknown"]


def test_a_list_of_another_kind_in_a_template_is_read_by_its_title_and_that_is_said(desk: Desk, blank: Blank) -> None:
    book = openpyxl.load_workbook(file := blank("initiative_list"))
    del book[SHEET]
    sheet = book.create_sheet("Sheet1", 0)
    for row in (["DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"], ["STT", "Họ và tên"], [1, "Nguyễn Thị An"]):
        sheet.append(row)
    book.save(file)
    found = desk.read(file)
    assert place(found)[:2] == ("cng_list", "CNG-2025")
    assert "template_of_other_kind" in [told["code"] for told in found["inferences"]]


# The workbook itself.


def test_an_upper_unit_chooses_its_unions_from_the_registry(blank: Blank) -> None:
    book = openpyxl.load_workbook(blank("cng_list", "TX"))
    sheet, hidden = book[SHEET], book["thidua"]
    sources = [str(rule.formula1) for rule in sheet.data_validations.dataValidation]
    names = [hidden.cell(row, 2).value for row in range(1, hidden.max_row + 1)]
    assert f"'thidua'!$B$1:$B${len(names)}" in sources
    assert len(names) > 3 and len(set(names)) == len(names)
    assert hidden.sheet_state == "veryHidden"


def test_figures_are_asked_of_every_union_by_name(blank: Blank) -> None:
    kind = "unit_statistics"
    sheet = openpyxl.load_workbook(blank(kind, "TX"))[SHEET]
    named = [cell.value for cell in sheet["B"][heading_row(sheet) :] if cell.value]
    assert "CĐCS Công ty TNHH May mặc Hà Thành" in named


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_short_enough_for_a_spreadsheet(blanks: dict[tuple[str, str], Path], kind: str) -> None:
    sheet = openpyxl.load_workbook(blanks[kind, "TX"])[SHEET]
    rules = sheet.data_validations.dataValidation
    assert len(rules) == sum(1 for column in shown(kind) if column.check)
    assert all(len(rule.formula1 or "") <= 255 and len(rule.prompt or "") <= 255 for rule in rules)


def test_headings_are_locked_cells_to_fill_are_not_and_ids_are_text(blank: Blank) -> None:
    sheet = openpyxl.load_workbook(blank())[SHEET]
    top = heading_row(sheet)
    heading = next(cell for cell in sheet[top] if cell.value == "Số CCCD")
    below = sheet.cell(top + 1, heading.column or 0)
    assert sheet.protection.sheet and not sheet.protection.password
    assert (heading.protection.locked, below.protection.locked, below.number_format) == (True, False, "@")
    assert (sheet.freeze_panes, sheet.print_title_rows) == (f"C{top + 1}", f"${top}:${top}")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_a_clerk_may_insert_rows_widen_columns_and_filter(blank: Blank) -> None:
    sheet = openpyxl.load_workbook(blank())[SHEET]
    # What is not locked is allowed.
    held = sheet.protection
    assert not (held.insertRows or held.deleteRows or held.formatColumns or held.formatRows or held.sort)
    assert not held.autoFilter and held.insertColumns
    top = heading_row(sheet)
    assert sheet.auto_filter.ref == f"A{top}:L{top + 20}"
    below = [cell for row in sheet.iter_rows(min_row=top + 1, max_row=top + 20) for cell in row]
    assert not any(cell.protection.locked for cell in below[:: len(below) // 20])


def test_equal_arguments_give_equal_bytes(blank: Blank) -> None:
    first = blank().read_bytes()
    assert blank().read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert b"thidua_template" in archive.read("docProps/custom.xml")


def test_templates_are_listed(desk: Desk) -> None:
    told = desk.run("template", "--list").output
    assert all(kind in told for kind in KINDS)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing", "--unit", "TX-001"), 2, "there are"),
        (("cng_list",), 2, "--unit"),
        (("cng_list", "--unit", "TX-001", "--campaign", "CNG-2025", "--level", "high"), 2, "--level high"),
        (("cng_list", "--unit", "TX-001"), 2, "CNG-2026"),
        (("cng_list", "--unit", "NOWHERE", "--campaign", "CNG-2025"), 1, "NOWHERE"),
        (("cng_list", "--unit", "TX-001", "--campaign", "X"), 1, "no such campaign"),
        (("cng_list", "--unit", "TX-001", "--campaign", "SKST-2025"), 1, "it is about SKST"),
    ],
)
def test_wrong_arguments_are_told(desk: Desk, arguments: tuple[str, ...], code: int, said: str, tmp_path: Path) -> None:
    told = desk.run("template", *arguments, "--out", str(tmp_path / "x.xlsx"))
    assert getattr(told.exception, "exit_code", None) == code
    assert said in str(told.exception)
    assert not (tmp_path / "x.xlsx").exists()


def test_without_a_registry_there_is_no_template(desk: Desk, tmp_path: Path) -> None:
    arguments = ("template", "cng_list", "--unit", "TX-001", "--out", str(tmp_path / "x.xlsx"))
    told = desk.run("--warehouse", f"sqlite:///{tmp_path}/none.db", *arguments)
    assert "thidua init" in str(told.exception)


# The declared templates.


@pytest.mark.parametrize("addition", [False, True])
def test_a_template_names_itself_in_one_line(addition: bool) -> None:
    known = TemplateId("cng_list", 3, "TX-001", "CNG-2025", "grassroots", addition)
    assert template_id(str(known)) == known
    assert template_id(unicodedata.normalize("NFD", f" {known} ".replace(" · ", "·"))) == known
    assert template_id("Mẫu số 1") is None


@pytest.mark.parametrize(("kind", "version"), TEMPLATES)
def test_declared_columns_are_fields_of_their_kind(kind: str, version: int) -> None:
    found = TEMPLATES[kind, version]
    assert len({column.heading for column in found}) == len({column.field for column in found}) == len(found)
    assert all(column.check in CHECKS and (column.check == CHOICE) == bool(column.choices) for column in found)
    assert set(KINDS[kind].required) & {column.field for column in found}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_a_template_of_its_own_has_what_names_its_rows(kind: str) -> None:
    derived = columns(kind, 0)
    assert derived[0].required
    assert UNION in [column.check for column in derived]
