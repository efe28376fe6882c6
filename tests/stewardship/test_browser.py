"""The workbench as a steward uses it, in a real Chromium: the deeds counted, the pages looked at and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from sqlalchemy import select

from stewardship.app import static_folder
from tests.flows.office import Office, Person
from tests.skips import CHROMIUM, VENDORED
from tests.stewardship.conftest import PASSWORD, Workbench, number
from warehouse import entries
from warehouse.session import reading
from warehouse.tables import membership

pytestmark = [CHROMIUM, VENDORED]
AXE = static_folder().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
SHORT = "/held?code=citizen_id_length&field=id_number"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Desktop:
    """A page of somebody signed in; ``faults`` are what the browser complained of, ``deeds`` what the person did."""

    page: Page
    url: str
    pictures: Path
    faults: list[str] = field(default_factory=list)
    deeds: int = 0

    def open(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def click(self, selector: str) -> None:
        self.deeds += 1
        self.page.click(selector)

    def fill(self, selector: str, text: str) -> None:
        self.deeds += 1
        self.page.fill(selector, text)

    def press(self, key: str) -> None:
        self.deeds += 1
        self.page.keyboard.press(key)

    def picture(self, name: str) -> None:
        self.page.screenshot(path=str(self.pictures / f"{name}.png"))

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Wait until what is done in the block has been saved."""
        with self.page.expect_response("**/held/cells") as answer:
            yield
        assert answer.value.ok

    def said(self, words: str) -> None:
        self.page.wait_for_function("words => document.querySelector('#state').textContent.includes(words)", arg=words)

    def cell(self, row: int, heading: str) -> str:
        """The selector of a grid's cell."""
        found = self.page.locator("#grid thead td").all_inner_texts().index(heading)
        return f"#grid tbody tr:nth-child({row}) td:nth-child({found + 1})"


@contextmanager
def desktop(
    browser: Browser, workbench: Workbench, login: str, pictures: Path, *, phone: bool = False
) -> Iterator[Desktop]:
    size = ViewportSize(width=390, height=844) if phone else ViewportSize(width=1360, height=860)
    context = browser.new_context(viewport=size, locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])
    made = Desktop(context.new_page(), workbench.url, pictures)
    made.page.on("console", lambda told: made.faults.append(told.text) if told.type == "error" else None)
    made.page.on("pageerror", lambda error: made.faults.append(str(error)))
    made.page.on("request", lambda asked: _ours(made, asked.url))
    made.open("/sign-in")
    made.page.fill("#login", login)
    made.page.fill("#password", PASSWORD)
    made.page.click("button.main")
    made.page.wait_for_load_state()
    yield made
    context.close()


def _ours(made: Desktop, url: str) -> None:
    if not url.startswith((made.url, "data:")):
        made.faults.append(f"a request left the house: {url}")


def grid_ready(page: Page) -> None:
    page.wait_for_selector("#grid[data-ready]")


PAGES = {
    "home": "/", "held": "/held", "grid": SHORT, "queries": "/queries", "query": "/queries?code=cmnd_instead",
    "duplicates": "/duplicates", "deliveries": "/deliveries", "owing": "/owing?campaign=CNG-2025&kind=cng_list",
    "audit": "/audit", "returning": "/returning", "people": "/people", "remedies": "/held/remedies",
    "account": "/account", "no-releases": "/releases", "missing": "/audit/row/x",
}  # fmt: skip


def inner(workbench: Workbench) -> dict[str, str]:
    """Pages of one thing each: a delivery, a row, a worker, a value to fix, an upload."""
    with reading(workbench.desk.engine) as connection:
        held = entries.held(connection, "TX-001").row(0, named=True)
        worker = connection.execute(select(membership.c.worker_id).limit(1)).scalar_one()
    with workbench.client("quan-tri") as client:
        page = client.get("/held?code=unit_unknown&field=grassroots_union").text
        fix = unescape(re.findall(r'href="(/held/bulk\?[^"]+)"', page)[0])
    return {
        "delivery": f"/deliveries/{held['delivery_id']}",
        "row": f"/audit/row/{held['entry_id']}",
        "worker": f"/workers/{worker}",
        "fix": fix,
    }


@pytest.mark.parametrize("phone", [False, True])
def test_no_page_breaks_a_rule_of_accessibility_or_of_the_policy(
    browser: Browser, workbench: Workbench, pictures: Path, phone: bool
) -> None:
    with desktop(browser, workbench, "quan-tri", pictures, phone=phone) as steward:
        for name, path in {**PAGES, **inner(workbench)}.items():
            page = steward.open(path)
            if name == "grid":
                grid_ready(page)
            steward.picture(f"{name}{'-phone' if phone else ''}")
            assert check(page) == [], name
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 1, f"{name} is wider than the screen"
        assert [one for one in steward.faults if "404" not in one] == []


def check(page: Page) -> list[str]:
    """The violations of WCAG 2 A and AA that axe-core finds; it runs in a world of its own, beside the policy."""
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8"), "contextId": world})
    told = "told.violations.map(one => `${one.id}: ${one.nodes[0].html}`)"
    run = f"axe.run({{runOnly: ['wcag2a', 'wcag2aa']}}).then(told => {told})"
    answer = session.send(
        "Runtime.evaluate", {"expression": run, "contextId": world, "awaitPromise": True, "returnByValue": True}
    )
    found: list[str] = answer["result"]["value"]
    return found


def test_a_file_is_uploaded_for_a_unit_after_a_look(
    browser: Browser, workbench: Workbench, pictures: Path, tmp_path: Path
) -> None:
    file = Office(tmp_path).send("TX-004/nop-thay.xlsx", [Person("Cao Thị Thay", "07/03/1985", "Nữ", 77)])
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open("/deliveries")
        page.click("#lists >> text=Xem và trả lời >> nth=0")
        assert page.locator("form[action$=answer]").count() >= 1, "a question leads to where it is answered"
        page = steward.open("/deliveries")
        page.click("text=Nộp thay một đơn vị")
        page.select_option("#for-unit", "TX-004")
        page.set_input_files("#file", file)
        page.click("text=Kiểm tra trước")
        page.wait_for_selector("text=chưa lưu gì")
        steward.picture("upload")
        assert check(page) == []
        page.click("button:has-text('Nộp'):not(.main)")
        page.wait_for_load_state()
        steward.picture("uploaded")
        assert "Đã nộp" in page.inner_text("main")
        assert check(page) == []
        assert (Path(workbench.office.settings.inbox) / "TX-004").is_dir()
        assert steward.faults == []


def test_a_unit_answers_by_its_link_on_a_phone_and_a_steward_accepts(
    browser: Browser, workbench: Workbench, pictures: Path
) -> None:
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open("/returning")
        page.select_option("#unit", "TX-005")
        page.click("text=Tạo liên kết >> nth=-1")
        link = page.input_value("input[readonly]")
        steward.picture("link")
        phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN", java_script_enabled=False)
        unit = phone.new_page()
        unit.goto(link)
        unit.screenshot(path=str(pictures / "unit-phone.png"))
        unit.fill("#a1", number(400))
        unit.fill("#who", "Bà Tư, chủ tịch CĐCS")
        unit.click("text=Gửi trả lời")
        assert "Đã nhận 1" in unit.inner_text("main")
        phone.close()
        page = steward.open("/returning")
        assert "Bà Tư" in page.inner_text("main")
        steward.picture("answers")
        page.goto(link)
        assert check(page) == [], "the page of units, which axe can look at only where scripts run"
        steward.open("/returning")
        page.click("text=Nhận các ô đã chọn")
        page = steward.open("/held?ready=true&unit=TX-005")
        grid_ready(page)
        assert page.locator("#grid tbody tr").count() == 1
        assert check(page) == []


def test_a_hundred_numbers_are_pasted_with_their_zeros(browser: Browser, workbench: Workbench, pictures: Path) -> None:
    with desktop(browser, workbench, "con", pictures) as steward:
        page = steward.open(SHORT)
        grid_ready(page)
        numbers = "\n".join(number(n) for n in range(100))
        page.evaluate("text => navigator.clipboard.writeText(text)", numbers)
        steward.click(steward.cell(1, "Số CCCD"))
        steward.press("Control+V")
        steward.said("100/100")
        steward.picture("paste")
        assert steward.deeds <= 5, "a hundred rows of one cause"
        page.keyboard.press("Control+Z")
        steward.said(" 0/100")
        page.keyboard.press("Control+Y")
        steward.said(" 100/100")
        page = steward.open("/held?ready=true")
        grid_ready(page)
        assert page.locator("#grid tbody tr").count() == 100
        assert steward.faults == []


def test_vietnamese_is_typed_as_unikey_and_as_an_input_method_type_it(
    browser: Browser, workbench: Workbench, pictures: Path
) -> None:
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open(f"{SHORT}&unit=TX-006")
        grid_ready(page)
        name = steward.cell(1, "Họ và tên")
        steward.click(name)
        for typed in ("T", "r", "a", "a"):  # Telex by Unikey: it deletes what it typed and puts the letter
            page.keyboard.press(typed)
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        page.keyboard.insert_text("ần Văn Ân")
        with steward.saving():
            page.keyboard.press("Enter")
        steward.said("Đã lưu")
        assert page.inner_text(name) == "Trần Văn Ân"
        second = steward.cell(2, "Họ và tên")
        page.click(second)
        method = page.context.new_cdp_session(page)
        page.keyboard.press("F2")
        page.keyboard.press("Control+A")
        method.send("Input.imeSetComposition", {"text": "Nguyê", "selectionStart": 5, "selectionEnd": 5})
        method.send("Input.insertText", {"text": "Nguyễn Hữu Ước"})
        with steward.saving():
            page.keyboard.press("Enter")
        page.wait_for_function("at => document.querySelector(at).innerText === 'Nguyễn Hữu Ước'", arg=second)
        steward.picture("typing")
        with steward.saving():
            steward.press("Control+Z")
        page.wait_for_function("at => document.querySelector(at).innerText !== 'Nguyễn Hữu Ước'", arg=second)
        assert steward.faults == []


def test_who_types_faster_than_the_server_answers_has_no_quarrel_with_themselves(
    browser: Browser, workbench: Workbench, pictures: Path
) -> None:
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open(f"{SHORT}&unit=TX-006")
        grid_ready(page)
        job = steward.cell(3, "Công việc")
        slow = {"offline": False, "latency": 600, "downloadThroughput": -1, "uploadThroughput": -1}
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
        for text in ("Thợ hàn", "Thợ tiện", "Thợ phay"):
            page.click(job)
            page.keyboard.type(text)
            page.keyboard.press("Enter")
            page.wait_for_timeout(200)  # longer than the grid gathers what is typed, shorter than an answer takes
        page.wait_for_function("() => !document.querySelector('#grid').dataset.saving")
        assert "vừa ghi" not in page.inner_text("#state")
        page = steward.open(f"{SHORT}&unit=TX-006")
        grid_ready(page)
        assert page.inner_text(job) == "Thợ phay"


def test_three_hundred_rows_of_one_cause_are_fixed_in_five_deeds(
    browser: Browser, workbench: Workbench, pictures: Path
) -> None:
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open("/held")
        steward.click("text=Không tìm thấy công đoàn cơ sở có tên này")
        grid_ready(page)
        steward.picture("values")
        steward.click("text=Sửa tất cả 300")
        steward.fill("#new", "TX-005")
        page.fill("#reason", "đơn vị xác nhận qua điện thoại")
        steward.click("text=Xem trước")
        steward.picture("bulk")
        assert "300 dòng sẽ đạt" in page.inner_text("main")
        steward.click("text=Áp dụng cho 300 dòng")
        page.wait_for_selector("text=Đã sửa cả loạt")
        steward.picture("bulk-done")
        assert steward.deeds == 5
        page.click("text=Hoàn tác tất cả")
        page.wait_for_selector("text=Đã hoàn tác")
        page = steward.open("/held")
        assert "300" in page.inner_text("tr:has-text('Không tìm thấy công đoàn cơ sở')")
        page.goto(page.url)
        page.click("text=Không tìm thấy công đoàn cơ sở có tên này")
        page.click("text=Sửa tất cả 300")
        page.fill("#new", "TX-005")
        page.fill("#reason", "đơn vị xác nhận")
        page.click("text=Xem trước")
        page.click("text=Áp dụng cho 300 dòng")
        page.wait_for_selector("text=Đã sửa cả loạt")
        assert steward.faults == []


def test_two_who_may_be_one_are_judged_with_one_key(browser: Browser, workbench: Workbench, pictures: Path) -> None:
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open("/duplicates")
        assert "Nghiêm Khắc Tuyền" in page.inner_text(".pair")
        steward.picture("judge")
        page.keyboard.press("i")
        page.wait_for_selector("#impact table, #impact .told")
        steward.picture("impact")
        steward.deeds = 0
        steward.press("1")
        page.wait_for_selector("text=Đã ghi: cùng một người")
        assert steward.deeds == 1
        steward.picture("judged")
        steward.press("u")
        page.wait_for_selector(".pair")
        page.keyboard.press("1")
        page.wait_for_selector("text=Đã ghi: cùng một người")
        assert steward.faults == []


def test_two_stewards_on_one_row_lose_nothing(browser: Browser, workbench: Workbench, pictures: Path) -> None:
    with desktop(browser, workbench, "lan", pictures) as lan, desktop(browser, workbench, "minh", pictures) as minh:
        for each in (lan, minh):
            each.open(f"{SHORT}&unit=TX-006")
            grid_ready(each.page)
        at = lan.cell(5, "Họ và tên")
        for each, text in ((lan, "Lan Ghi"), (minh, "Minh Ghi")):
            each.page.click(at)
            each.page.keyboard.type(text)
            each.page.keyboard.press("Enter")
            each.said("Đã lưu" if each is lan else "lan vừa ghi “Lan Ghi”; bạn gõ “Minh Ghi”")
        minh.picture("conflict")
        assert minh.page.inner_text(at) == "Lan Ghi"
        minh.page.click(at)
        minh.page.keyboard.type("Minh Ghi")
        minh.page.keyboard.press("Enter")
        minh.said("Đã lưu")
        assert minh.page.inner_text(at) == "Minh Ghi"


def test_a_query_closes_with_an_explanation_only(browser: Browser, workbench: Workbench, pictures: Path) -> None:
    with desktop(browser, workbench, "lan", pictures) as steward:
        page = steward.open("/queries?code=cmnd_instead")
        before = page.locator("tbody tr").count()
        page.check("tbody input[type=checkbox] >> nth=0")
        page.click("text=Giải trình các dòng đã chọn")
        assert page.locator("tbody tr").count() == before, "without words nothing is sent"
        page.fill("#words", "chưa được cấp căn cước, đã hẹn tháng 7")
        page.click("text=Giải trình các dòng đã chọn")
        page.wait_for_load_state()
        assert "chưa được cấp" in steward.open("/audit").inner_text("main")
        steward.picture("audit")
