"""Clusters: which records are one person, by constrained Kruskal over edges and human judgements.

Pairs judged 'same' are joined first, then edges from strong to weak. An edge is refused when its two sides hold a
pair judged 'different', two trusted citizen ids more than a slip apart, or more records than a machine may join alone.
The result depends on the edges only, never on their order; each connected region may be resolved by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

MERGE_AT: Final = 10.0  # bits; docs/matching.md: how many people are mixed at each weight
ASK_FROM: Final = 0.0
LARGEST: Final = 8  # records a machine joins without a steward

Pair = tuple[str, str]
Edge = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that people must decide on, the smaller record first.

    ``why``: doubtful, citizen_ids, different or large for an edge; contradiction for a 'same' that meets a 'different'.
    """

    record_l: str
    record_r: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Partition:
    """The parts, each sorted, in the order of their first record; the doubts, sorted."""

    parts: tuple[tuple[str, ...], ...]
    doubts: tuple[Doubt, ...]
    contradictions: tuple[Doubt, ...]


@dataclass(slots=True)
class _Side:
    members: list[str]
    citizen_ids: set[str]
    different: set[str] = field(default_factory=set)  # records judged different from a member


class _Forest:
    """Union-find whose roots carry what forbids a union."""

    def __init__(self, records: Iterable[str], citizen_ids: Mapping[str, str], different: Iterable[Pair]) -> None:
        self.parent = {record: record for record in records}
        self.sides: dict[str, _Side] = {}
        self.citizen_ids = citizen_ids
        self.opposed: dict[str, set[str]] = {}
        for left, right in different:
            self.opposed.setdefault(left, set()).add(right)
            self.opposed.setdefault(right, set()).add(left)

    def find(self, record: str) -> str:
        root = record
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[record] != root:
            self.parent[record], record = root, self.parent[record]
        return root

    def side(self, root: str) -> _Side:
        """What a root carries; made on first use, since most records never meet another."""
        found = self.sides.get(root)
        if found is None:
            own = self.citizen_ids.get(root)
            found = _Side([root], {own} if own else set(), set(self.opposed.get(root, ())))
            self.sides[root] = found
        return found

    def union(self, left: str, right: str) -> None:
        """Join two roots; the larger side takes the smaller in."""
        kept, lost = self.side(left), self.side(right)
        if (len(kept.members), right) < (len(lost.members), left):
            left, right, kept, lost = right, left, lost, kept
        self.parent[right] = left
        kept.members += lost.members
        kept.citizen_ids |= lost.citizen_ids
        kept.different |= lost.different
        del self.sides[right]

    def opposed_sides(self, left: str, right: str) -> bool:
        """Whether a member of one root was judged different from a member of the other."""
        return not self.side(left).different.isdisjoint(self.side(right).members)


def partition(
    records: Sequence[str],
    edges: Sequence[Edge],
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    citizen_ids: Mapping[str, str] | None = None,
    merge_at: float = MERGE_AT,
    ask_from: float = ASK_FROM,
    largest: int = LARGEST,
) -> Partition:
    """The partition of records; ``citizen_ids`` holds trusted ids only, pairs may come in any order and orientation.

    'same' is never broken by the machine: it joins across ids and sizes. Where it meets 'different', directly or
    through others, no 'same' of that group is applied and all its pairs are reported: an error shown to people, never
    a guess.
    """
    opposed = sorted({_pair(*pair) for pair in different})
    forest = _Forest(records, citizen_ids or {}, opposed)
    agreed, contradictions = _consistent(records, sorted({_pair(*pair) for pair in same}), opposed)
    for left, right in agreed:
        left, right = forest.find(left), forest.find(right)
        if left != right:
            forest.union(left, right)
    doubts = _join(forest, sorted(edges, key=lambda edge: (-edge[2], *_pair(edge[0], edge[1]))), merge_at, largest)
    doubts += _asked(edges, merge_at, ask_from)
    parts: dict[str, list[str]] = {}
    for record in records:
        parts.setdefault(forest.find(record), []).append(record)
    ordered = sorted(tuple(sorted(members)) for members in parts.values())
    return Partition(tuple(ordered), _settled(forest, doubts), contradictions)


def within_slip(left: str, right: str) -> bool:
    """Whether two ids of one length are equal, or differ by one digit or by two neighbours swapped."""
    if left == right:
        return True
    if len(left) != len(right):
        return False
    apart = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    return swapped and left[apart[0]] == right[apart[1]] and left[apart[1]] == right[apart[0]]


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left <= right else (right, left)


def _consistent(
    records: Sequence[str], same: list[Pair], different: list[Pair]
) -> tuple[list[Pair], tuple[Doubt, ...]]:
    """The 'same' pairs of groups without an inner 'different', and those of the others as contradictions."""
    forest = _Forest(records, {}, ())
    for left, right in same:
        left, right = forest.find(left), forest.find(right)
        if left != right:
            forest.union(left, right)
    broken = {forest.find(left) for left, right in different if forest.find(left) == forest.find(right)}
    agreed = [pair for pair in same if forest.find(pair[0]) not in broken]
    apart = [pair for pair in same if forest.find(pair[0]) in broken]
    return agreed, tuple(Doubt(left, right, 0.0, "contradiction") for left, right in apart)


def _join(forest: _Forest, edges: list[Edge], merge_at: float, largest: int) -> list[Doubt]:
    """Join along strong edges in their order; returns those refused, with why."""
    refused: list[Doubt] = []
    for one, other, weight in edges:
        if weight < merge_at:
            break
        left, right = forest.find(one), forest.find(other)
        if left == right:
            continue
        why = _refusal(forest, left, right, largest)
        if why:
            refused.append(Doubt(*_pair(one, other), weight, why))
        else:
            forest.union(left, right)
    return refused


def _refusal(forest: _Forest, left: str, right: str, largest: int) -> str:
    """Why two sides may not be joined by a machine, empty when they may."""
    one, other = forest.side(left), forest.side(right)
    if forest.opposed_sides(left, right):
        return "different"
    if any(not within_slip(a, b) for a in one.citizen_ids for b in other.citizen_ids):
        return "citizen_ids"
    # A long history under one confirmed id is no heap of namesakes.
    if len(one.members) + len(other.members) > largest and one.citizen_ids.isdisjoint(other.citizen_ids):
        return "large"
    return ""


def _asked(edges: Sequence[Edge], merge_at: float, ask_from: float) -> list[Doubt]:
    between = [edge for edge in edges if ask_from <= edge[2] < merge_at]
    return [Doubt(*_pair(left, right), weight, "doubtful") for left, right, weight in between]


def _settled(forest: _Forest, doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """The doubts still open at the end: the strongest of each pair of parts, none that people have answered."""
    strongest: dict[Pair, Doubt] = {}
    for doubt in sorted(doubts, key=lambda d: (-d.weight, d.record_l, d.record_r)):
        parts = _pair(forest.find(doubt.record_l), forest.find(doubt.record_r))
        if parts[0] != parts[1] and doubt.why != "different" and not forest.opposed_sides(*parts):
            strongest.setdefault(parts, doubt)
    return tuple(sorted(strongest.values(), key=lambda d: (d.record_l, d.record_r)))
