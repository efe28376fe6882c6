"""Blank workbooks for units to fill in: what each version of each has as columns, and how a workbook says which it is.

A version is never changed once it was given out: units fill in what they once received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schemas import item
from schemas.kinds import KINDS
from schemas.reference import rows

# The mark of the page of instructions, and the custom property of the document.
GUIDE, PROPERTY, HIDDEN_SHEET = "thidua-guide v1", "thidua_template", "thidua"
ADDITION = "bổ sung"
_MARK = re.compile(
    r"\bthidua-(?P<kind>[a-z_]+) v(?P<version>\d+)\s*·\s*(?P<unit>[^·\s]+)\s*·\s*(?P<campaign>[^·\s]+)\s*·\s*"
    rf"(?P<level>[a-z]+)(?P<addition>\s*·\s*{ADDITION})?\s*$"
)
_SIGN, _LONGEST = "thidua-", 200


@dataclass(frozen=True, slots=True)
class TemplateId:
    """Which blank workbook this is and for whom it was made: the same line in three places of it."""

    kind: str
    version: int
    unit_code: str
    campaign_code: str
    award_level: str
    addition: bool = False

    def __str__(self) -> str:
        place = f"{self.unit_code} · {self.campaign_code} · {self.award_level}"
        return f"Mẫu thidua-{self.kind} v{self.version} · {place}{f' · {ADDITION}' if self.addition else ''}"


def template_id(text: str) -> TemplateId | None:
    """The template a line names, None for any other line; its spaces and its form of Unicode do not matter."""
    if _SIGN not in text or len(text) > _LONGEST:
        return None
    found = _MARK.search(unicodedata.normalize("NFC", text))
    if found is None:
        return None
    return TemplateId(
        found["kind"], int(found["version"]), found["unit"], found["campaign"], found["level"], bool(found["addition"])
    )


# What a cell to fill in may hold; "" is any text.
CITIZEN_ID, INSURANCE_NO, PHONE, DATE = "citizen_id", "insurance_no", "phone", "date"
COUNT, FIGURE, MONEY, PERCENT, CHOICE, UNION = "count", "figure", "money", "percent", "choice", "union"
NUMBERS = (COUNT, FIGURE, MONEY, PERCENT)
CHECKS = ("", CITIZEN_ID, INSURANCE_NO, PHONE, DATE, *NUMBERS, CHOICE, UNION)
# What follows from a declared field where a kind has no template of its own.
_BY_HOLDING = {item.DATE: DATE, item.COUNT: COUNT, item.SHARE: FIGURE, item.MONEY: MONEY, item.PHONE: PHONE}
_BY_NAME = {"grassroots_union": UNION, "id_number": CITIZEN_ID, "social_insurance_no": INSURANCE_NO, "phone": PHONE}
_DERIVED_WIDTH = 20.0


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of a blank workbook: one field under one heading; ``width`` in characters, ``check`` of CHECKS."""

    field: str
    heading: str
    width: float
    required: bool = False
    check: str = ""
    choices: tuple[str, ...] = ()  # where the check is CHOICE
    example: str = ""


def _column(row: Mapping[str, str]) -> TemplateColumn:
    if row["check"] not in CHECKS or (row["check"] == CHOICE) != bool(row["choices"]):
        raise ValueError(f"templates.csv: {row['kind']}.{row['field']}: check {row['check']!r}")
    choices = tuple(filter(None, row["choices"].split("|")))
    required = row["required"] == "x"
    return TemplateColumn(
        row["field"], row["heading"], float(row["width"]), required, row["check"], choices, row["example"]
    )


def _read() -> Mapping[tuple[str, int], tuple[TemplateColumn, ...]]:
    found: dict[tuple[str, int], list[TemplateColumn]] = {}
    for row in rows("templates"):
        found.setdefault((row["kind"], int(row["version"])), []).append(_column(row))
    return MappingProxyType({key: tuple(columns) for key, columns in found.items()})


TEMPLATES = _read()


def current(kind: str) -> int:
    """The newest version of a kind; 1 for a kind whose columns follow from its declaration."""
    return max((version for name, version in TEMPLATES if name == kind), default=1)


def columns(kind: str, version: int) -> tuple[TemplateColumn, ...]:
    """The columns of a version; for a kind without a template of its own, what names and tells its rows."""
    if (kind, version) in TEMPLATES:
        return TEMPLATES[kind, version]
    known = KINDS[kind]
    declared = {field.name: field for field in known.fields}
    names = dict.fromkeys((*known.required[:1], *known.naming[:1], *known.telling, "grassroots_union", "note"))
    return tuple(_derived(declared[name], required=name in known.required) for name in names if name in declared)


def _derived(field: item.Field, *, required: bool) -> TemplateColumn:
    check = _BY_NAME.get(field.name) or _BY_HOLDING.get(field.holds, "")
    return TemplateColumn(field.name, field.vi, _DERIVED_WIDTH, required, check)
