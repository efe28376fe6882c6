"""Logs on stderr that cannot carry an identity or phone number, whoever wrote the message."""

from __future__ import annotations

import logging
import re
import sys

# Nine digits and more are an identity card, an insurance number or a phone, with or without separators; a date or
# the id of a run, which begins with one, is none of these.
_NUMBER = re.compile(r"(?P<date>\b\d{4}-\d\d-\d\d(?:-\d\d)?\b)|\d(?:[ .\-]?\d){8,}")


class Masking(logging.Filter):
    """Replaces long numbers in the finished message; a second line of defence, since we never log values."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask in place and let every record pass."""
        message = record.getMessage()
        masked = mask(message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True


def mask(text: str) -> str:
    """Hide every run of nine digits or more."""
    return _NUMBER.sub(lambda found: found["date"] or "•••", text)


def set_up(*, verbose: bool = False) -> None:
    """Send thidua's log to stderr, one line a message; stdout belongs to results (contract §1)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Masking())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("thidua")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False
