"""What ``thidua check`` says of files: the document of contract §4, with the findings behind the problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from cleaning.placement import Placement
from cleaning.records import raw_fields
from cleaning.values import record_values
from flows.causes import Problem, by_cause, remedy, urgency
from flows.choices import NOT_USED, choices, unit_words
from flows.inspection import NOBODY_ANSWERED, Inspected, inspect
from reports.labels import label
from runtime.settings import Settings
from schemas.problems import QUERY, problem
from schemas.question import UNUSED, Answered, Question
from schemas.registry import Registry
from schemas.sheet import head_cell, letters
from schemas.table import Inference, Table

LANGUAGE = "vi"


def check_files(
    settings: Settings,
    files: Sequence[Path],
    registry: Registry,
    unit: str | None,
    day: date,
    *,
    records: bool,
    answered: Mapping[str, Answered] = NOBODY_ANSWERED,
) -> dict[str, Any]:
    """The document of ``thidua check --json``; the sender is ``unit``, else the folder that names a unit."""
    inspected = inspect(settings, files, registry, unit, day, answered)
    return document(inspected, [str(file) for file in files], records=records)


def document(inspected: Sequence[Inspected], names: Sequence[str], *, records: bool) -> dict[str, Any]:
    """The document of files that were inspected; ``names`` are the files as they were given."""
    return {"files": [_file(one, name, records=records) for one, name in zip(inspected, names, strict=True)]}


def _file(one: Inspected, name: str, *, records: bool) -> dict[str, Any]:
    reading = one.reading
    told: dict[str, Any] = {"file": name, "status": "refused" if reading.refusal else "read"}
    if reading.refusal:
        words = problem(reading.refusal.code).render(LANGUAGE, reading.refusal.details)
        told["refusal"] = {"code": reading.refusal.code, "message": f"{words.message}. {words.hint}".rstrip()}
    tables = list(enumerate(zip(reading.tables, one.placements, strict=True)))
    told["tables"] = [_table(one, number, table, placed, records=records) for number, (table, placed) in tables]
    told["inferences"] = [_inference(each) for each in reading.inferences]
    told["problems"], told["findings"] = [], []
    for number, (table, placed) in tables:
        told["inferences"] += [_inference(each) for each in (*table.inferences, *placed.inferences)]
        told["inferences"] += _row_inferences(one, number, table)
        problems = _problems(one, number, table)
        told["problems"] += problems
        told["findings"] += _findings(one, number, table, problems)
    told["findings"].sort(key=urgency)
    return told


def _table(one: Inspected, number: int, table: Table, placement: Placement, *, records: bool) -> dict[str, Any]:
    rows = one.rows.get(number)
    held = _held(one, number)
    told: dict[str, Any] = {
        "sheet": table.sheet,
        "kind": table.kind,
        "unit_code": one.delivery.unit_code,
        "campaign_code": placement.campaign_code or None,
        "award_level": placement.award_level or None,
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "declared_total": table.declared_total,
        "nil": table.nil,
        "withdrawal": table.withdrawal,
        "columns": [
            {"column": letters(c.index), "heading": c.heading, "field": c.field or None} for c in table.columns
        ],
        "rows": len(table.row_numbers),
        # What is taken back is no nomination: neither accepted nor held.
        "accepted": 0 if table.withdrawal else len(table.row_numbers) - held,
        "held": held,
    }
    if records:
        told["records"] = record_values(table.kind, rows) if rows is not None else []
    return told


def _held(one: Inspected, number: int) -> int:
    found = one.problems.get(number)
    if found is None:
        return 0
    errors = [code for code in found["code"].unique() if problem(code).kind != QUERY]
    return found.filter(pl.col("code").is_in(errors))["entry_id"].n_unique()


def _problems(one: Inspected, number: int, table: Table) -> list[dict[str, Any]]:
    found = one.problems.get(number)
    if found is None:
        return _of_blank(one.placements[number], table)
    at = {row: index for index, row in enumerate(table.row_numbers)}
    units = _unit_candidates(one, number)
    asked = {question.code: question for question in reversed(one.placements[number].questions)}
    told = []
    for row in found.iter_rows(named=True):
        question = asked.get(row["code"]) if not row["field"] else None
        given = _problem(row, table, at[row["row"]], question)
        likely = [*choices(question, one.registry).values()] if question else []
        likely = units.get(row["entry_id"], []) if row["field"] == "unit_code" else likely
        told.append({**given, "expected": f"{given['expected']}: {'; '.join(likely)}"} if likely else given)
    return told


def _of_blank(placement: Placement, table: Table) -> list[dict[str, Any]]:
    """What holds a list without rows, told at its heading."""
    asked = {question.code: question for question in reversed(placement.questions)}
    row, cell = max(table.header_rows, default=1), head_cell(table)
    words = ((code, asked[code].details if code in asked else {}) for code in placement.problems)
    return [_told(code, table, cell, row, details) for code, details in words]


def _unit_candidates(one: Inspected, number: int) -> dict[str, list[str]]:
    """The unions that a row whose union is not known may belong to, in words."""
    rows = one.rows[number].filter(pl.col("unit_candidates").is_not_null()).select("entry_id", "unit_candidates")
    return {entry: [unit_words(code, one.registry) for code in codes.split("; ")] for entry, codes in rows.rows()}


def _problem(row: dict[str, Any], table: Table, index: int, asked: Question | None) -> dict[str, Any]:
    source, letter = _source(table, row["field"])
    if asked and asked.cell:
        letter = asked.cell.rstrip("0123456789")
    value = table.values[source][index] if source in table.values else ""
    given = {"value": value, **_numbers(row["code"], row["row"], table)}
    cell = f"{letter}{_own_row(table, source) or row['row']}"
    told = _told(row["code"], table, cell, row["row"], {**given, **(asked.details if asked else {})})
    return {
        **told,
        "field": row["field"] or None,
        "value": value or None,
        "cause": f"{row['cause']}:{table.sheet}:{letter}",
    }


def _told(code: str, table: Table, cell: str, row: int, given: Mapping[str, str]) -> dict[str, Any]:
    """A problem in words, of no field and value."""
    entry = problem(code)
    words = entry.render(LANGUAGE, given)
    return {
        "code": code,
        "severity": "query" if entry.kind == QUERY else "error",
        "sheet": table.sheet,
        "cell": cell,
        "row": row,
        "field": None,
        "value": None,
        "expected": words.expected,
        "message": words.message,
        "hint": words.hint,
        "cause": f"{code}:{table.sheet}",
    }


def _numbers(code: str, row: int, table: Table) -> dict[str, str]:
    """What the list, or the group that begins in a row, declares, and what was read."""
    groups = (one for one in table.differing_groups if code == "group_differs" and one.row == row)
    pairs = ((str(one.declared), str(one.counted)) for one in groups)
    declared, read = next(pairs, (str(table.declared_total), str(len(table.row_numbers))))
    return {"declared": declared, "read": read}


def _own_row(table: Table, source: str) -> int:
    """The sheet row of a field that stands in a row of its own, 0 in any ordinary table."""
    return next((column.row for column in table.columns if column.row and column.field == source), 0)


def _findings(one: Inspected, number: int, table: Table, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """The problems of one table by cause, with what would mend all of one cause at once."""
    at = {column.field: letters(column.index) for column in table.columns if column.field}
    remedies = {}
    for proposal in one.proposals.get(number, pl.DataFrame()).to_dicts():
        changes = one.changes[number].filter(pl.col("cause") == proposal["cause"])
        cells = [
            (f"{at.get(row['field'], '')}{row['row']}", row["before"], row["after"])
            for row in changes.iter_rows(named=True)
        ]
        remedies[f"{proposal['cause']}:{table.sheet}"] = remedy(proposal["remedy"], proposal["cured"], cells)
    return by_cause(problems, remedies)


def _source(table: Table, name: str) -> tuple[str, str]:
    """The header field a cleaned field was read from in this table, and its column's letter; else the first column."""
    columns = {column.field: letters(column.index) for column in table.columns if column.field}
    for source in raw_fields(table.kind, name):
        if source in columns:
            return source, columns[source]
    return "", letters(min((column.index for column in table.columns), default=0))


def _row_inferences(one: Inspected, number: int, table: Table) -> list[dict[str, Any]]:
    found = one.inferences.get(number)
    if found is None:
        return []
    return [
        _inference(Inference(row["code"], f"{_source(table, row['field'])[1]}{row['row']}", table.sheet))
        for row in found.iter_rows(named=True)
    ]


def _inference(told: Inference) -> dict[str, Any]:
    meant = told.details.get("field")
    named = {"field": NOT_USED if meant == UNUSED else label(meant)} if meant else {}
    words = problem(told.code).render(LANGUAGE, {**told.details, **named})
    return {"code": told.code, "sheet": told.sheet, "cell": told.cell, "message": words.message}
