"""Failures of the doors, each an instruction to the caller: try again, refuse this file, or stop the run."""

from __future__ import annotations


class SourceUnavailable(Exception):
    """A source or landing does not answer now: try again later; the text names it and says what to look at."""


class LandingDamaged(Exception):
    """Landed bytes are not what their hash says: stop the run, restore the landing; never refuse the delivery."""


class ReaderBroken(Exception):
    """Reading processes cannot be started on this machine: stop the run; no file is to blame."""


class Unreadable(Exception):
    """This file is refused: a refusal code of ``schemas.problems`` and the words for its message."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
