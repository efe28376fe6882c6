"""A file answered in a guarded process: patched where its format allows, else made anew as xlsx, which is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from connectors import workbook
from connectors.archive import Archive
from connectors.landed import LandedFile
from connectors.returned.failures import Unpatchable
from connectors.returned.patch import patch
from connectors.returned.rebuilt import rebuild
from connectors.returned.relations import TYPES
from connectors.sniff import ZIP, sniff
from schemas.answer import Answer, Returned

# What xlsx and xlsm have, and xlsb and ods have not.
_PATCHED = "xl/workbook.xml"
_MACROS = b"macroEnabled"
_REBUILT = "Tệp gốc dạng {form}: đã dựng lại thành xlsx, màu sắc và công thức của tệp gốc không giữ được."


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
    """The sender's own workbook with our answer, or the nearest to it that its format allows.

    A workbook whose parts cannot be changed without risk is made anew too. NoSheet for a mark on a sheet that the
    workbook does not have.
    """
    if sniff(data) == ZIP and _PATCHED in (archive := Archive(data)).members:
        try:
            macros = _MACROS in archive.read(TYPES) if TYPES in archive.members else False
            return Returned(patch(data, answer), format="xlsm" if macros else "xlsx")
        except Unpatchable:
            pass  # the first page of the new one says so
    book = workbook.read(data)
    made, names = rebuild(book)
    told = _REBUILT.format(form=book.format)
    return Returned(patch(made, _renamed(replace(answer, lines=(*answer.lines, told)), names)), rebuilt=True)


def _renamed(answer: Answer, names: Mapping[str, str]) -> Answer:
    """The answer with the names that the sheets have in the new workbook."""
    return replace(
        answer,
        marks=tuple(replace(mark, sheet=names.get(mark.sheet, mark.sheet)) for mark in answer.marks),
        causes=tuple(replace(cause, sheet=names.get(cause.sheet, cause.sheet)) for cause in answer.causes),
        keys={(names.get(sheet, sheet), row): key for (sheet, row), key in answer.keys.items()},
        headers={names.get(sheet, sheet): row for sheet, row in answer.headers.items()},
    )
