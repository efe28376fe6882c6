"""The page of ``thidua check --html``: the contract's JSON document (§4) for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.definitions import KIND_LABELS, LEVEL_LABELS
from reports.labels import label
from reports.pages import page

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
        "causes": _causes(problems),
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
        "columns": columns,
        **{name: int(table.get(name) or 0) for name in ("first_row", "last_row", "rows", "accepted", "held")},
    }


def _causes(problems: list[Document]) -> list[list[dict[str, Any]]]:
    """The problems grouped by cause, errors first, in the order of the file within a cause."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for number, problem in enumerate(problems):
        # Without a cause each problem stands for itself.
        cause = str(problem.get("cause") or f"#{number}")
        shown = {
            name: str(problem.get(name) or "") for name in ("code", "sheet", "cell", "value", "expected", "message")
        }
        groups.setdefault((problem["severity"], cause), []).append({**shown, "severity": problem["severity"]})
    return sorted(groups.values(), key=lambda group: group[0]["severity"] != "error")


def _total(files: list[dict[str, Any]]) -> dict[str, int]:
    tables = [table for file in files for table in file["tables"]]
    counts = {name: sum(table[name] for table in tables) for name in ("rows", "accepted", "held")}
    return {**counts, "refused": sum(file["status"] == "refused" for file in files)}
