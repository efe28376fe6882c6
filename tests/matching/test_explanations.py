from __future__ import annotations

import json

import polars as pl
import pytest

from matching.commonness import shares
from matching.explanations import Explanation, Side, conclusion, differing, explain, probability
from matching.features import FIELDS, features
from matching.model import COMPARISONS
from matching.parameters import shipped
from matching.scoring import compare
from schemas.sentences import EVIDENCE, sentences

LAN = {
    "full_name": "Nguyễn Thị Lan",
    "gender": "female",
    "date_of_birth": "1985-03-07",
    "citizen_id": "001185000111",
    "phone": "0912345678",
    "unit_code": "CS1",
}


def told(one: dict[str, str], other: dict[str, str], *verdicts: str, reveal: bool = False) -> Explanation:
    rows = [{"record_id": "a"} | one, {"record_id": "b"} | other]
    found = features(pl.DataFrame(rows, schema=dict.fromkeys(("record_id", *FIELDS), pl.String)))
    share = shares(found, shipped())["tf_plain"]
    trusted = [row["citizen_id"] if row["citizen_trusted"] else None for row in found.iter_rows(named=True)]
    sides = [Side(*row) for row in zip(("a", "b"), (one, other), trusted, share, strict=True)]
    return explain(compare(found).row(0, named=True), *sides, verdicts=verdicts, reveal=reveal)


def sentence(found: Explanation, comparison: str) -> str:
    return next(one.sentence.vi for one in found.evidence if one.comparison == comparison)


def test_every_level_of_the_model_has_a_sentence_in_both_languages() -> None:
    known = sentences(EVIDENCE)
    levels = [(name, level.name) for name, (_, levels) in COMPARISONS.items() for level in levels]
    wanted = [*levels, *((name, "missing") for name in COMPARISONS)]
    assert [one for one in wanted if one not in known] == []
    assert all(said.vi and said.en for said in known.values())


def test_the_bits_of_all_comparisons_and_the_prior_make_up_the_weight() -> None:
    found = told(LAN, LAN | {"full_name": "nguyen thi lan", "phone": "0912345679"})
    assert found.prior + sum(one.bits for one in found.evidence) == pytest.approx(found.weight, abs=0.05)
    assert found.prior < -10


def test_a_confirmed_id_is_told_first_and_in_words() -> None:
    found = told(LAN, LAN | {"unit_code": "CS2", "phone": "0987654321"})
    assert found.evidence[0].sentence.vi == "Cùng số CCCD, khớp giới tính và năm sinh của cả hai dòng"
    assert found.conclusion.vi == "Gần như chắc chắn là một người"
    assert found.probability > 0.9999


def test_what_cannot_be_compared_stands_last() -> None:
    levels = [one.level == "missing" for one in told(LAN, {"full_name": "Nguyễn Thị Lan"}).evidence]
    assert levels == sorted(levels)
    assert any(levels)


def test_ids_are_masked_and_differing_digits_marked_in_their_places() -> None:
    found = told(LAN, LAN | {"citizen_id": "001185000119"})
    one = next(one for one in found.evidence if one.field == "citizen_id")
    assert (one.left.text, one.right.text) == ("001••••••111", "001••••••119")
    assert one.left.differs == one.right.differs == ((11, 12),)
    assert "001185000111" not in json.dumps(found.document())


def test_somebody_who_may_see_them_sees_them() -> None:
    assert "001185000111" in json.dumps(told(LAN, LAN, reveal=True).document())


def test_two_confirmed_ids_apart_are_a_veto() -> None:
    found = told(LAN, LAN | {"citizen_id": "079185765432"})
    assert [one.kind for one in found.remarks] == ["citizen_ids"]


def test_judgements_are_told_and_so_are_those_that_contradict() -> None:
    kinds = [
        [one.kind for one in told(LAN, LAN, *verdicts).remarks] for verdicts in (["different"], ["same", "different"])
    ]
    assert kinds == [["different"], ["contradiction", "different", "same"]]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Nguyễn Thị Hương", "Tên này khoảng 1 trong"), ("Quách Diệu Ái", "Tên này hiếm: chưa đến 1 trong 25.000 người")],
)
def test_it_is_told_how_common_a_name_is(name: str, said: str) -> None:
    found = told(LAN | {"full_name": name}, LAN | {"full_name": name})
    assert found.commonness is not None
    assert found.commonness.vi.startswith(said)


def test_two_names_have_no_commonness() -> None:
    assert told(LAN, LAN | {"full_name": "Trần Văn An"}).commonness is None


def test_a_level_of_an_older_model_is_told_by_its_name() -> None:
    edge = {"weight": 3.0, "evidence": '{"hobby": ["chess", 1.5]}'}
    found = explain(edge, Side("a", {}), Side("b", {}))
    assert found.evidence[0].sentence.vi == "hobby: chess"


@pytest.mark.parametrize(
    ("left", "right", "spans"),
    [
        ("Lan", "Loan", ((), ((1, 2),))),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hoa", (((13, 14),), ((13, 14),))),
        ("LAN", "Lan", ((), ())),
        ("", "Lan", ((), ())),
    ],
)
def test_differing_characters_are_found(left: str, right: str, spans: object) -> None:
    assert differing(left, right) == spans


@pytest.mark.parametrize("weight", [-5000.0, -20.0, -3.0, 0.0, 5.0, 9.0, 40.0])
def test_every_weight_has_words_and_a_probability(weight: float) -> None:
    assert conclusion(weight).vi
    assert 0 <= probability(weight) <= 1
