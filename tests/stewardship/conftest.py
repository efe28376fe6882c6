"""A workbench that is really served: an office with a night behind it, its accounts, a server on a port of its own."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from runtime.passwords import hashed
from stewardship.app import build
from stewardship.desk import Desk
from tests.flows.office import Office, Person
from warehouse import stewards
from warehouse.session import open_engine, writing
from warehouse.stewards import Steward

PASSWORD = "mật khẩu thử nghiệm"
UPPER = "DANH SÁCH CÔNG NHÂN GIỎI CẤP TRÊN CƠ SỞ NĂM 2025"
UPPER_HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Công đoàn cơ sở")
FAMILY = ("Trần", "Lê", "Phạm", "Bùi", "Đỗ", "Vũ", "Ngô")
MIDDLE = ("Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Trọng", "Công", "Bá", "Khắc")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hùng",
    "Khánh",
    "Long",
    "Nam",
    "Phong",
    "Quân",
    "Sơn",
    "Tuấn",
    "Việt",
    "Yên",
)
ACCOUNTS = {
    "quan-tri": ("administrator", "HN"),
    "lan": ("steward", "TX"),
    "minh": ("steward", "TX"),
    "duyet": ("approver", "TX"),
    "xem": ("viewer", "TX"),
    "con": ("steward", "TX-001"),
    "canh": ("steward", "HM"),
    "khong": ("steward", "CD-TX"),
}


@dataclass
class Workbench:
    """Where the office's workbench is served."""

    office: Office
    desk: Desk
    url: str

    @contextmanager
    def client(self, login: str | None) -> Iterator[httpx.Client]:
        """A client signed in as somebody, or as nobody."""
        with httpx.Client(base_url=self.url, follow_redirects=False, timeout=60) as client:
            if login is not None:
                answer = client.post("/sign-in", data={"login": login, "password": PASSWORD})
                assert answer.status_code == 303, answer.text
            yield client

    def csrf(self, client: httpx.Client) -> str:
        """The token of somebody's pages."""
        page = client.get("/account").text
        return page.split('data-csrf="')[1].split('"')[0]


def name_of(n: int) -> str:
    """A name that no two of a thousand share."""
    parts = (FAMILY[n % 7], MIDDLE[n // 7 % 10], GIVEN[n // 70 % 15])
    return " ".join(parts)


def born(n: int) -> str:
    return f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1961 + n * 7 % 38}"


def number(n: int) -> str:
    """The CCCD of a man born so; numbers of two people differ by more than a slip."""
    return f"0010{born(n)[-2:]}{(n * 7919 + 104729) % 1_000_000:06d}"


def furnish(office: Office) -> None:
    """Lists with something for every page: wrong ids, an unknown union, queries, two who may be one."""
    short = [(name_of(n), born(n), "Nam", number(n)[:-1], "Công nhân may", "x") for n in range(100)]
    right = [Person(f"Hoàng Thị {name}", "07/03/1985", "Nữ", n) for n, name in enumerate(("Mai", "Lan"))]
    office.send("TX-001/cccd.xlsx", [*right, *short])
    for unit, first in (("TX-005", 400), ("TX-006", 410)):
        few = [(name_of(n), born(n), "Nam", number(n)[:-1], "Công nhân may", "x") for n in range(first, first + 6)]
        office.send(f"{unit}/cccd.xlsx", few)
    many = [(name_of(n), born(n), "Nam", number(n), "Cty may không có thật") for n in range(500, 800)]
    office.send("TX/cap-tren.xlsx", many, title=UPPER, headings=UPPER_HEADINGS)
    twin = ("Nghiêm Khắc Tuyền", "09/11/1979", "Nam", "", "Thợ hàn", "x")
    office.send("TX-002/ds.xlsx", [twin, ("Lý Thị Thu", "21/11/1990", "Nữ", "123456789", "Công nhân may", "x")])
    office.send("TX-003/ds.xlsx", [("Nghiêm Khắc Tuyền", "09/11/1979", "Nam", "", "Lái xe", "x")])
    office.send("HM-001/ds.xlsx", [Person("Quách Văn Riêng", "07/03/1985", "Nam", 900, citizen_id="0010850")])


def grid_rows(page: str) -> list[dict[str, Any]]:
    """The rows that a page gives to its grid."""
    found: list[dict[str, Any]] = json.loads(page.split('id="rows">')[1].split("</script>")[0])["rows"]
    return found


def enrol(office: Office) -> None:
    secret, at = hashed(PASSWORD), datetime.now(UTC)
    engine = open_engine(office.settings.warehouse)
    with writing(engine) as connection:
        for login, (role, unit) in ACCOUNTS.items():
            made = Steward(stewards.next_id(connection), login, login.title(), role, unit, "vi", "tests", at, secret)
            stewards.add(connection, made)
    engine.dispose()


def serve(office: Office) -> Iterator[Workbench]:
    desk = Desk(office.settings)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(build(desk), host="127.0.0.1", port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Workbench(office, desk, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(timeout=30)
        desk.engine.dispose()


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """Served for all tests of a module."""
    office = Office(tmp_path_factory.mktemp("office"))
    furnish(office)
    office.night()
    enrol(office)
    yield from serve(office)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_workbench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    """Served for one test, on either database."""
    made: Callable[[], str] = request.getfixturevalue("new_postgresql") if request.param == "postgresql" else str
    office = Office(tmp_path, warehouse=made())
    furnish(office)
    office.night()
    enrol(office)
    yield from serve(office)


@pytest.fixture(scope="module")
def pictures() -> Path:
    """Where screenshots go: beside the docs with ``THIDUA_PICTURES``, else nowhere that lasts."""
    import os
    import tempfile

    return Path(os.environ.get("THIDUA_PICTURES") or tempfile.mkdtemp())
