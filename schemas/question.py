"""What thidua asks a person instead of guessing, and what the person answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from schemas.reference import rows

HEADING, CAMPAIGN, LEVEL, UNIT = "heading_doubtful", "campaign_unknown", "level_unknown", "unit_unknown"
SENDER, WITHDRAWN = "unit_mismatch", "withdrawal_unplaced"
# An answer that is no field: the column is not used.
UNUSED = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing about a list that only a person knows; the list, or its rows concerned, wait for the answer.

    ``code`` is the problem of the catalogue that holds them, and ``details`` are the words of its message. ``key`` is
    what the answer is remembered under for the sender: a column of a layout, a list, a spelling. ``candidates`` are the
    values that may be answered: fields, campaigns, levels or units by their codes. ``samples`` are cells, masked.
    """

    code: str
    key: str
    cell: str = ""  # of the heading, or of the first row concerned
    details: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


def sentence(question: Question, lang: str) -> str:
    """The question in words, in ``vi`` or ``en``."""
    return _sentences()[question.code][lang].format_map(question.details)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in rows("questions")}


# The answers of one sender to questions of one code: value by key; and those of one sender, by code.
Answers = Mapping[str, str]
NO_ANSWERS: Answers = {}
Answered = Mapping[str, Answers]
NOTHING_ANSWERED: Answered = {}
