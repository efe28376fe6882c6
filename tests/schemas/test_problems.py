from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from schemas.problems import CATALOGUE, ERROR, INFERENCE, LANGUAGES, QUERY, ProblemType, problem

ALL = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)


def _words(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@ALL
def test_both_languages_say_the_same_words(entry: ProblemType) -> None:
    assert _words(entry.vi.message) == _words(entry.en.message)
    assert _words(entry.vi.expected) == _words(entry.en.expected)


@ALL
def test_a_message_is_told_even_when_its_words_are_missing(entry: ProblemType) -> None:
    for lang in LANGUAGES:
        assert "{" not in entry.render(lang).message
        assert entry.render(lang).message


@ALL
def test_whoever_must_act_is_told_what_is_expected_and_how_to_mend_it(entry: ProblemType) -> None:
    acts = entry.kind in (ERROR, QUERY)
    texts = (entry.vi.expected, entry.en.expected, entry.vi.hint, entry.en.hint)
    assert all(texts) or not acts


def test_words_are_filled_in() -> None:
    message = problem("total_differs").render("en", {"declared": "30", "read": "29"}).message
    assert message == "The list declares 30 in all, but 29 rows were read"


def test_words_with_braces_are_shown_as_they_are() -> None:
    assert "{x}" in problem("error_cell").render("vi", {"value": "{x}"}).message


def test_an_unknown_code_is_a_programming_mistake() -> None:
    with pytest.raises(KeyError):
        problem("no_such_code")


def test_an_inference_never_holds_a_row() -> None:
    assert problem("zero_restored").kind == INFERENCE


ROOT = Path(__file__).parents[2]
ROOMS = ("schemas", "cleaning", "connectors", "matching", "reports", "runtime", "flows", "warehouse")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))


def test_every_code_that_is_told_is_in_the_catalogue() -> None:
    told = set(re.findall(r'\b(?:Inference|Refusal|Unreadable)\(\s*"(\w+)"', SOURCE))
    assert told
    assert told <= set(CATALOGUE)


@ALL
def test_every_code_of_the_catalogue_can_be_told(entry: ProblemType) -> None:
    assert f'"{entry.code}"' in SOURCE
