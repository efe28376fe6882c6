from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.clusters import partition
from matching.components import ASKED, KEYED, asked, keyed

RECORDS = [f"r{i}" for i in range(12)]
IDS = ["001185000001", "001185000002", "034179777777", "040291123456"]
EDGES = {"record_l": pl.String, "record_r": pl.String, "weight": pl.Float64}

pairs = st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)).filter(lambda pair: pair[0] < pair[1])
weighed = st.dictionaries(pairs, st.integers(-2, 20), max_size=30)
numbers = st.dictionaries(st.sampled_from(RECORDS), st.sampled_from(IDS))


def frame(edges: dict[tuple[str, str], int]) -> pl.DataFrame:
    return pl.DataFrame([(*pair, float(bits)) for pair, bits in edges.items()], schema=EDGES, orient="row")


def known(ids: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame({"record_id": list(ids), "citizen_id": list(ids.values())}, schema_overrides=KNOWN)


KNOWN = {"record_id": pl.String, "citizen_id": pl.String}


@given(edges=weighed, ids=numbers, largest=st.integers(2, 8))
@settings(max_examples=500, deadline=None)
def test_a_whole_list_is_parted_as_record_by_record(
    edges: dict[tuple[str, str], int], ids: dict[str, str], largest: int
) -> None:
    table = frame(edges)
    slow = partition(RECORDS, table.rows(), citizen_ids=ids, largest=largest)
    fast = keyed(pl.Series(RECORDS), table, known(ids), largest=largest)
    assert fast.schema == pl.Schema(KEYED)
    assert dict(fast.rows()) == {record: part[0] for part in slow.parts for record in part}
    questions = asked(fast, table)
    assert questions.schema == pl.Schema(ASKED)
    assert [row[:3] for row in questions.rows()] == [(d.record_l, d.record_r, d.weight) for d in slow.doubts]


def test_a_list_without_ties_is_everybody_alone() -> None:
    found = keyed(pl.Series(RECORDS), frame({}), known({}))
    assert found["worker_key"].to_list() == RECORDS
    assert asked(found, frame({})).is_empty()
