"""A reorganisation from its change set to the figures, and back; the preview is what the next night publishes."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from cleaning.structure import Structure
from connectors.registry import read_registry, write_registry
from flows.cli import app
from flows.commands.report import sums
from flows.reorganising import FIGURES
from schemas.marts import MARTS
from schemas.reference import example_registry
from schemas.registry import Registry
from tests.cleaning.test_reorganisation import EXAMPLE, before
from tests.flows.office import DAY, Office, Person
from tests.flows.test_corrections import environment
from warehouse import marts, registry, runs
from warehouse.session import open_engine, reading, writing

AUTUMN = date(2025, 10, 15)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """Lists of the districts' last campaign, published in autumn as if there were districts still."""
    made = Office(tmp_path, warehouse=request.getfixturevalue("new_postgresql")() if request.param != "sqlite" else "")
    _load(made, before(read_registry(example_registry())))
    for unit, family, first, day in (
        ("TX-001", "Vũ", 1, DAY),
        ("TX-002", "Lê", 20, DAY),
        ("HM-001", "Bùi", 40, AUTUMN),
    ):
        names = enumerate(("Mai", "Lan", "Hoa"), start=first)
        made.send(f"{unit}/cng.xlsx", [Person(f"{family} Thị {name}", "07/03/1985", "Nữ", n) for n, name in names])
        made.night(day)
    return made


def _load(office: Office, known: Registry) -> None:
    engine = open_engine(office.settings.warehouse)
    with writing(engine) as connection:
        registry.load(connection, known, datetime.now(UTC))
    engine.dispose()


def run(office: Office, *arguments: str, code: int = 0, answer: str | None = None) -> str:
    told = CliRunner().invoke(app, ["units", *arguments], env=environment(office), input=answer)
    assert told.exit_code == code, told.output
    return told.output + str(told.exception or "")


def decided(folder: Path) -> Path:
    """The example with the units of split wards placed, as the office decided."""
    where = {
        one.unit_code: one.parent_code
        for one in read_registry(example_registry()).parents
        if one.valid_from == date(2025, 9, 26)
    }
    rows = list(csv.reader(EXAMPLE.read_text(encoding="utf-8-sig").splitlines()))
    placed = [[*row[:6], where[row[2]], *row[7:]] if ";" in row[6] else row for row in rows]
    file = folder / "sap-xep.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target).writerows(placed)
    return file


def figures(office: Office) -> dict[tuple[str, tuple[str, ...], str], int]:
    """Every published figure that is not nought."""
    found = {}
    for name in FIGURES:
        promise = MARTS[name]
        for row in office.mart(name).iter_rows(named=True):
            key = tuple(str(row[column]) for column in promise.grain)
            for field in promise.fields:
                if field.type == "integer" and field.name not in (*promise.grain, "step_order") and row[field.name]:
                    found[name, key, field.name] = row[field.name]
    return found


def known(office: Office) -> Registry:
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        found = registry.current(connection)
    engine.dispose()
    return found


def test_the_preview_is_what_the_next_night_publishes_and_undoing_restores_it(office: Office, tmp_path: Path) -> None:
    file, first, old = decided(tmp_path), figures(office), known(office)
    told = json.loads(run(office, "plan", str(file), "--json"))
    assert (told["refused"], known(office)) == ([], old), "planning writes nothing"
    assert told["lists"] == [], "their campaign ended under the districts"
    assert "R0001" in run(office, "apply", str(file), "--reason", "QĐ 123", "--yes")
    assert set(known(office).parents) == set(read_registry(example_registry()).parents)
    assert figures(office) == first, "what is published stays until a night publishes anew"
    office.night(AUTUMN)
    now = figures(office)
    changed = {at: now.get(at, 0) - first.get(at, 0) for at in now | first if now.get(at, 0) != first.get(at, 0)}
    said = {(one["mart"], tuple(one["key"].values()), one["column"]): one["change"] for one in told["figures"]}
    assert said == changed and said
    city = [at for at in changed if at[0] == "award" and "HN" in at[1] and "persons" in at]
    assert city == [], "the city's totals stay"
    run(office, "undo", "R0001", "--reason", "quyết định bị hủy")
    assert known(office) == old
    office.night(AUTUMN)
    assert figures(office) == first
    told = json.loads(run(office, "history", "--json"))
    assert [(one["reason"], one["undone_reason"]) for one in told] == [("QĐ 123", "quyết định bị hủy")]


def test_units_of_split_wards_are_asked_for_one_by_one(office: Office, tmp_path: Path) -> None:
    sheet = tmp_path / "quyet-dinh.xlsx"
    said = run(office, "plan", str(EXAMPLE), "--out", str(sheet), code=1)
    assert said.count("Chưa quyết định đơn vị này về đâu") == 8 and "nothing was written" in said
    run(office, "apply", str(EXAMPLE), "--reason", "QĐ 123", "--yes", code=1)
    book = openpyxl.load_workbook(sheet)
    rows = book.active.iter_rows(min_row=4) if book.active else ()
    waiting = [row for row in rows if str(row[7].value).startswith("Chọn một")]
    assert len(waiting) == 8
    for row in waiting:
        row[6].value = str(row[7].value).removeprefix("Chọn một: ").split("; ")[0]
    book.save(sheet)
    assert "units change" in run(office, "plan", str(sheet))
    run(office, "apply", str(sheet), "--reason", "QĐ 123", answer="y\n")
    assert Structure(known(office)).parent("TX-006", AUTUMN) in ("CD-KD", "CD-TX")


def test_lists_of_campaigns_that_end_later_are_told(office: Office, tmp_path: Path) -> None:
    title = "DANH SÁCH LAO ĐỘNG GIỎI CẤP CƠ SỞ NĂM 2025"
    office.send("TX-003/ldg.xlsx", [Person("Vũ Thị Hà", "07/03/1985", "Nữ", 60)], title=title)
    office.night(AUTUMN)
    told = json.loads(run(office, "plan", str(decided(tmp_path)), "--json"))
    assert told["lists"] == [
        {"campaign_code": "LDG-2025", "parent_before": "TX", "parent_after": "CD-TX", "units": 1, "lists": 1}
    ]
    by_day = [
        (one["day"], one["parent_before"], one["parent_after"]) for one in told["moves"] if one["unit_code"] == "TX-003"
    ]
    assert by_day == [("2025-07-01", "TX", "HN"), ("2025-09-26", "HN", "CD-TX")]


def report(office: Office, out: Path, *arguments: str) -> bytes:
    asked = ["report", "--campaign", "CNG-2025", "--out", str(out), *arguments]
    told = CliRunner().invoke(app, asked, env=environment(office))
    assert told.exit_code == 0, told.exception
    return Path(told.output.strip()).read_bytes()


def test_a_report_is_drawn_in_the_structure_of_any_day_and_the_city_stays(office: Office, tmp_path: Path) -> None:
    run(office, "apply", str(decided(tmp_path)), "--reason", "QĐ 123", "--yes")
    office.night(AUTUMN)
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        edition = marts.current(connection)
        assert edition is not None
        drawn = [sums(connection, edition, day)["award"] for day in (None, date(2025, 8, 1), date(2025, 10, 20))]
    engine.dispose()
    city = [frame.filter(unit_code="HN").drop("structure").unique().sort("award_level").rows() for frame in drawn]
    assert city[0] == city[1] == city[2] and city[0]
    units = [set(frame["unit_code"]) for frame in drawn[1:]]
    assert units == [
        {"HN", "TX-001", "TX-002", "HM-001"},
        {"HN", "CD-TX", "CD-KD", "CD-HM", "TX-001", "TX-002", "HM-001"},
    ]
    page = report(office, tmp_path, "--unit", "HN", "--structure", "2025-08-01", "--format", "html").decode()
    assert "hệ thống tổ chức ngày 01/08/2025" in page
    for structure, said in (("2025-13-01", "a day such as"), ("2025-08-01", "is open on 2025-08-01")):
        asked = ["report", "--campaign", "CNG-2025", "--out", str(tmp_path), "--unit", "TX", "--structure", structure]
        assert said in str(CliRunner().invoke(app, asked, env=environment(office)).exception)


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_an_earlier_publication_is_reported_again_byte_for_byte(office: Office, tmp_path: Path, form: str) -> None:
    first = report(office, tmp_path / "a", "--unit", "TX", "--format", form)
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        published = runs.current_publication(connection)
    engine.dispose()
    assert published is not None
    office.send("TX-004/cng.xlsx", [Person("Vũ Thị Cúc", "07/03/1985", "Nữ", 80)])
    run(office, "apply", str(decided(tmp_path)), "--reason", "QĐ 123", "--yes")
    office.night(AUTUMN)
    assert report(office, tmp_path / "b", "--unit", "TX", "--format", form) != first
    again = report(office, tmp_path / "c", "--unit", "TX", "--format", form, "--publication", published.publication_id)
    assert again == first


def test_what_later_changes_rest_on_is_not_undone(office: Office, tmp_path: Path) -> None:
    run(office, "apply", str(decided(tmp_path)), "--reason", "QĐ 123", "--yes")
    later = tmp_path / "sau.csv"
    later.write_text("Việc,Ngày,Mã đơn vị,Cấp trên\nchuyển,2025-12-01,TX-001,CD-PL\n", encoding="utf-8")
    run(office, "apply", str(later), "--reason", "QĐ 456", "--yes")
    said = run(office, "undo", "R0001", "--reason", "nhầm", code=1)
    assert "TX-001" in said
    run(office, "undo", "R0002", "--reason", "nhầm")
    run(office, "undo", "R0001", "--reason", "nhầm")
    assert "R0009" in run(office, "undo", "R0009", "--reason", "không có", code=1)
    assert "say why" in run(office, "undo", "R0001", "--reason", " ", code=1)
    assert "already taken back" in run(office, "undo", "R0001", "--reason", "lần nữa", code=1)


def test_loading_files_that_lack_a_reorganisation_says_so(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    run(office, "apply", str(decided(tmp_path)), "--reason", "QĐ 123", "--yes")
    run(office, "export", "--out", str(folder))
    assert set(read_registry(folder).parents) == set(known(office).parents)
    said = CliRunner().invoke(app, ["init", "--registry", str(folder)], env=environment(office))
    assert "R0001" not in said.output, said.output
    old = before(read_registry(example_registry()))
    write_registry(replace(old, aliases=()), tmp_path / "old")
    said = CliRunner().invoke(app, ["init", "--registry", str(tmp_path / "old")], env=environment(office))
    assert said.exit_code == 1 and "R0001" in str(said.exception)
    assert Structure(known(office)).parent("TX-001", AUTUMN) == "CD-TX", "nothing was lost"


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "Thiếu cột"), ("Việc,Ngày,Mã đơn vị\nbán,2025-01-01,TX\n", "bán"), ("", "The file is empty")],
)
def test_a_file_that_is_no_change_set_is_told_in_words(office: Office, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text, encoding="utf-8")
    assert said in run(office, "plan", str(file), code=1)
