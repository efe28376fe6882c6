"""What a hostile list says is shown as it is written: nothing in it runs, nothing in it becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from playwright.sync_api import Browser

from tests.flows.office import HEADINGS, TITLE, Office
from tests.skips import CHROMIUM, VENDORED
from tests.stewardship.conftest import Workbench, enrol, number, serve
from tests.stewardship.test_browser import browser, desktop, grid_ready

__all__ = ["browser"]
pytestmark = [CHROMIUM, VENDORED]
SCRIPTS = (
    "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>",
    '"><script>window.pwned=1</script>', "'><img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "<a href=javascript:window.pwned=1>x</a>", "<iframe srcdoc='<script>parent.pwned=1</script>'>",
    "<body onload=window.pwned=1>", "<details open ontoggle=window.pwned=1>",
    "<input autofocus onfocus=window.pwned=1>",
    "<video><source onerror=window.pwned=1></video>", "<math><mtext></table><img src=x onerror=window.pwned=1>",
    "{{constructor.constructor('window.pwned=1')()}}", "{% for x in ().__class__.__base__ %}", "${window.pwned=1}",
    "<style>@import'javascript:window.pwned=1'</style>", "<object data=javascript:window.pwned=1>",
    "<template><script>window.pwned=1</script></template>", "\u202e<script>window.pwned=1</script>",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"http://x\",\"y\")", "=IMPORTXML(\"http://x\")",
    "\t=1+1", "=WEBSERVICE(\"http://x\")", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@A1", "=DDE(\"x\")", "=A1",
    "＝1+1", "=\"x\"&CHAR(65)",
)  # fmt: skip


def write(path: Path, sheet: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A list in which everything is text, whatever it looks like."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    page.write_string(0, 0, TITLE)
    page.write_row(2, 0, headings)
    for number_, row in enumerate(rows, 1):
        page.write_number(2 + number_, 0, number_)
        for column, text in enumerate(row, 1):
            page.write_string(2 + number_, column, text)
    book.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    office = Office(tmp_path_factory.mktemp("hostile"))
    rows = [(text, "07/03/1985", "Nam", number(n)[:-1], text, "x") for n, text in enumerate(SCRIPTS + FORMULAS)]
    inbox = Path(office.settings.inbox)
    write(inbox / "TX-001" / "ds.xlsx", "ds", HEADINGS, rows)
    write(inbox / "TX-002" / "<img src=x onerror=window.pwned=1>.xlsx", "<svg onload=pwned=1>", HEADINGS, rows[:3])
    own = [(*row, SCRIPTS[0]) for row in rows[:3]]
    write(inbox / "TX-003" / "own.xlsx", "ds", (*HEADINGS, SCRIPTS[1]), own)
    office.night()
    enrol(office)
    yield from serve(office)


def test_nothing_runs(browser: Browser, hostile: Workbench, tmp_path: Path) -> None:
    with desktop(browser, hostile, "quan-tri", tmp_path) as steward:
        page = steward.open("/held")
        links = ["/", "/queries", "/deliveries", "/audit", "/returning", "/duplicates"]
        links += page.eval_on_selector_all("tbody a", "all => all.map(one => one.getAttribute('href'))")
        for link in links:
            page = steward.open(link)
            if page.query_selector("#grid"):
                grid_ready(page)
                page.click("#grid tbody tr:nth-child(1) td:nth-child(4)")
            page.wait_for_timeout(60)
            assert page.evaluate("window.pwned") is None, link
            assert page.query_selector("main img, main svg, main iframe") is None, link
        for link in page.eval_on_selector_all("a[href^='/deliveries/']", "all => all.map(one => one.href)"):
            page.goto(link)
            assert page.evaluate("window.pwned") is None
        assert not steward.faults, "not even stopped by the policy: it was never markup"


def test_a_name_is_shown_and_kept_letter_by_letter(browser: Browser, hostile: Workbench, tmp_path: Path) -> None:
    with desktop(browser, hostile, "quan-tri", tmp_path) as steward:
        page = steward.open("/held?code=citizen_id_length&field=id_number&unit=TX-001")
        grid_ready(page)
        at = steward.cell(1, "Họ và tên")
        shown = page.inner_text("#grid")
        assert SCRIPTS[1] in shown and "=1+1" in shown, "as text"
        before = page.inner_text(at)
        page.click(at)
        page.keyboard.press("F2")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert page.inner_text(at) == before


def test_no_text_opens_as_a_formula_in_what_is_sent_back(hostile: Workbench) -> None:
    with hostile.client("quan-tri") as client:
        page = client.get("/deliveries?unit=TX-001").text
        delivery = page.split('href="/deliveries/')[1].split('"')[0]
        sent = openpyxl.load_workbook(io.BytesIO(client.get(f"/deliveries/{delivery}/marked").content))
    cells = [cell for sheet in sent for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"], "text stays text"
    texts = {str(cell.value) for cell in cells}
    assert {"+1+1", "@SUM(1)", "=1+1"} <= texts and TITLE in texts
