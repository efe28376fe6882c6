from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.clusters import MERGE_AT, Edge, Pair, Partition, partition, within_slip

NAMES = [f"r{i}" for i in range(9)]
names = st.sampled_from(NAMES)
pairs = st.lists(st.tuples(names, names).filter(lambda p: p[0] < p[1]), max_size=6, unique=True)
weights = st.floats(-2, 20, allow_nan=False).map(lambda w: round(w, 1))
edges = st.dictionaries(st.tuples(names, names).filter(lambda p: p[0] < p[1]), weights, max_size=16).map(
    lambda found: [(left, right, weight) for (left, right), weight in found.items()]
)
ids = st.dictionaries(names, st.sampled_from(["001085123456", "001085123465", "001190777777"]), max_size=5)


def part_of(found: Partition) -> dict[str, int]:
    return {record: i for i, part in enumerate(found.parts) for record in part}


@given(edges=edges)
@settings(max_examples=500, deadline=None)
def test_without_constraints_the_parts_are_the_connected_components(edges: list[Edge]) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from((left, right) for left, right, weight in edges if weight >= MERGE_AT)
    expected = sorted(tuple(sorted(part)) for part in nx.connected_components(graph))
    assert list(partition(NAMES, edges, largest=99).parts) == expected


@given(edges=edges, same=pairs, different=pairs, ids=ids)
@settings(max_examples=500, deadline=None)
def test_a_different_pair_is_never_one_part_and_same_always_or_reported(
    edges: list[Edge], same: list[Pair], different: list[Pair], ids: dict[str, str]
) -> None:
    found = partition(NAMES, edges, same=same, different=different, citizen_ids=ids)
    part = part_of(found)
    assert [pair for pair in different if part[pair[0]] == part[pair[1]]] == []
    reported = {(doubt.record_l, doubt.record_r) for doubt in found.contradictions}
    assert [pair for pair in same if part[pair[0]] != part[pair[1]] and pair not in reported] == []


@given(edges=edges, different=pairs, ids=ids)
@settings(max_examples=500, deadline=None)
def test_a_machine_never_joins_two_citizen_ids_more_than_a_slip_apart(
    edges: list[Edge], different: list[Pair], ids: dict[str, str]
) -> None:
    found = partition(NAMES, edges, different=different, citizen_ids=ids)
    held = [[ids[record] for record in part if record in ids] for part in found.parts]
    assert [part for part in held if any(not within_slip(a, b) for a in part for b in part)] == []


@given(edges=edges, same=pairs, different=pairs, ids=ids, data=st.data())
@settings(max_examples=500, deadline=None)
def test_the_order_of_the_evidence_does_not_matter(
    edges: list[Edge], same: list[Pair], different: list[Pair], ids: dict[str, str], data: st.DataObject
) -> None:
    turned = [(right, left, weight) for left, right, weight in data.draw(st.permutations(edges))]
    again = partition(
        data.draw(st.permutations(NAMES)),
        turned,
        same=data.draw(st.permutations(same)),
        different=[(b, a) for a, b in data.draw(st.permutations(different))],
        citizen_ids=ids,
    )
    assert again == partition(NAMES, edges, same=same, different=different, citizen_ids=ids)


@given(edges=edges, same=pairs, different=pairs, ids=ids)
@settings(max_examples=500, deadline=None)
def test_regions_resolved_one_by_one_give_what_all_together_give(
    edges: list[Edge], same: list[Pair], different: list[Pair], ids: dict[str, str]
) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from([(left, right) for left, right, weight in edges if weight >= 0] + same + different)
    parts: list[tuple[str, ...]] = []
    for region in nx.connected_components(graph):
        inside = [edge for edge in edges if edge[0] in region and edge[1] in region]
        chosen = [[pair for pair in found if pair[0] in region] for found in (same, different)]
        parts += partition(sorted(region), inside, same=chosen[0], different=chosen[1], citizen_ids=ids).parts
    whole = partition(NAMES, edges, same=same, different=different, citizen_ids=ids)
    assert sorted(parts) == list(whole.parts)


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("001085123456", "001085123456", True),
        ("001085123456", "001085123457", True),
        ("001085123456", "001085123465", True),
        ("001085123456", "001085123467", False),
        ("001085123456", "001085125436", False),
        ("001085123456", "01085123456", False),
    ],
)
def test_a_slip_is_one_digit_or_two_neighbours_swapped(left: str, right: str, *, near: bool) -> None:
    assert within_slip(left, right) is near


def test_the_stronger_of_two_conflicting_ties_wins_and_the_weaker_is_asked_about() -> None:
    ids = {"a": "001085123456", "c": "001190777777"}
    found = partition(["a", "b", "c"], [("a", "b", 11.0), ("b", "c", 14.0)], citizen_ids=ids)
    assert found.parts == (("a",), ("b", "c"))
    assert [(d.record_l, d.record_r, d.why) for d in found.doubts] == [("a", "b", "citizen_ids")]


def test_people_may_join_what_the_veto_parts() -> None:
    ids = {"a": "001085123456", "b": "001190777777"}
    assert partition(["a", "b"], [], same=[("b", "a")], citizen_ids=ids).parts == (("a", "b"),)


def test_a_chain_of_same_that_meets_different_is_reported_whole_and_not_guessed() -> None:
    found = partition(["a", "b", "c"], [], same=[("a", "b"), ("b", "c")], different=[("a", "c")])
    assert found.parts == (("a",), ("b",), ("c",))
    assert [(d.record_l, d.record_r) for d in found.contradictions] == [("a", "b"), ("b", "c")]


def test_a_ninth_record_waits_for_a_steward_unless_one_citizen_id_holds_them_together() -> None:
    chain = [(f"r{i}", f"r{i + 1}", 15.0) for i in range(8)]
    assert max(len(part) for part in partition(NAMES, chain).parts) == 8
    assert [doubt.why for doubt in partition(NAMES, chain).doubts] == ["large"]
    same_id = dict.fromkeys(NAMES, "001085123456")
    assert partition(NAMES, chain, citizen_ids=same_id).parts == (tuple(NAMES),)


def test_a_pair_of_parts_is_asked_about_once_and_not_again_when_answered() -> None:
    ties = [("a", "b", 20.0), ("a", "c", 3.0), ("b", "c", 5.0), ("a", "d", -1.0)]
    found = partition(["a", "b", "c", "d"], ties)
    assert [(d.record_l, d.record_r, d.weight) for d in found.doubts] == [("b", "c", 5.0)]
    assert partition(["a", "b", "c", "d"], ties, different=[("a", "c")]).doubts == ()
