"""A few files inspected: the same reading, cleaning and checking as a night, of a few files and without a warehouse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import polars as pl

from cleaning.assembly import PlacedTable, assemble
from cleaning.findings import find
from cleaning.gate import check as check_kind
from cleaning.inferences import collect
from cleaning.placement import Placement, place
from cleaning.records import clean
from cleaning.units import UnitNames
from connectors.guarded import GuardedPool
from connectors.reading import read_files
from flows.placing import placed_table
from runtime.settings import Settings
from schemas.delivery import Delivery
from schemas.question import HEADING, NO_ANSWERS, NOTHING_ANSWERED, Answered
from schemas.registry import Registry
from schemas.table import Reading

LANGUAGE = "vi"
NOBODY_ANSWERED: Mapping[str, Answered] = MappingProxyType({})


@dataclass(slots=True)
class Inspected:
    """One file on its way to the document of contract §4."""

    delivery: Delivery
    reading: Reading
    placements: list[Placement]
    registry: Registry
    # by table_no
    rows: dict[int, pl.DataFrame] = field(default_factory=dict)  # cleaned records
    problems: dict[int, pl.DataFrame] = field(default_factory=dict)  # entry_id, code, field, cause, row
    inferences: dict[int, pl.DataFrame] = field(default_factory=dict)
    proposals: dict[int, pl.DataFrame] = field(default_factory=dict)  # cleaning.findings
    changes: dict[int, pl.DataFrame] = field(default_factory=dict)


def inspect(
    settings: Settings,
    files: Sequence[Path],
    registry: Registry,
    unit: str | None,
    day: date,
    answered: Mapping[str, Answered] = NOBODY_ANSWERED,
) -> list[Inspected]:
    """What thidua makes of each file, in their order; the sender is ``unit``, else the folder that names a unit.

    ``answered`` is what senders were asked earlier, and answered.
    """
    names = UnitNames(registry)
    codes = {one.unit_code for one in registry.units}
    senders = [unit or _folder_unit(file, codes) for file in files]
    with GuardedPool(min(settings.processes, len(files))) as pool:
        items = ((str(number), file.name, file.read_bytes) for number, file in enumerate(files))
        headings = {
            str(number): answered.get(sender, NOTHING_ANSWERED).get(HEADING, NO_ANSWERS)
            for number, sender in enumerate(senders)
        }
        readings = dict(read_files(pool, items, headings))
    checked = [
        _placed(str(number), file, sender, readings[str(number)], names, day, answered.get(sender, NOTHING_ANSWERED))
        for number, (file, sender) in enumerate(zip(files, senders, strict=True))
    ]
    _check(checked, names)
    return checked


def _folder_unit(file: Path, codes: set[str]) -> str:
    return next((part for part in reversed(file.resolve().parent.parts) if part in codes), "")


def _placed(
    number: str, file: Path, sender: str, reading: Reading, names: UnitNames, day: date, answered: Answered
) -> Inspected:
    now = datetime.now(UTC)
    delivery = Delivery(number, sender, file.name, "", file.stat().st_size, now, day)
    placements = [place(table, delivery, names, answered, n) for n, table in enumerate(reading.tables)]
    return Inspected(delivery, reading, placements, names.registry)


def _check(checked: Iterable[Inspected], names: UnitNames) -> None:
    """Clean and check all tables of one kind together, as a night does, and hand each its part."""
    kinds: dict[str, list[PlacedTable]] = defaultdict(list)
    files = {one.delivery.delivery_id: one for one in checked}
    for one in files.values():
        for table_no, (table, placement) in enumerate(zip(one.reading.tables, one.placements, strict=True)):
            if table.kind and table.row_numbers:
                kinds[table.kind].append(placed_table(one.delivery, table_no, table, placement, names))
    for kind, tables in kinds.items():
        cleaned = clean(kind, assemble(kind, tables))
        findings = find(kind, cleaned, check_kind(kind, cleaned))
        places = cleaned.select("entry_id", "row", "delivery_id", "table_no")
        placed = pl.col("entry_id", "row")
        parts = {
            "rows": cleaned,
            "problems": findings.causes.join(places, on="entry_id").sort("row", "code", "field"),
            "inferences": collect(kind, cleaned).join(places, on="entry_id").sort("row", "code", "field"),
            "proposals": findings.proposals,
            "changes": findings.changes.join(places.select(placed), on="entry_id", maintain_order="left"),
        }
        for what, frame in parts.items():
            for (delivery_id, table_no), part in frame.group_by("delivery_id", "table_no", maintain_order=True):
                one, number = files[str(delivery_id)], int(str(table_no))
                # Whom a withdrawal names was judged in the list that named them first.
                if what in ("rows", "inferences") or not one.reading.tables[number].withdrawal:
                    getattr(one, what)[number] = part
