"""Values the tests of sources and landings share."""

from __future__ import annotations

import hashlib
from pathlib import Path


def put_file(root: Path, path: str, data: bytes = b"data") -> Path:
    """A file below a folder, with the folders in between."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def hash_of(data: bytes) -> str:
    """The sha256 under which the landing keeps bytes."""
    return hashlib.sha256(data).hexdigest()
