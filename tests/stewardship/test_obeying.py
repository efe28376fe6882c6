"""Nights obey what was decided at the workbench: once, and again when the same files come back."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from html import unescape

import httpx
from sqlalchemy import update

from flows.obeying import obey
from tests.stewardship.conftest import Workbench, furnish, grid_rows, number
from warehouse import verdicts
from warehouse.lock import Locked
from warehouse.session import reading, writing
from warehouse.tables import verdict
from warehouse.verdicts import TAKEN, WAITS


def test_the_night_obeys_all_that_was_decided_and_again_with_the_same_files(fresh_workbench: Workbench) -> None:
    workbench = fresh_workbench
    office = workbench.office
    with workbench.client("lan") as client:
        csrf = workbench.csrf(client)
        _type_numbers(client, csrf)
        _fix_the_unit(client, csrf)
        pair = client.get("/duplicates").text
        ends = {side: re.findall(rf'name="{side}" value="(\w+)"', pair)[0] for side in ("left", "right")}
        assert client.post("/duplicates", data={"csrf": csrf, "verdict": "same", **ends}).status_code == 303
        words = {"csrf": csrf, "code": "cmnd_instead", "words": "chưa được cấp căn cước", "everything": "true"}
        assert client.post("/queries", data=words).status_code == 303
    assert office.persons() < 10, "before the night nothing of it counts"
    assert office.night()["status"] == "published"
    counted = office.persons(), office.persons(level="upper")
    assert counted[0] >= 100 and counted[1] == 300
    furnish(office)  # the same lists saved anew: other bytes, the same cells
    office.night()
    assert (office.persons(), office.persons(level="upper")) == counted
    with workbench.client("lan") as client:
        assert "Không còn cặp nào chờ" in client.get("/duplicates").text
        assert "cmnd_instead" not in client.get("/queries").text


def test_a_decision_whose_note_was_lost_is_found_and_not_refused(fresh_workbench: Workbench) -> None:
    workbench = fresh_workbench
    with workbench.client("lan") as client:
        csrf = workbench.csrf(client)
        pair = client.get("/duplicates").text
        ends = {side: re.findall(rf'name="{side}" value="(\w+)"', pair)[0] for side in ("left", "right")}
        told = client.post("/duplicates", data={"csrf": csrf, "verdict": "same", **ends}).headers["location"]
    asked = re.findall(r"told=(\w+)", told)[0]
    obeyed(workbench)
    first = verdict_of(workbench, asked)
    assert first["state"] == TAKEN
    with writing(workbench.desk.engine) as connection:  # the program ended just before it noted the outcome
        connection.execute(update(verdict).where(verdict.c.verdict_id == asked).values(state=WAITS, decision_id=None))
    obeyed(workbench)
    assert verdict_of(workbench, asked) == first


def obeyed(workbench: Workbench) -> None:
    """Obey, after the workbench's own clerk where that is faster."""
    for _ in range(60):
        with suppress(Locked):
            obey(workbench.office.settings)
            return
        time.sleep(1)


def verdict_of(workbench: Workbench, verdict_id: str) -> dict[str, object]:
    with reading(workbench.desk.engine) as connection:
        return verdicts.of_id(connection, verdict_id) or {}


def _type_numbers(client: httpx.Client, csrf: str) -> None:
    rows = grid_rows(client.get("/held?code=citizen_id_length&field=id_number&unit=TX-001").text)
    edits = [{"id": row["id"], "field": "id_number", "text": number(n)} for n, row in enumerate(rows)]
    answer = client.post("/held/cells", json={"edits": edits, "reason": "theo thẻ"}, headers={"X-CSRF-Token": csrf})
    assert [row["state"] for row in answer.json()["rows"]] == ["passes"] * 100


def _fix_the_unit(client: httpx.Client, csrf: str) -> None:
    page = client.get("/held?code=unit_unknown&field=grassroots_union").text
    path = unescape(re.findall(r'href="(/held/bulk\?[^"]+)"', page)[0])
    form = {"csrf": csrf, "new": "TX-005", "reason": "đơn vị xác nhận", "shown": "300", "step": "apply"}
    assert client.post(path, data=form).status_code == 303
