"""A reorganisation: what happens to units on a day, one change a line, as an office writes it in a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OPEN, CLOSE, RENAME, TRANSFER, MERGE, SPLIT = KINDS = ("open", "close", "rename", "transfer", "merge", "split")
# How each is written: our word first, then what offices say, compared without case.
SPELLINGS = {
    OPEN: ("open", "mở", "thành lập", "lập mới"),
    CLOSE: ("close", "kết thúc", "kết thúc hoạt động", "giải thể", "chấm dứt hoạt động"),
    RENAME: ("rename", "đổi tên"),
    TRANSFER: ("transfer", "chuyển", "điều chuyển", "chuyển giao"),
    MERGE: ("merge", "sáp nhập", "hợp nhất"),
    SPLIT: ("split", "chia", "tách", "chia tách"),
}
# The columns of a change set: the name that programs use, then the headings that people write.
COLUMNS = {
    "change": ("change", "việc", "thay đổi", "nội dung thay đổi"),
    "day": ("on", "ngày", "từ ngày", "ngày hiệu lực", "kể từ ngày"),
    "unit_code": ("unit_code", "mã đơn vị", "mã", "đơn vị"),
    "name": ("name", "tên", "tên đơn vị", "tên mới"),
    "level": ("level", "cấp"),
    "kind": ("kind", "loại", "loại hình"),
    "parent_code": ("parent_code", "cấp trên", "mã cấp trên", "đơn vị cấp trên", "về đơn vị", "trực thuộc"),
    "note": ("note", "ghi chú", "căn cứ"),
}
REQUIRED = ("change", "day", "unit_code")
# Between the units of which one is still to be chosen.
OR = ";"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a change set; ``line`` counts from 1 in its file, blank texts are not given.

    ``parents`` is whom a unit comes under: of what is opened or transferred the one above, of what is closed or merged
    who takes over what was under it, of what is split the parts. Several are a choice nobody has made yet, but for a
    split, whose units are shared out one by one.
    """

    line: int
    kind: str
    day: date
    unit_code: str
    name: str = ""
    level: str = ""
    unit_kind: str = ""
    parents: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A unit that needs a place on a day, and where it may go."""

    line: int
    day: date
    unit_code: str
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a unit on a day: name and parent before and after; "" = it is not there."""

    day: date
    unit_code: str
    name_before: str
    name_after: str
    parent_before: str
    parent_after: str
