"""Reports that there is nothing to report."""

from __future__ import annotations

from tests.submissions import columns as c
from tests.submissions import paper
from tests.submissions.desk import ANY, HTML, PAGES, Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.groups import COLUMNS
from tests.submissions.layouts.headers import TITLE

_TITLES = (
    (TITLE, "cng_list", "CNG-2025"),
    ("DANH SÁCH SÁNG KIẾN ĐỀ NGHỊ CÔNG NHẬN CẤP CƠ SỞ NĂM 2025", "initiative_list", "SKST-2025"),
    ("DANH SÁCH LAO ĐỘNG GIỎI NĂM 2025", "person_list", "LDG-2025"),
    ("DANH SÁCH TẬP THỂ XANH, SẠCH, ĐẸP NĂM 2025", "unit_list", "XSD-2025"),
    ("KẾT QUẢ HỘI THI TAY NGHỀ NĂM 2025", "contest_list", "HTT-2025"),
)
_SENTENCES = (
    "Không có",
    "Không có cá nhân nào đề nghị.",
    "Năm 2025 đơn vị không có trường hợp nào đề nghị công nhận.",
    "Đơn vị không có sáng kiến, không có cá nhân được đề nghị trong đợt này.",
    "Công đoàn cơ sở báo cáo: không có.",
    "Không phát sinh trong kỳ báo cáo",
    "(Đơn vị không đăng ký)",
)


@layout(ANY)
def nothing_in_a_sentence(desk: Desk) -> None:
    """Letterhead, a list's title, and a sentence that there is nothing."""
    page = desk.page()
    words, kind, campaign = desk.rng.choice(_TITLES)
    desk.listing(page, kind, campaign=campaign).nil = True
    row = paper.letterhead(page, desk.office, 8, desk.rng)
    row = paper.title(page, row, 8, words)
    page.put(row, 0, desk.rng.choice(_SENTENCES))
    page.merge(row, 0, row, 7)
    paper.signatures(page, row + 2, 8, desk.rng)


@layout()
def nothing_below_the_header(desk: Desk) -> None:
    """A header with a single row that says there is nothing."""
    page = desk.page()
    listing = desk.listing(page)
    listing.nil = True
    row = paper.letterhead(page, desk.office, len(COLUMNS), desk.rng)
    row = paper.title(page, row, len(COLUMNS), TITLE)
    row = head(page, listing, row, COLUMNS)
    at = desk.rng.choice((0, 1))
    page.put(row, at, desk.rng.choice(_SENTENCES[:1] + _SENTENCES[2:4] + _SENTENCES[5:6]))
    if desk.rng.random() < 0.5:
        page.merge(row, at, row, len(COLUMNS) - 1)
    page.put(row + 1, 1, "Tổng cộng")
    page.put(row + 1, 2, desk.rng.choice((0, "0 người")))
    paper.signatures(page, row + 3, len(COLUMNS), desk.rng)


@layout()
def nothing_in_dashes(desk: Desk) -> None:
    """A header, the number 1 drawn in advance, and dashes or "không" in the cells."""
    page = desk.page()
    listing = desk.listing(page)
    listing.nil = True
    sign = desk.rng.choice(("-", "không", "Không có", "…"))
    row = paper.title(page, 1, len(COLUMNS), desk.office.name.upper(), TITLE)
    row = head(page, listing, row, COLUMNS)
    page.put(row, 0, 1)
    for at in range(1, len(COLUMNS) - 1):
        page.put(row, at, sign)


@layout(PAGES - {HTML})
def nothing_on_one_sheet(desk: Desk) -> None:
    """A list on the first sheet, and on the second that there are no initiatives."""
    page = desk.page("CNG")
    listing = desk.listing(page)
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.note()]
    row = paper.title(page, 1, len(columns), desk.office.name, TITLE)
    row = head(page, listing, row, columns)
    put_rows(page, listing, row, columns, desk.people(desk.count(), columns))
    other = desk.page("Sáng kiến")
    desk.listing(other, "initiative_list", campaign="SKST-2025").nil = True
    row = paper.title(other, 1, 6, desk.office.name, "DANH SÁCH SÁNG KIẾN CẤP CƠ SỞ NĂM 2025")
    other.put(row, 0, desk.rng.choice(("Không có", "Năm 2025 đơn vị không có sáng kiến nào.")))
