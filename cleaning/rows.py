"""What each row under a header is: a record, a group title, a subtotal, the footer … every used row is one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaning.header import Grid, is_numbering, reads_as_header
from cleaning.text import keyed, tidy
from schemas.kinds import INITIATIVE_LIST, STATISTICS, UNIT_STATISTICS
from schemas.sheet import Merge
from schemas.table import Column

RECORD, COAUTHOR = "record", "coauthor"
GROUP, SUBTOTAL, TOTAL, FOOTER = "group", "subtotal", "total", "footer"
NUMBERING, BLANK_FORMULA, NIL, REPEATED, REMARK = "numbering", "blank_formula", "nil", "repeated_header", "remark"
NEXT = "next_header"

_FILLER = frozenset(("0", "0.0", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#DIV/0!", "FALSE"))
_NOTHING = re.compile(
    r"^(?:không(?: có(?: .{0,40})?)?|khong(?: co)?|chưa có|chua co|không phát sinh|không đề nghị|ko(?: có)?|k|n a|none|nil)$"
)
_TOTAL = re.compile(
    r"^(?:tổng cộng|tổng số|tổng(?= *$| *\d| nhóm| khối| i)|cộng(?! hòa| hoà| hưởng| đồng| tác)(?= |$)"
    r"|tong cong|tong so|ấn định|an dinh danh sach|(?:tổng )?danh sách (?:này )?(?:gồm|có)|danh sach nay"
    r"|(?:số tiền )?(?:viết )?bằng chữ|bang chu)"
)
_FOOTER = re.compile(
    r"^(?:người (?:lập|tổng hợp|báo cáo|duyệt|kiểm tra|nhận)|nguoi (?:lap|tong hop)|lập biểu|cán bộ (?:lập|tổng hợp)"
    r"|t ?m (?:ban|bch|bcn|btv|công đoàn|cđ)|tm\b|kt (?:chủ|giám|trưởng|thủ)|tl (?:ban|chủ)|tuq|(?:phó )?chủ tịch(?: |$)"
    r"|chu tich$|xác nhận(?: của)?|xac nhan|thủ trưởng|(?:phó )?(?:tổng )?giám đốc$|ban chấp hành|ban thường vụ|hội đồng (?:thi đua|sáng kiến)"
    r"|nơi nhận|noi nhan|\(?ký|ký ghi|ky ghi|như trên$|lưu (?:vt|văn)|đại diện|.{0,40}ngày .{0,12}tháng .{0,12}năm)"
)
_ROMAN = re.compile(r"^(?:[IVX]{1,5}|[A-HĐ])\s*[.)]?$")
_TITLED = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|\d{1,2})\s*[.)/:-]\s*\S")
_ROMAN_TITLED = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H])\s*[.)/:-]\s*\S")
_UNIT = re.compile(
    r"(?i)^\s*(?:[IVX\d]{1,4}\s*[.)/-]\s*)?(?:công đoàn|cđcs|cđ\s|cđbp|công\s?ty|cty|ct\s?tnhh|ctcp|tổng công ty|tập đoàn|xí nghiệp"
    r"|nhà máy|trường|bệnh viện|trung tâm|ủy ban|ubnd|liên đoàn|lđlđ|nghiệp đoàn|chi nhánh|cụm|khối|phường\s|xã\s|quận\s"
    r"|huyện\s|phòng\s|phân xưởng|tổ\s(?:sản|may|cơ|\d)|hợp tác xã|htx|ngân hàng|cong doan|cdcs|cong ty|đơn vị|bộ phận)"
)
_PERSON = re.compile(r"^[^\W\d_]+(?:[\s.'’-]+[^\W\d_]+){1,6}(?:\s*\([^()]*\))?\.?$")
_DECLARED = re.compile(
    r"(\d{1,3}(?:\.\d{3})+|\d+)\s*\)?\s*(?:người|đ/c|đồng chí|cá nhân|công nhân|cn|cng|sáng kiến|đề tài|giải pháp|trường hợp"
    r"|đoàn viên|lao động|nguoi|dong chi|ca nhan|sang kien)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^[^\d]*(\d{1,6})\s*\.?/?\.?$")
_STATS = frozenset(item.name for item in STATISTICS)
_NUMBER = re.compile(r"^\(?\d+(?:\.\d+)?\s*[.)]?$")


def says_nobody(text: str) -> bool:
    """Whether a line says that there is nothing to report: "Không có", "Đơn vị không có sáng kiến"."""
    key = keyed(text)
    return bool(_NOTHING.match(key) or re.match(r"^(?:đơn vị|công đoàn|cđcs).{0,80} không (?:có|phát sinh)\b", key))


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the principal columns of a table are, -1 for one it does not have."""

    kind: str
    stt: int
    names: tuple[int, ...]  # of the person, title or unit a record is about
    authors: tuple[int, ...]  # of an initiative's authors
    figures: tuple[int, ...]  # of statistics
    money: frozenset[int] = frozenset()
    headed: frozenset[int] = frozenset()


@dataclass(slots=True)
class Body:
    """The rows under one header, zero-based; ``records[i]`` are the rows of record i, an initiative's authors included."""

    records: list[list[int]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # records before which a group begins: dittos end there
    ignored: list[tuple[int, str]] = field(default_factory=list)
    declared: int | None = None
    nil: bool = False
    end: int = 0  # the first row that is not of this table


def shape(kind: str, columns: Sequence[Column]) -> Shape:
    """The principal columns of a table of a kind."""
    at = {column.field: column.index for column in columns if column.field}
    persons = tuple(at[name] for name in ("full_name", "family_middle_name", "given_name") if name in at)
    authors = (*persons, *((at["initiative_authors"],) if "initiative_authors" in at else ()))
    figures = tuple(at[name] for name in at if name in _STATS)
    if kind == INITIATIVE_LIST:
        names: tuple[int, ...] = (at["initiative_name"],) if "initiative_name" in at else ()
    elif kind == UNIT_STATISTICS:
        names = tuple(at[name] for name in ("grassroots_union", "work_unit", "union_unit_code") if name in at)
    else:
        names = persons or tuple(at[name] for name in ("work_unit", "grassroots_union") if name in at)
    money = frozenset(at[name] for name in at if "money" in name or "benefit" in name or "reward" in name)
    headed = frozenset(column.index for column in columns if column.field != "stt")
    return Shape(kind, at.get("stt", -1), names, authors if kind == INITIATIVE_LIST else (), figures, money, headed)


class Walk:
    """One pass over the rows under a header."""

    def __init__(self, grid: Grid, form: Shape, merges: Sequence[Merge]) -> None:
        self.grid, self.form, self.body = grid, form, Body()
        self.group, self.ended, self.spoken = "", False, False
        self.wide = {merge.top: merge for merge in merges if merge.right - merge.left >= 2}
        title = form.names[0] if form.names else -1
        self.within = {
            row
            for merge in merges
            if form.authors and merge.left <= title <= merge.right
            for row in range(merge.top + 1, merge.bottom + 1)
        }

    def over(self, start: int) -> Body:
        """Walk from a row to the end of the table: the next header or the last row."""
        body = self.body
        body.end = len(self.grid)
        for number in range(start, len(self.grid)):
            row = self.grid[number]
            if not any(row):
                continue
            what = self.sort(number, row)
            if what == NEXT:
                body.end = number
                break
            self.take(number, row, what)
        body.nil = self.spoken and not body.records
        return body

    def take(self, number: int, row: Sequence[str], what: str) -> None:
        """Enter one row where it belongs."""
        body = self.body
        if what == RECORD:
            body.records.append([number])
            body.groups.append(self.group)
            self.ended = False
            return
        if what == COAUTHOR:
            body.records[-1].append(number)
            return
        body.ignored.append((number, what))
        if what == GROUP:
            self.group = tidy(" ".join(text for text in row if text))
            body.breaks.append(len(body.records))
        elif what == TOTAL:
            declared = declared_total(row, self.form)
            body.declared = body.declared if declared is None else declared
        elif what == FOOTER:
            self.ended = True
        elif what == NIL:
            self.spoken = True

    def sort(self, number: int, row: Sequence[str]) -> str:
        """What a row is; the plain record first, since nearly all are."""
        form = self.form
        named = any(row[index] for index in form.names)
        stt = row[form.stt] if form.stt >= 0 else ""
        numbered = bool(stt) and bool(_NUMBER.match(stt.strip()))
        if named and numbered and not self.ended and number not in self.within:
            name = row[form.names[0]]
            few = sum(1 for text in row if text) <= 4
            if not few and (form.kind == UNIT_STATISTICS or not _UNIT.match(name)):
                return RECORD if not is_numbering(row) else NUMBERING
        return self._special(number, row, named, numbered)

    def _special(self, number: int, row: Sequence[str], named: bool, numbered: bool) -> str:
        texts = [text.strip() for text in row if text]
        keys = [keyed(text) for text in texts]
        first = next((key for key in keys if key and not key.isdigit()), "")
        if reads_as_header(row):
            return REPEATED if self._same_header(row) else NEXT
        if is_numbering(row):
            return NUMBERING
        empty = self._empty(row)
        if empty:
            return empty
        if not numbered and _TOTAL.match(first):
            return TOTAL if self._closes(first) else SUBTOTAL
        if not numbered and self._signed(row, texts):
            return FOOTER
        if self.ended and not (named and numbered and len(texts) >= 3):
            return FOOTER
        if self._titles(number, row, texts):
            return GROUP
        return self._record(number, row, named, numbered)

    def _record(self, number: int, row: Sequence[str], named: bool, numbered: bool) -> str:
        form = self.form
        if form.kind == UNIT_STATISTICS:
            figures = sum(1 for index in form.figures if row[index])
            roman = form.stt >= 0 and bool(_ROMAN.match(row[form.stt].strip()))
            return (SUBTOTAL if roman else RECORD) if figures else (RECORD if named and numbered else REMARK)
        if form.authors:
            return self._initiative(number, row, named, numbered)
        if named:
            return RECORD
        data = sum(1 for index in form.headed if row[index])
        return RECORD if data >= 3 or (numbered and data >= 1) else REMARK

    def _initiative(self, number: int, row: Sequence[str], named: bool, numbered: bool) -> str:
        form, records = self.form, self.body.records
        authored = any(row[index] for index in form.authors)
        title = row[form.names[0]] if form.names else ""
        same = keyed(title) in ("nt", "như trên") or title.strip() in ('"', "”", "“", "//", "''")
        if records and authored and (number in self.within or same or not (named or numbered)):
            return COAUTHOR
        if named or (numbered and authored):
            return RECORD
        data = sum(1 for index in form.headed if row[index])
        return RECORD if numbered and data >= 2 else REMARK

    def _empty(self, row: Sequence[str]) -> str:
        """Formulas that came to nothing, numbers drawn in advance, or a row that says that there is nobody."""
        stt = self.form.stt
        rest = [text.strip() for index, text in enumerate(row) if text and index != stt]
        if all(text in _FILLER for text in rest):
            return BLANK_FORMULA if rest or not row[stt] or _NUMBER.match(row[stt].strip()) else ""
        said = [key for key in (keyed(text) for text in rest if text not in _FILLER) if key]
        if not said:  # dashes and dots
            return NIL if not self.body.records else BLANK_FORMULA
        return NIL if all(_NOTHING.match(key) for key in said) and not self.ended else ""

    def _closes(self, first: str) -> bool:
        """Whether a total is the list's and not a group's: the words say so, or no group is open."""
        return not self.group or not re.match(r"^(?:tổng )?cộng(?: [ivxa-h]+$| nhóm| khối| phần| mục| đơn vị|$)", first)

    def _signed(self, row: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether the signer's block begins: its words, outside the cells of a person's own post."""
        form = self.form
        name = next((row[index] for index in form.names if row[index]), "")
        if name and len(texts) >= 3 and not _FOOTER.match(keyed(name)):
            return False
        return any(_FOOTER.match(keyed(text)) for text in texts)

    def _titles(self, number: int, row: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether a row is the title of the rows under it."""
        form = self.form
        words = [text for text in texts if not text.isdigit()]
        stt = row[form.stt].strip() if form.stt >= 0 else ""
        if form.kind == UNIT_STATISTICS:
            return bool(_ROMAN.match(stt) or len(texts) == 1) and not any(row[index] for index in form.figures)
        if len(texts) <= 3 and stt and _ROMAN.match(stt) and len(words) > 1:
            return True
        if not words or len(words) > 2:
            return False
        text = words[0] if len(words) == 1 or not _NUMBER.match(words[0]) else words[1]
        if _UNIT.match(text) and len(texts) <= 3 and (form.kind != INITIATIVE_LIST or len(words) == 1):
            return True
        if len(texts) > 1:
            return False
        at = next(index for index, cell in enumerate(row) if cell)
        merge = self.wide.get(number)
        spans = merge is not None and merge.left <= at <= merge.right
        return (
            spans or at == form.stt or bool(_ROMAN_TITLED.match(text) or (_TITLED.match(text) and at not in form.names))
        )

    def _same_header(self, row: Sequence[str]) -> bool:
        """A header printed again on each page names the same columns; another table's names others."""
        headings = {keyed(text) for text in row if text}
        return bool(self.header_keys) and headings <= self.header_keys and not self.ended

    header_keys: frozenset[str] = frozenset()


def declared_total(row: Sequence[str], form: Shape) -> int | None:
    """The number of records a total row declares: "gồm 30 người", or its only whole number beside the money."""
    line = " ".join(text for text in row if text)
    found = _DECLARED.search(line)
    if found:
        return int(found[1].replace(".", ""))
    if form.kind == UNIT_STATISTICS:
        return None
    counts = [int(text) for index, text in enumerate(row) if text.isdigit() and index not in form.money]
    if len(counts) == 1 and counts[0] < 1_000_000:
        return counts[0]
    ends = [int(match[1]) for text in row if text and not text.isdigit() and (match := _COUNT.match(text.strip()))]
    return ends[0] if len(ends) == 1 and not counts else None
