"""What stands around the rows: letterheads, titles, headers of one to three rows, totals and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.submissions.columns import Column, T
from tests.submissions.model import Page
from tests.submissions.offices import Office

REPUBLIC = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_SIGNERS = ("Lê Thị Bích Thuỷ", "Trần Quang Minh", "Nguyễn Hữu Thọ", "Phạm Thị Kim Dung")


def letterhead(page: Page, office: Office, width: int, rng: Random, *, number: str = "") -> int:
    """The superior body and the sender on the left, the republic on the right; the next free row."""
    half = max(width // 2, 1)
    page.put(1, 0, office.upper.upper() if office.upper else "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM")
    page.put(1, half, rng.choice((REPUBLIC, REPUBLIC.replace("HÒA", "HOÀ"))))
    page.put(2, 0, rng.choice((office.name.upper(), office.name.upper().replace("CÔNG ĐOÀN CƠ SỞ", "CĐCS"))))
    page.put(2, half, MOTTO)
    for row in (1, 2):
        page.merge(row, 0, row, half - 1)
        page.merge(row, half, row, max(width - 1, half))
    if number:
        page.put(3, 0, f"Số: {number}")
    page.put(4, half, f"Hà Nội, ngày {rng.randrange(2, 28):02d} tháng 4 năm 2025")
    return 6


def title(page: Page, row: int, width: int, *lines: str) -> int:
    """Title lines over the whole width; the next row but one."""
    for line in lines:
        page.put(row, 0, line)
        page.merge(row, 0, row, width - 1)
        row += 1
    return row + 1


def header(page: Page, row: int, left: int, columns: Sequence[Column[T]]) -> int:
    """The headings with their merges: equal upper levels side by side are one cell, short ones reach down."""
    depth = max(len(col.heading) for col in columns)
    for level in range(depth):
        for at, col in enumerate(columns):
            if level < len(col.heading) and not _continues(columns, at, level):
                page.put(row + level, left + at, col.heading[level])
                last = row + depth - 1 if level == len(col.heading) - 1 else row + level
                page.merge(row + level, left + at, last, left + _end(columns, at, level))
    return row + depth


def _continues(columns: Sequence[Column[T]], at: int, level: int) -> bool:
    return at > 0 and level < len(columns[at].heading) - 1 and _same(columns[at - 1], columns[at], level)


def _same(one: Column[T], other: Column[T], level: int) -> bool:
    return level < len(one.heading) - 1 and one.heading[: level + 1] == other.heading[: level + 1]


def _end(columns: Sequence[Column[T]], at: int, level: int) -> int:
    while at + 1 < len(columns) and level < len(columns[at].heading) - 1 and _same(columns[at], columns[at + 1], level):
        at += 1
    return at


def numbering(page: Page, row: int, left: int, width: int, style: str) -> int:
    """The row that numbers the columns: "(1)", "1", or A B 1 2."""
    for at in range(width):
        text: str | int = f"({at + 1})" if style == "(1)" else at + 1
        if style == "A B 1":
            text = "AB"[at] if at < 2 else at - 1
        page.put(row, left + at, text)
    return row + 1


def signatures(page: Page, row: int, width: int, rng: Random) -> int:
    """Who drew the list up and who signs for the committee, with their names."""
    right = max(width - 3, 2)
    one, other = rng.sample(_SIGNERS, 2)
    page.put(row, right, "Hà Nội, ngày 16 tháng 4 năm 2025")
    page.put(row + 1, 1, "NGƯỜI LẬP BIỂU")
    page.put(row + 1, right, "TM. BAN CHẤP HÀNH")
    page.put(row + 2, right, "CHỦ TỊCH")
    page.put(row + 6, 1, one)
    page.put(row + 6, right, other)
    return row + 7
