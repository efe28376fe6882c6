"""Sheets and workbooks built by hand: only the cells that matter are spelled out."""

from __future__ import annotations

from collections.abc import Sequence

from cleaning.layout import find_tables
from schemas.sheet import BLANK, NUMBER, TEXT, Merge, Sheet, Workbook
from schemas.table import Reading, Table

LETTERHEAD = (
    ("LIÊN ĐOÀN LAO ĐỘNG QUẬN THANH XUÂN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("CĐCS CÔNG TY CỔ PHẦN AN BÌNH", "", "", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 12/CĐ", "", "", "Hà Nội, ngày 5 tháng 3 năm 2026"),
)
TITLE = ("DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025",)
INITIATIVES = ("DANH SÁCH SÁNG KIẾN ĐỀ NGHỊ CÔNG NHẬN CẤP QUẬN NĂM 2025",)
HEADER = ("STT", "Họ và tên", "Năm sinh", "Công việc", "Đơn vị")
SIGNED = (("", "NGƯỜI LẬP BIỂU", "", "TM. BAN CHẤP HÀNH"), ("",), ("", "Nguyễn Thị Lập", "", "Trần Văn Ký"))


def person(stt: object, name: str, year: str = "1985", job: str = "Thợ may", unit: str = "Xưởng 1") -> tuple[str, ...]:
    """One row under HEADER."""
    return (str(stt), name, year, job, unit)


def people(count: int) -> list[tuple[str, ...]]:
    """Rows of as many people, numbered."""
    return [person(n, f"Nguyễn Văn {'ABCDEGHIKLMNOPQRSTUVXY'[n % 22]}{'a' * (n // 22)}") for n in range(1, count + 1)]


def sheet(
    *rows: Sequence[str],
    merges: Sequence[tuple[int, int, int, int]] = (),
    name: str = "Sheet1",
    hidden: bool = False,
    font: str = "",
) -> Sheet:
    """A dense sheet of rows of any length; merges as (top, left, bottom, right) from zero."""
    width = max((len(row) for row in rows), default=0)
    grid = tuple((*row, *[""] * (width - len(row))) for row in rows)
    kinds = tuple("".join(BLANK if not t else NUMBER if t.isdecimal() else TEXT for t in row) for row in grid)
    return Sheet(name, grid, kinds, tuple(Merge(*merge) for merge in merges), hidden, font)


def read(*sheets: Sheet, file_name: str = "tep.xlsx") -> Reading:
    """What the layout finder makes of a workbook of sheets."""
    return find_tables(Workbook("xlsx", sheets), file_name)


def table(*rows: Sequence[str], merges: Sequence[tuple[int, int, int, int]] = ()) -> Table:
    """The only table of the only sheet."""
    (found,) = read(sheet(*rows, merges=merges)).tables
    return found


def reasons(found: Table) -> dict[int, str]:
    """The rows that are no record, with why."""
    return dict(found.ignored)
