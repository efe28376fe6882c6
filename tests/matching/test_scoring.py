from __future__ import annotations

import json

import duckdb
import polars as pl
import pytest

from bench.people import population, records
from matching.clusters import ASK_FROM, MERGE_AT
from matching.commonness import shares
from matching.features import NORMALISER, features
from matching.model import COMPARISONS
from matching.parameters import shipped
from matching.scoring import EDGES, score

Fields = dict[str, str | None]
COMMON = "Nguyễn Thị Hương"
RARE = "Quách Diệu Thoa"
PERSON: Fields = {"full_name": COMMON, "gender": "female", "date_of_birth": "1985-03-07", "unit_code": "CS1"}
COLUMNS = dict.fromkeys(("record_id", "citizen_id", "phone", "job", "hire_date", "district", *PERSON), pl.String)

NEVER_MET = -100.0  # no blocking rule brings the two together


def weight(one: Fields, other: Fields) -> float:
    rows = [{"record_id": "a"} | PERSON | one, {"record_id": "b"} | PERSON | other]
    both = features(pl.DataFrame(rows, schema=COLUMNS))
    found = score(both, both.clear(), floor=-100)
    return float(found["weight"].item()) if found.height else NEVER_MET


JOINED: dict[str, tuple[Fields, Fields]] = {
    "the commonest name, birth date and unit": ({}, {}),
    "one list without diacritics": ({}, {"full_name": "nguyen thi huong"}),
    "a confirmed id in another unit": (
        {"citizen_id": "001185123456"},
        {"citizen_id": "001185123456", "unit_code": "CS2"},
    ),
}
ASKED: dict[str, tuple[Fields, Fields]] = {
    "a rare name, the year and the unit": ({"full_name": RARE}, {"full_name": RARE, "date_of_birth": "1985"}),
    "the commonest name, the year and the unit": ({}, {"date_of_birth": "1985"}),
    "a rare name and the unit, no birth": ({"full_name": RARE}, {"full_name": RARE, "date_of_birth": None}),
}
APART: dict[str, tuple[Fields, Fields]] = {
    "a confirmed id pasted from a neighbour of the same year": (
        {"citizen_id": "001185123456"},
        {"citizen_id": "001185123456", "full_name": "Bùi Thu Nhàn", "date_of_birth": "1985-11-20"},
    ),
    "namesakes of one unit with other birth dates": ({}, {"date_of_birth": "1991-11-20"}),
    "twins with neighbouring ids": (
        {"citizen_id": "001185123456", "full_name": "Nguyễn Thị Lan"},
        {"citizen_id": "001185123457", "full_name": "Nguyễn Thị Loan"},
    ),
    "a couple on one phone": (
        {"phone": "0912345678"},
        {"phone": "0912345678", "full_name": "Trần Văn Hương", "gender": "male", "date_of_birth": "1983-01-20"},
    ),
}


@pytest.mark.parametrize("case", JOINED.values(), ids=JOINED)
def test_enough_evidence_joins(case: tuple[Fields, Fields]) -> None:
    assert weight(*case) >= MERGE_AT


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_thin_evidence_is_asked_about(case: tuple[Fields, Fields]) -> None:
    assert ASK_FROM <= weight(*case) < MERGE_AT


@pytest.mark.parametrize("case", APART.values(), ids=APART)
def test_other_people_are_not_joined(case: tuple[Fields, Fields]) -> None:
    assert weight(*case) < MERGE_AT


@pytest.mark.parametrize(
    "field", [{"job": "Thợ hàn"}, {"hire_date": "2015-04-20"}, {"unit_code": "CS2", "district": "CT1"}]
)
def test_work_and_the_union_above_prove_something(field: Fields) -> None:
    moved: Fields = {"unit_code": "CS3"} if "unit_code" in field else {}
    assert weight(field, field | moved) > weight({}, moved) + 0.5


def test_another_day_of_the_same_month_is_a_smaller_doubt_than_another_month() -> None:
    assert weight({}, {"date_of_birth": "1985-03-25"}) > weight({}, {"date_of_birth": "1985-09-25"}) + 2


def test_a_rare_name_proves_more_than_a_common_one() -> None:
    assert weight({"full_name": RARE}, {"full_name": RARE}) > weight({}, {}) + 5


@pytest.fixture(scope="module")
def crowd() -> pl.DataFrame:
    return features(records(population(400, seed=3), seed=3))


@pytest.fixture(scope="module")
def edges(crowd: pl.DataFrame) -> pl.DataFrame:
    return score(crowd, crowd.clear())


def test_every_pair_is_told_once_smaller_record_first_with_all_comparisons(edges: pl.DataFrame) -> None:
    assert edges.schema == pl.Schema(EDGES)
    assert edges.height > 200
    assert edges.filter(pl.col("record_l") >= pl.col("record_r")).is_empty()
    assert edges.select("record_l", "record_r").is_unique().all()
    assert {tuple(json.loads(text)) for text in edges["evidence"]} == {tuple(COMPARISONS)}


def test_the_bits_of_the_evidence_and_the_prior_add_up_to_the_weight(edges: pl.DataFrame) -> None:
    prior = -(pl.Series([shipped().population]).log(2).item())
    told = [sum(bits for _, bits in json.loads(text).values()) for text in edges["evidence"]]
    apart = (pl.Series(told) + prior - edges["weight"]).abs().max()
    assert isinstance(apart, float)
    assert apart < 0.05


@pytest.mark.parametrize("cut", [1, 300])
def test_nights_cut_anywhere_give_the_same_weights(crowd: pl.DataFrame, edges: pl.DataFrame, cut: int) -> None:
    first, second = crowd.tail(cut), crowd.head(crowd.height - cut)
    nights = [score(first, first.clear()), score(second.sample(fraction=1, shuffle=True, seed=1), first)]
    assert pl.concat(nights).sort("record_l", "record_r").equals(edges)


def test_the_number_of_threads_does_not_matter(
    crowd: pl.DataFrame, edges: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda name: open_database(name, config={"threads": 1}))
    assert score(crowd, crowd.clear()).equals(edges)


def test_a_record_among_the_known_that_changed_counts_as_new(crowd: pl.DataFrame, edges: pl.DataFrame) -> None:
    assert score(crowd.head(300), crowd).equals(
        edges.filter(pl.any_horizontal(pl.col("record_l", "record_r").is_in(crowd.head(300)["record_id"].implode())))
    )


def test_nothing_new_is_nothing_to_score(crowd: pl.DataFrame) -> None:
    assert score(crowd.clear(), crowd).schema == pl.Schema(EDGES)
    assert score(crowd.clear(), crowd.clear()).is_empty()


def test_the_shipped_model_belongs_to_the_rules_it_was_trained_on() -> None:
    model = shipped()
    assert model.normaliser == NORMALISER
    assert {name: set(levels) for name, levels in model.levels.items()} == {
        name: {level.name for level in levels} for name, (_, levels) in COMPARISONS.items()
    }


def test_no_name_is_rarer_than_the_floor_or_commoner_than_its_surname() -> None:
    names = features(pl.DataFrame({"record_id": ["1", "2", "3"], "full_name": ["Ksor H'Bia", COMMON, "Lan"]}))
    found = shares(names, shipped())["tf_plain"].to_list()
    assert found[0] == pytest.approx(4e-5)
    assert 1e-3 < found[1] < shipped().words["surname"]["nguyen"]
    assert len(found) == 3
