"""A file answered in a guarded process: patched where its format allows, else made anew as xlsx, which is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from connectors import workbook
from connectors.archive import Archive
from connectors.landed import LandedFile
from connectors.returned.patch import patch
from connectors.returned.rebuilt import rebuild
from connectors.sniff import ZIP, sniff
from schemas.answer import Answer, Returned

# What xlsx and xlsm have, and xlsb and ods have not.
_PATCHED = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Task:
    """A file on its way to a guarded process, and what it is answered."""

    content: bytes | LandedFile
    answer: Answer


def answer_task(task: Task) -> Returned:
    """The answered workbook of a task; Unreadable like reading. Only for guarded processes."""
    data = task.content if isinstance(task.content, bytes) else task.content()
    return answer_file(data, task.answer)


def answer_file(data: bytes, answer: Answer) -> Returned:
    """The sender's own workbook with our answer, or the nearest to it that its format allows."""
    if sniff(data) == ZIP and _PATCHED in Archive(data).members:
        return Returned(patch(data, answer))
    book = workbook.read(data)
    told = f"Tệp gốc dạng {book.format}: đã dựng lại thành xlsx, màu sắc và công thức của tệp gốc không giữ được."
    made, names = rebuild(book, answer)
    moved = replace(
        answer,
        lines=(*answer.lines, told),
        marks=(),
        keys={},
        causes=tuple(replace(cause, sheet=names.get(cause.sheet, cause.sheet)) for cause in answer.causes),
    )
    return Returned(patch(made, moved), rebuilt=True)
