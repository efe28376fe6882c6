"""The process that runs Great Expectations over an edition; started by ``warehouse.expectations``, never imported.

It reads the warehouse's URL from the first line of stdin and imports the library, which costs many seconds of CPU,
while the night is at work; the second line names the edition, the answer is one JSON document on stdout. Only counts
leave this process: no value of a mart is kept in a result.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import Any

import polars as pl

from schemas.marts import ALL
from warehouse.marts import Edition, draw
from warehouse.promises import Rule, rules
from warehouse.session import open_engine, reading

COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
# The night has the machine; this process only has to be ready when the night is done.
_NICENESS = 10


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
    verdicts: dict[str, dict[str, Any]] = {}
    engine = open_engine(url)
    declared = rules(edition.business_date.year)
    with reading(engine) as connection:
        for mart in ALL:
            frame = draw(connection, mart.name, edition)
            asked = [rule for rule in declared if rule.mart == mart.name]
            verdicts |= _try(gx, context, source, mart.name, frame, asked)
    engine.dispose()
    return verdicts


def _library() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"
    import great_expectations

    return great_expectations


def _try(
    gx: Any, context: Any, source: Any, mart: str, frame: pl.DataFrame, asked: list[Rule]
) -> dict[str, dict[str, Any]]:
    batch = source.add_dataframe_asset(mart).add_batch_definition_whole_dataframe("whole")
    expectations = [
        getattr(gx.expectations, wanted.type)(**wanted.takes, meta={"rule": rule.name})
        for rule in asked
        for wanted in rule.expectations
    ]
    suite = context.suites.add(gx.ExpectationSuite(name=mart, expectations=expectations))
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=mart, data=batch, suite=suite))
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(name=mart, validation_definitions=[definition], result_format=COUNTS_ONLY)
    )
    outcome = checkpoint.run(batch_parameters={"dataframe": frame.to_pandas()})
    verdicts = {rule.name: {"ok": True, "tried": 0, "failed": 0, "unexpected": 0, "error": ""} for rule in asked}
    for validation in outcome.run_results.values():
        for result in validation.results:
            _add(verdicts[result.expectation_config.meta["rule"]], result)
    for rule in asked:
        # An expectation that was not tried is not one that was met.
        if verdicts[rule.name]["tried"] != len(rule.expectations):
            verdicts[rule.name] |= {"ok": False, "error": "not tried"}
    return verdicts


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
