"""A worker as a steward looks at it: what holds and why, what joins the records, what waits."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.console import Failure
from tests.flows.office import Office
from tests.flows.test_corrections import environment
from warehouse import disclosures
from warehouse.session import open_engine, reading

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Công việc")
UPPER = ("STT", "Công đoàn cơ sở", *HEADINGS[1:])
LAN = ("Nguyễn Thị Lan", "07/03/1985", "Nữ", "001185000111", "0912345678", "Công nhân may")
LAN_AGAIN = ("TX-001", "NGUYEN THI LAN", "07/03/1985", "Nữ", "001185000111", "0912345679", "Tổ trưởng")
THOA = ("Quách Diệu Thoa", "12/05/1990", "Nữ", "001190000222", "", "Thủ kho")
THOA_AWAY = ("Quách Diệu Thoa", "12/05/1990", "Nữ", "", "", "Kế toán")
AN = ("Trần Văn An", "1980", "Nam", "", "0912000333", "Bảo vệ")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lan of TX-001 stands in two lists; Thoa of TX-001 and of TX-002 may be one person."""
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder)
    office.send("TX-001/cng.xlsx", [LAN, THOA, AN], headings=HEADINGS)
    title = "DANH SÁCH CÔNG NHÂN GIỎI CẤP TRÊN CƠ SỞ NĂM 2025"
    office.send("TX/quan.xlsx", [LAN_AGAIN], title=title, headings=UPPER)
    office.night()
    office.send("TX-002/cng.xlsx", [THOA_AWAY], headings=HEADINGS)
    office.night(date(2025, 6, 11))
    return folder


@pytest.fixture
def office(nights: Path, tmp_path: Path) -> Office:
    """The same nights for each test to change."""
    shutil.copytree(nights, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def bridged(office: Office) -> None:
    """Two women of two records each, with one tie between them: both grassroots lists give name and birth in full."""
    headings = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Số BHXH", "Công việc")
    one, other = ("Nữ", "001190000222", "", "Thủ kho"), ("Nữ", "", "0112345678", "Kế toán")
    for unit, about in (("TX-001", one), ("TX-002", other)):
        office.send(f"{unit}/thoa.xlsx", [("Quách Diệu Thoa", "12/05/1990", *about)], headings=headings)
    title = "DANH SÁCH CÔNG NHÂN GIỎI CẤP TRÊN CƠ SỞ NĂM 2025"
    rows = [("TX-001", "Quách Thoa", "1990", *one), ("TX-002", "Diệu Thoa", "1990", *other)]
    office.send("TX/thoa.xlsx", rows, title=title, headings=("STT", "Công đoàn cơ sở", *headings[1:]))


def run(office: Office, *arguments: str) -> str:
    found = CliRunner().invoke(app, ["workers", *arguments], env=environment(office), catch_exceptions=False)
    return found.stdout


def told(office: Office, *arguments: str) -> Any:
    return json.loads(run(office, *arguments, "--json"))


def worker(office: Office, unit: str, **values: object) -> str:
    return str(office.mart("worker_award").filter(unit_code=unit, **values)["worker_id"][0])


def value(document: Any, field: str) -> Any:
    return next(one for one in document["values"] if one["field"] == field)


def test_each_value_is_told_with_its_cell_and_what_competes(office: Office) -> None:
    shown = told(office, "show", worker(office, "TX-001", award_level="upper"))
    name = value(shown, "full_name")
    assert (name["value"], name["rule"], name["others"][0]["value"]) == ("Nguyễn Thị Lan", "fuller", "Nguyen Thi Lan")
    source = name["sources"][0]
    assert (source["file"], source["sheet"], source["cell"], source["award_level"]) == (
        "TX-001/cng.xlsx",
        "Sheet",
        "B4",
        "grassroots",
    )
    assert value(shown, "phone")["others"][0]["times"] == 1


def test_what_joined_the_records_is_told_in_words_and_bits(office: Office) -> None:
    shown = told(office, "show", worker(office, "TX-001", award_level="upper"))
    (link,) = shown["links"]
    assert link["evidence"][0]["vi"].startswith("Cùng số CCCD")
    assert link["probability"] > 0.999
    assert [len(one["rows"]) for one in shown["records"]] == [1, 1]
    assert [one["kind"] for one in shown["history"]] == ["new"]


@pytest.mark.parametrize(("lang", "said"), [("vi", "Vì sao là một người"), ("en", "Why this is one person")])
def test_the_page_is_read_in_either_language(office: Office, lang: str, said: str) -> None:
    page = run(office, "show", worker(office, "TX-001", award_level="upper"), "--lang", lang)
    assert said in page
    assert "Nguyễn Thị Lan" in page
    assert "Sheet!B4" in page
    assert "TX-001/cng.xlsx:Sheet:4" in page
    assert not re.search(r"\d{9}", page), "no id in the clear"


def test_ids_are_revealed_for_a_reason_that_is_kept(office: Office) -> None:
    lan = worker(office, "TX-001", award_level="upper")
    with pytest.raises(Failure, match="--reason"):
        run(office, "show", lan, "--reveal")
    assert "001185000111" in run(office, "show", lan, "--reveal", "--reason", "đối chiếu khiếu nại")
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        kept = disclosures.listed(connection)
    engine.dispose()
    assert kept.select("subject", "command", "reason").rows() == [(lan, "show", "đối chiếu khiếu nại")]


def test_a_retired_id_shows_the_worker_it_became(office: Office) -> None:
    thoa, away = (told(office, "queue")["questions"][0][name] for name in ("worker_l", "worker_r"))
    run(office, "merge", thoa, away, "--reason", "cùng hồ sơ", "--yes")
    shown = [told(office, "show", one) for one in (thoa, away)]
    assert len({one["worker_id"] for one in shown}) == 1
    assert [{*one["former_ids"], one["worker_id"]} for one in shown] == [{thoa, away}] * 2
    assert shown[0]["judgements"][0]["vi"] == "là một người"
    assert shown[0]["history"][-1]["kind"] == "merge"


def test_an_unknown_worker_is_one_clear_line(office: Office) -> None:
    with pytest.raises(Failure, match="W0009999"):
        run(office, "show", "W0009999")


def test_the_queue_tells_who_waits_and_how_many_figures_hang_on_it(office: Office) -> None:
    queue = told(office, "queue")
    (question,) = queue["questions"]
    assert (queue["waiting"], question["waits"], question["name_l"], question["name_r"]) == (
        1,
        "doubtful",
        "Quách Diệu Thoa",
        "Quách Diệu Thoa",
    )
    assert question["figures"] == 2, "the district's and the city's"
    page = run(office, "queue")
    assert "Gần như chắc chắn là một người" in page
    assert told(office, "show", question["worker_l"])["doubts"] == [question]


def test_a_single_tie_between_two_groups_of_records_needs_two_people(tmp_path: Path) -> None:
    office = Office(tmp_path)
    bridged(office)
    office.night()
    (question,) = told(office, "queue")["questions"]
    assert (question["waits"], question["needs_two"]) == ("bridge", True)
    pair = question["explanation"]
    run(office, "judge", pair["record_l"], pair["record_r"], "--verdict", "unsure", "--reason", "chưa rõ", "--yes")
    (question,) = told(office, "queue")["questions"]
    assert (question["waits"], question["needs_two"]) == ("unsure", True), "a doubt does not make it easier"


def test_a_pair_that_was_answered_waits_no_more(office: Office) -> None:
    pair = told(office, "queue")["questions"][0]["explanation"]
    records = (pair["record_l"], pair["record_r"])
    run(office, "judge", *records, "--verdict", "different", "--reason", "khác hồ sơ", "--yes")
    assert told(office, "queue") == {"waiting": 0, "questions": []}
    kinds = [one["kind"] for one in told(office, "why", *records)["remarks"]]
    assert kinds == ["different"]
    assert "Không có cặp nào đang chờ" in run(office, "queue")


def test_any_two_rows_are_explained_by_their_places(office: Office) -> None:
    why = told(office, "why", "TX-001/cng.xlsx:Sheet:4", "TX-001/cng.xlsx:Sheet:6")
    assert why["weight"] < -20
    assert why["conclusion"]["vi"] == "Gần như chắc chắn là hai người"
    page = run(office, "why", "TX-001/cng.xlsx:Sheet:4", "TX/quan.xlsx:Sheet:4", "--lang", "en")
    assert "Certainly one person" in page


@pytest.mark.parametrize("name", ["TX-001/cng.xlsx:Sheet:99", "TX-001/cng.xlsx:Sheet:x", "000000", "abc"])
def test_a_record_that_is_not_there_is_one_clear_line(office: Office, name: str) -> None:
    with pytest.raises(Failure, match=re.escape(name)):
        run(office, "why", name, "TX-001/cng.xlsx:Sheet:4")


def test_a_chosen_value_holds_and_goes_where_its_record_goes(office: Office) -> None:
    question = told(office, "queue")["questions"][0]
    thoa, away = question["worker_l"], question["worker_r"]
    run(office, "choose", "TX-001/cng.xlsx:Sheet:5", "job", "--reason", "hợp đồng lao động")
    run(office, "merge", thoa, away, "--reason", "cùng hồ sơ", "--yes")
    job = value(told(office, "show", thoa), "job")
    assert (job["value"], job["rule"], job["others"][0]["value"]) == ("Thủ kho", "steward", "Kế toán")
    run(office, "unmerge", thoa, "--reason", "khác người", "--yes")
    jobs = {one: value(told(office, "show", one), "job") for one in (thoa, away)}
    assert {one["value"]: one["rule"] for one in jobs.values()} == {"Thủ kho": "steward", "Kế toán": "only"}


def test_a_choice_is_taken_back(office: Office) -> None:
    place = "TX-001/cng.xlsx:Sheet:4"
    lan = worker(office, "TX-001", award_level="upper")
    run(office, "choose", place, "job", "--reason", "hợp đồng")
    assert value(told(office, "show", lan), "job")["value"] == "Công nhân may"
    run(office, "choose", place, "job", "--withdraw", "--reason", "nhầm")
    assert value(told(office, "show", lan), "job")["value"] == "Tổ trưởng"
    with pytest.raises(Failure):
        run(office, "choose", place, "job", "--withdraw", "--reason", "nhầm")


@pytest.mark.parametrize("field", ["hobby", "email"])
def test_only_what_a_record_states_can_be_chosen(office: Office, field: str) -> None:
    with pytest.raises(Failure, match=field):
        run(office, "choose", "TX-001/cng.xlsx:Sheet:4", field, "--reason", "thử")
