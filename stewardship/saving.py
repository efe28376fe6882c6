"""Saving what stewards type: one after another, and together what came while another was at work.

Checking rows costs much the same for one row as for hundreds; so twenty stewards wait for one check, not for twenty.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from runtime.settings import today
from stewardship.cells import Author, Edit, Saved, save
from stewardship.desk import Desk


@dataclass(slots=True, eq=False)
class _Job:
    """What one request wants saved, and what became of it."""

    edits: Sequence[Edit]
    author: Author
    saved: Saved | None = None
    error: Exception | None = None

    @property
    def ended(self) -> bool:
        return self.saved is not None or self.error is not None

    @property
    def rows(self) -> set[str]:
        return {one.entry_id for one in self.edits}


class Saver:
    """The one who saves at a desk; safe to ask from many threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: list[_Job] = []
        self._queue = threading.Lock()  # guards ``_waiting``
        self._work = threading.Lock()

    def save(self, edits: Sequence[Edit], author: Author) -> Saved:
        """Save edits, in the order of asking where they meet in a row; raises what the warehouse raises."""
        job = _Job(edits, author)
        with self._queue:
            self._waiting.append(job)
        with self._work:  # whoever gets in does the work of all who wait; they find theirs done
            while not job.ended:
                self._do(self._taken())
        if job.error is not None:
            raise job.error
        if job.saved is None:
            raise RuntimeError("a job ended without an outcome")
        return job.saved

    def _taken(self) -> list[_Job]:
        """From the queue what can be done at once: of those who meet in a row, the first."""
        with self._queue:
            taken: list[_Job] = []
            met: set[str] = set()
            for job in self._waiting:
                if met.isdisjoint(job.rows):
                    taken.append(job)
                met |= job.rows
            self._waiting = [job for job in self._waiting if job not in taken]
        return taken

    def _do(self, jobs: Sequence[_Job]) -> None:
        try:
            with self._desk.writing() as connection:
                names = self._desk.union(connection).names
                asked = [(job.edits, job.author) for job in jobs]
                found = save(connection, self._desk.vault, names, today(), asked)
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the request that caused it
            if len(jobs) > 1:
                for job in jobs:
                    self._do([job])
            else:
                jobs[0].error = error
            return
        for job, saved in zip(jobs, found, strict=True):
            job.saved = saved
