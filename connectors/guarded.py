"""A pool of reading processes in which a file may crash, hang or swell without harm to anything but itself.

Not a general pool, on purpose: those start children that import the parent's main module and inherit its environment.
These start in a fraction of a second, know no credentials, and answer file by file, so that the file at which one died
is known without guessing. That file is tried once more, first in a new child, before it is refused.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from connectors.child import BROKEN, DAMAGED, READY, REFUSED
from connectors.failures import LandingDamaged, ReaderBroken, Unreadable
from connectors.reader import Reader

SECONDS = 12.0  # of wall clock per attempt at a file; two attempts and a start stay below half a minute
BATCH_FILES, BATCH_BYTES = 10, 8 << 20
# An order this small fits into a pipe unread: a child gets it before its last one is done, and never idles.
_SMALL = 32 << 10
# Longer than any child may be silent: its clock, and a start on a machine that is busy.
_SILENCE = 60.0

Function = Callable[..., object]
Batch = Sequence[int]


class GuardedPool:
    """``processes`` children, started on entering; ``seconds`` is the clock of one attempt at one file.

    ``preload`` is the module children import while their parent is still busy with other things.
    """

    def __init__(self, processes: int, seconds: float = SECONDS, preload: str = "connectors.reading") -> None:
        self._wanted = max(1, processes)
        self._seconds = seconds
        self._preload = preload
        self._readers: list[Reader] = []

    def __enter__(self) -> Self:
        self._readers = [self._start() for _ in range(self._wanted)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in self._readers:
            reader.end()
        self._readers = []

    def map(
        self, function: Function, items: Sequence[object], sizes: Sequence[int]
    ) -> Iterator[tuple[int, object | Unreadable]]:
        """(index, result) of every item, as they come; an Unreadable as result refuses that item.

        ``function`` is importable by name and takes one item; ``sizes`` are the bytes each item weighs. Raises
        LandingDamaged when the function does, ReaderBroken when children cannot be started or do not understand.
        """
        waiting = deque(_batches(sizes))
        try:
            while waiting or any(reader.owed for reader in self._readers):
                for reader in self._readers:
                    if waiting and _wants(reader, sum(sizes[index] for index in waiting[0])):
                        batch = waiting.popleft()
                        reader.order(function, [items[index] for index in batch], batch)
                for reader in self._heard():
                    yield from self._answered(reader, function, items, waiting)
        finally:
            # Left in the middle: what these children still answer belongs to nobody.
            for reader in [one for one in self._readers if one.owed]:
                self._replace(reader)

    def _start(self) -> Reader:
        return Reader(self._seconds, self._preload)

    def _replace(self, reader: Reader) -> Reader:
        reader.end()
        self._readers[self._readers.index(reader)] = new = self._start()
        return new

    def _heard(self) -> list[Reader]:
        """The busy children that have something to say, dying included."""
        busy = [reader for reader in self._readers if reader.owed]
        speaking = wait([reader.answers for reader in busy], self._seconds + _SILENCE)
        if not speaking:
            for reader in busy:
                reader.interrupt()
        return [reader for reader in busy if reader.answers in speaking]

    def _answered(
        self, reader: Reader, function: Function, items: Sequence[object], waiting: deque[Batch]
    ) -> Iterator[tuple[int, object | Unreadable]]:
        try:
            outcome, value = reader.take()
        except EOFError:
            yield from self._died(reader, function, items, waiting)
            return
        if outcome == READY:
            reader.ready = True
            return
        if outcome == BROKEN:
            raise ReaderBroken(f"a reading process does not understand its order: {value}")
        if outcome == DAMAGED:
            raise LandingDamaged(str(value))
        reader.served += 1
        yield reader.owed.popleft(), _refused(value) if outcome == REFUSED else value

    def _died(
        self, reader: Reader, function: Function, items: Sequence[object], waiting: deque[Batch]
    ) -> Iterator[tuple[int, Unreadable]]:
        cause = reader.cause()
        if not reader.ready:
            raise ReaderBroken(f"reading processes do not start ({cause}): check memory and the installation")
        guilty, *others = reader.owed
        if others:
            waiting.appendleft(others)
        new = self._replace(reader)
        if reader.served:
            # What earlier files left in its memory may have killed it: the accused gets a child of its own.
            new.order(function, [items[guilty]], [guilty])
        else:
            yield guilty, Unreadable(cause)


def _wants(reader: Reader, weight: int) -> bool:
    return not reader.owed or (weight <= _SMALL and len(reader.owed) <= BATCH_FILES // 2)


def _refused(value: object) -> Unreadable:
    if not isinstance(value, tuple):
        raise ReaderBroken("a reading process answers nonsense")
    code, details = value
    return Unreadable(code, **details)


def _batches(sizes: Sequence[int]) -> Iterator[Batch]:
    """Consecutive indexes, at most BATCH_FILES and BATCH_BYTES together; a larger item travels alone."""
    batch: list[int] = []
    weight = 0
    for index, size in enumerate(sizes):
        if batch and (len(batch) == BATCH_FILES or weight + size > BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(index)
        weight += size
    if batch:
        yield batch
