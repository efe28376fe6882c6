"""Forms about one person or one work, a field a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tests.submissions import columns as c
from tests.submissions import paper, works
from tests.submissions import work_columns as w
from tests.submissions.columns import Column
from tests.submissions.desk import PAGES, Desk
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.initiatives import CAMPAIGN, KIND
from tests.submissions.model import Page
from tests.submissions.subjects import Subject
from tests.submissions.truth import Fault, Listing, Row, Values

T = TypeVar("T", bound=Subject)


def form(page: Page, listing: Listing, row: int, columns: Sequence[Column[T]], subject: T, style: str) -> int:
    """Draw a field a row: its number and words, then its value one column on; the next row."""
    told: Values = {}
    for number, col in enumerate(columns):
        at = 0 if style != "numbers" else 1
        words = f"{number + 1}. {col.heading[0]}:" if style == "dots" else col.heading[0]
        if at:
            page.put(row + number, 0, number + 1)
        page.put(row + number, at, words + (":" if style == "colons" else ""))
        page.put(row + number, at + 1, col.value(subject), col.fmt)
        told |= col.tell(subject)
    told = {name: value for name, value in told.items() if name not in subject.untold}
    listing.rows.append(Row(row, told, subject.known(), sorted(subject.untold)))
    listing.faults += [Fault(row, codes) for codes in subject.codes]
    return row + len(columns)


def _worker() -> list[c.Col]:
    return [
        *(c.name("Họ và tên"), c.born("Ngày, tháng, năm sinh"), c.sex("Giới tính"), c.cccd("Số CCCD")),
        *(c.job("Công việc đang làm"), c.grade("Bậc thợ"), c.achievement("Tóm tắt thành tích")),
    ]


@layout()
def card_of_a_worker(desk: Desk) -> None:
    """A form about one worker, a field a row."""
    page = desk.page()
    listing = desk.listing(page)
    row = paper.letterhead(page, desk.office, 4, desk.rng)
    row = paper.title(page, row, 4, "PHIẾU ĐỀ NGHỊ CÔNG NHẬN CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025")
    style = desk.rng.choice(("dots", "numbers", "colons"))
    row = form(page, listing, row, _worker(), desk.people(2, _worker())[1], style)
    paper.signatures(page, row + 1, 4, desk.rng)


@layout(PAGES)
def cards_of_workers(desk: Desk) -> None:
    """A workbook with a form about one worker on each sheet."""
    for number, one in enumerate(desk.people(desk.count(2, 6), _worker()), start=1):
        page = desk.page(f"Phiếu {number}")
        listing = desk.listing(page)
        row = paper.title(page, 1, 4, f"PHIẾU ĐỀ NGHỊ CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025 - {number:02d}")
        form(page, listing, row, _worker(), one, "colons")


@layout()
def card_of_an_initiative(desk: Desk) -> None:
    """A form about one initiative, a field a row."""
    columns = [
        *(w.title("Tên sáng kiến"), w.authors("Tác giả", lambda one: "; ".join(p.name for p in one.authors))),
        *(w.area("Lĩnh vực áp dụng"), w.applied("Ngày áp dụng lần đầu"), w.benefit("Giá trị làm lợi (đồng)")),
        w.social("Hiệu quả xã hội"),
    ]
    page = desk.page()
    listing = desk.listing(page, KIND, campaign=CAMPAIGN)
    row = paper.letterhead(page, desk.office, 4, desk.rng)
    row = paper.title(page, row, 4, "PHIẾU ĐĂNG KÝ SÁNG KIẾN NĂM 2025")
    one = works.works(desk.rng, 1)[0]
    row = form(page, listing, row, columns, works.lines(one)[0], desk.rng.choice(("dots", "numbers", "colons")))
    paper.signatures(page, row + 1, 4, desk.rng)
