"""What a unit changed in its reject workbook: read from sheets, told apart from what Excel or a sorter did.

A row is found by its key wherever it stands; a column by the technical name in the hidden first row or, where that
row is gone, by its title. Only fields that were offered for editing are looked at.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.authors import from_lines
from reports.labels import label
from reports.proposals import Agreed, agreed
from reports.questions import Reply, replies
from reports.rejects import ACTION, FIX, FIXED, REASON, ROW_KEY, SKIP, TEMPLATE_ID, TEMPLATE_VERSION, shown
from schemas.sheet import DATE, ERROR, NUMBER, Sheet, address

# How far down a header is looked for; the workbook itself has it in rows 1 and 4.
HEADER_DEPTH = 40
CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]|_x00[01][0-9A-Fa-f]_|_x007F_|_xFFF[EF]_")
TITLES = {name: title for name, title, _ in FIXED}

MESSAGES = {
    "not_a_reject_workbook": ("Không phải tệp sửa lỗi của thidua hoặc đã mất trang gốc.", "Not a reject workbook."),
    "template_version": ("Tệp sửa lỗi thuộc phiên bản khác; hãy xuất lại.", "The workbook is of another version."),
    "row_added": ("Dòng thêm mới không được nhập; gửi bằng danh sách bổ sung.", "An added row is not imported."),
    "row_unknown": ("Mã dòng không có trong tệp đã gửi cho đơn vị.", "The row key was never in this workbook."),
    "row_twice": ("Dòng xuất hiện hai lần với nội dung khác nhau.", "The row stands twice with different contents."),
    "action_unknown": (f"Cột “Xử lý” chỉ nhận “{FIX}” hoặc “{SKIP}”.", "The action is neither fix nor skip."),
    "fix_without_change": ("Chọn “Sửa” nhưng không ô nào thay đổi.", "Marked as fixed, but nothing changed."),
    "cell_error": ("Ô chứa lỗi công thức, không nhập được.", "The cell holds a formula error."),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one row: what it said when the workbook was made ("" = blank) and what the unit says now."""

    row_key: str
    field: str
    old_raw: str
    new_value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """What could not be taken over, and where; never quotes the cell."""

    code: str
    sheet: str = ""
    cell: str = ""

    @property
    def message_vi(self) -> str:
        """The sentence for the steward."""
        return MESSAGES[self.code][0]

    @property
    def message_en(self) -> str:
        """The same in English."""
        return MESSAGES[self.code][1]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The result of reading a workbook back.

    ``skipped`` are the keys of rows set to "Bỏ qua", ``agreed`` the remedies of whole lists that were accepted,
    ``replies`` the answers to questions.
    """

    unit_code: str
    rows: tuple[Correction, ...] = ()
    skipped: tuple[str, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    replies: tuple[Reply, ...] = ()


Originals = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: Sheet
    index: int
    columns: dict[str, int]

    def text(self, name: str) -> str:
        column = self.columns.get(name)
        return "" if column is None else self.sheet.rows[self.index][column]

    def kind(self, name: str) -> str:
        return self.sheet.kinds[self.index][self.columns[name]]

    def problem(self, code: str, name: str = ROW_KEY) -> ImportProblem:
        return ImportProblem(code, self.sheet.name, address(self.index + 1, self.columns.get(name, 0)))


def read_corrections(sheets: Sequence[Sheet]) -> Corrections:
    """Read the sheets of a returned reject workbook; never raises, says what it could not take over."""
    source = next((sheet for sheet in sheets if _is_originals(sheet)), None)
    if source is None:
        return Corrections("", problems=(ImportProblem("not_a_reject_workbook"),))
    _, version, unit_code = source.rows[0][:3]
    if version != str(TEMPLATE_VERSION):
        return Corrections(unit_code, problems=(ImportProblem("template_version", source.name),))
    originals = _originals(source)
    found: dict[str, list[Correction]] = {}
    skipped: set[str] = set()
    problems: list[ImportProblem] = []
    for row in (row for sheet in sheets if sheet is not source for row in _rows(sheet, originals)):
        key = _plain(row.text(ROW_KEY))
        if key not in originals:
            problems.extend(_strange(row, key))
            continue
        changes, told = _changes(row, key, originals[key])
        problems.extend(told)
        if _plain(row.text(ACTION)).casefold() == SKIP.casefold():
            skipped.add(key)
        elif key in found and found[key] != changes:
            problems.append(row.problem("row_twice"))
            found[key] = []
        else:
            found[key] = changes
    rows = tuple(one for key, changes in found.items() if key not in skipped for one in changes)
    return Corrections(unit_code, rows, tuple(sorted(skipped)), tuple(problems), agreed(sheets), replies(sheets))


def _is_originals(sheet: Sheet) -> bool:
    return bool(sheet.rows) and len(sheet.rows[0]) >= len(("key", "field", "raw")) and sheet.rows[0][0] == TEMPLATE_ID


def _originals(sheet: Sheet) -> Originals:
    originals: Originals = {}
    for row in sheet.rows[1:]:
        key, field, raw = row[0], row[1], _unpacked(row[2:])
        if not key or raw is None:
            continue
        texts = originals.setdefault(key, {})
        # A row that nothing can be corrected in, as of a list that came empty, bears no field.
        if field:
            texts[field] = raw
    return originals


def _unpacked(cells: Sequence[str]) -> str | None:
    try:
        raw = json.loads("".join(cells))
    except ValueError:
        return None
    return raw if isinstance(raw, str) else None


def _rows(sheet: Sheet, originals: Originals) -> Iterator[_Row]:
    """The rows below the header of a sheet that has one, blank rows left out."""
    fields = {field for values in originals.values() for field in values}
    columns, first = _header(sheet, fields)
    if not columns:
        return
    offered = [column for name, column in columns.items() if name in fields or name == ROW_KEY]
    for index in range(first, len(sheet.rows)):
        if any(_plain(sheet.rows[index][column]) for column in offered):
            yield _Row(sheet, index, columns)


def _header(sheet: Sheet, fields: set[str]) -> tuple[dict[str, int], int]:
    by_title = {_plain(title).casefold(): name for name, title in TITLES.items()}
    by_title.update({_plain(label(field)).casefold(): field for field in fields})
    columns: dict[str, int] = {}
    first = 0
    for index, cells in enumerate(sheet.rows[:HEADER_DEPTH]):
        plain = [_plain(cell) for cell in cells]
        if ROW_KEY in plain:
            columns, first = {name: column for column, name in enumerate(plain) if name}, index + 1
        elif _plain(TITLES[ROW_KEY]) in plain:
            titles = {by_title[cell.casefold()]: n for n, cell in enumerate(plain) if cell.casefold() in by_title}
            # Technical names tell apart what titles may not; titles serve where the hidden row was deleted.
            columns, first = columns or titles, index + 1
    return columns, first


def _strange(row: _Row, key: str) -> list[ImportProblem]:
    return [row.problem("row_unknown" if key else "row_added")]


def _changes(row: _Row, key: str, originals: dict[str, str]) -> tuple[list[Correction], list[ImportProblem]]:
    action = _plain(row.text(ACTION)).casefold()
    if action not in ("", FIX.casefold(), SKIP.casefold()):
        return [], [row.problem("action_unknown", ACTION)]
    changes: list[Correction] = []
    problems: list[ImportProblem] = []
    for field, raw in originals.items():
        if field not in row.columns:
            continue
        if row.kind(field) == ERROR:
            problems.append(row.problem("cell_error", field))
        elif not _unchanged(raw, row.text(field), row.kind(field), field):
            new = row.text(field).strip()
            new = from_lines(new, raw) if field == "authors" else new
            changes.append(Correction(key, field, raw, new, _plain(row.text(REASON))))
    if action == FIX.casefold() and not changes and not problems:
        problems.append(row.problem("fix_without_change", ACTION))
    return changes, problems


def _unchanged(raw: str, text: str, kind: str, field: str) -> bool:
    """Whether a cell still says what it said: spaces, Unicode form and Excel's own conversions are no edit."""
    old, new = _plain(shown(raw, field)), _plain(text)
    if old == new:
        return True
    if kind == NUMBER:
        # A number has no leading zeros; what the unit typed instead would differ in more than those.
        return old.isdecimal() and old.lstrip("0") == new.lstrip("0")
    if kind == DATE:
        return _day(old) == new[:10]
    return False


def _day(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text[:10]


def _plain(text: str) -> str:
    # Control characters travel as _x000D_ in the format, and not every program turns them back.
    return " ".join(unicodedata.normalize("NFC", CONTROL.sub(" ", text)).split())
