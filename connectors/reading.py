"""Files to tables: what one reading process does with one file, and how a run hands it many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from cleaning.layout import find_tables
from connectors import workbook
from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.landed import LandedFile
from schemas.table import Reading, Refusal

# Files given to the pool together. At the end of a window processes wait for each other, so it is long; where this
# process fetches the bytes, a hundred files are in memory at once and no more.
_WINDOW, _FETCHED = 1_000, 100

Content = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Task:
    """A file on its way to a reading process: its name and its bytes, or where the process finds them."""

    file_name: str
    content: bytes | LandedFile


def read_file(data: bytes, file_name: str) -> Reading:
    """The tables of one file, or why it is refused. Only for guarded processes: it may end the interpreter."""
    try:
        return find_tables(workbook.read(data), file_name)
    except Unreadable as error:
        return _refusal(error)


def read_task(task: Task) -> Reading:
    """The same for a task, in the reading process."""
    content = task.content
    return read_file(content if isinstance(content, bytes) else content(), task.file_name)


def read_files(pool: GuardedPool, items: Iterable[tuple[str, str, Content]]) -> Iterator[tuple[str, Reading]]:
    """(key, reading) for every (key, file name, content), in the order given; nothing is held back or lost.

    A LandedFile is opened by the reading process itself; any other callable is called here, a hundred files ahead.
    Raises LandingDamaged, SourceUnavailable and ReaderBroken, which are about the installation and not about a file.
    """
    incoming = iter(items)
    while window := list(_window(incoming)):
        tasks = [Task(name, _travelling(content)) for _, name, content in window]
        ready: dict[int, Reading] = {}
        following = 0
        for index, result in pool.map(read_task, tasks, [_size(task.content) for task in tasks]):
            ready[index] = _refusal(result) if isinstance(result, Unreadable) else cast("Reading", result)
            while following in ready:
                yield window[following][0], ready.pop(following)
                following += 1


def _window(incoming: Iterator[tuple[str, str, Content]]) -> Iterator[tuple[str, str, Content]]:
    fetched = 0
    for item in islice(incoming, _WINDOW):
        yield item
        fetched += not isinstance(item[2], LandedFile)
        if fetched == _FETCHED:
            return


def _travelling(content: Content) -> bytes | LandedFile:
    if isinstance(content, bytes | LandedFile):
        return content
    return content()


def _size(content: bytes | LandedFile) -> int:
    return len(content) if isinstance(content, bytes) else 0


def _refusal(error: Unreadable) -> Reading:
    return Reading("", refusal=Refusal(error.code, error.details))
