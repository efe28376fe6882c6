"""Problems told by their causes: what is wrong once, in which cells, and what would mend all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemas.remedies import SENTENCES

Problem = Mapping[str, Any]  # of contract §4
Finding = dict[str, Any]
_SHARED = ("cause", "severity", "sheet", "field", "message", "expected", "hint")


def by_cause(problems: Sequence[Problem], remedies: Mapping[str, Finding]) -> list[Finding]:
    """The findings behind the problems of one list; ``remedies`` are by cause, without its column letter."""
    causes: dict[str, list[Problem]] = {}
    for each in problems:
        causes.setdefault(each["cause"], []).append(each)
    return [
        {
            **{name: same[0][name] for name in _SHARED},
            "codes": sorted({told["code"] for told in same}),
            "rows": len({told["row"] for told in same}),
            "cells": [told["cell"] for told in same],
            "remedy": remedies.get(cause.rsplit(":", 1)[0]),
        }
        for cause, same in causes.items()
    ]


def remedy(name: str, cured: int, changes: Iterable[tuple[str, str, str]], language: str = "vi") -> Finding:
    """A remedy as the documents tell it; ``changes`` are (cell, before, after)."""
    cells = [{"cell": cell, "before": before, "after": after} for cell, before, after in changes]
    return {"name": name, "message": SENTENCES[name][language], "cured": cured, "changes": cells}


def urgency(finding: Mapping[str, Any]) -> tuple[bool, int]:
    """Errors first, then what concerns most rows."""
    return finding["severity"] != "error", -finding["rows"]
