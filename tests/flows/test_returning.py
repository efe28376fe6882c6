"""The round trip of a sender's own workbook: marked, sorted, rows inserted and copied, corrected, sent again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from flows.cli import app
from schemas.answer import ROW_KEY_HEADING
from tests.flows.office import Office, Person
from tests.flows.test_corrections import environment, run
from warehouse.session import open_engine, reading
from warehouse.tables import problem

GOOD = Person("Nguyễn Văn Anh", serial=1)
BAD_ID = Person("Trần Văn Bảo", serial=2, citizen_id="00108500")
BAD_DATE = Person("Lê Văn Cường", "31/02/1985", serial=3)
STILL_BAD = Person("Phạm Văn Dũng", serial=4, citizen_id="123")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/ds cng.xlsx", [GOOD, BAD_ID, BAD_DATE, STILL_BAD])
    made.night()
    return made


def marked(office: Office, out: Path) -> Path:
    told = run(office, "rejects", "export", "--marked", "--out", str(out))
    assert "1 marked files of 1 units" in told
    return out / "TX-001" / "ds cng.xlsx"


def closed(office: Office) -> list[tuple[str, str]]:
    engine = open_engine(office.settings.warehouse)
    query = select(problem.c.code, problem.c.closed_why).where(problem.c.closed_by.is_not(None))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(problem.c.code, problem.c.closed_why)).all()
    engine.dispose()
    return [(code, why) for code, why in rows]


def waiting(office: Office) -> list[str]:
    return [code for row in json.loads(run(office, "rejects", "list", "--json")) for code in row["codes"]]


def test_the_own_workbook_comes_back_with_marks_notes_causes_and_hidden_keys(office: Office, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(marked(office, tmp_path / "out"))
    first, own = book.worksheets
    assert first.title == "Kết quả kiểm tra"
    words = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]
    assert "Số căn cước công dân không đủ 12 chữ số" in words
    assert own["E5"].fill.fgColor.rgb == "FFF8CBAD"
    note = own["E5"].comment
    assert note is not None and "Cần: 12 chữ số" in note.text
    assert own["H3"].value == ROW_KEY_HEADING and own.column_dimensions["H"].hidden
    assert own["E4"].comment is None


def test_sorted_inserted_copied_and_corrected_rows_are_told_apart(office: Office, tmp_path: Path) -> None:
    file = marked(office, tmp_path / "out")
    book = openpyxl.load_workbook(file)
    sheet = book["Sheet"]
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=7)]
    rows[1][1], rows[1][4] = "Trần Văn Báo", "001085000002"  # the name is corrected too
    rows[2][2] = "28/02/1985"
    new: list[list[Any]] = [[None, "Đỗ Văn Em", "07/03/1985", "Nam", "001085000011", "Công nhân may", "x", None]]
    new += [[None, "Vũ Văn Phú", "07/03/1985", "Nam", "001085000012", "Công nhân may", "x", None]]
    copied = list(rows[0])
    copied[1], copied[4] = "Bùi Văn Giang", "001085000013"
    back = [rows[3], new[0], rows[2], rows[0], copied, rows[1], new[1]]
    for number, row in enumerate(back, start=4):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    target = Path(office.settings.inbox) / "TX-001" / "ds cng sua.xlsx"
    book.save(target)
    told = office.night()
    assert (told["rows"]["accepted"], told["rows"]["held"]) == (6, 1)
    assert closed(office) == [
        ("birth_impossible", "corrected"),
        ("citizen_id_length", "corrected"),
        ("citizen_id_length", "superseded"),
    ]
    assert waiting(office) == ["citizen_id_length"]
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        query = select(problem.c.cell).where(problem.c.closed_by.is_(None), problem.c.code == "row_copied")
        assert connection.execute(query).scalars().all() == ["A8"]
    engine.dispose()
    assert office.persons() == 6


def notes(book: openpyxl.Workbook) -> list[tuple[str, str]]:
    return [(cell.coordinate, cell.comment.text) for row in book["Sheet"].iter_rows() for cell in row if cell.comment]


def check(office: Office, *arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["check", *arguments], env=environment(office))
    return told.exit_code, told.output


def test_the_precheck_marks_a_file_too_and_an_answered_one_anew(office: Office, tmp_path: Path) -> None:
    file, once, twice = Path(office.settings.inbox) / "TX-001/ds cng.xlsx", tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert check(office, str(file), "--mark", str(once))[0] == 1
    assert check(office, str(once), "--unit", "TX-001", "--mark", str(twice))[0] == 1
    first, second = (openpyxl.load_workbook(one) for one in (once, twice))
    assert first.sheetnames == second.sheetnames == ["Kết quả kiểm tra", "Sheet"]
    assert notes(first) == notes(second) != []


def test_a_csv_is_answered_with_a_workbook_that_says_so(office: Office, tmp_path: Path) -> None:
    rows = ("STT;Họ và tên;Số CCCD", "1;Nguyễn Văn Anh;0010", "2;=1+1;001085000001")
    file = tmp_path / "a.csv"
    file.write_text("\n".join(("DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025", *rows)), encoding="utf-8")
    check(office, str(file), "--unit", "TX-001", "--mark", str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "out.xlsx").read_bytes()))
    first, own = book.worksheets
    assert any("dựng lại" in str(cell.value) for row in first.iter_rows() for cell in row)
    assert own["C3"].value == "0010" and own["C3"].comment is not None
    assert (own["B4"].value, own["B4"].data_type) == ("=1+1", "s")


def test_nothing_to_say_is_no_file(office: Office, tmp_path: Path) -> None:
    office.send("TX-001/fine.xlsx", [GOOD])
    office.night()
    told: Any = run(office, "rejects", "export", "--marked", "--out", str(tmp_path / "out"))
    assert "0 marked files of 0 units" in told


def test_rows_of_every_list_of_a_sheet_are_known_again(tmp_path: Path) -> None:
    office = Office(tmp_path)
    file = office.send("TX-001/hai.xlsx", [GOOD, BAD_ID])
    book = openpyxl.load_workbook(file)
    sheet = book["Sheet"]
    sheet["A7"] = "DANH SÁCH LAO ĐỘNG GIỎI CẤP CƠ SỞ NĂM 2025"
    headings = [cell.value for cell in sheet[3]]
    below: list[list[Any]] = [headings, [1, *BAD_DATE.cells()], [2, *GOOD.cells()]]
    for row, cells in enumerate(below, 9):
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column).value = value
    book.save(file)
    office.night()
    run(office, "rejects", "export", "--marked", "--out", str(tmp_path / "out"))
    book = openpyxl.load_workbook(tmp_path / "out" / "TX-001" / "hai.xlsx")
    sheet = book["Sheet"]
    assert [sheet.cell(row, 8).value for row in (3, 9)] == [ROW_KEY_HEADING] * 2
    assert all(sheet.cell(row, 8).value for row in (4, 5, 10, 11))
    sheet["E5"], sheet["B10"], sheet["C10"] = "001085000002", "Lê Văn Cương", "28/02/1985"
    book.save(Path(office.settings.inbox) / "TX-001" / "sua.xlsx")
    told = office.night()
    assert (told["rows"]["accepted"], told["rows"]["held"]) == (4, 0)
    assert closed(office) == [("birth_impossible", "corrected"), ("citizen_id_length", "corrected")]
