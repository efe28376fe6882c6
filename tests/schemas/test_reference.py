from __future__ import annotations

import pytest

from schemas.reference import example_registry, rows, spellings


@pytest.mark.parametrize("name", ["header_synonyms", "heading_candidates", "unit_words", "tcvn3_map", "surnames"])
def test_every_row_of_a_table_fills_its_columns(name: str) -> None:
    assert rows(name)
    assert all(None not in row and None not in row.values() for row in rows(name))


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        rows("nothing")


def test_spellings_come_apart_and_each_once() -> None:
    assert {"nt", "như trên", "//"} <= set(spellings("ditto"))
    assert len(spellings("null")) == len(set(spellings("null")))


def test_the_example_registry_is_packaged_whole() -> None:
    names = {path.name for path in example_registry().iterdir()}
    assert {"units.csv", "unit_parents.csv", "unit_aliases.csv", "campaigns.csv", "obligations.csv"} <= names
