"""The one catalogue of coded problems: what a user is told, in Vietnamese and English, and how to mend it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

ERROR, QUERY, REFUSAL, INFERENCE, AUDIT = "error", "query", "refusal", "inference", "audit"
SEVERITIES = (ERROR, QUERY, REFUSAL, INFERENCE, AUDIT)
LANGUAGES = ("vi", "en")


class _Blanks(dict[str, str]):
    """Words that a caller did not give are shown as an ellipsis: a message must never fail to be told."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Message:
    """A problem in one language: what is wrong, what was expected, how to mend it; the last two may be empty."""

    message: str
    expected: str
    hint: str


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A coded problem; ``kind`` says what follows from it.

    An ``error`` holds the row, a ``query`` lets it pass and asks for an explanation, a ``refusal`` turns the file
    away, an ``inference`` tells what thidua repaired by itself, an ``audit`` is about a whole publication.
    """

    code: str
    kind: str
    vi: Message
    en: Message

    def render(self, lang: str, details: Mapping[str, str] | None = None) -> Message:
        """The texts in ``vi`` or ``en`` with the {named} words filled in; a word not given reads "…".

        A word that differs by language is given as ``what_vi`` and ``what_en`` and named ``{what}``.
        """
        text = self.vi if lang == "vi" else self.en
        words = _Blanks({name.removesuffix(f"_{lang}"): word for name, word in (details or {}).items()})
        return Message(*(part.format_map(words) for part in (text.message, text.expected, text.hint)))


def _read() -> dict[str, ProblemType]:
    text = files("schemas").joinpath("reference/problems.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    catalogue = {row["code"]: _problem(row) for row in rows}
    if len(catalogue) != len(rows):
        raise ValueError("problems.csv: a code stands twice")
    return catalogue


def _problem(row: Mapping[str, str]) -> ProblemType:
    if row["kind"] not in SEVERITIES:
        raise ValueError(f"problems.csv: {row['code']} is of unknown kind {row['kind']!r}")
    vi, en = (Message(row[f"message_{x}"], row[f"expected_{x}"], row[f"hint_{x}"]) for x in LANGUAGES)
    return ProblemType(row["code"], row["kind"], vi, en)


CATALOGUE: Mapping[str, ProblemType] = MappingProxyType(_read())


def problem(code: str) -> ProblemType:
    """The catalogue's entry; an unknown code is a mistake of the programmer and raises KeyError."""
    return CATALOGUE[code]
