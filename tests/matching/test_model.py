"""What is measured only where it is possible gives what measuring everywhere gives."""

from __future__ import annotations

import duckdb
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from matching.model import COMPARISONS

DIGITS = st.text("0129", min_size=9, max_size=12)
WORDS = st.text("ab ", min_size=1, max_size=9)


@st.composite
def pairs(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, str]:
    """A text and what up to three slips made of it: signs replaced, left out, added, or swapped with the next."""
    text = draw(texts)
    other = list(text)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, max(len(other) - 2, 0)))
        match draw(st.sampled_from(["replace", "drop", "add", "swap"])):
            case "replace":
                other[place : place + 1] = draw(st.sampled_from(text))
            case "drop":
                del other[place : place + 1]
            case "add":
                other.insert(place, draw(st.sampled_from(text)))
            case _:
                other[place : place + 2] = reversed(other[place : place + 2])
    return text, "".join(other)


def _holds(condition: str, column: str, found: list[tuple[str, str]], most: int) -> bool:
    """Whether a condition says of each pair that it is at most so many edits apart."""
    frame = pl.DataFrame(found, schema=[f"{column}_l", f"{column}_r"], orient="row")
    frame = frame.with_columns(given_l=pl.lit("x"), given_r=pl.lit("x"), given_known_l=True, given_known_r=True)
    with duckdb.connect() as connection:
        connection.register("pairs", frame.to_arrow())
        plain = f"damerau_levenshtein({column}_l, {column}_r) <= {most}"
        query = f"SELECT bool_and(({condition}) = ({plain})) FROM pairs"
        return bool(connection.execute(query).fetchall()[0][0])


def _condition(comparison: str, level: str) -> str:
    return next(one.sql for one in COMPARISONS[comparison][1] if one.name == level)


@given(st.lists(pairs(DIGITS), min_size=20, max_size=60))
def test_a_slip_of_an_id_is_one_edit_or_two_neighbours_swapped(found: list[tuple[str, str]]) -> None:
    assert _holds(_condition("phone", "slip"), "phone", found, 1)


@given(st.lists(pairs(WORDS), min_size=20, max_size=60))
def test_typos_of_a_name_are_two_edits_or_neighbours_swapped(found: list[tuple[str, str]]) -> None:
    assert _holds(_condition("name", "typos"), "plain", found, 2)
