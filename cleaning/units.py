"""Unit names as people write them, resolved to codes of the registry on a day.

From the sure to the doubtful: the code itself, a name or alias as written, the same with abbreviations written out and
the words of the union taken off, without the legal form, without diacritics, and last a slip of the pen with one clear
winner. The first of these that finds anything decides, so that a doubtful likeness never outvotes a sure one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rapidfuzz import fuzz, process

from cleaning.spellings import STEPS, UNMARKED, keys, lacks_marks, letters, slipped
from cleaning.structure import Structure
from cleaning.text import LOOK
from schemas.registry import LEVELS, Registry

UNKNOWN, AMBIGUOUS, MISSING = "unit_unknown", "unit_ambiguous", "unit_missing"
GRASSROOTS = LEVELS[-1]
# Names that are near enough to be shown as candidates, and how many of them.
_LIKELY, _SHOWN, _SHORT = 75.0, 5, 5
# Letters that the name of a sheet has room for.
SHEET_NAME = 31


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
        self._steps: tuple[dict[str, set[tuple[str, str]]], ...] = tuple(defaultdict(set) for _ in STEPS)
        spelled = [(u.unit_code, u.name) for u in registry.units] + [(a.unit_code, a.alias) for a in registry.aliases]
        for code, name in spelled:
            for step, key in zip(self._steps, keys(name), strict=True):
                if key:
                    step[key].add((code, name))
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
        return self._cut_off(text, allowed) or self._slip(text, allowed)

    def _cut_off(self, text: str, allowed: frozenset[str]) -> Resolution | None:
        """The union whose name begins like this, where a sheet's name has room for no more of it.

        A name cut between two words lost the space at its end.
        """
        key = keys(text)[UNMARKED]
        if len(text) not in (SHEET_NAME - 1, SHEET_NAME) or not key:
            return None
        key += " " if len(text) < SHEET_NAME else ""
        names, _ = self._spelled(allowed)
        typed = letters(text, UNMARKED)
        begun = ((folded, spelled) for folded, spelled in names.items() if folded.startswith(key))
        found = {
            code
            for _, spelled in begun
            for code, name in spelled
            if lacks_marks(typed, letters(name, UNMARKED)[: len(typed)])
        }
        return Resolution(found.pop(), how="cut_off") if len(found) == 1 else None

    def _found(self, text: str) -> Iterator[tuple[str, set[str]]]:
        """What each step finds, the sure ones first."""
        code = self.code(text)
        if code:
            yield "code", {code}
        for number, (how, key) in enumerate(zip(STEPS, keys(text), strict=True)):
            spelled = self._steps[number].get(key, ()) if key else ()
            found = {code for code, name in spelled if number < UNMARKED or _agree(text, name, number)}
            if found:
                yield how, found

    def _slip(self, text: str, allowed: frozenset[str]) -> Resolution:
        key = keys(text)[UNMARKED]
        names, spellings = self._spelled(allowed)
        if len(key) <= _SHORT or not spellings:
            return Resolution(None, UNKNOWN)
        near = process.extract(key, spellings, scorer=fuzz.ratio, limit=2 * _SHOWN, score_cutoff=_LIKELY)
        likely = dict.fromkeys(code for folded, _, _ in near for code, _ in sorted(names[folded]))
        meant = {code for folded, _, _ in near for code, name in names[folded] if slipped(text, name)}
        if len(meant) == 1:
            return Resolution(meant.pop(), how="slip")
        shown = tuple(sorted(meant)) or tuple(likely)[:_SHOWN]
        return Resolution(None, AMBIGUOUS if meant else UNKNOWN, shown)

    def _spellings_of(self, allowed: frozenset[str]) -> tuple[dict[str, set[tuple[str, str]]], tuple[str, ...]]:
        names = {
            folded: here
            for folded, spelled in self._steps[UNMARKED].items()
            if (here := {(code, name) for code, name in spelled if code in allowed})
        }
        return names, tuple(names)

    def _grassroots_within(self, day: date, within: str | None) -> frozenset[str]:
        if within is None:
            return frozenset(unit.unit_code for unit in self.structure.open_units(day) if unit.level == GRASSROOTS)
        under = self.structure.subtree(within, day)
        return frozenset(
            code for code in under if (unit := self.structure.unit(code, day)) and unit.level == GRASSROOTS
        )


def _agree(typed: str, registered: str, step: int) -> bool:
    return lacks_marks(letters(typed, step), letters(registered, step))
