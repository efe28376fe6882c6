"""The page of ``thidua check --html``: the contract's JSON document (§4) for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.definitions import KIND_LABELS, LEVEL_LABELS
from reports.labels import label
from reports.pages import page
from reports.ranges import ranges

Document = Mapping[str, Any]


def check_page(document: Document) -> str:
    """The whole HTML page of a check; everything quoted from a file is escaped."""
    files = [_file(one) for one in document["files"]]
    return page("check.html.j2", files=files, total=_total(files))


def _file(file: Document) -> dict[str, Any]:
    problems = list(file.get("problems") or ())
    return {
        "file": file["file"],
        "status": file["status"],
        "refusal": file.get("refusal") or {"code": "", "message": ""},
        "tables": [_table(table) for table in file.get("tables") or ()],
        "problems": problems,
        "errors": sum(problem["severity"] == "error" for problem in problems),
        "findings": [_finding(one) for one in file.get("findings") or ()],
        "inferences": list(file.get("inferences") or ()),
    }


def _table(table: Document) -> dict[str, Any]:
    kind, level = table.get("kind") or "", table.get("award_level") or ""
    columns = [
        {**column, "label": label(column["field"]) if column.get("field") else ""}
        for column in table.get("columns") or ()
    ]
    return {
        "sheet": table.get("sheet") or "",
        "kind_label": KIND_LABELS.get(kind, kind or "chưa rõ loại biểu"),
        "level_label": LEVEL_LABELS.get(level, level or "chưa rõ cấp"),
        "unit_code": table.get("unit_code") or "",
        "campaign_code": table.get("campaign_code") or "",
        "declared_total": table.get("declared_total"),
        "withdrawal": bool(table.get("withdrawal")),
        "columns": columns,
        **{name: int(table.get(name) or 0) for name in ("first_row", "last_row", "rows", "accepted", "held")},
    }


def _finding(finding: Document) -> dict[str, Any]:
    remedy = finding.get("remedy")
    return {
        **{name: str(finding.get(name) or "") for name in ("severity", "sheet", "message", "expected", "hint")},
        "rows": int(finding["rows"]),
        "cells": ranges(finding["cells"]),
        "codes": list(finding["codes"]),
        "remedy": remedy and {**remedy, "changes": list(remedy["changes"])},
    }


def _total(files: list[dict[str, Any]]) -> dict[str, int]:
    tables = [table for file in files for table in file["tables"] if not table["withdrawal"]]
    counts = {name: sum(table[name] for table in tables) for name in ("rows", "accepted", "held")}
    return {**counts, "refused": sum(file["status"] == "refused" for file in files)}
