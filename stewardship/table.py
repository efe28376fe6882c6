"""Rows as the grid shows them: columns of one kind, cells with their faults in words, private numbers masked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from cleaning.masking import masked, private
from cleaning.records import raw_fields
from reports.authors import from_lines, to_lines
from reports.labels import label
from schemas.models import MODELS
from schemas.person import CONTACT, PERSON, WORK
from schemas.problems import problem
from stewardship.cells import Cells
from stewardship.suggestions import suggested
from stewardship.visitors import Visitor
from warehouse.reviews import FAILS, PASSES, WAITS

# Under which name a raw field is masked, for those that hold numbers of people.
_MASKED_AS = {source: item.name for item in (*CONTACT, *WORK, *PERSON) for source in item.sources if private(item.name)}
AUTHORS = "authors"
_NOT_OURS = ("stt", "note")
_NAMES = ("full_name", "family_middle_name", "given_name", "initiative_name", "collective_name", "work_name")
# What a grid needs to know of each open problem.
TOLD = ("entry_id", "kind", "code", "severity", "field", "raw_field", "details", "path", "sheet", "row_no")
Row = dict[str, Any]


def fields_of(kind: str, cells: Cells, told: Iterable[Mapping[str, Any]]) -> list[str]:
    """The columns to show: what some row says or is at fault in, in the order of the lists themselves."""
    used = {name for entry_id in cells.rows for name, cell in cells.fields(entry_id).items() if cell.text}
    used |= {one["raw_field"] for one in told}
    return [name for name in MODELS[kind].raw_fields if name in used and name not in _NOT_OURS]


def name(cells: Cells, entry_id: str) -> str:
    """Whom or what a row is about."""
    said = cells.fields(entry_id) if entry_id in cells.rows else {}
    return " ".join(said[one].text for one in _NAMES if one in said and said[one].text)


def columns(fields: Sequence[str], lang: str) -> list[Row]:
    """The headings of columns."""
    return [{"field": name, "label": heading(name, lang), "private": name in _MASKED_AS} for name in fields]


def heading(name: str, lang: str) -> str:
    """What a raw field is called."""
    if lang == "vi":
        return label(name)
    known = (field for model in MODELS.values() for item in model.items for field in item.fields)
    return next((field.en for field in known if field.name == name), name)


def rows(who: Visitor, cells: Cells, told: Sequence[Row], reviews: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """The rows of a page in the order of ``told``, their open problems, with their place, state, faults and cells."""
    by_row: dict[str, list[Row]] = {}
    for one in told:
        by_row.setdefault(one["entry_id"], []).append(one)
    shown = []
    for entry_id, problems in by_row.items():
        row = problems[0]
        if entry_id in cells.rows:
            place = f"{PurePosixPath(row['path']).name} · {row['sheet']} · {row['row_no']}"
            faults = _faults_of(problems, row["kind"], reviews.get(entry_id))
            said = reviews.get(entry_id, {}).get("note", "")
            shown.append({"id": entry_id, "place": place, **drawn(who, cells, entry_id, faults), "note": said})
    return shown


def drawn(who: Visitor, cells: Cells, entry_id: str, faults: Sequence[Mapping[str, Any]]) -> Row:
    """A row's cells and what is wrong with them; ``faults``: code, severity, field, details."""
    kind = cells.rows[entry_id]["kind"]
    found = {}
    for name, cell in cells.fields(entry_id).items():
        text = shown_text(who, name, cell.text)
        found[name] = {"text": text, "version": cell.version, "by": cell.by, "waits": cell.waits}
    told: dict[str, list[Row]] = {}
    for fault in faults:
        name = _at(kind, fault["field"], cells, entry_id)
        told.setdefault(name, []).append(_words(who, fault, cells, entry_id, name))
    right = WAITS if any(cell["waits"] for cell in found.values()) else PASSES
    return {"cells": found, "faults": told, "state": FAILS if _errors(faults) else right, "note": ""}


def reviewed(kind: str, review: Mapping[str, Any]) -> list[Row]:
    """The faults of a review, in the form of ``drawn``."""
    return [{**one, "details": None, "kind": kind} for one in json.loads(review["problems"])]


def shown_text(who: Visitor, name: str, text: str) -> str:
    """A text as this visitor may see it."""
    if name == AUTHORS:
        return to_lines(text)
    return text if who.reveals or name not in _MASKED_AS else masked(_MASKED_AS[name], text)


def masked_text(name: str, text: str) -> str:
    """A text as somebody without an account may see it."""
    return masked(_MASKED_AS[name], text) if name in _MASKED_AS else to_lines(text) if name == AUTHORS else text


def typed_text(name: str, text: str, said: str) -> str:
    """A text as the list would have it, from what was typed into the grid."""
    return from_lines(text, said) if name == AUTHORS else " ".join(text.split())


def _faults_of(told: Sequence[Row], kind: str, review: Mapping[str, Any] | None) -> list[Row]:
    return reviewed(kind, review) if review else list(told)


def _errors(faults: Iterable[Mapping[str, Any]]) -> bool:
    return any(one["severity"] == "error" for one in faults)


def _at(kind: str, field: str, cells: Cells, entry_id: str) -> str:
    sources = raw_fields(kind, field) if field else ()
    said = cells.fields(entry_id)
    return next((name for name in sources if name in said and said[name].text), sources[0] if sources else "")


def _words(who: Visitor, fault: Mapping[str, Any], cells: Cells, entry_id: str, name: str) -> Row:
    text = shown_text(who, name, cells.cell(entry_id, name).text) if name else ""
    details = json.loads(fault["details"]) if fault["details"] else {}
    words = problem(fault["code"]).render(who.language, {"value": text, **details})
    told = {"code": fault["code"], "severity": fault["severity"], "message": words.message, "field": name}
    return {
        **told,
        "expected": words.expected,
        "hint": words.hint,
        "instead": _instead(who, fault, cells, entry_id, name),
    }


def _instead(who: Visitor, fault: Mapping[str, Any], cells: Cells, entry_id: str, name: str) -> list[Row]:
    """What could be put in instead; nothing of a number that is masked."""
    if not name or (name in _MASKED_AS and not who.reveals):
        return []
    near = (cells.contents[entry_id].get("at", {}).get("unit_candidates") or "").split("; ")
    text = cells.cell(entry_id, name).text
    found = suggested(fault["code"], text, [one for one in near if one], who.desk.labels)
    return [{"text": one, "label": label} for one, label in found]
