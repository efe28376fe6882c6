"""The dossier of a worker: who this is, what holds and why, where it is written, what joins it, what waits; as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from cleaning.masking import masked
from flows.evidence import explained
from flows.models import in_force
from flows.statements import Opened, opened, place, sides, stated
from flows.waiting import waiting
from matching.survivorship import CHOSEN, ITEMS, survive
from runtime.wiring import Connection
from schemas.registry import Registry
from schemas.sentences import Sentence, word
from warehouse import choices, doubts, registry, runs, workers
from warehouse.vault import Vault
from warehouse.workers import History

CHOICE = "choice"  # the purpose under which a chosen value is sealed
Document = dict[str, Any]
_AWARD = ("campaign_code", "award_code", "award_level", "unit_code")


def dossier(connection: Connection, vault: Vault, worker_id: str, *, reveal: bool = False) -> Document | None:
    """Everything about a worker, present or retired, as JSON data in both languages; None for an unknown id.

    Private values are masked unless ``reveal``.
    """
    history = workers.show(connection, worker_id)
    if history is None:
        return None
    members = workers.records_of(connection, history.worker_id)["record_id"]
    found = opened(connection, vault, members, in_force(connection))
    units = registry.current(connection)
    known = sides(found, units)
    inner = doubts.edges_of(connection, members).filter(pl.col(end).is_in(members.implode()) for end in _ENDS)
    values = _values(connection, vault, history, found, members, reveal=reveal)
    names = (one["value"] for one in values if one["field"] == "full_name")
    links = explained(_tree(inner.to_dicts()), known, history.judgements, reveal=reveal)
    return {
        "asked": worker_id,
        "worker_id": history.worker_id,
        "former_ids": list(history.former_ids),
        "name": next(names, ""),
        "units": _units([*found.rows["unit_code"], *history.facts["unit_code"]], units),
        "history": _history(connection, history),
        "values": values,
        "records": _records(members, found),
        "links": [one.document() for one in links],
        "judgements": _judgements(history),
        "doubts": waiting(connection, vault, worker_id=history.worker_id, reveal=reveal).documents(),
        "awards": history.facts.select(_AWARD).unique().sort(_AWARD).to_dicts(),
    }


_ENDS = ("record_l", "record_r")


def surviving(
    connection: Connection, vault: Vault, history: History, found: Opened, members: pl.Series
) -> pl.DataFrame:
    """``survivorship.VALUES`` of one worker, the choices of stewards obeyed."""
    mine = pl.DataFrame({"record_id": members}).with_columns(worker_id=pl.lit(history.worker_id))
    made = choices.live(connection, members)
    texts = pl.Series("value", [text.decode() for text in vault.open(made["payload"], CHOICE)], dtype=pl.String)
    chosen = made.with_columns(texts, worker_id=pl.lit(history.worker_id)).select(
        pl.col(name).cast(kind) for name, kind in CHOSEN.items()
    )
    return survive(stated(found, mine, _home(members, found, history.judgements)), chosen)


def _values(
    connection: Connection, vault: Vault, history: History, found: Opened, members: pl.Series, *, reveal: bool
) -> list[Document]:
    by_entry = {row["entry_id"]: row for row in found.rows.iter_rows(named=True)}
    told: dict[str, list[Document]] = {}
    for row in surviving(connection, vault, history, found, members).iter_rows(named=True):
        field = row["field"]
        shown = row["value"] if reveal else masked(field, row["value"])
        sources = [place(by_entry[entry_id], found, field) for entry_id in row["entry_ids"]]
        kept = {name: row[name] for name in ("rule", "times", "trusted", "newest")}
        told.setdefault(field, []).append({"value": shown, **kept, "sources": sources})
    return [_field(ITEMS[field].name, told[field]) for field in ITEMS if field in told]


def _field(field: str, stated_: Sequence[Document]) -> Document:
    first, *others = stated_
    item = ITEMS[field]
    label = Sentence(item.fields[0].vi, item.fields[0].en) if item.fields else Sentence(item.vi, item.en)
    rest = [{name: value for name, value in one.items() if name != "rule"} for one in others]
    return {"field": field, **_both(label), **first, "why": _both(word("rule", first["rule"])), "others": rest}


def _home(members: pl.Series, found: Opened, told: pl.DataFrame) -> list[str]:
    """The records of the unit in which the worker was first seen, and those judged the same as one of them."""
    units = dict(found.rows.select("record_id", "unit_code").iter_rows())
    first = units.get(members[0]) if members.len() else None
    home = {record for record in members if units.get(record) == first}
    pairs = told.filter(verdict="same").select(_ENDS).rows()
    grown = True
    while grown:
        near = {other for pair in pairs if set(pair) & home for other in pair} & set(members)
        grown = not near <= home
        home |= near
    return sorted(home)


def _tree(edges: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of edges from strong to weak, those that join records not joined before: one per link."""
    part: dict[str, str] = {}

    def root(record: str) -> str:
        while part.get(record, record) != record:
            record = part[record]
        return record

    kept = []
    for edge in edges:
        one, other = root(edge["record_l"]), root(edge["record_r"])
        if one != other:
            part[one] = other
            kept.append(edge)
    return kept


def _history(connection: Connection, history: History) -> list[Document]:
    told = []
    for event in history.events.iter_rows(named=True):
        from_ids = json.loads(event["from_ids"])
        sentence = word("event", event["kind"]).about(**{"from": ", ".join(from_ids)})
        head = {"run_id": runs.of_no(connection, event["run_no"]), "kind": event["kind"]}
        told.append({**head, "worker_id": event["worker_id"], "from_ids": from_ids, **_both(sentence)})
    return told


def _records(members: pl.Series, found: Opened) -> list[Document]:
    rows: dict[str, list[Document]] = {}
    for row in found.rows.iter_rows(named=True):
        rows.setdefault(row["record_id"], []).append(place(row, found))
    return [{"record_id": record, "rows": rows[record]} for record in members if record in rows]


def _units(told: Iterable[str | None], known: Registry) -> Document:
    """The names of the units that the dossier speaks of."""
    names = {unit.unit_code: unit.name for unit in known.units}
    return {code: names[code] for code in sorted({code for code in told if code in names})}


def _judgements(history: History) -> list[Document]:
    columns = ("judgement_id", "record_l", "record_r", "verdict", "judged_by", "judged_at", "reason")
    rows = history.judgements.select(columns).iter_rows(named=True)
    return [row | _both(word("verdict", row["verdict"])) for row in rows]


def _both(sentence: Sentence) -> Document:
    return {"vi": sentence.vi, "en": sentence.en}
