"""Files to tables: what one reading process does with one file, and how a run hands it many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import cast

from cleaning.layout import find_tables
from connectors import workbook
from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.landed import LandedFile
from schemas.question import NO_ANSWERS, Answers
from schemas.table import Reading, Refusal

# Files given to the pool together. At the end of a window processes wait for each other, so it is long; where this
# process fetches the bytes, a hundred files are in memory at once and no more.
_WINDOW, _FETCHED = 1_000, 100

NOBODY_ASKED: Mapping[str, Answers] = MappingProxyType({})

Content = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Task:
    """A file on its way to a reading process: its name and its bytes, or where the process finds them.

    ``answers`` is what its sender was asked about headings, and answered (``cleaning.layout.find_tables``).
    """

    file_name: str
    content: bytes | LandedFile
    answers: Answers = field(default_factory=dict)


def read_file(data: bytes, file_name: str, answers: Answers = NO_ANSWERS) -> Reading:
    """The tables of one file, or why it is refused. Only for guarded processes: it may end the interpreter."""
    try:
        return find_tables(workbook.read(data), file_name, answers)
    except Unreadable as error:
        return _refusal(error)


def read_task(task: Task) -> Reading:
    """The same for a task, in the reading process."""
    content = task.content
    return read_file(content if isinstance(content, bytes) else content(), task.file_name, task.answers)


def read_files(
    pool: GuardedPool, items: Iterable[tuple[str, str, Content]], answers: Mapping[str, Answers] = NOBODY_ASKED
) -> Iterator[tuple[str, Reading]]:
    """(key, reading) for every (key, file name, content), in the order given; nothing is held back or lost.

    ``answers`` has those of a file's sender, by the file's key. A LandedFile is opened by the reading process itself;
    any other callable is called here, a hundred files ahead.
    Raises LandingDamaged, SourceUnavailable and ReaderBroken, which are about the installation and not about a file.
    """
    incoming = iter(items)
    while window := list(_window(incoming)):
        tasks = [Task(name, _travelling(content), answers.get(key, NO_ANSWERS)) for key, name, content in window]
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
