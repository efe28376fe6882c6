from __future__ import annotations

import polars as pl
import pytest

from bench.baselines import good_rules, joined, name_and_birth, raw_id
from bench.people import RATES, population, records
from matching.evaluation import evaluate
from matching.features import features


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return records(population(3_000, seed=7), seed=7)


def test_baselines_stand_in_their_order(people: pl.DataFrame) -> None:
    compared = features(people)
    f1 = [evaluate(found, people).f1 for found in (raw_id(people), name_and_birth(compared), good_rules(compared))]
    assert f1 == sorted(f1)
    assert 0.4 < f1[0] < 0.75
    assert f1[2] > 0.95


def test_links_hang_records_together_in_any_order() -> None:
    records = pl.Series(["a", "b", "c", "d"])
    links = pl.DataFrame({"record_l": ["c", "b"], "record_r": ["b", "a"]})
    keys = joined(records, [links, links.reverse()])["worker_key"].to_list()
    assert len({*keys[:3]}) == 1
    assert keys[3] not in keys[:3]


def test_invented_lists_lack_what_their_rates_say(people: pl.DataFrame) -> None:
    given = 1 - people["citizen_id"].null_count() / people.height
    assert given == pytest.approx(RATES.citizen * (1 - RATES.citizen_missing), abs=0.15)
    per_person = people.height / people["person"].n_unique()
    assert per_person == pytest.approx(sum((i + 1) * share for i, share in enumerate(RATES.listings)), abs=0.1)


def test_one_seed_invents_the_same_lists(people: pl.DataFrame) -> None:
    assert records(population(3_000, seed=7), seed=7).equals(people)
