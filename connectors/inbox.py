"""The inbox folder: ``<unit_code>/…/<any name>``, walked without following links out of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from connectors.failures import SourceUnavailable
from schemas.delivery import Arrival

# Lock files of office programs, traces of file managers, downloads and synchronisations under way.
_PASSING = re.compile(
    r"^(\.|~\$|~wrl|thumbs\.db$|desktop\.ini$|__macosx$)|\.(tmp|temp|part|partial|crdownload|download|filepart|swp)$|~$",
    re.IGNORECASE,
)


def is_passing(name: str) -> bool:
    """Whether a file or folder name is no submission: temporary, hidden, or still being written."""
    return bool(_PASSING.search(name))


@dataclass(frozen=True, slots=True)
class Inbox:
    """A folder that units drop files into; the first folder below it is the sender's unit code."""

    root: Path

    def arrivals(self) -> Iterator[Arrival]:
        """Every submitted file in order of path; SourceUnavailable when the folder is missing or closed to us."""
        if not self.root.is_dir():
            raise SourceUnavailable(f"inbox {self.root} is no folder: create it or give --inbox")
        yield from self._walk(self.root.resolve(), "")

    def fetch(self, arrival: Arrival) -> bytes:
        """The bytes of an arrival; SourceUnavailable when it went away or leads out of the inbox."""
        path = self.root / arrival.path
        try:
            if not path.resolve(strict=True).is_relative_to(self.root.resolve()):
                raise SourceUnavailable(f"inbox {self.root}: {arrival.path} leads out of the inbox")
            return path.read_bytes()
        except OSError as error:
            raise SourceUnavailable(f"inbox {self.root}: {arrival.path}: {error.strerror}; run again") from error

    def put(self, path: str, data: bytes) -> None:
        """Bring a file whose path no other has; it appears whole, and never outside the inbox."""
        target = self.root / path
        if not target.resolve().is_relative_to(self.root.resolve()):
            raise SourceUnavailable(f"inbox {self.root}: {path} leads out of the inbox")
        draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            os.link(draft, target)  # unlike a rename it never replaces what stands there
        except OSError as error:
            raise SourceUnavailable(f"inbox {self.root}: {path}: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)

    def _walk(self, folder: Path, below: str) -> Iterator[Arrival]:
        try:
            with os.scandir(folder) as found:
                entries = sorted((one for one in found if not is_passing(one.name)), key=lambda one: one.name)
        except OSError as error:
            raise SourceUnavailable(f"inbox {self.root}: cannot list {below or '.'}: {error.strerror}") from error
        for entry in entries:
            # A link to a folder is never entered: it could lead out, or round in a circle.
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(folder / entry.name, f"{below}{entry.name}/")
            elif self._is_ours(entry):
                yield from _arrival(entry, below + entry.name)

    def _is_ours(self, entry: os.DirEntry[str]) -> bool:
        if not entry.is_symlink():
            return entry.is_file()
        target = Path(entry.path).resolve()
        return target.is_file() and target.is_relative_to(self.root.resolve())


def _arrival(entry: os.DirEntry[str], path: str) -> Iterator[Arrival]:
    try:
        path.encode()
        state = entry.stat()
    except (OSError, UnicodeEncodeError):
        return  # gone since it was listed, or a name that is no text: no table of ours could hold it
    yield Arrival(
        unit_code=path.split("/", 1)[0] if "/" in path else "",
        path=path,
        size=state.st_size,
        modified_at=datetime.fromtimestamp(state.st_mtime, UTC),
        version=f"{state.st_mtime_ns}:{state.st_size}",
    )
