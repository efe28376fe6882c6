"""A row that waits for its unit: where it stands, why it waits, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One problem of a row, in words; ``field`` is empty when it concerns the row or its list as a whole."""

    code: str
    field: str
    severity: str  # error | query
    message_vi: str
    message_en: str = ""
    hint_vi: str = ""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A held row; ``values`` are the raw texts by field ("" = blank), of which ``editable`` may be corrected.

    ``row_key`` is the key by which a correction finds its row again. ``authors``, where given, is the JSON list of
    the reader (schemas.table). ``extra`` are the sender's own columns by heading, shown so that it finds the row.
    """

    row_key: str
    unit_code: str
    unit_name: str
    kind: str
    file: str
    sheet: str
    row: int
    reasons: tuple[Reason, ...]
    values: dict[str, str]
    editable: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)


def by_unit(rows: Iterable[HeldRow]) -> dict[str, list[HeldRow]]:
    """The rows of each unit, units by code, rows by kind, file, sheet and row."""
    groups: dict[str, list[HeldRow]] = {}
    for row in sorted(rows, key=lambda r: (r.unit_code, r.kind, r.file, r.sheet, r.row, r.row_key)):
        groups.setdefault(row.unit_code, []).append(row)
    return groups
