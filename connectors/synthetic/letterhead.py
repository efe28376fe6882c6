"""What stands around a list: letterhead, titles, footer and signers (domain §3.1, §3.6)."""

from __future__ import annotations

from connectors.synthetic.grid import Page
from connectors.synthetic.layouts import Layout
from connectors.synthetic.listing import Listing

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_PLACE = "Hà Nội, ngày 20 tháng 5 năm 2025"
_COUNTED = {"cng_list": "người", "initiative_list": "sáng kiến", "unit_statistics": "đơn vị"}


def draw_top(page: Page, listing: Listing, layout: Layout, part: str = "") -> None:
    """The lines above the header; ``part`` names the sub-unit of a sheet of its own."""
    width = len(layout.columns)
    if layout.letterhead == "two":
        _two_blocks(page, listing, width)
    elif layout.letterhead == "left":
        page.line(listing.superior, width, "left")
        page.line(listing.sender.upper(), width, "left-bold")
    page.next_row += layout.spare_rows
    for text in listing.title:
        page.line(text, width, "title")
    if layout.letterhead == "two":
        page.line("(Kèm theo Tờ trình số 12/TTr-CĐ ngày 20/5/2025)", width, "italic")
    if layout.letterhead == "plain":
        page.line(f"Đơn vị: {listing.sender}", width, "left-bold")
    if part:
        # Where one template puts it: column B of row 5, the list right below.
        page.put(4, 1, f"Bộ phận: {part}", "left-bold")
    if listing.money_unit:
        page.line(f"Đơn vị tính: {listing.money_unit}", width, "right")
    page.next_row += layout.spare_rows + (not part)


def _two_blocks(page: Page, listing: Listing, width: int) -> None:
    middle = width // 2
    blocks = ((listing.superior, _NATION), (listing.sender.upper(), _MOTTO), ("Số: 12/DS-CĐ", _PLACE))
    for row, (left, right) in enumerate(blocks):
        styles = ("center-bold", "center-bold") if row == 1 else ("middle", "center-bold" if row == 0 else "italic")
        page.merge(row, 0, row, middle - 1, left, styles[0])
        page.merge(row, middle, row, width - 1, right, styles[1])


def draw_foot(page: Page, listing: Listing, layout: Layout, count: int) -> None:
    """The declared total, and the block of signers whose names are no nominees."""
    width = len(layout.columns)
    told = count if listing.declared is None else listing.declared
    word = _COUNTED[listing.kind]
    if layout.footer == "gồm":
        page.line(f"Danh sách này gồm {told} {word}./.", width, "left-italic")
    elif layout.footer == "tổng":
        row = page.next_row
        page.put(row, 0, None, "bold")
        page.put(row, 1, f"Tổng cộng: {told} {word}", "bold")
    page.next_row += 1
    row, middle = page.next_row, width // 2
    pairs = (("NGƯỜI LẬP BIỂU", "TM. BAN CHẤP HÀNH"), ("(Ký, ghi rõ họ tên)", "CHỦ TỊCH"))
    for offset, (left, right) in enumerate((*pairs, ("", ""), ("", ""), listing.signers)):
        style = "italic" if offset == 1 else "center-bold"
        if left or right:
            page.merge(row + offset, 0, row + offset, middle - 1, left, style)
            page.merge(row + offset, middle, row + offset, width - 1, right, "center-bold")
