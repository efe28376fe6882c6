"""The answer to a file in words: from the document of ``thidua check`` to marks, causes and keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reports.numerals import day, integer
from schemas.answer import ERROR, Answer, Cause, Mark

Document = Mapping[str, Any]
_STEPS = (
    "Sửa thẳng trong tệp này ở các ô màu cam (lỗi) và xem lại các ô màu vàng (cần giải trình), rồi gửi lại cả tệp.",
    "Đưa chuột vào ô để đọc vì sao. Được sắp xếp, thêm, xóa dòng; không cần xóa trang này và các ghi chú.",
    "Mend the orange cells, look again at the yellow ones, and send the whole file back.",
)


def answer(file: Document, sender: str, made_on: date, keys: Iterable[tuple[str, int, str]] = ()) -> Answer:
    """What the sender's own workbook shall say; ``file`` is one of ``files`` of the document, read and not refused."""
    problems = file["problems"]
    errors = {(one["sheet"], one["row"]) for one in problems if one["severity"] == ERROR}
    asked = {(one["sheet"], one["row"]) for one in problems} - errors
    counts = f"{integer(len(errors))} dòng có lỗi, {integer(len(asked))} dòng cần giải trình"
    name = file["file"].rsplit("/", 1)[-1]
    return Answer(
        title="KẾT QUẢ KIỂM TRA DANH SÁCH",
        lines=(f"{sender} · {name} · ngày {day(made_on)} · {counts}", *_STEPS),
        marks=tuple(_mark(one) for one in problems),
        causes=tuple(_cause(one) for one in file["findings"]),
        keys={(sheet, row): key for sheet, row, key in keys},
        headers=_headers(file["tables"]),
    )


def _headers(tables: Iterable[Document]) -> dict[str, tuple[int, ...]]:
    """The last row of headings of every list of a sheet; lists side by side share one."""
    found: dict[str, dict[int, None]] = {}
    for table in tables:
        if table["header_rows"]:
            found.setdefault(table["sheet"], {})[table["header_rows"][-1]] = None
    return {sheet: tuple(rows) for sheet, rows in found.items()}


def _mark(problem: Document) -> Mark:
    parts = (
        problem["message"],
        f"Đang ghi: {problem['value']}" if problem["value"] else "",
        f"Cần: {problem['expected']}" if problem["expected"] else "",
        f"Cách sửa: {problem['hint']}" if problem["hint"] else "",
    )
    return Mark(problem["sheet"], problem["cell"], problem["severity"], "\n".join(part for part in parts if part))


def _cause(finding: Document) -> Cause:
    remedy = finding["remedy"]
    advice = f"{remedy['message']} (hết lỗi {integer(remedy['cured'])} dòng)" if remedy else finding["hint"]
    return Cause(
        severity=finding["severity"],
        fault=finding["message"],
        expected=finding["expected"],
        advice=advice,
        rows=finding["rows"],
        sheet=finding["sheet"],
        cells=tuple(dict.fromkeys(finding["cells"])),
    )
