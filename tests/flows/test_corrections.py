from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.reference import example_registry
from tests.flows.office import HEADINGS, Office, Person

GOOD = Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1)
BAD = Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4, citizen_id="00108500")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/a.xlsx", [GOOD, BAD])
    made.night()
    return made


def run(office: Office, *arguments: str) -> str:
    """The command line on this office's settings, as an operator calls it."""
    result = CliRunner().invoke(app, list(arguments), env=environment(office), catch_exceptions=False)
    return str(result.output)


def environment(office: Office) -> dict[str, str]:
    settings = office.settings
    return {
        "THIDUA_WAREHOUSE": settings.warehouse,
        "THIDUA_LANDING": settings.landing,
        "THIDUA_KEY_FILE": str(settings.key_file),
        "THIDUA_OUTPUT": str(settings.output),
        "THIDUA_USER": "lan",
    }


def correct(file: Path, heading: str, wrong: str, right: str) -> None:
    """Change one cell of a reject workbook, as a person does in Excel."""
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == wrong and not sheet.sheet_state.startswith("very"):
                    cell.value = right
    book.save(file)


def test_a_corrected_row_is_accepted_the_next_night_and_stays_so_when_the_file_is_sent_again(
    office: Office, tmp_path: Path
) -> None:
    run(office, "rejects", "export", "--out", str(tmp_path / "rejects"))
    workbook = tmp_path / "rejects" / "TX-001.xlsx"
    correct(workbook, "Số CCCD", "00108500", "001085000004")
    assert "1 corrections stored" in run(office, "rejects", "import", str(workbook))
    told = office.night()
    assert office.persons() == 2
    assert told["rows"]["received"] == 0, "nothing new arrived"

    # The unit sends the uncorrected list again, saved anew: other bytes, the same cells.
    book = openpyxl.load_workbook(Path(office.settings.inbox) / "TX-001/a.xlsx")
    saved = io.BytesIO()
    book.properties.creator = "someone else"
    book.save(saved)
    (Path(office.settings.inbox) / "TX-001/again.xlsx").write_bytes(saved.getvalue())
    told = office.night()
    assert told["deliveries"]["new"] == 1
    assert office.persons() == 2


def test_in_a_campaign_of_four_eyes_a_workbook_brings_proposals(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(example_registry(), folder)
    lines = (folder / "campaigns.csv").read_text(encoding="utf-8").splitlines()
    strict = [f"{lines[0]},four_eyes", *(f"{line},yes" for line in lines[1:])]
    (folder / "campaigns.csv").write_text("\n".join(strict), encoding="utf-8")
    run(office, "init", "--registry", str(folder))
    run(office, "rejects", "export", "--out", str(tmp_path / "rejects"))
    workbook = tmp_path / "rejects" / "TX-001.xlsx"
    correct(workbook, "Số CCCD", "00108500", "001085000004")
    assert "1 of them wait until an approver" in run(office, "rejects", "import", str(workbook))
    office.night()
    assert office.persons() == 1


def test_a_correction_yields_to_a_cell_the_unit_changed_itself(office: Office, tmp_path: Path) -> None:
    run(office, "rejects", "export", "--out", str(tmp_path / "rejects"))
    workbook = tmp_path / "rejects" / "TX-001.xlsx"
    correct(workbook, "Số CCCD", "00108500", "001085000004")
    run(office, "rejects", "import", str(workbook))
    office.send("TX-001/b.xlsx", [GOOD, Person("Phạm Văn Dũng", "07/03/1985", "Nam", 9, citizen_id="0010850")])
    office.night()
    assert office.persons() == 1


def test_fixed_rows_are_counted_as_fixed(office: Office, tmp_path: Path) -> None:
    run(office, "rejects", "export", "--out", str(tmp_path / "rejects"))
    workbook = tmp_path / "rejects" / "TX-001.xlsx"
    correct(workbook, "Số CCCD", "00108500", "001085000004")
    run(office, "rejects", "import", str(workbook))
    office.night()
    row = office.mart("data_quality").filter(unit_code="TX-001").row(0, named=True)
    assert (row["rows_open"], row["rows_fixed"]) == (0, 1)


def test_held_rows_are_listed_by_place_without_any_value(office: Office) -> None:
    told = run(office, "rejects", "list", "--json")
    assert "citizen_id_length" in told
    assert "Dũng" not in told
    assert "00108500" not in told


def test_a_workbook_that_is_none_of_ours_is_named(office: Office) -> None:
    result = CliRunner().invoke(
        app, ["rejects", "import", str(Path(office.settings.inbox) / "TX-001/a.xlsx")], env=environment(office)
    )
    assert result.exit_code == 1


def test_a_corrected_union_name_is_looked_up_again(office: Office, tmp_path: Path) -> None:
    office.send(
        "TX/upper.xlsx",
        [("Nguyễn Văn Anh", "07/03/1985", "Nam", "001085000001", "Công ty không có thật")],
        title="DANH SÁCH CÔNG NHÂN GIỎI CẤP TRÊN CƠ SỞ NĂM 2025",
        headings=("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Công đoàn cơ sở"),
    )
    office.night()
    assert office.persons(level="upper") == 0
    run(office, "rejects", "export", "--out", str(tmp_path / "rejects"))
    workbook = tmp_path / "rejects" / "TX.xlsx"
    correct(workbook, "Công đoàn cơ sở", "Công ty không có thật", "TX-001")
    run(office, "rejects", "import", str(workbook))
    office.night()
    assert office.persons(level="upper") == 1


def test_the_reject_workbook_shows_the_sender_s_own_columns(tmp_path: Path) -> None:
    office = Office(tmp_path)
    rows = [(*GOOD.cells(), "NV-07"), (*BAD.cells(), "NV-09")]
    office.send("TX-001/a.xlsx", rows, headings=(*HEADINGS, "Mã NV"))
    office.night()
    run(office, "rejects", "export", "--out", str(tmp_path / "rejects"))
    (sheet,) = (s for s in openpyxl.load_workbook(tmp_path / "rejects" / "TX-001.xlsx") if s.sheet_state == "visible"
                and s.cell(1, 1).value == "row_key")  # fmt: skip
    shown = dict(zip((head.value for head in sheet[4]), (cell.value for cell in sheet[5]), strict=True))
    assert shown["Mã NV (cột của đơn vị)"] == "NV-09"
