"""Where submissions come from: a folder or a bucket behind one small interface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from connectors.bucket import BucketSource
from connectors.failures import SourceUnavailable
from connectors.inbox import Inbox
from connectors.s3 import open_bucket
from schemas.delivery import Arrival

__all__ = ["Source", "SourceUnavailable", "open_source"]


class Source(Protocol):
    """Lists what arrived, hands out its bytes and takes new files; never changes or deletes anything.

    All raise SourceUnavailable when the source does not answer; an arrival that vanished since it was listed too.
    """

    def arrivals(self) -> Iterator[Arrival]:
        """Every file now in the source, in order of path."""
        ...

    def fetch(self, arrival: Arrival) -> bytes:
        """The bytes of one arrival as they are now."""
        ...

    def put(self, path: str, data: bytes) -> None:
        """Bring a file whose path below the inbox no other has; SourceUnavailable when one has it already."""
        ...


def open_source(uri: str, s3_endpoint: str | None = None) -> Source:
    """The source at a folder path or ``s3://bucket/prefix``; ValueError for any other scheme."""
    if uri.startswith("s3://"):
        return BucketSource(open_bucket(uri, s3_endpoint))
    if "://" in uri:
        raise ValueError(f"{uri}: an inbox is a folder or s3://bucket/prefix")
    return Inbox(Path(uri))
