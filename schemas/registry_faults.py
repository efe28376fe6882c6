"""What may be wrong with a registry: the catalogue of its faults, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas.reference import rows


@dataclass(frozen=True, slots=True)
class RegistryFault:
    """One fault at one place; ``line`` counts from 1, the header included, and is 0 where the whole file is meant."""

    file: str
    line: int
    column: str
    code: str
    message_vi: str
    message_en: str


class RegistryRefused(Exception):
    """The registry cannot be loaded: mend the lines named in ``faults`` and load it again."""

    def __init__(self, faults: Sequence[RegistryFault]) -> None:
        self.faults = tuple(faults)
        places = (
            f"{fault.file}:{fault.line}: {fault.column + ': ' * bool(fault.column)}{fault.message_en}"
            for fault in faults
        )
        super().__init__("the registry is refused\n" + "\n".join(places))


@cache
def _messages() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["message_vi"], row["message_en"]) for row in rows("registry_faults")}


def fault(file: str, line: int, column: str, code: str, value: str = "") -> RegistryFault:
    """A fault with its messages filled in; a code that the catalogue does not know raises KeyError."""
    vi, en = _messages()[code]
    return RegistryFault(file, line, column, code, vi.format(value=value), en.format(value=value))
