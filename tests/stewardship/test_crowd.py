"""Twenty stewards at once while a night runs: nobody is refused, nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.flows.office import Person
from tests.stewardship.conftest import Workbench, grid_rows, number

_STEWARDS, _EACH = 20, 5
_PAGE = "/held?code=citizen_id_length&field=id_number&unit=TX-001"


def test_twenty_stewards_and_a_night(fresh_workbench: Workbench) -> None:
    workbench = fresh_workbench
    workbench.office.send(
        "TX-004/new.xlsx", [Person(f"Cao Thị {letter}", "07/03/1985", "Nữ", n) for n, letter in enumerate("ABCD", 300)]
    )
    with workbench.client("lan") as client:
        rows = grid_rows(client.get(_PAGE).text)
    same = [rows[0]] * _STEWARDS
    with ThreadPoolExecutor(_STEWARDS) as crowd:
        lost = list(crowd.map(lambda at: _type_over(workbench, same[at]["id"], at), range(_STEWARDS)))
    assert lost.count(False) == 1, "of those who type into one cell the first is taken, all others are told"
    parts = [(at * _EACH, rows[at * _EACH : (at + 1) * _EACH]) for at in range(_STEWARDS)]
    with ThreadPoolExecutor(_STEWARDS + 1) as crowd:
        night = crowd.submit(workbench.office.night)
        told = list(crowd.map(lambda part: _work(workbench, *part), parts))
        assert night.result()["status"] == "published"
    assert told == [["passes"] * _EACH] * _STEWARDS
    workbench.office.night()
    with workbench.client("lan") as client:
        assert "Không còn dòng nào chờ" in client.get(_PAGE).text
    assert workbench.office.persons("TX-001") == 100 + 2


def _type_over(workbench: Workbench, entry_id: str, at: int) -> bool:
    with workbench.client("lan") as client:
        headers = {"X-CSRF-Token": workbench.csrf(client)}
        edit = {"id": entry_id, "field": "job", "text": f"Thợ bậc {at}"}
        answer = client.post("/held/cells", json={"edits": [edit], "reason": ""}, headers=headers)
        return bool(answer.json()["conflicts"])


def _work(workbench: Workbench, first: int, rows: list[dict[str, Any]]) -> list[str]:
    """Somebody fixes rows one by one, as fast as the keys allow, looking at pages between."""
    with workbench.client("lan") as client:
        csrf = workbench.csrf(client)
        states = []
        for at, row in enumerate(rows, first):
            body = {"edits": [{"id": row["id"], "field": "id_number", "text": number(at)}], "reason": "theo thẻ"}
            answer = client.post("/held/cells", json=body, headers={"X-CSRF-Token": csrf})
            assert answer.status_code == 200, answer.text
            states.append(answer.json()["rows"][0]["state"])
            assert client.get("/held").status_code == 200
        return states
