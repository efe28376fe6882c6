"""The landing: every submitted file kept once under its own sha256, never changed, never believed unread.

Landed files are personal data; they are readable by the owner of the process only and are not encrypted.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from botocore.exceptions import ClientError

from connectors.failures import LandingDamaged, SourceUnavailable
from connectors.landed import LandedFile, shelf, verify
from connectors.s3 import Bucket, error_code, open_bucket

__all__ = ["BucketLanding", "FolderLanding", "Landing", "LandingDamaged", "open_landing"]

_ABSENT = {"404", "NoSuchKey", "NotFound"}
# The key is taken, and the same key is the same bytes.
_TAKEN = {"412", "PreconditionFailed"}


class Landing(Protocol):
    """Keeps bytes by content; all raise SourceUnavailable when the store does not answer."""

    def put(self, sha256: str, data: bytes) -> bool:
        """Keep bytes under their hash; False when they were there already."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash, verified; LandingDamaged when they are missing or others."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether something is kept under that hash."""
        ...

    def loader(self, sha256: str) -> Callable[[], bytes]:
        """Something that gives the bytes when called: a LandedFile where a reading process can open it itself."""
        ...


@dataclass(frozen=True, slots=True)
class FolderLanding:
    """A landing in a folder. A name appears only when its content is whole and on disk."""

    root: Path

    def put(self, sha256: str, data: bytes) -> bool:
        """Write beside, flush to disk, then link under the final name; a half-written file never gets the name."""
        target = self._path(sha256)
        if self._is_whole(sha256, len(data)):
            return False
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return _place(target, data)
        except OSError as error:
            raise SourceUnavailable(f"landing {self.root}: {error.strerror}; check disk space and rights") from error

    def get(self, sha256: str) -> bytes:
        """The verified bytes; LandingDamaged when missing or changed."""
        return self.loader(sha256)()

    def has(self, sha256: str) -> bool:
        """Whether a file of that name is kept."""
        return self._path(sha256).is_file()

    def loader(self, sha256: str) -> LandedFile:
        """The file as something a reading process opens by itself, so that no bytes travel between processes."""
        return LandedFile(str(self.root), sha256)

    def _path(self, sha256: str) -> Path:
        return self.root / shelf(sha256)

    def _is_whole(self, sha256: str, size: int) -> bool:
        # A disk that lost power may keep a name with other bytes than were written: trust the content, not the name.
        path = self._path(sha256)
        if not path.is_file():
            return False
        with suppress(LandingDamaged):
            return path.stat().st_size == size and bool(self.loader(sha256)() or size == 0)
        return False


def _place(target: Path, data: bytes) -> bool:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")  # mode 0600 by mkstemp's promise
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


@dataclass(frozen=True, slots=True)
class BucketLanding:
    """A landing in an S3-compatible bucket; an object appears whole or not at all, and is never overwritten."""

    bucket: Bucket

    def put(self, sha256: str, data: bytes) -> bool:
        """Store only if nothing has that key (``If-None-Match: *``)."""
        with self.bucket.talking():
            try:
                self.bucket.client.put_object(
                    Bucket=self.bucket.name, Key=self._key(sha256), Body=data, IfNoneMatch="*"
                )
            except ClientError as error:
                if error_code(error) in _TAKEN:
                    return False
                raise
        return True

    def get(self, sha256: str) -> bytes:
        """The verified bytes; LandingDamaged when missing or changed."""
        with self.bucket.talking():
            try:
                answer = self.bucket.client.get_object(Bucket=self.bucket.name, Key=self._key(sha256))
            except ClientError as error:
                if error_code(error) in _ABSENT:
                    raise LandingDamaged(f"s3://{self.bucket.name}: {sha256} is missing") from error
                raise
            data = answer["Body"].read()
        return verify(sha256, data, f"s3://{self.bucket.name}")

    def has(self, sha256: str) -> bool:
        """Whether an object of that key is kept."""
        with self.bucket.talking():
            try:
                self.bucket.client.head_object(Bucket=self.bucket.name, Key=self._key(sha256))
            except ClientError as error:
                if error_code(error) in _ABSENT:
                    return False
                raise
        return True

    def loader(self, sha256: str) -> Callable[[], bytes]:
        """The object as something to be fetched by this process: reading processes have no credentials."""
        return partial(self.get, sha256)

    def _key(self, sha256: str) -> str:
        return self.bucket.prefix + shelf(sha256)


def open_landing(uri: str, s3_endpoint: str | None = None) -> Landing:
    """The landing at a folder path or ``s3://bucket/prefix``; ValueError for any other scheme."""
    if uri.startswith("s3://"):
        return BucketLanding(open_bucket(uri, s3_endpoint))
    if "://" in uri:
        raise ValueError(f"{uri}: a landing is a folder or s3://bucket/prefix")
    return FolderLanding(Path(uri).absolute())  # reading processes may have started in another folder
