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

_PLACE = ["record_id", "field"]
# The columns in which a row of an upper unit names its union, the surest first.
NAMING = ("union_unit_code", "grassroots_union", "work_unit")
_CELL = {
    **dict.fromkeys(("record_id", "field", "raw_value", "new_value", "instruction_id"), pl.String),
    "waits": pl.Boolean,
}


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

    @property
    def four_eyes(self) -> list[str]:
        """The campaigns in which a fix counts when a second person has released it."""
        return [one.campaign_code for one in self.names.registry.campaigns if one.four_eyes]


@dataclass(frozen=True, slots=True)
class Mended:
    """The raw frame as people left it.

    ``applied`` and ``stale``: record_id, field of the corrections put in and of those whose raw text has changed.
    ``was``: record_id and the raw texts replaced, as a JSON object by field. ``waiting``: the records in which a text
    stands that nobody has released. ``met`` and ``asking``: the ids of the instructions whose text stands here, and of
    those that a second person has to release first; ``missed``: instruction_id, sender_code, kind of the others.
    """

    frame: pl.DataFrame
    applied: pl.DataFrame
    stale: pl.DataFrame
    was: pl.DataFrame
    waiting: pl.Series
    met: pl.Series
    asking: pl.Series
    missed: pl.DataFrame


def mend(
    connection: Connection, vault: Vault, calendar: Calendar, raw: pl.DataFrame, *, proposals: bool = False
) -> Mended:
    """Put in what is on record; ``raw`` is an assembled frame of one kind with its record_id.

    Single corrections first, then what instructions say of the other cells. With ``proposals`` as it would be if what
    stewards proposed were released.
    """
    known = corrections.live(connection, raw["record_id"], proposals=proposals)
    single = known.select(*_PLACE, waits=pl.col("released_by").is_null()).with_columns(_texts(vault, known))
    told = instructions.live(connection, raw["sender_code"].unique()).filter(kind=raw["kind"][0] if raw.height else "")
    said = _instructed(vault, raw, told, calendar.four_eyes)
    outcome = apply(raw, single)
    wanted = said if proposals else said.filter(~pl.col("waits"))
    rest = wanted.join(outcome.applied, on=_PLACE, how="anti")
    second = apply(outcome.frame, rest)
    applied = pl.concat([outcome.applied, second.applied])
    missed = told.filter(~pl.col("instruction_id").is_in(said["instruction_id"].implode()))
    return Mended(
        frame=_placed_again(calendar, second.frame, applied),
        applied=applied,
        stale=outcome.stale,
        was=_replaced(raw, applied),
        waiting=pl.concat([_waiting(single, outcome.applied), _waiting(rest, second.applied)]).unique(),
        met=said["instruction_id"].unique(),
        asking=said.filter("waits")["instruction_id"].unique(),
        missed=missed.select("instruction_id", "sender_code", "kind"),
    )


def _waiting(wanted: pl.DataFrame, applied: pl.DataFrame) -> pl.Series:
    """The records in which what was put in last is a proposal."""
    last = wanted.unique(_PLACE, keep="last", maintain_order=True)
    return last.filter("waits").join(applied, on=_PLACE, how="semi")["record_id"]


def _texts(vault: Vault, known: pl.DataFrame) -> list[pl.Series]:
    texts = [json.loads(text) for text in vault.open(known["payload"])]
    return [pl.Series(f"{name}_value", [text[name] for text in texts], dtype=pl.String) for name in ("raw", "new")]


def _instructed(vault: Vault, raw: pl.DataFrame, told: pl.DataFrame, four_eyes: list[str]) -> pl.DataFrame:
    """What instructions make of each cell that says their raw text, the newest last."""
    found = [pl.DataFrame(schema=_CELL)]
    for (field,), part in told.with_columns(_texts(vault, told)).group_by("field", maintain_order=True):
        column = f"raw_{field}"
        if column not in raw.columns:
            continue
        says = part.select("instruction_id", "sender_code", "new_value", "released_by", raw_value=_blank("raw_value"))
        cells = says.join(
            raw.select("record_id", "sender_code", "campaign_code", raw_value=_blank(column)),
            on=["sender_code", "raw_value"],
            nulls_equal=True,
            maintain_order="left",
        ).with_columns(
            field=pl.lit(str(field)),
            waits=pl.col("released_by").is_null() & pl.col("campaign_code").is_in(four_eyes).fill_null(value=False),
        )
        found.append(cells.select(*_CELL))
    return pl.concat(found)


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
