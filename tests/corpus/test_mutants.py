"""Files broken at random are read or refused with a reason; the campaign of 2,000 is ``tests.corpus.mutants``."""

from __future__ import annotations

from connectors.reading import read_file
from schemas.problems import REFUSAL, problem
from tests.corpus.mutants import BAD, ordinary, outcomes

_FEW, _SEED = 150, 11


def test_every_ordinary_file_is_read() -> None:
    refused = {name: reading.refusal for name, data in ordinary().items() if (reading := read_file(data, name)).refusal}
    assert {name: refusal.code for name, refusal in refused.items() if refusal} == dict.fromkeys(
        ("list-2003.xml", "list.ods", "list.xls"), "kind_unknown"
    )


def test_mutants_are_read_or_refused_and_none_crashes() -> None:
    found, _ = outcomes(_FEW, _SEED)
    assert len(found) == _FEW
    assert not {name: code for name, code in found.items() if code in BAD}
    assert all(code == "read" or problem(code).kind == REFUSAL for code in found.values())
