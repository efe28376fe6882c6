from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from bench.people import population, records
from matching.features import features
from matching.model import COMPARISONS, misfit
from matching.parameters import Parameters, document_of, parse, shipped
from matching.training import FOUND_BY, TooFew, population_of, train


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return features(records(population(5_000, seed=8), seed=8))


@pytest.fixture(scope="module")
def trained(people: pl.DataFrame) -> Parameters:
    return train(people, shipped(), model_id="local-1", day="2025-06-10")


def test_a_trained_model_fits_the_program_and_keeps_what_was_stated(trained: Parameters) -> None:
    base = shipped()
    assert misfit(trained) == ""
    assert (trained.model_id, trained.trained_on, trained.normaliser) == ("local-1", "2025-06-10", base.normaliser)
    for name, levels in base.levels.items():
        assert {level: u for level, (_, u) in trained.levels[name].items()} == {lv: u for lv, (_, u) in levels.items()}
        for level in base.stated.get(name, []):
            assert trained.levels[name][level] == levels[level]


def test_a_share_that_was_wrong_is_learnt_from_the_records(people: pl.DataFrame, trained: Parameters) -> None:
    base = shipped()
    wrong = dict(base.levels, sex={"same": (0.6, base.levels["sex"]["same"][1]), "else": base.levels["sex"]["else"]})
    again = train(people, replace(base, levels=wrong), model_id="local-2", day="2025-06-10")
    assert again.levels["sex"]["same"][0] > 0.85
    assert again.levels["birth"]["same"][0] == pytest.approx(trained.levels["birth"]["same"][0], abs=0.05)


def test_the_prior_is_that_of_the_people_trained_on(people: pl.DataFrame, trained: Parameters) -> None:
    assert 2_000 < trained.population < 20_000, "of 5,000 people"
    assert trained.records == people.height


def test_few_records_teach_nothing(people: pl.DataFrame) -> None:
    with pytest.raises(TooFew, match="5,000 records or more; here are 100"):
        train(people.head(100), shipped(), model_id="local-1", day="2025-06-10")


@pytest.mark.parametrize(("records", "matches", "people"), [(0, 0, 1), (1, 0, 1), (1000, 999, 500), (1000, 0, 499_500)])
def test_the_population_follows_from_the_matches(records: int, matches: float, people: int) -> None:
    assert population_of(records, matches) == pytest.approx(people, abs=1)


def test_every_comparison_says_what_finds_its_pairs() -> None:
    assert set(FOUND_BY) == set(COMPARISONS)


def test_a_model_is_read_back_from_its_document(trained: Parameters) -> None:
    assert parse(document_of(trained)) == trained
