"""What a cell could say instead is offered, put in with one deed, and tried like anything typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from stewardship.suggestions import suggested
from tests.flows.office import Office
from tests.skips import CHROMIUM, VENDORED
from tests.stewardship.conftest import UPPER, UPPER_HEADINGS, Workbench, enrol, grid_rows, serve
from tests.stewardship.test_browser import browser, check, desktop, grid_ready

__all__ = ["browser"]
PAGE = "/held?unit=TX"


@pytest.mark.parametrize(
    ("code", "text", "instead"),
    [
        ("birth_impossible", "12/31/1985", ["31/12/1985"]),
        ("birth_impossible", "02.28.1985", ["28.02.1985"]),
        ("birth_impossible", "02.30.1985", []),
        ("birth_impossible", "30/02/1985", []),
        ("birth_impossible", "31/31/1985", []),
        ("birth_impossible", "1985", []),
        ("id_unreadable", "OO1085 OOO1ll", ["001085000111"]),
        ("id_unreadable", "1.23E+11", []),
        ("id_unreadable", "00108X000111", []),
        ("unit_unknown", "Cty Một", ["TX-001", "TX-002"]),
        ("citizen_id_length", "0010850001", []),
    ],
)
def test_only_what_could_be_right_is_offered(code: str, text: str, instead: list[str]) -> None:
    found = suggested(code, text, ("TX-001", "TX-002"), {"TX-001": "CĐCS Một"})
    assert [one for one, _ in found] == instead


@pytest.fixture
def near(tmp_path: Path) -> Iterator[Workbench]:
    """A list that names a union nearly right, and a number with letters in it."""
    office = Office(tmp_path)
    about = ("09/11/1979", "Nam")
    rows = [
        ("Nghiêm Khắc Tuyền", *about, "001079000111", "Công ty Bóng đèn Hạ Định"),
        ("Lý Công Uẩn", *about, "OO1079OOO112", "TX-005"),
    ]
    office.send("TX/gan-dung.xlsx", rows, title=UPPER, headings=UPPER_HEADINGS)
    office.night()
    enrol(office)
    yield from serve(office)


def test_a_masked_number_is_not_told_by_what_it_could_be(near: Workbench) -> None:
    with near.client("lan") as lan:
        page = lan.get(f"{PAGE}&code=id_unreadable").text
        (row,) = grid_rows(page)
        assert row["faults"]["id_number"][0]["instead"] == [] and "001079000112" not in page
        lan.post("/reveal", data={"csrf": near.csrf(lan), "reason": "đối chiếu thẻ", "back": "/"})
        (row,) = grid_rows(lan.get(f"{PAGE}&code=id_unreadable").text)
        assert [one["text"] for one in row["faults"]["id_number"][0]["instead"]] == ["001079000112"]


@CHROMIUM
@VENDORED
def test_the_union_that_is_meant_is_put_in_with_one_deed(browser: Browser, near: Workbench, pictures: Path) -> None:
    with desktop(browser, near, "lan", pictures) as lan:
        page = lan.open(f"{PAGE}&code=unit_unknown")
        grid_ready(page)
        page.locator(lan.cell(1, "Công đoàn cơ sở")).click()
        lan.picture("suggestion")
        assert check(page) == []
        with lan.saving():
            page.click("#explain button")
        page.wait_for_selector("#grid td.passes")
        assert page.inner_text(lan.cell(1, "Công đoàn cơ sở")) == "TX-005"
        assert lan.faults == []
    near.office.night()
    assert near.office.persons("TX-005", level="upper") == 1
