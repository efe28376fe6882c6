"""Blank workbooks for units to fill in: what each version of each has as columns, and how a workbook says which it is.

A version is never changed once it was given out: units fill in what they once received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

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


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of a blank workbook; ``width`` in characters."""

    field: str
    heading: str
    width: float
    required: bool = False
    example: str = ""


def _read() -> Mapping[tuple[str, int], tuple[TemplateColumn, ...]]:
    found: dict[tuple[str, int], list[TemplateColumn]] = {}
    for row in rows("templates"):
        column = TemplateColumn(
            row["field"], row["heading"], float(row["width"]), row["required"] == "x", row["example"]
        )
        found.setdefault((row["kind"], int(row["version"])), []).append(column)
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
    names = dict.fromkeys((*known.required[:1], *known.naming, *known.telling, "note"))
    labels = {field.name: field.vi for field in known.fields}
    return tuple(TemplateColumn(name, labels[name], 22, name in known.required) for name in names if name in labels)
