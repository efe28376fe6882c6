"""Why two records are, or are not, one person: the evidence stored with their edge, or weighed on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from flows.models import in_force
from flows.statements import Opened, opened, places, sides
from matching.explanations import Explanation, Side, explain
from matching.parameters import Parameters
from matching.scoring import compare
from runtime.wiring import Connection
from warehouse import doubts, judgements, registry
from warehouse.vault import Vault

Edge = Mapping[str, Any]


def why(connection: Connection, vault: Vault, left: str, right: str, *, reveal: bool = False) -> dict[str, Any]:
    """The explanation of any two records, by their full ids, as JSON data with the places they stand at."""
    one, other = sorted((left, right))
    ids = pl.Series("record_id", [one, other])
    model = in_force(connection)
    found = opened(connection, vault, ids, model)
    stored = doubts.edges_of(connection, ids).filter(record_l=one, record_r=other)
    edge = stored.row(0, named=True) if stored.height else weighed(found, one, other, model)
    told = judgements.of_records(connection, ids)
    said = next(explained([edge], sides(found, registry.current(connection)), told, reveal=reveal))
    return said.document() | {"places_l": places(found, one), "places_r": places(found, other)}


def explained(
    edges: Iterable[Edge], known: Mapping[str, Side], told: pl.DataFrame, *, reveal: bool = False
) -> Iterator[Explanation]:
    """The explanations of edges, each with the open judgements on its own two records."""
    verdicts: dict[tuple[str, str], list[str]] = {}
    for one, other, verdict in told.select("record_l", "record_r", "verdict").iter_rows():
        verdicts.setdefault((one, other), []).append(verdict)
    for edge in edges:
        pair = edge["record_l"], edge["record_r"]
        yield explain(edge, known[pair[0]], known[pair[1]], verdicts=verdicts.get(pair, ()), reveal=reveal)


def weighed(found: Opened, one: str, other: str, model: Parameters) -> Edge:
    """The edge of two records that no rule brought together."""
    both = found.compared.filter(pl.col("record_id").is_in([one, other])).drop("tf_plain")
    return compare(both, parameters=model).row(0, named=True)
