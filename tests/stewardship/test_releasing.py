"""Four eyes: in campaigns that ask for it nothing that one person fixed counts before another has released it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from connectors.registry import read_registry
from flows.held import held_rows, import_corrections
from reports.corrections import Correction, Corrections
from schemas.reference import example_registry
from stewardship.desk import now
from tests.skips import CHROMIUM, VENDORED
from tests.stewardship.conftest import Workbench, furnish, grid_rows, number
from tests.stewardship.test_browser import browser, check, desktop, grid_ready
from warehouse import corrections, registry
from warehouse.session import reading, writing

__all__ = ["browser"]
CAUSE = "/held?code=citizen_id_length&field=id_number&unit=TX-005"
WAITING = "/held?proposed=true&unit=TX-005"
ROWS = 6


@pytest.fixture
def strict(fresh_workbench: Workbench) -> Workbench:
    """A workbench whose campaigns ask for a second person."""
    known = read_registry(example_registry())
    strict = replace(known, campaigns=tuple(replace(one, four_eyes=True) for one in known.campaigns))
    with writing(fresh_workbench.desk.engine) as connection:
        registry.load(connection, strict, now())
    return fresh_workbench


def _type(client: httpx.Client, csrf: str, texts: dict[str, str]) -> dict[str, str]:
    """Type ids into rows (by entry); gives the state each row is in."""
    known = {row["id"]: row for page in (CAUSE, WAITING) for row in _grid(client, page)}
    edits = [
        {"id": one, "field": "id_number", "text": text, "version": known[one]["cells"]["id_number"]["version"]}
        for one, text in texts.items()
    ]
    answer = client.post("/held/cells", json={"edits": edits, "reason": "theo thẻ"}, headers={"X-CSRF-Token": csrf})
    assert answer.json()["conflicts"] == []
    return {row["id"]: row["state"] for row in answer.json()["rows"]}


def _grid(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    page = client.get(path).text
    return grid_rows(page) if 'id="rows"' in page else []


def _choices(client: httpx.Client) -> list[str]:
    return re.findall(r'name="chosen" value="(\w+)"', client.get("/releases").text)


def _fixed(workbench: Workbench) -> dict[str, str]:
    """Lan types all six numbers; gives the rows with their numbers."""
    with workbench.client("lan") as client:
        rows = grid_rows(client.get(CAUSE).text)
        texts = {row["id"]: number(400 + n) for n, row in enumerate(rows)}
        assert _type(client, workbench.csrf(client), texts) == dict.fromkeys(texts, "waits")
    return texts


def test_a_fix_counts_when_another_released_it(strict: Workbench) -> None:
    texts = _fixed(strict)
    strict.office.night()
    assert strict.office.persons("TX-005") == 0, "a night does not obey what nobody released"
    with strict.client("lan") as lan:
        csrf = strict.csrf(lan)
        assert (len(_grid(lan, CAUSE)), len(_grid(lan, WAITING))) == (0, ROWS), "gone from the queue"
        assert _choices(lan) == [] and lan.get("/releases").text.count("người khác duyệt") == ROWS
        assert lan.post("/releases", data={"csrf": csrf, "step": "everything", "shown": "6"}).status_code == 403
    with strict.client("duyet") as duyet:
        csrf, chosen = strict.csrf(duyet), _choices(duyet)
        assert len(chosen) == ROWS and "sửa đổi chờ bạn duyệt" in duyet.get("/").text
        many = duyet.post("/releases", data={"csrf": csrf, "step": "everything", "shown": "5"})
        assert many.status_code == 409, "not more than was seen"
        assert duyet.post("/releases", data={"csrf": csrf, "step": "refuse", "chosen": chosen[:1]}).status_code == 400
        assert duyet.post("/releases", data={"csrf": csrf, "step": "release", "chosen": chosen[1:]}).status_code == 303
        words = {"csrf": csrf, "step": "refuse", "chosen": chosen[:1], "reason": "chưa thấy thẻ"}
        assert duyet.post("/releases", data=words).status_code == 303
        assert _choices(duyet) == []
    strict.office.night()
    assert strict.office.persons("TX-005") == ROWS - 1
    with strict.client("lan") as lan:
        (row,) = grid_rows(lan.get(CAUSE).text)
        assert row["note"] == "chưa thấy thẻ" and row["state"] == "fails", "the row is back and says why"
        assert "duyệt bởi duyet" in "".join(lan.get(f"/audit/row/{one}").text for one in texts if one != row["id"])
        assert "chưa thấy thẻ" in lan.get(f"/audit/row/{row['id']}").text


def test_nobody_releases_what_they_fixed_themselves(strict: Workbench) -> None:
    with strict.client("duyet") as duyet:
        csrf = strict.csrf(duyet)
        row = grid_rows(duyet.get(CAUSE).text)[0]
        assert _type(duyet, csrf, {row["id"]: number(400)}) == {row["id"]: "waits"}
        assert _choices(duyet) == []
        with reading(strict.desk.engine) as connection:
            (proposed,) = corrections.proposed(connection, by_unit=False)["correction_id"]
        told = duyet.post("/releases", data={"csrf": csrf, "step": "release", "chosen": [proposed]})
        assert told.status_code == 400
    with strict.client("quan-tri") as other:
        assert _choices(other) == [proposed]


def test_the_last_proposal_for_a_cell_is_the_one_to_release(strict: Workbench) -> None:
    texts = _fixed(strict)
    one = next(iter(texts))
    with strict.client("minh") as minh:
        csrf = strict.csrf(minh)
        assert _type(minh, csrf, {one: "001085"}) == {one: "fails"}
        assert len(grid_rows(minh.get(CAUSE).text)) == 1, "a proposal that does not pass is for its steward"
        said = grid_rows(minh.get(CAUSE).text)[0]["cells"]["id_number"]
        assert said["by"] == "minh" and said["waits"]
    with strict.client("duyet") as duyet:
        page = unescape(duyet.get("/releases").text)
        assert len(_choices(duyet)) == ROWS and page.count("minh") > 1


def test_taking_back_what_was_released_needs_two_as_well(strict: Workbench) -> None:
    texts = _fixed(strict)
    with strict.client("duyet") as duyet:
        words = {"csrf": strict.csrf(duyet), "step": "everything", "shown": str(ROWS)}
        assert duyet.post("/releases", data=words).status_code == 303
    one = next(iter(texts))
    with strict.client("lan") as lan:
        csrf = strict.csrf(lan)
        page = grid_rows(lan.get("/held?ready=true&unit=TX-005").text)
        version = next(row for row in page if row["id"] == one)["cells"]["id_number"]["version"]
        edit = {"id": one, "field": "id_number", "text": number(400)[:-1], "version": version}
        told = lan.post("/held/cells", json={"edits": [edit], "reason": "nhầm"}, headers={"X-CSRF-Token": csrf})
        assert told.json()["rows"][0]["state"] == "fails"
    strict.office.night()
    assert strict.office.persons("TX-005") == ROWS, "what two agreed on stands until two agree otherwise"


@pytest.mark.parametrize("step", ["release", "refuse"])
def test_a_bulk_fix_waits_too(strict: Workbench, step: str) -> None:
    with strict.client("minh") as minh:
        csrf = strict.csrf(minh)
        page = minh.get("/held?code=unit_unknown&field=grassroots_union").text
        path = unescape(re.findall(r'href="(/held/bulk\?[^"]+)"', page)[0])
        form = {"csrf": csrf, "new": "TX-005", "reason": "đơn vị xác nhận", "shown": "300", "step": "apply"}
        done = minh.post(path, data=form).headers["location"]
        assert "chờ một người duyệt khác" in minh.get(done).text
    strict.office.night()
    assert strict.office.persons(level="upper") == 0
    with strict.client("duyet") as duyet:
        (bulk_id,) = _choices(duyet)
        words = {"csrf": strict.csrf(duyet), "step": step, "chosen": [bulk_id], "reason": "sai đơn vị"}
        told = duyet.post("/releases", data=words)
        assert told.headers["location"].count("rows=300") == 1
    strict.office.night()
    furnish(strict.office)
    strict.office.night()
    assert strict.office.persons(level="upper") == (300 if step == "release" else 0)
    with strict.client("minh") as minh:
        page = minh.get(done).text
        if step == "refuse":
            assert "sai đơn vị" in page
        else:
            assert minh.post(f"{done}/undo", data={"csrf": strict.csrf(minh)}).status_code == 403


def test_an_instruction_of_one_is_not_followed_in_later_lists_of_two(fresh_workbench: Workbench) -> None:
    """Made where one person suffices, it meets lists of a campaign that asks for two: it waits there."""
    with fresh_workbench.client("minh") as minh:
        page = minh.get("/held?code=unit_unknown&field=grassroots_union").text
        path = unescape(re.findall(r'href="(/held/bulk\?[^"]+)"', page)[0])
        form = {
            "csrf": fresh_workbench.csrf(minh),
            "new": "TX-005",
            "reason": "xác nhận",
            "shown": "300",
            "step": "apply",
        }
        minh.post(path, data=form)
    known = read_registry(example_registry())
    strict = replace(known, campaigns=tuple(replace(one, four_eyes=True) for one in known.campaigns))
    with writing(fresh_workbench.desk.engine) as connection:
        registry.load(connection, strict, now())
    fresh_workbench.office.night()
    assert fresh_workbench.office.persons(level="upper") == 0
    with fresh_workbench.client("duyet") as duyet:
        assert len(_choices(duyet)) == 1, "the night found that it needs a second person"


def test_what_a_workbook_brings_back_waits_too(strict: Workbench) -> None:
    engine, vault = strict.desk.engine, strict.desk.vault
    with writing(engine) as connection:
        row = held_rows(connection, vault, "TX-005")[0]
        said = row.values["id_number"] or ""
        told = Corrections("TX-005", (Correction(row.row_key, "id_number", said, number(400)),))
        import_corrections(connection, vault, told, made_by="van", made_at=now(), reason="đơn vị gửi lại")
    with strict.client("duyet") as duyet:
        assert len(_choices(duyet)) == 1


def test_an_answer_of_a_unit_is_accepted_by_an_approver_alone(strict: Workbench) -> None:
    with strict.client("lan") as lan, strict.client(None) as unit:
        csrf = strict.csrf(lan)
        made = lan.post("/returning", data={"csrf": csrf, "unit": "TX-005", "days": "7"}).headers["location"]
        link = re.findall(r"/u/[0-9a-f.]+", lan.get(made).text)[0]
        field = re.findall(r'name="(\w+/id_number)"', unit.get(link).text)[0]
        assert unit.post(link, data={field: number(400), "who": "Bà Tư"}).headers["location"].endswith("sent=1")
        answer = re.findall(r'name="chosen" value="(\w+)"', lan.get("/returning").text)
        lan.post("/returning/answers", data={"csrf": csrf, "chosen": answer, "step": "accept"})
        assert "chỉ người duyệt nhận được" in lan.get("/returning").text, "still there"
    with strict.client("duyet") as duyet:
        duyet.post("/returning/answers", data={"csrf": strict.csrf(duyet), "chosen": answer, "step": "accept"})
    strict.office.night()
    assert strict.office.persons("TX-005") == 1


@CHROMIUM
@VENDORED
@pytest.mark.parametrize("fresh_workbench", ["sqlite"], indirect=True)
def test_fixing_releasing_and_turning_down_in_the_browser(
    browser: Browser, strict: Workbench, pictures: Path, fresh_workbench: Workbench
) -> None:
    with desktop(browser, strict, "lan", pictures) as lan:
        page = lan.open(CAUSE)
        grid_ready(page)
        for row in (1, 2):
            page.locator(lan.cell(row, "Số CCCD")).click()
            with lan.saving():
                page.keyboard.type(number(399 + row))
                page.keyboard.press("Enter")
        page.wait_for_selector("#grid td.passes")
        assert "chờ người khác duyệt" in page.inner_text("#grid")
        lan.picture("waits")
        assert check(lan.open("/releases")) == []
    with desktop(browser, strict, "duyet", pictures) as duyet:
        page = duyet.open("/")
        duyet.picture("home-approver")
        page.click("text=sửa đổi chờ bạn duyệt")
        assert check(page) == []
        duyet.picture("releases")
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
        duyet.picture("releases-phone")
        page.set_viewport_size({"width": 1360, "height": 860})
        page.locator('input[name="chosen"]').first.check()
        page.click("text=Trả lại người sửa")
        assert "hãy ghi lý do" in page.inner_text("[role=alert]")
        duyet.picture("releases-why")
        page.locator('input[name="chosen"]').first.check()
        page.fill("#reason", "chưa thấy ảnh thẻ")
        page.click("text=Trả lại người sửa")
        page.check("[data-all]")
        page.click("text=Duyệt những gì đã chọn")
        assert "Đã duyệt: 1 dòng" in page.inner_text("[role=status]")
        assert [one for one in duyet.faults if "400" not in one] == []
    with desktop(browser, strict, "lan", pictures) as lan:
        page = lan.open(CAUSE)
        grid_ready(page)
        assert page.inner_text("#grid").count("Người duyệt trả lại: chưa thấy ảnh thẻ") == 1
        lan.picture("turned-down")
        assert check(page) == [] and lan.faults == []
