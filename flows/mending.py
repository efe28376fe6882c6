"""What stewards corrected and instructed, put into raw rows: by a night, and by whoever tries it before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from cleaning.corrections import apply
from cleaning.units import GRASSROOTS, UnitNames
from runtime.wiring import Connection
from warehouse import corrections, instructions
from warehouse.vault import Vault

# The columns in which a row of an upper unit names its union, the surest first.
NAMING = ("union_unit_code", "grassroots_union", "work_unit")
_CELL = {"record_id": pl.String, "field": pl.String, "raw_value": pl.String, "new_value": pl.String}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What decides the day on which a name is looked up: when each delivery arrived, and today."""

    names: UnitNames
    arrived: Mapping[str, date]
    today: date

    def day(self, delivery_id: str, campaign_code: str | None) -> date:
        """The day of a row: its arrival, or the end of its campaign if that came first."""
        closes = (one.closes_on for one in self.names.registry.campaigns if one.campaign_code == campaign_code)
        return min(self.arrived[delivery_id], next(closes, self.today))


@dataclass(frozen=True, slots=True)
class Mended:
    """The raw frame as people left it.

    ``applied`` and ``stale``: record_id, field of the corrections put in and of those whose raw text has changed.
    ``was``: record_id and the raw texts replaced, as a JSON object by field. ``met`` and ``missed``: the ids of the
    instructions that were followed, and instruction_id, sender_code and kind of those whose text stands nowhere here.
    """

    frame: pl.DataFrame
    applied: pl.DataFrame
    stale: pl.DataFrame
    was: pl.DataFrame
    met: pl.Series
    missed: pl.DataFrame


def mend(connection: Connection, vault: Vault, calendar: Calendar, raw: pl.DataFrame) -> Mended:
    """Put in what is on record; ``raw`` is an assembled frame of one kind with its record_id."""
    known = corrections.live(connection, raw["record_id"])
    single = known.select("record_id", "field").with_columns(_texts(vault, known))
    told = instructions.live(connection, raw["sender_code"].unique()).filter(kind=raw["kind"][0] if raw.height else "")
    wanted, met = _instructed(vault, raw, told)
    return put(calendar, raw, single, wanted, met, told.select("instruction_id", "sender_code", "kind"))


def put(
    calendar: Calendar,
    raw: pl.DataFrame,
    single: pl.DataFrame,
    wanted: pl.DataFrame,
    met: pl.Series,
    told: pl.DataFrame,
) -> Mended:
    """Single corrections first, then what instructions say of the other cells; both frames are corrections."""
    outcome = apply(raw, single)
    rest = wanted.join(outcome.applied, on=["record_id", "field"], how="anti")
    second = apply(outcome.frame, rest)
    applied = pl.concat([outcome.applied, second.applied])
    frame = _placed_again(calendar, second.frame, applied)
    missed = told.filter(~pl.col("instruction_id").is_in(met.implode()))
    return Mended(frame, applied, outcome.stale, _replaced(raw, applied), met, missed)


def _texts(vault: Vault, known: pl.DataFrame) -> list[pl.Series]:
    texts = [json.loads(text) for text in vault.open(known["payload"])]
    return [pl.Series(f"{name}_value", [text[name] for text in texts], dtype=pl.String) for name in ("raw", "new")]


def _instructed(vault: Vault, raw: pl.DataFrame, told: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """What instructions make of each cell that says their raw text, and the ids of those that met one."""
    found, met = [pl.DataFrame(schema=_CELL)], [pl.Series("instruction_id", [], dtype=pl.String)]
    for (field,), part in told.with_columns(_texts(vault, told)).group_by("field", maintain_order=True):
        column = f"raw_{field}"
        if column not in raw.columns:
            continue
        says = part.select("instruction_id", "sender_code", "new_value", raw_value=_blank("raw_value"))
        cells = raw.select("record_id", "sender_code", raw_value=_blank(column)).join(
            says, on=["sender_code", "raw_value"], nulls_equal=True
        )
        found.append(cells.select("record_id", pl.lit(str(field)).alias("field"), "raw_value", "new_value"))
        met.append(cells["instruction_id"].unique())
    return pl.concat(found), pl.concat(met)


def _replaced(raw: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    said: dict[str, dict[str, str]] = {}
    for (field,), part in applied.group_by("field", maintain_order=True):
        cells = raw.join(part, on="record_id", how="semi").select("record_id", f"raw_{field}")
        for record_id, text in cells.iter_rows():
            said.setdefault(record_id, {})[str(field)] = text or ""
    texts = [json.dumps(fields, ensure_ascii=False) for fields in said.values()]
    return pl.DataFrame({"record_id": list(said), "was": texts}, schema={"record_id": pl.String, "was": pl.String})


def _blank(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name))


def _placed_again(calendar: Calendar, frame: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    """Look up the union of rows whose corrected text names it; a grassroots sender's rows are its own anyway."""
    naming = [name for name in NAMING if f"raw_{name}" in frame.columns]
    records = applied.filter(pl.col("field").is_in(naming))["record_id"]
    above = [code for code, level in calendar.names.levels.items() if level != GRASSROOTS]
    renamed = frame.filter(pl.col("record_id").is_in(records.implode()) & pl.col("sender_code").is_in(above))
    if renamed.is_empty():
        return frame
    about = ["_named", "delivery_id", "campaign_code", "sender_code"]
    first = pl.coalesce(_blank(f"raw_{name}") for name in naming).fill_null("").alias("_named")
    rows = renamed.select("entry_id", first, *about[1:])
    found = []
    for named, delivery_id, campaign, sender in rows.select(about).unique(maintain_order=True).iter_rows():
        unit = calendar.names.resolve(named, calendar.day(delivery_id, campaign), sender)
        told = (unit.unit_code or None, unit.problem or None, "; ".join(unit.candidates) or None)
        found.append((named, delivery_id, campaign, sender, *told))
    columns = (*about, "unit_code", "unit_problem", "unit_candidates")
    again = pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String), orient="row")
    placed = rows.join(again, on=about, nulls_equal=True).drop(about)
    return frame.update(placed, on="entry_id", include_nulls=True)
