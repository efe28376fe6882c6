"""From the cells of a change set to the changes it asks for, and every fault of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cleaning.text import keyed
from schemas.registry import LEVELS
from schemas.registry_faults import RegistryFault, fault
from schemas.reorganisation import COLUMNS, OPEN, OR, RENAME, REQUIRED, SPELLINGS, SPLIT, TRANSFER, Change

_KINDS = {keyed(text): kind for kind, texts in SPELLINGS.items() for text in texts}
_HEADINGS = {keyed(text): column for column, texts in COLUMNS.items() for text in texts}
_LEVELS = {**{one: one for one in LEVELS}, "thành phố": "city", "cấp trên cơ sở": "upper", "cơ sở": "grassroots"}
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
)
_NEEDS = {
    OPEN: ("name", "level", "parent_code"),
    RENAME: ("name",),
    TRANSFER: ("parent_code",),
    SPLIT: ("parent_code",),
}


def changes_of(file: str, rows: Sequence[Sequence[str]]) -> tuple[list[Change], list[RegistryFault]]:
    """The changes of a sheet whose first row that names every needed column is its heading; faults in line order."""
    faults: list[RegistryFault] = []
    for number, row in enumerate(rows, start=1):
        at = {_HEADINGS[text]: column for column, cell in enumerate(row) if (text := keyed(cell)) in _HEADINGS}
        if set(REQUIRED) <= at.keys():
            made = list(_changes(file, rows, number, at, faults))
            return made, faults
    return [], [fault(file, 0, name, "column_missing", COLUMNS[name][1]) for name in REQUIRED]


def _changes(
    file: str, rows: Sequence[Sequence[str]], heading: int, at: Mapping[str, int], faults: list[RegistryFault]
) -> Iterator[Change]:
    for number, row in enumerate(rows[heading:], start=heading + 1):
        cells = {name: " ".join(row[column].split()) if column < len(row) else "" for name, column in at.items()}
        if not any(cells.values()):
            continue
        found = list(_faults(file, number, cells))
        faults.extend(found)
        day = _day(cells["day"])
        if not found and day is not None:
            yield _change(number, cells, day)


def _faults(file: str, number: int, cells: Mapping[str, str]) -> Iterator[RegistryFault]:
    kind = _KINDS.get(keyed(cells["change"]))
    if kind is None:
        yield fault(file, number, "change", "change_unknown", cells["change"])
    for name in (*REQUIRED[1:], *_NEEDS.get(kind or "", ())):
        if not cells.get(name):
            yield fault(file, number, name, "value_missing")
    if cells["day"] and _day(cells["day"]) is None:
        yield fault(file, number, "day", "date_invalid", cells["day"])
    level = cells.get("level", "")
    if level and keyed(level) not in _LEVELS:
        yield fault(file, number, "level", "level_unknown", level)


def _change(number: int, cells: Mapping[str, str], day: date) -> Change:
    return Change(
        line=number,
        kind=_KINDS[keyed(cells["change"])],
        day=day,
        unit_code=cells["unit_code"],
        name=cells.get("name", ""),
        level=_LEVELS.get(keyed(cells.get("level", "")), ""),
        unit_kind=cells.get("kind", ""),
        parents=tuple(filter(None, (code.strip() for code in cells.get("parent_code", "").split(OR)))),
        note=cells.get("note", ""),
    )


def _day(text: str) -> date | None:
    """A day as ISO or as people write it, the day first; a date cell comes as ISO, with or without a time."""
    found = next(
        (match for one in _DAYS if (match := one.fullmatch(text.removesuffix(" 00:00:00").removesuffix("T00:00:00")))),
        None,
    )
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None
