"""Files on their way back to who sent them, their mistakes marked, in guarded processes like all that opens a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.returned.answering import Task, answer_task
from schemas.answer import Returned


def returned(processes: int, tasks: Sequence[Task]) -> Iterator[tuple[int, Returned | Unreadable]]:
    """(index, answered workbook) of every task, as they come; Unreadable for a file that cannot be answered."""
    sizes = [len(task.content) if isinstance(task.content, bytes) else 0 for task in tasks]
    with GuardedPool(min(processes, max(1, len(tasks)))) as pool:
        for index, made in pool.map(answer_task, tasks, sizes):
            yield index, made if isinstance(made, Unreadable) else cast("Returned", made)


def file_name(name: str, made: Returned) -> str:
    """The name of the answered file: the sender's own, with xlsx as its ending where it was made anew."""
    stem, dot, _ = name.rpartition(".")
    return f"{stem if dot else name}.xlsx" if made.rebuilt else name
