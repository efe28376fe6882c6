"""The values of workers as people of a language write them: 1985-03-07 is 07/03/1985, female is Nữ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matching.explanations import Span, differing
from schemas.sentences import word

_DAYS = ("date_of_birth", "hire_date", "id_issue_date", "union_join_date")
_WORDED = ("gender", "direct_worker")
_DAY = len("1985-03-07")
Side = tuple[str, list[Span]]


def written(field: str, text: str, lang: str, units: Mapping[str, str]) -> str:
    """A value in ``vi`` or ``en``; ``units`` are the names by code. A date that is masked or known in part stays."""
    if field in _DAYS and len(text) == _DAY:
        return "/".join(reversed(text.split("-")))
    if field == "unit_code":
        return f"{units[text]} ({text})" if text in units else text
    return word("value", text).in_(lang) if field in _WORDED else text


def sides(evidence: Mapping[str, Any], lang: str, units: Mapping[str, str]) -> tuple[Side, Side]:
    """Both values of a piece of evidence as written, each with the spans that the other does not have."""
    field, texts = evidence["field"], [evidence[end]["text"] for end in ("left", "right")]
    shown = [written(field, text, lang, units) for text in texts]
    spans = [evidence[end]["differs"] for end in ("left", "right")]
    if field in _WORDED:
        spans = [[], []]
    elif shown != texts:
        spans = [list(found) for found in differing(*shown)]
    return (shown[0], spans[0]), (shown[1], spans[1])
