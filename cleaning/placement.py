"""Where a table belongs: its campaign, award and level, its sender, and the grassroots union of each of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from cleaning.asking import about_columns, about_place, about_sender, about_units, spelling_key
from cleaning.assembly import UnitOfRow
from cleaning.posts import after_commas
from cleaning.units import GRASSROOTS, MISSING, Resolution, UnitNames
from schemas.awards import codes_of
from schemas.delivery import Delivery
from schemas.kinds import KINDS
from schemas.question import (
    CAMPAIGN,
    LEVEL,
    NO_ANSWERS,
    NOTHING_ANSWERED,
    SENDER,
    UNIT,
    WITHDRAWN,
    Answered,
    Answers,
    Question,
)
from schemas.registry import Campaign, Registry
from schemas.table import Inference, Table

_ANSWERS = {CAMPAIGN: "campaign_answered", LEVEL: "level_answered"}
# The columns in which a row names its union, the surest first; the first that is not blank decides.
_NAMING = ("union_unit_code", "grassroots_union")
# Columns that may name it: a company, a collective that may also be a team.
_HINTING = ("work_unit", "collective")


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of one table; "" for what is not known, and then ``problems`` holds the whole listing.

    ``day`` is the day of the structure in which its units are looked up: the arrival, but never after the campaign's
    end, and for a unit closed by then its last day.
    """

    kind: str
    campaign_code: str
    award_code: str
    award_level: str
    sender_code: str
    sender_level: str
    day: date
    problems: tuple[str, ...] = ()
    inferences: tuple[Inference, ...] = ()
    questions: tuple[Question, ...] = ()
    unit_answers: Answers = field(default_factory=dict)  # units by the key of a spelling

    def answered_unit(self, text: str) -> str:
        """The unit that a person said this spelling of the sender's means, "" when nobody was asked."""
        return self.unit_answers.get(spelling_key(text), "") if self.unit_answers else ""


def place(
    table: Table, delivery: Delivery, names: UnitNames, answered: Answered = NOTHING_ANSWERED, table_no: int = 0
) -> Placement:
    """The place of a table by its titles, its sender and the day it arrived (contract §3, §4).

    What the titles leave open a person may have ``answered``; what still is open becomes questions.
    """
    key = f"{delivery.delivery_id}:{table_no}"
    campaign = campaign_of(table, delivery.arrived_on, names.registry) or _answered_campaign(answered, key, names)
    sender = delivery.unit_code
    sender_level = names.levels.get(sender, "")
    level = _level(table, sender_level, answered.get(LEVEL, NO_ANSWERS).get(key, ""))
    day = min(delivery.arrived_on, campaign.closes_on) if campaign else delivery.arrived_on
    other = _other_unit(table, sender, names)
    ours = bool(other) and answered.get(SENDER, NO_ANSWERS).get(spelling_key(other)) == sender
    problems = _problems(table, sender, names, campaign, level, other="" if ours else other)
    doubts = about_columns(table, units_known=sender_level == GRASSROOTS)
    problems = (*problems, *dict.fromkeys(doubt.code for doubt in doubts))
    return Placement(
        kind=table.kind,
        campaign_code=campaign.campaign_code if campaign else "",
        award_code=(campaign.award_code if campaign else table.award_code) if _awards(table) else "",
        award_level=level,
        sender_code=sender,
        sender_level=sender_level,
        day=names.last_day(sender, day),
        problems=problems,
        inferences=_told(table, answered, key, sender if ours else ""),
        unit_answers=answered.get(UNIT, NO_ANSWERS),
        questions=(
            *([about_sender(table, sender, other)] if SENDER in problems else ()),
            *doubts,
            *about_place(table, key, names.registry, delivery.arrived_on, problems),
        ),
    )


def _level(table: Table, sender_level: str, answer: str) -> str:
    """The level that titles and template say, else the sender's own; "" where the two differ and nobody was asked."""
    said = {table.award_level, *(one.award_level for one in table.templates)} - {""}
    if len(said) > 1:
        return answer
    return next(iter(said), sender_level or answer)


def _told(table: Table, answered: Answered, key: str, ours: str) -> tuple[Inference, ...]:
    cell = f"A{table.header_rows[0]}" if table.header_rows else ""
    said = ((code, answered.get(code, NO_ANSWERS).get(key, "")) for code in (CAMPAIGN, LEVEL))
    told = [Inference(_ANSWERS[code], cell, table.sheet, {"answer": value}) for code, value in said if value]
    told += [Inference("sender_answered", cell, table.sheet, {"answer": ours})] if ours else []
    known = answered.get(UNIT, NO_ANSWERS)
    named = {text: known.get(spelling_key(text)) for text in (_spellings(table) if known else ())}
    units = [
        Inference("unit_answered", "", table.sheet, {"text": t, "unit": code}) for t, code in named.items() if code
    ]
    return (*told, *units)


def _spellings(table: Table) -> dict[str, None]:
    """Every text of a table that may name the union of a row, once."""
    columns = (table.values.get(name, ()) for name in (*_NAMING, *_HINTING))
    return dict.fromkeys(filter(None, (*chain.from_iterable(columns), *table.groups, table.unit_text)))


def _answered_campaign(answered: Answered, key: str, names: UnitNames) -> Campaign | None:
    code = answered.get(CAMPAIGN, NO_ANSWERS).get(key)
    return next((one for one in names.registry.campaigns if one.campaign_code == code), None) if code else None


def campaign_of(table: Table, arrived_on: date, registry: Registry) -> Campaign | None:
    """The campaign its template was made for, else of the award and year in the titles.

    Without a year it is the one open for the award on arrival. Statistics are about no single award: the campaign that
    asks for them, or that their titles name, goes first. None when no campaign fits, or several do and nothing tells
    them apart; a template of another year than its title may be last year's, filled in again.
    """
    if table.templates:
        asked_for = {one.campaign_code for one in table.templates}
        made_for = [c for c in registry.campaigns if c.campaign_code in asked_for]
        sure = len(asked_for) == len(made_for) == 1 and table.year in (0, made_for[0].year)
        return made_for[0] if sure else None
    awards = codes_of(table.kind)
    award = table.award_code if table.award_code in awards or not awards else ""
    fitting = [c for c in registry.campaigns if not table.year or c.year == table.year]
    if not table.year:
        fitting = [c for c in fitting if c.opens_on <= arrived_on <= c.closes_on]
    if awards:
        fitting = [c for c in fitting if c.award_code in ((award,) if award else awards)]
    else:
        asked = {o.campaign_code for o in registry.obligations if o.kind == table.kind}
        fitting = _rather(fitting, [c for c in fitting if c.campaign_code in asked])
        fitting = _rather(fitting, [c for c in fitting if c.award_code == award])
    fitting = _rather(fitting, [c for c in fitting if c.opens_on <= arrived_on <= c.closes_on])
    return fitting[0] if len(fitting) == 1 else None


def row_units(table: Table, placement: Placement, names: UnitNames) -> list[Resolution]:
    """The grassroots union of each record: a grassroots sender itself, else the union that the row names.

    A row that names none belongs to the union of its group's title, else of its sheet's titles or name.
    """
    count = len(table.row_numbers)
    if placement.sender_level == GRASSROOTS:
        return [Resolution(placement.sender_code, how="sender")] * count
    sources = [table.values[name] for name in _NAMING if name in table.values]
    hints = [table.values[name] for name in _HINTING if name in table.values]
    groups = table.groups or ("",) * count
    posts = table.values.get("position") or [""] * count
    titled = (table.part_text, table.unit_text, table.sheet)
    return [
        _row_unit(
            [source[i] for source in sources],
            [*(hint[i] for hint in (*hints, groups)), *(place for _, place in after_commas(posts[i]))],
            titled,
            placement,
            names,
        )
        for i in range(count)
    ]


def unit_questions(table: Table, placement: Placement, units: Sequence[UnitOfRow]) -> tuple[Question, ...]:
    """What to ask about the unions that rows of an upper unit name, and that are not known."""
    if placement.sender_level == GRASSROOTS or not any(unit.problem for unit in units):
        return ()
    columns = [table.values[name] for name in (*_NAMING, *_HINTING) if name in table.values]

    def spelled(index: int) -> str:
        own = (column[index] for column in columns)
        return next((text for text in (*own, *table.groups[index : index + 1], table.unit_text) if text.strip()), "")

    return tuple(about_units(table, units, spelled))


def _row_unit(
    named: Sequence[str], hinted: Sequence[str], titled: Sequence[str], placement: Placement, names: UnitNames
) -> Resolution:
    for text in named:
        if text.strip():
            return resolved(text, placement, names)
    first: Resolution | None = None
    for text in (*hinted, *titled):
        found = resolved(text, placement, names)
        if found.unit_code:
            return found
        if found.problem != MISSING and first is None and text not in titled:
            first = found
    return first or Resolution(None, MISSING)


def resolved(text: str, placement: Placement, names: UnitNames) -> Resolution:
    """The grassroots union that a text of a table means, as answered or by its name."""
    answered = placement.answered_unit(text)
    if answered in names.levels:
        return Resolution(answered, how="answered")
    return names.resolve(text, placement.day, placement.sender_code)


def _problems(
    table: Table, sender: str, names: UnitNames, campaign: Campaign | None, level: str, *, other: str
) -> tuple[str, ...]:
    if not table.kind and not table.withdrawal:
        return ()
    found = ["list_empty"] if table.empty else []
    if sender not in names.levels:
        found.append("unit_unknown")
    elif other:
        found.append(SENDER)
    if not table.kind:
        return (*found, WITHDRAWN)
    if campaign is None:
        found.append("campaign_unknown")
    if not level:
        found.append("level_unknown")
    return tuple(found)


def _awards(table: Table) -> bool:
    """Whether the rows of a table become awards; what only counts or announces has no award of its own."""
    return table.kind not in KINDS or KINDS[table.kind].awarding


def _other_unit(table: Table, sender: str, names: UnitNames) -> str:
    """The text by which letterhead or template name another unit than the folder, "" where none does.

    Superior bodies stand in every letterhead, and an upper unit's sheets name its unions one by one: only a unit of
    the sender's own level is another sender. A code of the registry is a clear word at any level.
    """
    if sender not in names.levels:
        return ""
    made_for = [one.unit_code for one in table.templates if names.code(one.unit_code) != sender]
    if made_for:
        return made_for[0]
    code = names.code(table.unit_code_text) if table.unit_code_text else None
    if code:
        return table.unit_code_text if code != sender else ""
    named = names.named(table.unit_text) if table.unit_text else frozenset()
    another = sender not in named and all(names.levels[one] == names.levels[sender] for one in named)
    return table.unit_text if named and another else ""


def _rather(some: list[Campaign], better: list[Campaign]) -> list[Campaign]:
    return better if better and len(some) > 1 else some
