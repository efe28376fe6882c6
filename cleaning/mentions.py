"""Which kinds of lists and which awards the words of titles, names and cells mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cleaning.text import fold, keyed, stripped
from schemas.awards import AWARDS, codes_of
from schemas.kinds import KINDS

# A movement is called "Lao động giỏi, lao động sáng tạo" in titles of every list: behind these words no award is meant.
_SLOGAN = re.compile(r"\b(?:phong trào|phong trao)(?: (?:thi đua|thi dua))?(?: (?:yêu nước|yeu nuoc))? $")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The kinds and the awards that some words name, those that stand first before the others."""

    kinds: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()

    def award(self, kind: str) -> str:
        """The award that is meant in a list of a kind: the first it may carry, else its only one, else "".

        A kind about no award of its own takes the first that is named.
        """
        codes = codes_of(kind)
        named = next((award for award in self.awards if award in codes or not codes), "")
        return named or (codes[0] if len(codes) == 1 else "")


NOTHING = Mentions()


def mentions(keys: Sequence[str]) -> Mentions:
    """What keyed lines name; slogans after all else."""
    kinds: dict[str, None] = {}
    awards: dict[str, None] = {}
    for named, award in (*_found(keys, slogans=False), *_found(keys, slogans=True)):
        kinds.update(dict.fromkeys(named))
        awards.update(dict.fromkeys((award,) if award else ()))
    return Mentions(tuple(kinds), tuple(awards))


def _found(keys: Sequence[str], *, slogans: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    pattern, phrases = _phrases()
    for key in keys:
        for match in pattern.finditer(key):
            if bool(_SLOGAN.search(key[: match.start()])) == slogans:
                yield phrases[match.group()]


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, ...], str]]]:
    """Every phrase with its diacritics and without, the kinds and the award it names; of two the longer is read."""
    said = [(phrase, award.kinds, award.code) for award in AWARDS.values() for phrase in award.phrases]
    said += [(phrase, (kind.name,), "") for kind in KINDS.values() for phrase in kind.titles]
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for phrase, kinds, award in said:
        key = keyed(phrase)
        for form in (key, stripped(key), fold(phrase)):
            found.setdefault(form, (kinds, award))
    longest = sorted(found, key=len, reverse=True)
    return re.compile(rf"(?:^|(?<= ))(?:{'|'.join(map(re.escape, longest))})(?= |$)"), found
