from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from connectors.registry import read_registry
from connectors.synthetic import truth
from connectors.synthetic.layouts import LAYOUTS
from connectors.synthetic.sample import make_sample
from connectors.workbook import read
from schemas.problems import CATALOGUE

FIGURES = {"grassroots": 1_168, "upper": 30, "city": 3}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preset as it ships."""
    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder)
    return folder


@pytest.fixture(scope="module")
def rows(sample: Path) -> list[dict[str, str]]:
    """The truth about its rows."""
    return _table(sample, "rows")


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _fingerprint(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _cells(folder: Path, file: str) -> dict[tuple[str, int], str]:
    """Each row of a file as one text, by sheet and number, read by the program's own reader."""
    workbook = read((folder / "inbox" / file).read_bytes())
    return {
        (sheet.name, number): " ".join(line)
        for sheet in workbook.sheets
        for number, line in enumerate(sheet.rows, start=1)
    }


def test_the_same_seed_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    make_sample(tmp_path)
    assert _fingerprint(tmp_path) == _fingerprint(sample)


def test_another_seed_gives_other_people_and_the_same_figures(sample: Path, tmp_path: Path) -> None:
    make_sample(tmp_path, seed=7)
    assert _table(tmp_path, "rows")[0]["full_name"] != _table(sample, "rows")[0]["full_name"]
    assert _persons(tmp_path, "TX") == FIGURES


@pytest.mark.parametrize("faults", [0.0, 0.05, 0.2])
def test_thanh_xuan_has_its_figures_however_many_mistakes(faults: float, tmp_path: Path) -> None:
    make_sample(tmp_path, faults=faults)
    assert _persons(tmp_path, "TX") == FIGURES
    [found] = [
        row for row in _table(tmp_path, "figures") if (row["unit_code"], row["campaign_code"]) == ("TX", "SKST-2025")
    ]
    assert (found["award_level"], found["initiatives"]) == ("upper", "50")


def _persons(folder: Path, unit: str) -> dict[str, int]:
    return {
        row["award_level"]: int(row["persons"])
        for row in _table(folder, "figures")
        if row["unit_code"] == unit and row["campaign_code"] == "CNG-2025"
    }


def test_without_mistakes_nothing_is_held(tmp_path: Path) -> None:
    summary = make_sample(tmp_path, faults=0)
    assert (summary.held, summary.rows) == (0, summary.accepted)


def test_those_honoured_above_are_named_below(rows: list[dict[str, str]]) -> None:
    named = {
        level: {
            row["person_id"]
            for row in rows
            if row["award_level"] == level
            and row["expected_status"] == "accepted"
            and row["kind"] == "cng_list"
            and row["unit_code"].startswith("TX-")
        }
        for level in FIGURES
    }
    assert named["city"] < named["upper"] < named["grassroots"]


def test_the_figures_follow_from_the_rows(sample: Path, rows: list[dict[str, str]]) -> None:
    assert truth.figures_of(rows, read_registry(sample / "registry")) == _table(sample, "figures")


def test_every_row_stands_where_the_truth_says(sample: Path, rows: list[dict[str, str]]) -> None:
    """Seen in the file itself: the name, or the title, stands in that row of that sheet."""
    legacy = {
        row["file"] for row in rows if "TX-013" in row["file"] or "TX-029" in row["file"] or "TX-045" in row["file"]
    }
    grids = {file: _cells(sample, file) for file in {row["file"] for row in rows} - legacy}
    for row in rows:
        said = row["full_name"] or row["initiative_name"]
        if row["file"] in grids and said:
            line = grids[row["file"]][row["sheet"], int(row["row"])]
            assert said.split()[-1].casefold() in line.casefold(), row


def test_every_code_of_the_truth_is_in_the_catalogue(rows: list[dict[str, str]]) -> None:
    codes = {row[name] for row in rows for name in ("fault", "query")} - {""}
    assert codes <= set(CATALOGUE)


def test_the_mistakes_are_of_many_kinds(rows: list[dict[str, str]]) -> None:
    held = Counter(row["fault"] for row in rows if row["expected_status"] == "held")
    assert {
        *("name_missing", "birth_impossible", "citizen_id_length", "citizen_id_province", "citizen_id_sex"),
        *("citizen_id_birth", "id_unreadable", "social_insurance_length", "gender_conflict", "error_cell"),
        *("duplicate_row", "award_twice", "unit_mismatch", "campaign_unknown", "unit_unknown", "unit_missing"),
        *("unit_ambiguous", "shares_sum", "initiative_name_missing", "author_missing", "number_unreadable"),
    } <= set(held)


def test_a_clean_citizen_id_agrees_with_its_row(rows: list[dict[str, str]]) -> None:
    shown = [row for row in rows if row["citizen_id"] and row["gender"] and row["date_of_birth"]]
    assert len(shown) > 1_000
    for row in shown:
        number, year = row["citizen_id"], row["date_of_birth"][:4]
        assert number[3] == str((int(year[:2]) - 19) * 2 + (row["gender"] == "female"))
        assert number[4:6] == year[2:]


def test_one_citizen_id_is_one_person(rows: list[dict[str, str]]) -> None:
    owners = {(row["citizen_id"], row["person_id"]) for row in rows if row["citizen_id"]}
    assert max(Counter(number for number, _ in owners).values()) == 1


def test_at_least_ten_layouts_are_in_use() -> None:
    assert len({layout.name for layout in LAYOUTS}) >= 10


def test_every_workbook_opens_in_another_library(sample: Path) -> None:
    refused = {row["file"] for row in _table(sample, "files") if row["status"] == "refused"}
    for file in sorted((sample / "inbox").rglob("*.xlsx")):
        if str(file.relative_to(sample / "inbox")) not in refused:
            assert openpyxl.load_workbook(file, read_only=True).sheetnames


def test_every_file_is_told_once(sample: Path) -> None:
    inbox = sample / "inbox"
    there = sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*") if path.is_file())
    assert sorted(row["file"] for row in _table(sample, "files")) == there


def test_a_copy_has_the_bytes_of_its_original(sample: Path) -> None:
    [copy] = [row for row in _table(sample, "files") if row["status"] == "unchanged"]
    original = copy["reason"].removeprefix("the same bytes as ")
    assert (sample / "inbox" / copy["file"]).read_bytes() == (sample / "inbox" / original).read_bytes()


def test_a_city_has_the_size_asked_for(tmp_path: Path) -> None:
    summary = make_sample(tmp_path, preset=None, units=20, rows=400, faults=0.1, seed=3)
    grassroots = [row for row in _table(tmp_path, "rows") if row["award_level"] == "grassroots"]
    assert (summary.files, len(grassroots)) == (22, 400)
    assert sum(row["expected_status"] == "held" for row in grassroots) == pytest.approx(40, abs=20)


def test_a_city_of_several_districts_has_one_truth(tmp_path: Path) -> None:
    make_sample(tmp_path, preset=None, units=120, rows=600, faults=0.1, seed=3)
    rows = _table(tmp_path, "rows")
    registry = read_registry(tmp_path / "registry")
    assert truth.figures_of(rows, registry) == _table(tmp_path, "figures")
    assert max(Counter(number for number, _ in _ids(rows)).values()) == 1


def _ids(rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    yield from {(row["citizen_id"], row["person_id"]) for row in rows if row["citizen_id"]}


def test_an_unknown_preset_is_refused(tmp_path: Path) -> None:
    arguments: dict[str, Any] = {"preset": "moon"}
    with pytest.raises(ValueError, match="moon"):
        make_sample(tmp_path, **arguments)
