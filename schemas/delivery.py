"""The envelope: a file that a unit handed in, and where its bytes lie."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file seen in a source, not yet read; ``path`` is below the inbox and starts with the unit's folder."""

    unit_code: str
    path: str
    size: int
    modified_at: datetime  # by the source's clock, with time zone
    version: str  # what the source offers to tell two states of one path apart: mtime in ns, ETag …


@dataclass(frozen=True, slots=True)
class Delivery:
    """The same bytes from the same unit are one delivery, however often and under whatever name they arrive."""

    delivery_id: str
    unit_code: str
    path: str
    sha256: str
    size: int
    received_at: datetime
    arrived_on: date  # the day that decides timeliness: the source's date, never after the business date


def delivery_id(unit_code: str, sha256: str) -> str:
    """The id of a delivery: a hash of who sent it and what it holds, the same in every warehouse."""
    return hashlib.sha256(f"delivery\x1f{unit_code}\x1f{sha256}".encode()).hexdigest()[:20]
