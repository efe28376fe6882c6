"""What a try says is what the night does; corrections, instructions and explanations hold while the text does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from cleaning.units import UnitNames
from flows.explaining import basis
from flows.rechecking import lists_of, recheck
from flows.restored import opened
from runtime.wiring import open_vault
from stewardship.cells import Author, Cells, Edit, save
from tests.flows.office import DAY, Office, Person
from warehouse import entries, explanations, instructions, registry, worklist
from warehouse.explanations import Explanation
from warehouse.instructions import Instruction
from warehouse.session import open_engine, reading, writing

GOOD = Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1)
BAD = Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4, citizen_id="00108500")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/a.xlsx", [GOOD, BAD, Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4, citizen_id="")])
    made.night()
    return made


def type_over(office: Office, entry_id: str, field: str, text: str, version: str = "") -> tuple[str, list[str], int]:
    """One edit as the workbench saves it: the state of the row, its codes, and how many edits were not taken."""
    vault = open_vault(office.settings, create=False)
    with writing(open_engine(office.settings.warehouse)) as connection:
        names = UnitNames(registry.current(connection))
        author = Author("lan", datetime.now(UTC), "theo CCCD gốc")
        (saved,) = save(connection, vault, names, DAY, [([Edit(entry_id, field, text, version)], author)])
    row = saved.reviewed.row(0, named=True)
    return row["state"], [one["code"] for one in json.loads(row["problems"])], len(saved.conflicts)


def held(office: Office) -> pl.DataFrame:
    with reading(open_engine(office.settings.warehouse)) as connection:
        return entries.held(connection).sort("row_no")


def test_untouched_rows_are_judged_as_the_night_judged_them(office: Office) -> None:
    vault = open_vault(office.settings, create=False)
    with reading(open_engine(office.settings.warehouse)) as connection:
        known = worklist.everything(connection)
        lists = lists_of(connection, vault, known["delivery_id"])
        names = UnitNames(registry.current(connection))
        again = recheck(connection, vault, names, DAY, lists, lists.rows["entry_id"])
    told = {row["entry_id"]: {one["code"] for one in json.loads(row["problems"])} for row in again.to_dicts()}
    expected = {entry_id: set[str]() for entry_id in lists.rows["entry_id"]}
    for row in known.to_dicts():
        expected[row["entry_id"]].add(row["code"])
    assert told == expected
    assert {"citizen_id_length"} in told.values()


def test_what_was_typed_is_tried_at_once_and_obeyed_by_the_night(office: Office) -> None:
    entry = held(office)["entry_id"][0]
    assert type_over(office, entry, "id_number", "00108")[:2] == ("fails", ["citizen_id_length"])
    *_, conflicts = type_over(office, entry, "id_number", "001085000004")
    assert conflicts == 1, "the first text stands in the way of who has not seen it"
    version = _version(office, entry)
    assert type_over(office, entry, "id_number", "001085000004", version) == ("passes", [], 0)
    office.night()
    assert office.persons() == 2


def test_a_cell_corrected_twice_over_two_nights_holds_the_last_text(office: Office) -> None:
    entry = held(office)["entry_id"][0]
    type_over(office, entry, "id_number", "00108")
    office.night()
    assert type_over(office, entry, "id_number", "001085000004", _version(office, entry))[0] == "passes"
    office.night()
    assert office.persons() == 2


def test_the_text_of_the_list_typed_again_takes_the_correction_back(office: Office) -> None:
    entry = held(office)["entry_id"][0]
    type_over(office, entry, "id_number", "001085000004")
    assert type_over(office, entry, "id_number", "00108500", _version(office, entry))[0] == "fails"
    office.night()
    assert office.persons() == 1


def test_an_instruction_holds_for_later_uploads_and_goes_stale_when_the_text_is_gone(office: Office) -> None:
    vault = open_vault(office.settings, create=False)
    rows = held(office)
    payload = vault.seal([json.dumps({"raw": "00108500", "new": "001085000004"}).encode()])[0]
    told = Instruction(
        "b1", "TX-001", "cng_list", "id_number", vault.blind_text(["00108500"])[0], payload, 1, "hỏi đơn vị", "lan",
        datetime.now(UTC),
    )  # fmt: skip
    with writing(open_engine(office.settings.warehouse)) as connection:
        instructions.add(connection, [told], rows["delivery_id"].to_list())
    office.night()
    assert office.persons() == 2
    other = Person("Lê Thị Hoa", "07/03/1985", "Nam", 4, citizen_id="00108500")
    office.send("TX-001/b.xlsx", [GOOD, other])
    office.night()
    assert office.persons() == 2, "a new person with the same text in the same column"
    office.send("TX-001/c.xlsx", [GOOD])
    office.night()
    with reading(open_engine(office.settings.warehouse)) as connection:
        assert instructions.all_of(connection)["stale_run"].null_count() == 0


def test_an_explained_query_is_asked_no_more_until_its_cell_changes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.send("TX-001/a.xlsx", [(*GOOD.cells()[:3], "123456789", *GOOD.cells()[4:])])
    office.night()
    assert open_queries(office) == ["cmnd_instead"]
    vault = open_vault(office.settings, create=False)
    with writing(open_engine(office.settings.warehouse)) as connection:
        row = worklist.everything(connection).row(0, named=True)
        about = basis(row["kind"], row["field"], row["details"], opened(vault, pl.Series([row["payload"]]))[0])
        made = Explanation(
            row["record_id"], row["delivery_id"], row["code"], row["field"], vault.blind_text([about])[0],
            vault.seal([b"chua doi the"])[0], "lan", datetime.now(UTC),
        )  # fmt: skip
        explanations.add(connection, [made])
    office.night()
    assert open_queries(office) == []
    office.send("TX-001/again.xlsx", [(*GOOD.cells()[:3], "123456789", *GOOD.cells()[4:]), GOOD])
    office.night()
    assert "cmnd_instead" not in open_queries(office), "the same cell sent again"
    office.send("TX-001/other.xlsx", [(*GOOD.cells()[:3], "987654321", *GOOD.cells()[4:])])
    office.night()
    assert open_queries(office) == ["cmnd_instead"]


def open_queries(office: Office) -> list[str]:
    with reading(open_engine(office.settings.warehouse)) as connection:
        return worklist.everything(connection).filter(severity="query")["code"].to_list()


def _version(office: Office, entry_id: str) -> str:
    vault = open_vault(office.settings, create=False)
    with reading(open_engine(office.settings.warehouse)) as connection:
        return Cells(connection, vault, pl.Series("entry_id", [entry_id])).cell(entry_id, "id_number").version
