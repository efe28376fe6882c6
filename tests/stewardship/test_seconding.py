"""What one person alone may not say of two people: a second steward agrees, or nothing happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.flows.office import Office
from tests.flows.test_dossiers import bridged
from tests.stewardship.conftest import Workbench, enrol, serve
from tests.stewardship.test_obeying import obeyed, verdict_of
from warehouse.verdicts import TAKEN, WAITS


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Workbench]:
    """Two women of two records each, with one tie between them."""
    office = Office(tmp_path)
    bridged(office)
    office.night()
    enrol(office)
    yield from serve(office)


def _judge(workbench: Workbench, client: httpx.Client) -> str:
    """Say of the pair that is shown that it is one person; gives the verdict's id."""
    page = client.get("/duplicates").text
    assert "cần hai" in page, "the page says so before anybody decides"
    ends = {side: re.findall(rf'name="{side}" value="(\w+)"', page)[0] for side in ("left", "right")}
    body = {"csrf": workbench.csrf(client), "verdict": "same", **ends}
    told = client.post("/duplicates", data=body).headers["location"]
    return str(re.findall(r"told=(\w+)", told)[0])


def test_a_bridge_is_crossed_by_two(bridge: Workbench) -> None:
    with bridge.client("lan") as lan:
        verdict_id = _judge(bridge, lan)
        alone = lan.post(f"/duplicates/{verdict_id}/second", data={"csrf": bridge.csrf(lan)})
        assert alone.status_code == 404, "nobody seconds themselves"
    obeyed(bridge)
    assert verdict_of(bridge, verdict_id)["state"] == WAITS
    with bridge.client("minh") as minh:
        assert f"/duplicates/{verdict_id}/second" in minh.get("/duplicates").text
        assert minh.post(f"/duplicates/{verdict_id}/second", data={"csrf": bridge.csrf(minh)}).status_code == 303
    obeyed(bridge)
    assert verdict_of(bridge, verdict_id)["state"] == TAKEN
