from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from connectors.registry import RegistryRefused, read_registry
from schemas.reference import example_registry
from schemas.registry import Registry, holds

CASES = Path(__file__).parents[1] / "cases" / "registry_faults.csv"
GAP = date(2025, 8, 1)
SOUND = {
    "units.csv": """unit_code;name;level;kind;valid_from;valid_to
A;LĐLĐ quận A;upper;district;;
CITY;LĐLĐ thành phố;city;city;;
G1;CĐCS Một;grassroots;enterprise;;
G2;CĐCS Hai;grassroots;enterprise;;
G3;CĐCS Ba;grassroots;public;;
""",
    "unit_parents.csv": """unit_code;parent_code;valid_from;valid_to
A;CITY;;
G3;CITY;;
G1;A;;2025-07-01
G2;A;;
G1;CITY;2025-07-01;
""",
    "unit_aliases.csv": """unit_code;alias
G1;Công ty Một
""",
    "campaigns.csv": """campaign_code;name;award_code;year;opens_on;closes_on
CNG-2025;CNG 2025;CNG;2025;2025-01-01;2025-06-15
""",
    "obligations.csv": """campaign_code;kind;unit_level;unit_code;due_on
CNG-2025;cng_list;grassroots;;2025-06-10
CNG-2025;unit_statistics;;G1;2025-06-10
""",
}


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _written(folder: Path, changed: dict[str, str] | None = None, encoding: str = "utf-8") -> Path:
    for name, text in (SOUND | (changed or {})).items():
        (folder / name).write_text(text.replace(";", ","), encoding=encoding)
    return folder


def _change(text: str, change: str) -> str:
    """ "+line" adds a line, "-line" takes one away, "old>new" puts one in the place of another."""
    if change.startswith("+"):
        return f"{text}{change[1:]}\n"
    old, new = (change[1:], "") if change.startswith("-") else change.split(">")
    assert f"{old}\n" in text
    return text.replace(f"{old}\n", f"{new}\n" if new else "")


def _parents_on(registry: Registry, unit: str, day: date) -> list[str]:
    return [
        link.parent_code
        for link in registry.parents
        if link.unit_code == unit and holds(link.valid_from, link.valid_to, day)
    ]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["note"])
def test_a_fault_is_named_with_its_file_and_line(case: dict[str, str], tmp_path: Path) -> None:
    changed = {case["file"]: _change(SOUND[case["file"]], case["change"])}
    with pytest.raises(RegistryRefused) as refused:
        read_registry(_written(tmp_path, changed))
    found = {(fault.code, fault.line) for fault in refused.value.faults}
    assert (case["code"], int(case["line"])) in found


def test_every_offending_line_is_named_at_once(tmp_path: Path) -> None:
    changed = {
        "units.csv": SOUND["units.csv"].replace("grassroots;public", "team;public").replace("upper;district", "x;y"),
        "obligations.csv": SOUND["obligations.csv"].replace("G1", "G7"),
    }
    with pytest.raises(RegistryRefused) as refused:
        read_registry(_written(tmp_path, changed))
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [
        ("units.csv", 2),
        ("units.csv", 6),
        ("obligations.csv", 3),
    ]


def test_a_refusal_says_in_both_languages_what_is_wrong(tmp_path: Path) -> None:
    changed = {"unit_aliases.csv": SOUND["unit_aliases.csv"] + "G9;Công ty Chín\n"}
    with pytest.raises(RegistryRefused, match=r"unit_aliases.csv:3: unit_code: .*G9") as refused:
        read_registry(_written(tmp_path, changed))
    assert "G9" in refused.value.faults[0].message_vi


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (_written(tmp_path) / "campaigns.csv").unlink()
    with pytest.raises(RegistryRefused) as refused:
        read_registry(tmp_path)
    assert [(fault.file, fault.code) for fault in refused.value.faults] == [("campaigns.csv", "file_missing")]


def test_a_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    _written(tmp_path, encoding="utf-16")
    with pytest.raises(RegistryRefused) as refused:
        read_registry(tmp_path)
    assert {fault.code for fault in refused.value.faults} == {"file_encoding"}


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    plain = read_registry(_written(tmp_path))
    spaced = {name: f"{text}\n,,\n" for name, text in SOUND.items()}
    assert read_registry(_written(tmp_path, spaced, encoding="utf-8-sig")) == plain


def test_obligations_need_only_one_of_level_and_unit(tmp_path: Path) -> None:
    by_level = "campaign_code;kind;unit_level;due_on\nCNG-2025;cng_list;upper;2025-06-10\n"
    [owed] = read_registry(_written(tmp_path, {"obligations.csv": by_level})).obligations
    assert (owed.unit_level, owed.unit_code) == ("upper", "")


def test_a_cell_over_two_lines_does_not_shift_the_numbers(tmp_path: Path) -> None:
    broken = 'unit_code;alias\nG1;"Công ty\nMột"\nG9;Công ty Chín\n'
    with pytest.raises(RegistryRefused) as refused:
        read_registry(_written(tmp_path, {"unit_aliases.csv": broken}))
    assert refused.value.faults[0].line == 4


def test_an_open_start_asks_nothing_of_the_time_before_the_first_link(tmp_path: Path) -> None:
    later = SOUND["unit_parents.csv"].replace("G3;CITY;;", "G3;CITY;2020-01-01;")
    assert read_registry(_written(tmp_path, {"unit_parents.csv": later})).parents[1].valid_from == date(2020, 1, 1)


def test_a_unit_may_change_its_name(tmp_path: Path) -> None:
    renamed = SOUND["units.csv"].replace(
        "G3;CĐCS Ba;grassroots;public;;\n",
        "G3;CĐCS Ba;grassroots;public;;2025-03-01\nG3;CĐCS Ba mới;grassroots;public;2025-03-01;\n",
    )
    registry = read_registry(_written(tmp_path, {"units.csv": renamed}))
    assert [unit.name for unit in registry.units if unit.unit_code == "G3"] == ["CĐCS Ba", "CĐCS Ba mới"]


def test_the_example_has_districts_a_gap_and_ward_unions() -> None:
    registry = read_registry(example_registry())
    days = (date(2025, 6, 30), GAP, date(2025, 9, 26))
    assert [_parents_on(registry, "TX-001", day) for day in days] == [["TX"], ["HN"], ["CD-TX"]]


def test_some_units_of_the_example_stay_under_the_city() -> None:
    registry = read_registry(example_registry())
    under = {
        unit.unit_code for unit in registry.units if _parents_on(registry, unit.unit_code, date(2026, 1, 1)) == ["HN"]
    }
    assert {"HN-001", "TX-050"} <= under


@pytest.mark.parametrize(
    ("said", "wanted"), [("yes", True), ("Có", True), ("no", False), ("không", False), ("", False)]
)
def test_a_campaign_may_ask_for_four_eyes(tmp_path: Path, said: str, wanted: bool) -> None:
    (campaign,) = read_registry(_written(tmp_path, {"campaigns.csv": _four_eyes(said)})).campaigns
    assert campaign.four_eyes is wanted


def test_what_is_neither_yes_nor_no_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryRefused) as refused:
        read_registry(_written(tmp_path, {"campaigns.csv": _four_eyes("maybe")}))
    assert [(one.line, one.column, one.code) for one in refused.value.faults] == [(2, "four_eyes", "flag_invalid")]


def _four_eyes(said: str) -> str:
    header, line = SOUND["campaigns.csv"].splitlines()
    return f"{header};four_eyes\n{line};{said}\n"
