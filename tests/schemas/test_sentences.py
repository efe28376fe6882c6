from __future__ import annotations

import re

import pytest

from matching.survivorship import RULES
from schemas.sentences import EVIDENCE, WORKERS, Sentence, sentences, word


@pytest.mark.parametrize("table", [EVIDENCE, WORKERS])
def test_both_languages_say_something_about_the_same_words(table: str) -> None:
    for key, said in sentences(table).items():
        assert said.vi, key
        assert said.en, key
        vi, en = (set(re.findall(r"{(\w+)}", text)) for text in (said.vi, said.en))
        assert en <= vi, key


@pytest.mark.parametrize(
    ("subject", "levels"),
    [
        ("rule", RULES),
        ("event", ("new", "merge", "split", "unmerge")),
        ("verdict", ("same", "different", "unsure")),
        ("status", ("accepted", "held", "restated", "repeated", "withdrawn", "withdrawing", "closed")),
        ("level", ("grassroots", "upper", "city")),
    ],
)
def test_every_code_has_a_word(subject: str, levels: tuple[str, ...]) -> None:
    assert [level for level in levels if (subject, level) not in sentences(WORKERS)] == []


def test_a_sentence_inside_another_is_taken_in_its_language() -> None:
    told = Sentence("có {what}", "has {what}").about(what=Sentence("tên", "a name"))
    assert (told.in_("vi"), told.in_("en")) == ("có tên", "has a name")


def test_what_no_table_knows_is_said_by_its_own_name() -> None:
    assert word("level", "galaxy") == Sentence("galaxy", "galaxy")
