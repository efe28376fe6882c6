"""One trial of the evaluation: one way of matching, on one set of invented people, in a process of its own.

Every trial answers with the quality at each weight (rules have only one), the seconds and the peak memory.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from bench import baselines
from bench.people import population, records
from matching import values
from matching.commonness import given_known
from matching.components import asked, keyed
from matching.evaluation import BCubed, Quality, bcubed, evaluate, reliability
from matching.features import features
from matching.linkage import LARGEST, unit_shares
from matching.parameters import shipped
from matching.scoring import score

WEIGHTS: Final = (-4.0, -2.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 14.0)
PER_PERSON: Final = 1.85  # records, by the shares of bench.people
UNWEIGHED: Final = 0.0  # the weight under which a rule's one result stands

Found = dict[float, pl.DataFrame]


@dataclass(slots=True)
class Trial:
    """What one way of matching did; ``questions`` by weight, ``reliable`` as ``evaluation.reliability`` gives it."""

    records: int
    quality: dict[float, tuple[Quality, BCubed]]
    seconds: dict[str, float]
    memory: float = 0.0  # GiB, the peak of the process
    questions: dict[float, int] = field(default_factory=dict)
    reliable: pl.DataFrame = field(default_factory=pl.DataFrame)


def invent(path: Path, wanted: int, seed: int) -> None:
    """Write about that many records of invented people."""
    records(population(round(wanted / PER_PERSON), seed=seed), seed=seed).write_parquet(path)


def ours(path: Path, without: str = "") -> Trial:
    """Ours on a closed list; ``without`` names a part of ``ABLATIONS`` to leave out."""
    people = pl.read_parquet(path)
    started = time.perf_counter()
    compared = _changed(people, without)
    read = time.perf_counter()
    known = None if without in ("sizes of unions", "night") else unit_shares(compared)
    size = None if without == "night" else compared.height
    edges = score(compared, compared.clear(), population=size, unit_shares=known, floor=min(WEIGHTS))
    scored = time.perf_counter()
    trusted = compared.filter("citizen_trusted").select("record_id", "citizen_id")
    trusted = trusted.clear() if without == "veto" else trusted
    found: Found = {}
    for weight in WEIGHTS:
        clustering = time.perf_counter()
        found[weight] = keyed(compared["record_id"], edges, trusted, merge_at=weight, largest=LARGEST)
        clustered = time.perf_counter() - clustering
    seconds = {"features": read - started, "score": scored - read, "cluster": clustered}
    trial = _trial(people, found, seconds)
    trial.reliable = reliability(edges, people)
    for weight, frame in found.items():
        trial.questions[weight] = asked(frame, edges, merge_at=weight).height
    return trial


def rules(path: Path, name: str) -> Trial:
    """One of ``RULES``."""
    people = pl.read_parquet(path)
    started = time.perf_counter()
    found = RULES[name](people)
    return _trial(people, {UNWEIGHED: found}, {"all": time.perf_counter() - started})


def plain(path: Path) -> Trial:
    """The plain library, trained on this very list."""
    people = pl.read_parquet(path)
    compared = given_known(features(people), shipped().words)
    found = baselines.library(compared, WEIGHTS)
    return _trial(people, found.partitions, found.seconds)


RULES: Final[dict[str, Callable[[pl.DataFrame], pl.DataFrame]]] = {
    "text of the id equal": baselines.raw_id,
    "plain name and birth date": lambda people: baselines.name_and_birth(features(people)),
    "good rules": lambda people: baselines.good_rules(features(people)),
}
# What can be left out, and how the table calls it.
ABLATIONS: Final = {
    "": "all of it",
    "veto": "without the veto of citizen ids",
    "check": "any citizen id trusted",
    "fill": "birth and sex not filled from a trusted id",
    "district": "without the union above",
    "job": "without the job",
    "hired": "without the day of hiring",
    "sizes of unions": "without the sizes of unions",
    "night": "as a night: prior of 700,000, no sizes of unions",
}


def _changed(people: pl.DataFrame, without: str) -> pl.DataFrame:
    compared = features(people)
    if without in ("district", "job", "hired"):
        return compared.with_columns(pl.lit(None, pl.String).alias(without))
    if without == "check":
        return compared.with_columns(citizen_trusted=pl.col("citizen_id").is_not_null())
    if without == "fill":
        said = people.select(sex=values.sex(pl.col("gender")), birth_year=values.birth_year(pl.col("date_of_birth")))
        return compared.with_columns(said.get_columns())
    return compared


def _trial(people: pl.DataFrame, found: Found, seconds: dict[str, float]) -> Trial:
    # Before the truth is compared: that is the evaluation's memory, not the matcher's.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    quality = {weight: (evaluate(frame, people), bcubed(frame, people)) for weight, frame in found.items()}
    return Trial(people.height, quality, seconds, memory)
