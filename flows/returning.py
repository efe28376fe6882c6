"""Files on their way back to who sent them, their mistakes marked, in guarded processes like all that opens a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import cast

from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.returned.answering import Task, answer_task
from schemas.answer import Returned

# What a file that holds a table may be called; anything else behind a dot is part of the name.
_ENDINGS = {
    f".{ending}"
    for ending in ["xlsx", "xlsm", "xlsb", "xls", "xltx", "xltm", "ods", "csv", "tsv", "txt", "html", "htm", "xml"]
}


def returned(processes: int, tasks: Sequence[Task]) -> Iterator[tuple[int, Returned | Unreadable]]:
    """(index, answered workbook) of every task, as they come; Unreadable for a file that cannot be answered."""
    sizes = [len(task.content) if isinstance(task.content, bytes) else 0 for task in tasks]
    with GuardedPool(min(processes, max(1, len(tasks)))) as pool:
        for index, made in pool.map(answer_task, tasks, sizes):
            yield index, made if isinstance(made, Unreadable) else cast("Returned", made)


def file_name(name: str, made: Returned) -> str:
    """The name of the answered file: the sender's own, ending in what the file is, or Excel would not open it."""
    path = PurePosixPath(name)
    if path.suffix.lower() == f".{made.format}":
        return name
    known = path.suffix.lower() in _ENDINGS
    return f"{path.stem if known else name}.{made.format}"
