"""Sentences in Vietnamese and English out of the reference tables, for everything said about who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from schemas.reference import rows

EVIDENCE, WORKERS = "evidence", "worker_words"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said in both languages; ``{words}`` in braces are filled in with ``about``."""

    vi: str
    en: str

    def about(self, **words: object) -> Sentence:
        """The sentence with its words filled in; a word that is itself a sentence is taken in the same language."""
        return Sentence(
            self.vi.format(**{name: word.vi if isinstance(word, Sentence) else word for name, word in words.items()}),
            self.en.format(**{name: word.en if isinstance(word, Sentence) else word for name, word in words.items()}),
        )

    def in_(self, lang: str) -> str:
        """The text in ``vi`` or ``en``."""
        return self.vi if lang == "vi" else self.en


@cache
def sentences(table: str) -> Mapping[tuple[str, str], Sentence]:
    """The sentences of ``evidence`` or ``worker_words`` by subject and level; raises ``ValueError`` for a double."""
    found = rows(table)
    said = {(row["subject"], row["level"]): Sentence(row["vi"], row["en"]) for row in found}
    if len(said) != len(found):
        raise ValueError(f"{table}.csv: a subject and level stand twice")
    return MappingProxyType(said)


def word(subject: str, level: str) -> Sentence:
    """A word of the page about workers; what the table does not know is said by its own name."""
    return sentences(WORKERS).get((subject, level), Sentence(level, level))
