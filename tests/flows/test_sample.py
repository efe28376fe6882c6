"""The sample's night against its truth: every row, every figure, every traced award."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest
from sqlalchemy import text

from connectors.synthetic.sample import make_sample
from tests.flows.office import Office
from warehouse.session import open_engine, reading

ENTRIES = """
SELECT d.path, l.sheet, n.row_no, n.status, n.unit_code, n.entry_id FROM entry n
JOIN listing l ON l.listing_id = n.listing_id AND l.closed_by IS NULL
JOIN delivery d ON d.delivery_id = n.delivery_id WHERE n.closed_by IS NULL
"""
Place = tuple[str, str, int]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An installation after its night on the preset sample, which it holds in ``sample``."""
    folder = tmp_path_factory.mktemp("thanh-xuan")
    make_sample(folder / "sample")
    office = Office(folder / "office")
    office.night(inbox=str(folder / "sample" / "inbox"))
    return office


@pytest.fixture(scope="module")
def truth(office: Office) -> list[dict[str, str]]:
    return told(office, "rows")


def told(office: Office, name: str) -> list[dict[str, str]]:
    path = office.folder.parent / "sample" / "truth" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def place(row: dict[str, str]) -> Place:
    return row["file"], row["sheet"], int(row["row"])


@pytest.fixture(scope="module")
def found(office: Office) -> dict[Place, tuple[str, str | None, frozenset[str]]]:
    """What the warehouse holds in force: place -> status, unit and open problems."""
    engine = open_engine(office.settings.warehouse)
    problems: dict[str, set[str]] = defaultdict(set)
    with reading(engine) as connection:
        for entry_id, code in connection.execute(text("SELECT entry_id, code FROM problem WHERE closed_by IS NULL")):
            problems[entry_id].add(code)
        rows = connection.execute(text(ENTRIES)).all()
    engine.dispose()
    return {(r.path, r.sheet, r.row_no): (r.status, r.unit_code, frozenset(problems[r.entry_id])) for r in rows}


def test_every_row_is_accepted_or_held_for_exactly_the_reasons_it_has(
    truth: list[dict[str, str]], found: dict[Place, tuple[str, str | None, frozenset[str]]]
) -> None:
    wanted = {
        place(row): (row["expected_status"], frozenset(filter(None, (row["fault"], row["query"]))))
        for row in truth
        if row["expected_status"] in {"accepted", "held"}
    }
    assert {at: (status, codes) for at, (status, _, codes) in found.items()} == wanted


def test_every_accepted_row_belongs_to_its_union(
    truth: list[dict[str, str]], found: dict[Place, tuple[str, str | None, frozenset[str]]]
) -> None:
    accepted = [row for row in truth if row["expected_status"] == "accepted"]
    assert [found[place(row)][1] for row in accepted] == [row["unit_code"] for row in accepted]


@pytest.mark.parametrize(
    ("campaign", "level", "amount"),
    [("CNG-2025", "grassroots", 1168), ("CNG-2025", "upper", 30), ("CNG-2025", "city", 3), ("SKST-2025", "upper", 50)],
)
def test_the_figures_of_thanh_xuan_are_published_and_traced(
    office: Office, campaign: str, level: str, amount: int
) -> None:
    award = office.mart("award").filter(campaign_code=campaign, award_level=level, unit_code="TX", structure="as_was")
    lineage = office.mart("lineage").filter(campaign_code=campaign, award_level=level)
    assert int((award["persons"] + award["initiatives"]).sum()) == amount
    assert lineage["unit_code"].str.starts_with("TX-").sum() == amount


def test_all_figures_equal_the_truth(office: Office) -> None:
    names = ("persons", "initiatives", "women", "direct_workers")
    award = office.mart("award").filter(structure="as_was").iter_rows(named=True)
    published = {
        (row["campaign_code"], row["award_level"], row["unit_code"]): (
            *(row[name] for name in names),
            row["benefit_vnd"] or 0,
        )
        for row in award
    }
    wanted = {
        (row["campaign_code"], row["award_level"], row["unit_code"]): (
            *(int(row[name]) for name in names),
            int(row["benefit_vnd"] or 0),
        )
        for row in told(office, "figures")
    }
    assert published == wanted
