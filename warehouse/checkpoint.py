"""The process that runs Great Expectations over an edition; started by ``warehouse.expectations``, never imported.

It reads the warehouse's URL from the first line of stdin and imports the library, which costs many seconds of CPU,
while the night is at work; the second line names the edition, the answer is one JSON document on stdout. Only counts
leave this process: no value of a mart is kept in a result.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from schemas.marts import ALL
from warehouse.marts import Edition, draw
from warehouse.promises import Expectation, Rule, rules
from warehouse.session import open_engine, reading

COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
# The night has the machine; this process only has to be ready when the night is done.
_NICENESS = 10
_LARGE = 20_000
_OF_ALL_ROWS = (
    "ExpectTableColumnsToMatchOrderedList",
    "ExpectColumnValuesToBeUnique",
    "ExpectCompoundColumnsToBeUnique",
    "ExpectColumnPairValuesAToBeGreaterThanB",
)
_UNTRIED = {"ok": True, "tried": 0, "failed": 0, "unexpected": 0, "error": ""}


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows, and what is expected of them: (rule, expectation)."""

    name: str
    frame: pl.DataFrame
    asked: list[tuple[str, Expectation]]


def main() -> None:
    """Reads URL and edition from stdin, writes ``{rule: {"ok", "failed", "unexpected", "error"}}`` to stdout."""
    answer = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not be taken for the answer
    os.nice(_NICENESS)
    url = sys.stdin.readline().strip()
    gx = _library()
    order = sys.stdin.readline()
    if not order.strip():
        return  # the night ended without an edition to look at
    told = json.loads(order)
    edition = Edition(told["run_no"], told["registry_load"], date.fromisoformat(told["business_date"]))
    with os.fdopen(answer, "w", encoding="utf-8") as out:
        json.dump(run(gx, url, edition), out)


def run(gx: Any, url: str, edition: Edition) -> dict[str, dict[str, Any]]:
    """Tries all rules on the marts as the edition shows them, one mart in memory at a time."""
    context = gx.get_context(mode="ephemeral")
    source = context.data_sources.add_pandas("edition")
    declared = rules(edition.business_date.year)
    verdicts: dict[str, dict[str, Any]] = {rule.name: dict(_UNTRIED) for rule in declared}
    engine = open_engine(url)
    with reading(engine) as connection:
        for mart in ALL:
            frame = draw(connection, mart.name, edition)
            for batch in batches(frame, [rule for rule in declared if rule.mart == mart.name]):
                for name, result in _validate(gx, context, source, batch):
                    _add(verdicts[name], result)
    engine.dispose()
    for rule in declared:
        # An expectation that was not tried is not one that was met.
        if verdicts[rule.name]["tried"] != len(rule.expectations):
            verdicts[rule.name] |= {"ok": False, "error": "not tried"}
    return verdicts


def batches(frame: pl.DataFrame, asked: list[Rule]) -> list[Batch]:
    """What is asked of a mart, with the rows to ask it of.

    In a large mart what concerns one column's values is asked of its distinct values, of which a million rows have
    few; counts of unexpected values are then of distinct ones.
    """
    groups: dict[str, list[tuple[str, Expectation]]] = {}
    for rule in asked:
        for wanted in rule.expectations:
            alone = frame.height > _LARGE and wanted.type not in _OF_ALL_ROWS
            groups.setdefault(wanted.takes.get("column", "") if alone else "", []).append((rule.name, wanted))
    name = asked[0].mart
    return [
        Batch(f"{name}.{column}", frame.select(pl.col(column).unique()) if column else frame, wanted)
        for column, wanted in groups.items()
    ]


def _library() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"
    import great_expectations

    return great_expectations


def _validate(gx: Any, context: Any, source: Any, batch: Batch) -> Iterator[tuple[str, Any]]:
    """Runs a checkpoint; yields the rule's name with the result of each of its expectations."""
    rows = source.add_dataframe_asset(batch.name).add_batch_definition_whole_dataframe("whole")
    expectations = [
        getattr(gx.expectations, wanted.type)(**wanted.takes, meta={"rule": rule}) for rule, wanted in batch.asked
    ]
    suite = context.suites.add(gx.ExpectationSuite(name=batch.name, expectations=expectations))
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=batch.name, data=rows, suite=suite))
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(name=batch.name, validation_definitions=[definition], result_format=COUNTS_ONLY)
    )
    outcome = checkpoint.run(batch_parameters={"dataframe": batch.frame.to_pandas()})
    for validation in outcome.run_results.values():
        for result in validation.results:
            yield result.expectation_config.meta["rule"], result


def _add(verdict: dict[str, Any], result: Any) -> None:
    verdict["tried"] += 1
    if result.success:
        return
    verdict["ok"] = False
    verdict["failed"] += 1
    verdict["unexpected"] += int((result.result or {}).get("unexpected_count") or 0)
    if "exception_info" in result and _raised(result.exception_info):
        verdict["error"] = "could not be tried"


def _raised(info: Any) -> bool:
    # One mapping, or one per metric.
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(bool(each.get("raised_exception")) for each in info.values() if isinstance(each, dict))


if __name__ == "__main__":
    main()
