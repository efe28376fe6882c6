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


# The name of an enterprise is no title: "Công ty cổ phần Công trình giao thông".
_COMPANY = re.compile(
    r"^(?:công ty|cty|tổng công ty|tập đoàn|xí nghiệp|nhà máy|trường|bệnh viện|trung tâm|ban quản lý|cong ty)\b"
)
_Named = tuple[tuple[str, ...], str, bool]  # kinds, award, whether only a hint


@dataclass(frozen=True, slots=True)
class Mentions:
    """What some words name: for each phrase the kinds it may mean, and the awards; what stands first goes first."""

    groups: tuple[tuple[str, ...], ...] = ()
    awards: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that may be meant."""
        return tuple(dict.fromkeys(kind for group in self.groups for kind in group))

    def award(self, kind: str) -> str:
        """The award that is meant in a list of a kind: the first it may carry, else its only one, else "".

        A kind about no award of its own takes the first that is named.
        """
        codes = codes_of(kind)
        named = next((award for award in self.awards if award in codes or not codes), "")
        return named or (codes[0] if len(codes) == 1 else "")


NOTHING = Mentions()


def mentions(keys: Sequence[str]) -> Mentions:
    """What keyed lines name; slogans and mere hints after all else."""
    groups: dict[tuple[str, ...], None] = {}
    awards: dict[str, None] = {}
    for kinds, award in (*_found(keys, weak=False), *_found(keys, weak=True)):
        groups[kinds] = None
        awards.update(dict.fromkeys((award,) if award else ()))
    return Mentions(tuple(groups), tuple(awards))


def _found(keys: Sequence[str], *, weak: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    pattern, phrases = _phrases()
    for key in keys:
        if _COMPANY.match(key):
            continue
        for match in pattern.finditer(key):
            kinds, award, hint = phrases[match.group()]
            if (hint or bool(_SLOGAN.search(key[: match.start()]))) == weak:
                yield kinds, award


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, _Named]]:
    """Every phrase with its diacritics and without, and what it names; of two in one place the longer is read."""
    said: list[tuple[str, _Named]] = [
        *((phrase, ((kind.name,), "", False)) for kind in KINDS.values() for phrase in kind.titles),
        *((phrase, (award.kinds, award.code, False)) for award in AWARDS.values() for phrase in award.phrases),
        *((phrase, ((kind.name,), "", True)) for kind in KINDS.values() for phrase in kind.hints),
    ]
    found: dict[str, _Named] = {}
    for phrase, named in said:
        key = keyed(phrase)
        for form in (key, stripped(key), fold(phrase)):
            found.setdefault(form, named)
    longest = sorted(found, key=len, reverse=True)
    return re.compile(rf"(?:^|(?<= ))(?:{'|'.join(map(re.escape, longest))})(?= |$)"), found
