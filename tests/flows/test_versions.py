"""Versions, supplements and withdrawals through whole nights."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.flows.office import TITLE, Office, Person
from warehouse import bulk, tables
from warehouse.session import open_engine, reading

ANH, BINH, CHI, DUNG = (
    Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1),
    Person("Trần Đức Bình", "11/12/1990", "Nam", 2),
    Person("Lê Thị Chi", "02/09/1978", "Nữ", 3),
    Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4),
)
BROKEN = Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4, citizen_id="00108500")
BACK = "DANH SÁCH XIN RÚT TÊN KHỎI DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"
LETTER = "V/v xin rút danh sách công nhân giỏi cấp cơ sở năm 2025"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def at(minute: int, *files: Path) -> None:
    for file in files:
        moment = 1_746_000_000 + 60 * minute
        os.utime(file, (moment, moment))


def names(office: Office) -> list[str]:
    """Whom the awards are given to, by their place: file and row."""
    rows = office.mart("lineage").sort("file", "row")
    return [f"{Path(file).stem}{row}" for file, row in rows.select("file", "row").iter_rows()]


def stored(office: Office, table: Any) -> pl.DataFrame:
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        found = bulk.read(connection, tables.metadata.tables[table].select())
    engine.dispose()
    return found


def night(office: Office) -> dict[str, Any]:
    told = office.night()
    rows = told["rows"]
    assert told["status"] == "published"
    assert rows["received"] == sum(n for name, n in rows.items() if name != "received")
    return told


def letter(office: Office, path: str, title: str = LETTER) -> Path:
    return office.send(path, [], title=title, headings=["Công đoàn cơ sở xin rút danh sách đã gửi."])


def test_a_late_first_version_does_not_replace_the_second(office: Office) -> None:
    office.send("TX-001/b.xlsx", [ANH, CHI], title=f"{TITLE} (LẦN 2)")
    night(office)
    office.send("TX-001/a.xlsx", [ANH, BINH], title=f"{TITLE} (LẦN 1)")
    told = night(office)
    assert told["rows"]["superseded"] == 2
    assert names(office) == ["b4", "b5"]


def test_a_withdrawn_list_counts_for_nothing_and_leaves_its_trace(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH, BROKEN])
    night(office)
    letter(office, "TX-001/w.xlsx")
    told = night(office)
    assert office.persons() == 0
    assert told["rows"]["held"] == 0
    assert stored(office, "fact")["closed_why"].to_list() == ["withdrawn", "withdrawn"]
    assert stored(office, "problem").filter(code="citizen_id_length")["closed_why"].to_list() == ["withdrawn"]
    lists = stored(office, "listing").filter(pl.col("closed_by").is_null())
    assert sorted(lists["status"]) == ["withdrawing", "withdrawn"]
    assert office.mart("funnel").filter(step="revoked")["amount"].sum() == 0


def test_a_list_sent_after_the_withdrawal_stands(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH])
    letter(office, "TX-001/w.xlsx")
    office.send("TX-001/c.xlsx", [ANH, CHI])
    night(office)
    assert names(office) == ["c4", "c5"]


def test_when_the_second_version_is_withdrawn_the_first_is_read_again(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BROKEN])
    night(office)
    office.send("TX-001/b.xlsx", [CHI], title=f"{TITLE} (LẦN 2)")
    night(office)
    assert names(office) == ["b4"]
    letter(office, "TX-001/w.xlsx", title="V/v rút danh sách công nhân giỏi cấp cơ sở năm 2025 (lần 2)")
    night(office)
    assert names(office) == ["a4"]
    assert stored(office, "entry").filter(pl.col("closed_by").is_null())["status"].to_list() == ["accepted", "held"]
    assert stored(office, "problem").filter(pl.col("closed_by").is_null())["code"].to_list() == ["citizen_id_length"]


def test_persons_are_taken_out_by_name_and_birth_and_the_others_stay(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH, BROKEN])
    night(office)
    office.send(
        "TX-001/w.xlsx",
        [["Trần Đức Bình", "1990"], ["Phạm Văn Dũng", ""], ["Hoàng Văn Lạ", "1970"]],
        title=BACK,
        headings=("STT", "Họ và tên", "Năm sinh"),
    )
    told = night(office)
    assert names(office) == ["a4"]
    assert (told["rows"]["ignored"], told["rows"]["held"]) == (3, 0)
    entries = stored(office, "entry").filter(pl.col("closed_by").is_null()).sort("listing_id", "row_no")
    assert sorted(entries["status"]) == [
        "accepted",
        "withdrawing",
        "withdrawing",
        "withdrawing",
        "withdrawn",
        "withdrawn",
    ]
    problems = stored(office, "problem").filter(pl.col("closed_by").is_null())
    assert problems.select("code", "cell").rows() == [("withdrawal_unmatched", "A6")]
    assert stored(office, "problem").filter(code="citizen_id_length")["closed_why"].to_list() == ["withdrawn"]


def test_a_withdrawal_that_is_about_nothing_is_asked_about_until_it_is(office: Office) -> None:
    letter(office, "TX-001/w.xlsx", title="V/v rút danh sách công nhân giỏi cấp cơ sở năm 2025 (lần 1)")
    night(office)
    asked = office.mart("data_quality").filter(problem_code="withdrawal_unmatched", unit_code="TX-001")
    assert asked["rows_open"].to_list() == [1]
    office.send("TX-001/a.xlsx", [ANH], title=f"{TITLE} (LẦN 1)")
    night(office)
    assert office.persons() == 0
    asked = office.mart("data_quality").filter(problem_code="withdrawal_unmatched", unit_code="TX-001")
    assert asked["rows_open"].sum() == 0


def test_a_supplement_may_repeat_the_list(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH])
    night(office)
    office.send("TX-001/b.xlsx", [BINH, CHI], title=f"{TITLE} (BỔ SUNG)")
    told = night(office)
    assert (told["rows"]["held"], told["rows"]["superseded"], told["rows"]["accepted"]) == (0, 1, 1)
    assert names(office) == ["a4", "a5", "b5"]


def test_a_supplement_mends_a_row_that_the_list_has_wrong(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BROKEN])
    night(office)
    office.send("TX-001/b.xlsx", [DUNG], title=f"{TITLE} (BỔ SUNG)")
    night(office)
    assert names(office) == ["a4", "b4"]
    assert stored(office, "problem")["closed_why"].to_list() == ["corrected"]


def test_a_list_whose_successor_turns_out_to_be_held_stands_again(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH])
    night(office)
    later = office.send("TX-001/b.xlsx", [CHI])
    night(office)
    later.unlink()
    assert names(office) == ["b4"]
    _hold_everything_of(office, "TX-001/b.xlsx")
    night(office)
    assert names(office) == ["a4", "a5"]


def _hold_everything_of(office: Office, path: str) -> None:
    """As when a changed registry puts the file of that path into another unit's folder, and it is read again."""
    engine = open_engine(office.settings.warehouse)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE delivery SET unit_code = 'XX-404', replay = 1 WHERE path = '{path}'")
    engine.dispose()


def papers(office: Office) -> dict[str, bytes]:
    """The files of one unit; "again" is the first version under another name."""
    made = {
        "v1": office.send("TX-001/v1.xlsx", [ANH, BINH, BROKEN], title=f"{TITLE} (LẦN 1)"),
        "v2": office.send("TX-001/v2.xlsx", [ANH, CHI, BROKEN], title=f"{TITLE} (LẦN 2)"),
        "s": office.send("TX-001/s.xlsx", [BINH, CHI], title=f"{TITLE} (BỔ SUNG LẦN 1)"),
        "w": office.send("TX-001/w.xlsx", [ANH, BROKEN], title=f"{BACK} (LẦN 2)"),
        "letter": letter(office, "TX-001/l.xlsx", title=f"{LETTER} (LẦN 1)"),
    }
    found = {name: file.read_bytes() for name, file in made.items()}
    return found | {"again": found["v1"]}


def _sent_in(office: Office, files: dict[str, bytes], order: list[str], nights: set[int]) -> tuple[Any, ...]:
    folder = Path(office.settings.inbox) / "TX-001"
    folder.mkdir(parents=True)
    for minute, name in enumerate(order, start=1):
        (folder / f"{name}.xlsx").write_bytes(files[name])
        at(minute, folder / f"{name}.xlsx")
        if minute in nights:
            night(office)
    night(office)
    figures = [office.mart(mart).sort(pl.all()) for mart in ("award", "funnel", "reporting")]
    # What was mended on the way is history, and differs.
    waiting = office.mart("data_quality").filter(pl.col("rows_open") > 0)
    figures.append(waiting.select("unit_code", "problem_code", "rows_open").sort(pl.all()))
    open_rows = stored(office, "entry").filter(pl.col("closed_by").is_null())
    told = open_rows.select("record_id", "status").sort(pl.all())
    return (*figures, told.select("status").sort("status"), _places(office))


def _places(office: Office) -> list[str]:
    return [place.replace("again", "v1") for place in names(office)]


def test_random_orders_in_random_nights_end_in_one_state(tmp_path: Path) -> None:
    random = Random(20250601)
    files = papers(Office(tmp_path / "made"))
    states = []
    for number in range(8):
        order = list(files)
        random.shuffle(order)
        nights = set(random.sample(range(1, len(order)), random.randint(0, 3)))
        states.append((order, nights, _sent_in(Office(tmp_path / str(number)), files, order, nights)))
    _, _, first = states[0]
    for order, nights, state in states[1:]:
        for one, other in zip(first, state, strict=True):
            same = one.equals(other) if isinstance(one, pl.DataFrame) else one == other
            assert same, (order, nights, one, other)
    assert first[-1] == ["s4", "v25"]


def test_the_sender_of_a_letter_about_nothing_is_asked_in_its_own_file(office: Office, tmp_path: Path) -> None:
    letter(office, "TX-001/w.xlsx")
    night(office)
    out = tmp_path / "back"
    given = {"THIDUA_WAREHOUSE": office.settings.warehouse, "THIDUA_LANDING": office.settings.landing}
    given["THIDUA_KEY_FILE"] = str(office.settings.key_file)
    told = CliRunner().invoke(app, ["rejects", "export", "--marked", "--out", str(out)], env=given)
    assert told.exit_code == 0, told.output
    (file,) = out.rglob("*.xlsx")
    first = openpyxl.load_workbook(file).worksheets[0]
    said = " ".join(str(cell) for row in first.iter_rows(values_only=True) for cell in row if cell)
    assert "Văn bản rút không khớp" in said
