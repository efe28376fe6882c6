"""Unit names as people write them, resolved to codes of the registry on a day.

From the sure to the doubtful: the code itself, a name or alias as written, the same with abbreviations written out and
the words of the union taken off, without the legal form, without diacritics, and last a slip of the pen with one clear
winner. The first of these that finds anything decides, so that a doubtful likeness never outvotes a sure one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from cleaning.structure import Structure
from cleaning.text import LOOK, fold, keyed, stripped
from schemas.reference import rows
from schemas.registry import LEVELS, Registry

UNKNOWN, AMBIGUOUS, MISSING = "unit_unknown", "unit_ambiguous", "unit_missing"
GRASSROOTS = LEVELS[-1]

_UNION = re.compile(
    r"^(?:(?:bch|ban chấp hành) )?(?:công đoàn cơ sở thành viên|cđcstv|công đoàn cơ sở|cđ cơ sở|cđcs|công đoàn|cđ"
    r"|cong doan co so|cdcs|cong doan)\b ?"
)
_LEGAL = re.compile(
    r"\b(?:công ty|tnhh|mtv|cổ phần|doanh nghiệp tư nhân|trường|cong ty|co phan|doanh nghiep tu nhan|truong)\b"
)
_NUMBERING = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|\d{1,3})\s*[.)/:-]\s*")
_REMARK = re.compile(r"\([^()]*\)|[:：]\s*\d+\s*(?:người|đ/c|cn)?\s*$")
# A slip must be near, and nearer than any other unit: "Công ty May 10" is not "Công ty May 19".
_NEAR, _MARGIN = 90.0, 5.0
_SHORT, _SHOWN = 5, 5
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The unit a text names, or why that is not known and which it may be; ``how`` names the step that found it."""

    unit_code: str | None
    problem: str | None = None
    candidates: tuple[str, ...] = ()
    how: str = ""


class UnitNames:
    """The names of a registry's units, asked by text; answers are kept, since the rows of a list repeat few texts."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.structure = Structure(registry)
        self.levels = {unit.unit_code: unit.level for unit in registry.units}
        self._codes = {code.casefold(): code for code in self.structure.codes}
        self._steps: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _ in _STEPS)
        spelled = [(u.unit_code, u.name) for u in registry.units] + [(a.unit_code, a.alias) for a in registry.aliases]
        for code, name in spelled:
            for step, key in zip(self._steps, _keys(name), strict=True):
                if key:
                    step[key].add(code)
        self._within = cache(self._grassroots_within)
        self._spelled = cache(self._spellings_of)
        self._known: dict[tuple[str, date, str | None], Resolution] = {}

    def resolve(self, text: str, day: date, within: str | None = None) -> Resolution:
        """The grassroots union a text names on a day, under the unit ``within`` when given (contract §4).

        Problems: ``unit_missing`` for a blank, ``unit_unknown``, ``unit_ambiguous``; a union that is known but not
        under ``within`` on that day is unknown here, and named as the candidate.
        """
        asked = (text[:LOOK], day, within)
        if asked not in self._known:
            self._known[asked] = self._resolved(text[:LOOK], self._within(day, within))
        return self._known[asked]

    def named(self, text: str) -> frozenset[str]:
        """All units of any level and time that a text names without a guess; empty when none."""
        return next((frozenset(found) for _, found in self._found(text[:LOOK])), frozenset())

    def code(self, text: str) -> str | None:
        """The unit code a text is, whatever its case; None when no unit has it."""
        return self._codes.get(text.strip().casefold())

    def last_day(self, unit_code: str, day: date) -> date:
        """The day itself while the unit is open, else its last open day: a closed unit's late list is still its own."""
        if self.structure.unit(unit_code, day):
            return day
        ends = [u.valid_to for u in self.registry.units if u.unit_code == unit_code and u.valid_to]
        before = [end for end in ends if end <= day]
        return max(before) - timedelta(days=1) if before else day

    def _resolved(self, text: str, allowed: frozenset[str]) -> Resolution:
        if not any(map(str.isalnum, text)):
            return Resolution(None, MISSING)
        elsewhere: set[str] = set()
        for how, found in self._found(text):
            here = found & allowed
            if len(here) == 1:
                return Resolution(next(iter(here)), how=how)
            if here:
                return Resolution(None, AMBIGUOUS, tuple(sorted(here)), how)
            elsewhere = elsewhere or {code for code in found if self.levels[code] == GRASSROOTS}
        if elsewhere:
            return Resolution(None, UNKNOWN, tuple(sorted(elsewhere)), "elsewhere")
        return self._slip(text, allowed)

    def _found(self, text: str) -> Iterator[tuple[str, set[str]]]:
        """What each step finds, the sure ones first."""
        code = self.code(text)
        if code:
            yield "code", {code}
        for how, step, key in zip(_STEPS, self._steps, _keys(text), strict=True):
            if key and (found := step.get(key)):
                yield how, found

    def _slip(self, text: str, allowed: frozenset[str]) -> Resolution:
        key = _keys(text)[_FOLDED]
        names, spellings = self._spelled(allowed)
        if len(key) <= _SHORT or not spellings:
            return Resolution(None, UNKNOWN)
        numbers = _DIGITS.findall(key)
        near = process.extract(key, spellings, scorer=fuzz.ratio, limit=8, score_cutoff=_NEAR - 15)
        found = [(name, score) for name, score, _ in near if _DIGITS.findall(name) == numbers]
        best = found[0][1] if found else 0.0
        rivals = {code for name, score in found if score > best - _MARGIN for code in names[name]}
        if best >= _NEAR and len(rivals) == 1:
            return Resolution(rivals.pop(), how="slip")
        likely = sorted({code for name, _ in found for code in names[name]})[:_SHOWN]
        return Resolution(None, AMBIGUOUS if best >= _NEAR else UNKNOWN, tuple(likely))

    def _spellings_of(self, allowed: frozenset[str]) -> tuple[dict[str, set[str]], tuple[str, ...]]:
        folded = self._steps[_FOLDED]
        names = {name: codes & allowed for name, codes in folded.items() if codes & allowed}
        return names, tuple(names)

    def _grassroots_within(self, day: date, within: str | None) -> frozenset[str]:
        if within is None:
            return frozenset(unit.unit_code for unit in self.structure.open_units(day) if unit.level == GRASSROOTS)
        under = self.structure.subtree(within, day)
        return frozenset(
            code for code in under if (unit := self.structure.unit(code, day)) and unit.level == GRASSROOTS
        )


_STEPS = ("name", "words", "legal_form", "diacritics", "bare")
_FOLDED = _STEPS.index("diacritics")


@lru_cache(maxsize=65536)
def _keys(text: str) -> tuple[str, ...]:
    """The text as each step compares it, in the order of the steps; "" where nothing is left to compare."""
    name = _REMARK.sub(" ", _NUMBERING.sub("", text))
    whole = keyed(name)
    words = _UNION.sub("", _written_out(whole)).strip()
    bare = " ".join(_LEGAL.sub(" ", words).split())
    # One short word without its legal form ("Công ty An") is met by chance.
    bare = bare if len(bare) > 3 else ""
    return whole, words, bare, fold(words), fold(bare)


def _written_out(key: str) -> str:
    plain = key.isascii()
    words = _words(plain=plain)
    return " ".join(_abbreviations(plain=plain).sub(lambda found: words[found.group()], key).split())


@cache
def _words(*, plain: bool) -> dict[str, str]:
    pairs = [(row["written"], row["meant"]) for row in rows("unit_words")]
    return {stripped(one): stripped(other) for one, other in pairs} if plain else dict(pairs)


@cache
def _abbreviations(*, plain: bool) -> re.Pattern[str]:
    longest_first = sorted(_words(plain=plain), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
