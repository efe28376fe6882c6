from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.office import DAY, TITLE, Office, Person
from warehouse.session import open_engine, writing


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


ANH, BINH, CHI = (
    Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1),
    Person("Trần Đức Bình", "11/12/1990", "Nam", 2),
    Person("Lê Thị Chi", "02/09/1978", "Nữ", 3),
)
BAD = Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4, citizen_id="00108500")


def test_a_night_publishes_what_it_accepted_and_holds_what_is_wrong(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH, BAD])
    told = office.night()
    assert (told["rows"]["accepted"], told["rows"]["held"]) == (2, 1)
    assert office.persons() == 2


def test_great_expectations_audits_the_night_as_well(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH])
    assert office.audited_night()["status"] == "published"
    page = next((office.settings.output / "audit").iterdir()).read_text(encoding="utf-8")
    assert "Kỳ vọng" in page


def test_received_rows_are_the_sum_of_what_became_of_them(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH, BAD])
    rows = office.night()["rows"]
    assert rows["received"] == sum(n for name, n in rows.items() if name != "received")


def test_the_same_files_again_change_nothing(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH, BINH])
    first, second = office.night(), office.night()
    assert second["checksum"] == first["checksum"]
    assert second["publication_id"] == first["publication_id"]
    assert second["deliveries"] == {"new": 0, "unchanged": 1, "held": 0, "refused": 0}


def test_a_later_list_replaces_the_earlier_one(office: Office) -> None:
    office.send("TX-001/2025-05-01/a.xlsx", [ANH, BINH])
    office.night()
    office.send("TX-001/2025-05-02/b.xlsx", [ANH, CHI])
    office.night()
    assert office.persons() == 2
    assert office.mart("lineage")["file"].unique().to_list() == ["TX-001/2025-05-02/b.xlsx"]


def test_a_worker_keeps_the_id_when_the_list_is_sent_again_corrected(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    office.night()
    before = office.mart("worker_award")["worker_id"].to_list()
    office.send("TX-001/b.xlsx", [Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1), CHI])
    office.night()
    assert before[0] in office.mart("worker_award")["worker_id"].to_list()


def test_an_addition_counts_beside_the_list(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    office.send("TX-001/b.xlsx", [CHI], title=f"{TITLE} (BỔ SUNG)")
    office.night()
    assert office.persons() == 2


def test_the_same_award_from_two_units_counts_once_and_the_later_row_is_held(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    office.send("TX-002/b.xlsx", [ANH, CHI])
    told = office.night()
    assert told["rows"]["held"] == 1
    assert office.persons() == 2


def test_a_held_repetition_counts_once_the_first_list_is_replaced(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    office.send("TX-002/b.xlsx", [ANH, CHI])
    office.night()
    office.send("TX-001/c.xlsx", [BINH])
    office.night()
    units = office.mart("worker_award").sort("unit_code")["unit_code"].to_list()
    assert units == ["TX-001", "TX-002", "TX-002"]


def test_a_violation_stops_the_publication_and_readers_keep_the_old_one(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    first = office.night()
    engine = open_engine(office.settings.warehouse)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO fact (fact_id, entry_id, worker_id, campaign_code, award_code, award_level, unit_code,"
            " content_hash, opened_by) VALUES ('x', 'nothing', 'W0000001', 'CNG-2025', 'CNG', 'city', 'TX-001', 1, 2)"
        )
    engine.dispose()
    office.send("TX-002/b.xlsx", [CHI])
    from flows.nightly import AuditFailed

    with pytest.raises(AuditFailed) as failed:
        office.night()
    assert failed.value.summary["status"] == "audit_failed"
    assert failed.value.summary["publication_id"] == first["publication_id"]
    assert office.persons() == 1


def test_a_file_in_another_units_folder_is_held_whole(office: Office) -> None:
    office.send("TX-002/a.xlsx", [ANH, BINH], lines=["Mã đơn vị: TX-001"])
    told = office.night()
    assert told["deliveries"]["held"] == 1
    assert told["rows"]["held"] == 2


def test_a_file_that_is_no_workbook_is_refused_and_the_others_go_on(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    (Path(office.settings.inbox) / "TX-002").mkdir()
    (Path(office.settings.inbox) / "TX-002" / "x.xlsx").write_bytes(b"%PDF-1.4 nothing")
    told = office.night()
    assert told["deliveries"]["refused"] == 1
    assert office.persons() == 1


def test_the_business_date_bounds_the_day_of_arrival(office: Office) -> None:
    office.send("TX-001/a.xlsx", [ANH])
    office.night(DAY)
    row = (
        office.mart("reporting")
        .filter(campaign_code="CNG-2025", unit_code="TX", kind="cng_list", structure="as_was")
        .row(0, named=True)
    )
    assert row["on_time"] + row["late"] == 1
