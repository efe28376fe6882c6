"""``thidua workers match``: any list of persons, as programs and people write it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import polars as pl
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.console import Failure
from tests.skips import LIBREOFFICE

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Ghi chú")
ROWS = (
    (1, "Quách Diệu Ái", "07/03/1985", "Nữ", "001185000001", "0912345678", "tổ 1"),
    (2, "QUÁCH DIỆU ÁI", "07/03/1985", "nữ", "001185000001", "", "; tổ 2"),
    (3, "Trần Văn Bình", "21/11/1990", "Nam", "", "", ""),
    (4, "Trần Văn Bình", "1990", "Nam", "", "", ""),
)
Match = Callable[..., Result]


@pytest.fixture
def match(tmp_path: Path) -> Match:
    def run(file: Path, *more: str) -> Result:
        out = ["--out", str(tmp_path / "out.csv"), "--threshold", "6"]
        return CliRunner().invoke(app, ["workers", "match", str(file), *out, *more], catch_exceptions=False)

    return run


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH SÁCH LAO ĐỘNG, NĂM 2025"])
    sheet.append([])
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(row)
    file = tmp_path / "people.xlsx"
    book.save(file)
    return file


def told(result: Result) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def keys(tmp_path: Path) -> list[tuple[str, str]]:
    return pl.read_csv(tmp_path / "out.csv", infer_schema=False).select("record_id", "worker_key").rows()


def test_a_csv_written_by_pandas_is_linked(match: Match, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    frame = pandas.DataFrame(
        ROWS, columns=["record_id", "full_name", "date_of_birth", "gender", "cccd", "phone", "note"]
    )
    frame.to_csv(file, index=False)
    found = told(match(file, "--json"))
    assert (found["records"], found["persons"], found["joined"], found["in_doubt"]) == (4, 3, 1, 1)
    assert found["left_out"] == ["note"]
    assert keys(tmp_path) == [("1", "1"), ("2", "1"), ("3", "3"), ("4", "4")]


@LIBREOFFICE
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_csv_with_semicolons_written_by_libreoffice_is_linked(
    match: Match, workbook: Path, tmp_path: Path, mark: bytes
) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    kind = "csv:Text - txt - csv (StarCalc):59,34,76,1"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    file = tmp_path / "people.csv"
    file.write_bytes(mark + file.read_bytes())
    assert b";" in file.read_bytes()
    found = told(match(file, "--json"))
    assert (found["records"], found["persons"], found["ids_are_rows"]) == (4, 3, True)
    assert keys(tmp_path) == [("4", "4"), ("5", "4"), ("6", "6"), ("7", "7")]


def test_a_workbook_is_linked_by_the_rows_of_its_sheet(match: Match, workbook: Path, tmp_path: Path) -> None:
    found = told(match(workbook, "--json"))
    assert (found["records"], found["persons"], found["ids_are_rows"]) == (4, 3, True)
    assert keys(tmp_path)[:2] == [("4", "4"), ("5", "4")]


def test_parquet_keeps_its_types_out_of_the_way(match: Match, tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    rows = [(n, name, birth) for n, name, birth, *_ in ROWS]
    frame = pl.DataFrame(rows[:3], schema=["record_id", "full_name", "date_of_birth"], orient="row")
    frame.with_columns(pl.col("date_of_birth").str.to_date("%d/%m/%Y")).write_parquet(file)
    assert told(match(file, "--json"))["persons"] == 2


def test_the_summary_is_in_words_and_says_what_was_not_understood(match: Match, workbook: Path) -> None:
    vi, en = (match(workbook, "--lang", lang).stdout for lang in ("vi", "en"))
    assert "4 bản ghi là 3 người" in vi
    assert "Số CCCD → citizen_id" in vi
    assert "STT, Ghi chú" in vi
    assert "số dòng" in vi
    assert "4 records are 3 persons" in en
    assert "no column of: old_citizen_id" in en.lower()


def test_pairs_in_doubt_are_written_with_their_evidence_in_words(match: Match, workbook: Path, tmp_path: Path) -> None:
    ask = tmp_path / "ask.csv"
    match(workbook, "--ask", str(ask))
    assert ask.read_bytes().startswith(b"\xef\xbb\xbf")
    (pair,) = pl.read_csv(ask, infer_schema=False).to_dicts()
    assert (pair["record_id_l"], pair["record_id_r"], pair["full_name_l"]) == ("6", "7", "Trần Văn Bình")
    assert "Họ tên giống hệt nhau (+" in pair["evidence_vi"]
    assert "The full names are the same (+" in pair["evidence_en"]
    assert pair["why_vi"]


def test_a_threshold_that_is_met_joins_the_pair(match: Match, workbook: Path) -> None:
    found = told(match(workbook, "--threshold", "1", "--json"))
    assert (found["persons"], found["in_doubt"], found["threshold"]) == (2, 0, 1.0)


def test_nothing_but_the_document_is_on_stdout_and_no_bar_where_there_is_no_terminal(
    match: Match, workbook: Path
) -> None:
    found = match(workbook, "--json")
    assert found.stdout.lstrip().startswith("{")
    assert found.stderr == ""


CSV = "record_id,full_name,date_of_birth\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a,b\n1,2\n", "No column of full names"),
        (CSV, "no row under its headings"),
        (CSV + "1,Lê Thị Hoa,1985\n1,Trần Văn Bình,1990\n,Trần An,\n", r"3 rows are blank or repeat, such as 2, 3, 4"),
        (" \n", "The file is empty"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_linked_is_told_in_one_line(
    match: Match, tmp_path: Path, content: str, line: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Failure, match=line) as failed:
        match(file, "--lang", "en")
    assert failed.value.exit_code == 1


def test_ids_that_were_only_guessed_give_way_to_the_numbers_of_the_rows(match: Match, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,full_name,dob\n7,Lê Thị Hoa,1985\n7,Trần Văn Bình,1990\n", encoding="utf-8")
    found = told(match(file, "--json"))
    assert found["ids_are_rows"]
    assert found["left_out"] == ["id"]
    assert [record for record, _ in keys(tmp_path)] == ["2", "3"]


@pytest.mark.parametrize("wrong", [["--out", "x.txt"], ["--ask", "x.doc"], ["--lang", "fr"]])
def test_wrong_usage_ends_with_two(match: Match, workbook: Path, wrong: list[str]) -> None:
    with pytest.raises(Failure) as failed:
        match(workbook, *wrong)
    assert failed.value.exit_code == 2


def test_a_missing_file_is_named_and_ends_with_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "workers", "match", str(tmp_path / "none.csv"), "--out", "x.csv"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr == f"thidua: {tmp_path / 'none.csv'}: No such file or directory\n"
