"""From the lines of the five registry files (contract §2) to a registry, or to every fault in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cleaning.hierarchy import hierarchy_faults
from schemas.awards import AWARDS
from schemas.kinds import KINDS
from schemas.registry import LEVELS, Alias, Campaign, Obligation, Parent, Registry, Unit
from schemas.registry_faults import RegistryFault, fault

UNITS, PARENTS, ALIASES = "units.csv", "unit_parents.csv", "unit_aliases.csv"
CAMPAIGNS, OBLIGATIONS = "campaigns.csv", "obligations.csv"
# The columns a file must have.
COLUMNS = {
    UNITS: ("unit_code", "name", "level", "kind", "valid_from", "valid_to"),
    PARENTS: ("unit_code", "parent_code", "valid_from", "valid_to"),
    ALIASES: ("unit_code", "alias"),
    CAMPAIGNS: ("campaign_code", "name", "award_code", "year", "opens_on", "closes_on"),
    OBLIGATIONS: ("campaign_code", "kind", "due_on"),
}
# Obligations have one or both of these besides.
TARGETS = ("unit_level", "unit_code")
# The columns a file may have.
OPTIONAL = {CAMPAIGNS: ("four_eyes",), OBLIGATIONS: TARGETS}
_FLAGS = {"": False, "no": False, "không": False, "yes": True, "có": True}
_MAY_BE_EMPTY = {"kind", "valid_from", "valid_to", *(name for names in OPTIONAL.values() for name in names)}
_DATES = ("valid_from", "valid_to", "opens_on", "closes_on", "due_on")
_CODE = re.compile(r"[\w\-][\w.\-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a registry file: its number in the file, the header being 1, and its cells by column."""

    file: str
    number: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class _Checked:
    """What is known while lines are checked, and the faults found so far."""

    faults: list[RegistryFault] = field(default_factory=list)
    units: frozenset[str] = frozenset()
    campaigns: frozenset[str] = frozenset()

    def tell(self, line: Line, column: str, code: str, value: str = "") -> None:
        self.faults.append(fault(line.file, line.number, column, code, value))


def build(lines: Mapping[str, Sequence[Line]]) -> tuple[Registry, tuple[RegistryFault, ...]]:
    """The registry that the lines of each file make, and every fault in file and line order.

    With faults the registry holds only the lines that could be read and must not be used.
    """
    state = _Checked(units=_codes(lines[UNITS], "unit_code"), campaigns=_codes(lines[CAMPAIGNS], "campaign_code"))
    good = {name: [line for line in _distinct(lines[name], state) if _sound(line, state)] for name in COLUMNS}
    units = [(line.number, _unit(line)) for line in good[UNITS]]
    parents = [(line.number, _parent(line)) for line in good[PARENTS]]
    if not state.faults:
        # A link or unit that could not be read would make its neighbours look wrong.
        state.faults.extend(hierarchy_faults(units, parents))
    order = list(COLUMNS)
    faults = sorted(state.faults, key=lambda one: (order.index(one.file), one.line))
    registry = Registry(
        units=tuple(unit for _, unit in units),
        parents=tuple(parent for _, parent in parents),
        aliases=tuple(Alias(line.cells["unit_code"], line.cells["alias"]) for line in good[ALIASES]),
        campaigns=tuple(_campaign(line) for line in good[CAMPAIGNS]),
        obligations=tuple(_obligation(line) for line in good[OBLIGATIONS]),
    )
    return registry, tuple(faults)


def _codes(lines: Sequence[Line], column: str) -> frozenset[str]:
    return frozenset(code for line in lines if (code := line.cells.get(column)))


def _distinct(lines: Sequence[Line], state: _Checked) -> Iterator[Line]:
    """The lines without repeats; a campaign's code may stand once only."""
    first: dict[object, int] = {}
    for line in lines:
        whole = tuple(sorted(line.cells.items()))
        key = line.cells.get("campaign_code") if line.file == CAMPAIGNS else whole
        if key in first:
            state.tell(line, "", "line_duplicate", str(first[key]))
        else:
            first[key] = line.number
            yield line


def _sound(line: Line, state: _Checked) -> bool:
    """Whether every cell of a line can be read and every code in it is known; tells what is not."""
    before = len(state.faults)
    for column, text in line.cells.items():
        if not text:
            if column not in _MAY_BE_EMPTY:
                state.tell(line, column, "value_missing")
        elif column in _DATES:
            if _day(text) is None:
                state.tell(line, column, "date_invalid", text)
        elif (check := _CHECKS.get((line.file, column))) and (code := check(text, state)):
            state.tell(line, column, code, text)
    if line.file == OBLIGATIONS and sum(bool(line.cells.get(name)) for name in TARGETS) != 1:
        state.tell(line, "", "target_unclear")
    if len(state.faults) == before:
        _ordered(line, state)
    return len(state.faults) == before


def _ordered(line: Line, state: _Checked) -> None:
    start, end = _day(line.cells.get("valid_from", "")), _day(line.cells.get("valid_to", ""))
    if start and end and end <= start:
        state.tell(line, "valid_to", "validity_empty", end.isoformat())
    opens, closes = _day(line.cells.get("opens_on", "")), _day(line.cells.get("closes_on", ""))
    if opens and closes and closes < opens:
        state.tell(line, "closes_on", "validity_empty", closes.isoformat())


def _shaped(text: str, _: _Checked) -> str:
    # A code names folders of the inbox and stands in addresses.
    return "" if _CODE.fullmatch(text) else "code_shape"


def _one_of(codes: Sequence[str], code: str) -> Callable[[str, _Checked], str]:
    return lambda text, _: "" if text in codes else code


def _unit_known(text: str, state: _Checked) -> str:
    return "" if text in state.units else "unit_unknown"


_CHECKS: dict[tuple[str, str], Callable[[str, _Checked], str]] = {
    (UNITS, "unit_code"): _shaped,
    (UNITS, "level"): _one_of(LEVELS, "level_unknown"),
    (PARENTS, "unit_code"): _unit_known,
    (PARENTS, "parent_code"): _unit_known,
    (ALIASES, "unit_code"): _unit_known,
    (CAMPAIGNS, "campaign_code"): _shaped,
    (CAMPAIGNS, "award_code"): _one_of(tuple(AWARDS), "award_unknown"),
    (CAMPAIGNS, "year"): lambda text, _: "" if re.fullmatch(r"(19|20)\d\d", text) else "year_invalid",
    (CAMPAIGNS, "four_eyes"): lambda text, _: "" if text.lower() in _FLAGS else "flag_invalid",
    (OBLIGATIONS, "campaign_code"): lambda text, state: "" if text in state.campaigns else "campaign_unknown",
    (OBLIGATIONS, "kind"): _one_of(tuple(KINDS), "kind_unknown"),
    (OBLIGATIONS, "unit_level"): _one_of(LEVELS, "level_unknown"),
    (OBLIGATIONS, "unit_code"): _unit_known,
}


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unit(line: Line) -> Unit:
    cells = line.cells
    span = (_day(cells["valid_from"]), _day(cells["valid_to"]))
    return Unit(cells["unit_code"], cells["name"], cells["level"], cells["kind"], *span)


def _parent(line: Line) -> Parent:
    cells = line.cells
    return Parent(cells["unit_code"], cells["parent_code"], _day(cells["valid_from"]), _day(cells["valid_to"]))


def _campaign(line: Line) -> Campaign:
    cells = line.cells
    code, name, award = cells["campaign_code"], cells["name"], cells["award_code"]
    span = (_sure(cells["opens_on"]), _sure(cells["closes_on"]))
    return Campaign(code, name, award, int(cells["year"]), *span, _FLAGS[cells.get("four_eyes", "").lower()])


def _obligation(line: Line) -> Obligation:
    cells = line.cells
    level, unit = (cells.get(name, "") for name in TARGETS)
    return Obligation(cells["campaign_code"], cells["kind"], level, unit, _sure(cells["due_on"]))


def _sure(text: str) -> date:
    return date.fromisoformat(text)
