"""A landed file as something to read later, in this process or in a guarded one; needs no S3 library."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from connectors.failures import LandingDamaged


def verify(sha256: str, data: bytes, place: str) -> bytes:
    """The data when it has that sha256; LandingDamaged otherwise."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise LandingDamaged(f"{place}: {sha256} holds other bytes than were landed; restore the landing")
    return data


def shelf(sha256: str) -> str:
    """Where content lies below the landing: ``ab/cdef…``."""
    return f"{sha256[:2]}/{sha256[2:]}"


@dataclass(frozen=True, slots=True)
class LandedFile:
    """A file of a landing folder; travels to a reading process, which opens it itself."""

    root: str
    sha256: str

    @property
    def path(self) -> Path:
        """The file itself."""
        return Path(self.root) / shelf(self.sha256)

    def __call__(self) -> bytes:
        """Its bytes, verified; LandingDamaged when missing or changed."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise LandingDamaged(f"landing {self.root}: {self.sha256}: {error.strerror}") from error
        return verify(self.sha256, data, f"landing {self.root}")
