"""The words of a question: what may be answered, as a steward reads and chooses it."""

from __future__ import annotations

from cleaning.letters import Sent
from reports.definitions import KIND_LABELS
from reports.labels import label
from schemas.question import CAMPAIGN, HEADING, LEVEL, UNUSED, WITHDRAWN, Question
from schemas.registry import Registry

NOT_USED = "Không dùng cột này"
_LEVELS = {"grassroots": "Cấp cơ sở", "upper": "Cấp trên cơ sở", "city": "Cấp thành phố"}


def choices(question: Question, registry: Registry) -> dict[str, str]:
    """What may be answered: the words of each candidate by its value, in the order of the candidates."""
    return {value: _words(question.code, value, registry) for value in question.candidates}


def unit_words(code: str, registry: Registry) -> str:
    """A unit by its latest name and its code."""
    names = [unit.name for unit in registry.units if unit.unit_code == code]
    return f"{names[-1]} ({code})" if names else code


def _words(code: str, value: str, registry: Registry) -> str:
    if code == HEADING:
        return NOT_USED if value == UNUSED else label(value)
    if code == WITHDRAWN:
        sent = Sent.of(value)
        kind = KIND_LABELS.get(sent.kind, sent.kind)
        return f"{kind} · {sent.campaign_code} · {_LEVELS.get(sent.award_level, sent.award_level)}"
    if code == CAMPAIGN:
        return next((f"{one.name} ({value})" for one in registry.campaigns if one.campaign_code == value), value)
    return _LEVELS.get(value, value) if code == LEVEL else unit_words(value, registry)
