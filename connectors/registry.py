"""The registry as five CSV files in a folder (contract §2)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaning.registry import (
    ALIASES,
    CAMPAIGNS,
    COLUMNS,
    OBLIGATIONS,
    OPTIONAL,
    PARENTS,
    TARGETS,
    UNITS,
    Line,
    build,
)
from schemas.registry import Alias, Campaign, Obligation, Parent, Registry, Unit
from schemas.registry_faults import RegistryFault, RegistryRefused, fault

__all__ = ["RegistryFault", "RegistryRefused", "read_registry", "write_registry"]


def read_registry(folder: Path) -> Registry:
    """The registry in a folder; UTF-8 with or without a byte order mark, columns in any order.

    Raises RegistryRefused with every offending line: first of files and columns, then of values and codes, then of
    the hierarchy, since each can only be judged when the ones before are sound.
    """
    faults: list[RegistryFault] = []
    lines = {name: _lines(folder, name, faults) for name in COLUMNS}
    if not faults:
        registry, found = build(lines)
        if not found:
            return registry
        faults.extend(found)
    raise RegistryRefused(faults)


def write_registry(registry: Registry, folder: Path) -> None:
    """Write a registry as the files `read_registry` reads, in order of code and day; what is there is replaced."""
    lines: dict[str, Sequence[Unit | Parent | Alias | Campaign | Obligation]] = {
        UNITS: registry.units,
        PARENTS: registry.parents,
        ALIASES: registry.aliases,
        CAMPAIGNS: registry.campaigns,
        OBLIGATIONS: registry.obligations,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, found in lines.items():
        columns = list(dict.fromkeys((*COLUMNS[name], *OPTIONAL.get(name, ()))))
        rows = [[_text(getattr(one, column)) for column in columns] for one in found]
        with (folder / name).open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(sorted(rows))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _lines(folder: Path, name: str, faults: list[RegistryFault]) -> list[Line]:
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.append(fault(name, 0, "", "file_missing", name))
        return []
    except UnicodeDecodeError:
        faults.append(fault(name, 0, "", "file_encoding"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    missing = list(_missing(name, header))
    faults.extend(fault(name, 1, column, "column_missing", column) for column in missing)
    return [] if missing else list(_read(name, header, reader, faults))


def _missing(name: str, header: list[str]) -> Iterator[str]:
    yield from (column for column in COLUMNS[name] if column not in header)
    if name == OBLIGATIONS and not set(TARGETS) & set(header):
        yield " / ".join(TARGETS)


def _read(name: str, header: list[str], reader: Iterator[list[str]], faults: list[RegistryFault]) -> Iterator[Line]:
    """The lines that say something, with the columns we know; a quoted cell may run over several lines of the file."""
    known = {*COLUMNS[name], *OPTIONAL.get(name, ())}
    after = 2
    for cells in reader:
        number, after = after, after + 1 + sum(cell.count("\n") for cell in cells)
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            faults.append(fault(name, number, "", "cells_extra"))
        padded = [*cells, *[""] * (len(header) - len(cells))]
        yield Line(name, number, {c: v.strip() for c, v in zip(header, padded, strict=False) if c in known})
