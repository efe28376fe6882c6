"""The queue of the stewards: pairs that wait for a verdict, those that would change figures most first; as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from cleaning.structure import Structure
from flows.evidence import Edge, explained, weighed
from flows.models import in_force
from flows.statements import Opened, opened, places, sides
from matching.clusters import ASK_FROM, MERGE_AT
from matching.explanations import Explanation, Side
from matching.parameters import Parameters
from runtime.wiring import Connection
from schemas.registry import Registry
from schemas.sentences import EVIDENCE, Sentence, sentences
from warehouse import doubts, judgements, registry, workers
from warehouse.vault import Vault

_PAIR = ["worker_l", "worker_r"]
Within = Callable[[pl.Series], pl.Series]


@dataclass(frozen=True, slots=True)
class Question:
    """Two workers that may be one: ``figures`` published counts would fall by one, of the ``awards`` that both hold.

    ``needs_two`` people to say that they are one: judgements contradict each other, both hold confirmed ids, the group
    would be large, or a single tie would be the bridge between two groups of records.
    """

    worker_l: str
    worker_r: str
    name_l: str
    name_r: str
    unit_l: str
    unit_r: str
    waits: str
    needs_two: bool
    because: Sentence
    figures: int
    awards: tuple[Mapping[str, str], ...]
    explanation: Explanation
    places_l: tuple[Mapping[str, Any], ...]
    places_r: tuple[Mapping[str, Any], ...]

    def document(self) -> dict[str, Any]:
        """As plain JSON data, sentences in both languages."""
        names = ("worker_l", "worker_r", "name_l", "name_r", "unit_l", "unit_r", "waits", "needs_two", "figures")
        because = {"vi": self.because.vi, "en": self.because.en}
        told = {name: getattr(self, name) for name in names}
        where = {"places_l": list(self.places_l), "places_r": list(self.places_r)}
        awards = list(self.awards)
        return {**told, "because": because, "awards": awards, "explanation": self.explanation.document() | where}


@dataclass(frozen=True, slots=True)
class Queue:
    """How many pairs wait in all, and the first of them."""

    waiting: int
    questions: tuple[Question, ...]

    def documents(self) -> list[dict[str, Any]]:
        """The questions as plain JSON data."""
        return [one.document() for one in self.questions]


def waiting(
    connection: Connection,
    vault: Vault,
    *,
    worker_id: str | None = None,
    limit: int = 20,
    reveal: bool = False,
    within: Within | None = None,
) -> Queue:
    """The pairs that wait, or those of one worker: what would change most figures first, then the strongest.

    ``within`` says of some records which of them may be asked about; a pair needs both.
    """
    members = None if worker_id is None else workers.records_of(connection, worker_id)["record_id"]
    pairs = doubts.waiting(connection, ASK_FROM, members)
    if within is not None:
        ends = pl.concat([pairs["record_l"].alias("record_id"), pairs["record_r"].alias("record_id")]).unique()
        allowed = within(ends).implode()
        pairs = pairs.filter(pl.col("record_l").is_in(allowed) & pl.col("record_r").is_in(allowed))
    known = registry.current(connection)
    shared = doubts.shared_awards(connection, pairs)
    ranked = _ranked(pairs, shared, known)
    first = ranked.head(limit)
    if first.is_empty():
        return Queue(0, ())
    ends = pl.concat([first["record_l"].alias("record_id"), first["record_r"].alias("record_id")]).unique()
    model = in_force(connection)
    found = opened(connection, vault, ends, model)
    told = judgements.of_records(connection, ends)
    rows = [_weighed(row, found, model) for row in first.iter_rows(named=True)]
    people = sides(found, known)
    whys = explained(rows, people, told, reveal=reveal)
    sizes = workers.sizes(connection, pl.concat([first[name].alias("worker_id") for name in _PAIR]).unique())
    awards = shared.partition_by(_PAIR, as_dict=True, include_key=False)
    return Queue(
        ranked.height,
        tuple(
            _question(row, why, people, awards.get((row["worker_l"], row["worker_r"])), found, sizes)
            for row, why in zip(rows, whys, strict=True)
        ),
    )


def _ranked(pairs: pl.DataFrame, shared: pl.DataFrame, known: Registry) -> pl.DataFrame:
    days = {one.campaign_code: one.closes_on for one in known.campaigns}
    structure = Structure(known)
    counts = [
        len(_counting(structure, left, days[code]) & _counting(structure, right, days[code])) if code in days else 0
        for code, left, right in shared.select("campaign_code", "unit_l", "unit_r").iter_rows()
    ]
    figures = (
        shared.with_columns(figures=pl.Series(counts, dtype=pl.Int64)).group_by(_PAIR).agg(pl.col("figures").sum())
    )
    joined = pairs.join(figures, on=_PAIR, how="left").with_columns(pl.col("figures").fill_null(0))
    return joined.sort("figures", "weight", "record_l", "record_r", descending=[True, True, False, False])


def _counting(structure: Structure, unit: str, day: date) -> set[str]:
    """The units in whose figures a person of this one is counted: itself, and all above it when the campaign closed."""
    return {unit, *structure.ancestors(unit, day)}


def _weighed(row: Edge, found: Opened, model: Parameters) -> Edge:
    """Judgements that contradict each other may stand where the machine never saw a pair."""
    if row["verdict"] != "same":
        return row
    edge = weighed(found, row["record_l"], row["record_r"], model)
    return {**row, "weight": edge["weight"], "evidence": edge["evidence"]}


def _question(
    row: Edge,
    why: Explanation,
    people: Mapping[str, Side],
    awards: pl.DataFrame | None,
    found: Opened,
    sizes: Mapping[str, int],
) -> Question:
    left, right = (people[row[end]].values for end in ("record_l", "record_r"))
    cause = _cause(row, why, bridge=row["ties"] == 1 and min(sizes[row[name]] for name in _PAIR) > 1)
    waits = "unsure" if row["verdict"] == "unsure" else cause
    return Question(
        worker_l=row["of_l"],
        worker_r=row["of_r"],
        name_l=left.get("full_name", ""),
        name_r=right.get("full_name", ""),
        unit_l=left.get("unit_code", ""),
        unit_r=right.get("unit_code", ""),
        waits=waits,
        needs_two=cause != "doubtful",
        because=sentences(EVIDENCE)["waits", waits],
        figures=row["figures"],
        awards=tuple(awards.to_dicts()) if awards is not None else (),
        explanation=why,
        places_l=tuple(places(found, row["record_l"])),
        places_r=tuple(places(found, row["record_r"])),
    )


def _cause(row: Edge, why: Explanation, *, bridge: bool) -> str:
    if row["verdict"] == "same":
        return "contradiction"
    if row["weight"] < MERGE_AT:
        return "bridge" if bridge else "doubtful"
    return "citizen_ids" if any(one.kind == "citizen_ids" for one in why.remarks) else "large"
