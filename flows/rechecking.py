"""Rows as people mean to leave them, tried with the very rules of the night before any night runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from cleaning.gate import check
from cleaning.records import clean
from cleaning.units import UnitNames
from flows.mending import Calendar, mend
from flows.restored import Content, assembled, opened
from runtime.wiring import Connection
from schemas.problems import ERROR, problem
from warehouse import entries
from warehouse.reviews import FAILS, PASSES, WAITS
from warehouse.vault import Vault

REVIEWED = {
    "entry_id": pl.String,
    "state": pl.String,
    "problems": pl.String,
    "stays": pl.Boolean,
    "note": pl.String,
}


@dataclass(frozen=True, slots=True)
class Lists:
    """Some lists whole, opened: every open row of each, with its payload."""

    rows: pl.DataFrame  # warehouse.entries.of_lists without payload
    contents: tuple[Content, ...]


def lists_of(connection: Connection, vault: Vault, delivery_ids: pl.Series) -> Lists:
    """Open the lists of some deliveries whole: a row may repeat another of its list."""
    found = entries.of_lists(connection, delivery_ids)
    return Lists(found.drop("payload"), tuple(opened(vault, found["payload"])))


def recheck(
    connection: Connection, vault: Vault, names: UnitNames, today: date, lists: Lists, entry_ids: pl.Series
) -> pl.DataFrame:
    """What the rules say of some rows of lists under the corrections and instructions now on record: REVIEWED.

    What stewards proposed counts as if it were released: a row that rests on it waits instead of passing, and its
    review stays. ``problems`` is a JSON list of {code, field, severity}. What concerns other lists (the same award
    twice, a list sent twice) is seen by the night alone.
    """
    reviewed = [pl.DataFrame(schema=REVIEWED)]
    calendar = Calendar(names, dict(lists.rows.select("delivery_id", "arrived_on").iter_rows()), today)
    wanted = entry_ids.implode()
    for (kind,), part in lists.rows.with_row_index("_at").group_by("kind", maintain_order=True):
        contents = [lists.contents[at] for at in part["_at"]]
        raw = assembled(str(kind), part, contents)
        mended = mend(connection, vault, calendar, raw, proposals=True)
        found = check(str(kind), clean(str(kind), mended.frame))
        mine = part.filter(pl.col("entry_id").is_in(wanted))
        waits = mine["record_id"].is_in(mended.waiting.implode())
        reviewed.append(_reviewed(mine["entry_id"], waits, found))
    return pl.concat(reviewed)


def _reviewed(entry_ids: pl.Series, waits: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    told: dict[str, list[Mapping[str, str]]] = {entry_id: [] for entry_id in entry_ids}
    for entry_id, code, field in found.iter_rows():
        if entry_id in told:
            told[entry_id].append({"code": code, "field": field, "severity": _severity(code)})
    states = [
        FAILS if any(one["severity"] == ERROR for one in each) else WAITS if proposed else PASSES
        for each, proposed in zip(told.values(), waits, strict=True)
    ]
    texts = [json.dumps(each) for each in told.values()]
    columns = {"entry_id": list(told), "state": states, "problems": texts, "stays": waits, "note": [""] * len(told)}
    return pl.DataFrame(columns, schema=REVIEWED)


def _severity(code: str) -> str:
    kind = problem(code).kind
    return kind if kind == "query" else ERROR
