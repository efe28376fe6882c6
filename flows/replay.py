"""What landed, under today's rules, headings and registry: which rows would pass now and which would be held."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import polars as pl

from flows import awarding, checking, consolidation, identity, reading, standing
from flows.night import Night, open_night
from runtime.settings import Settings
from schemas.problems import ERROR, problem
from warehouse import deliveries
from warehouse import session as warehouse_session

T = TypeVar("T")
Bar = Callable[[Iterable[T], str, int], Iterable[T]]
_OUTCOME = {"delivery_id": pl.String, "status": pl.String}
_FACT = ("campaign_code", "award_code", "award_level")


def preview(settings: Settings, unit: str | None, bar: Bar[reading.Batch]) -> dict[str, Any]:
    """Read every consolidated file again, of one sender or of all, and compare; nothing is written.

    Out: files and rows read; ``would_pass`` and ``would_fail``, each with its rows and the causes among them (a row
    with two causes counts under both); rows that appear or vanish; files whose refusal changes; and the awards that
    would be counted more or less, by campaign and level. Raises ``Locked`` while a night is at work.
    """
    with open_night(settings, None, None) as night:
        with warehouse_session.reading(night.ports.engine) as connection:
            night.pending = deliveries.consolidated(connection, unit)
        waiting = night.pending.select("delivery_id", was="status")
        with reading.readers(night) as pool:
            for batch in bar(reading.batches(night), "Đọc lại / reading again", reading.batch_count(night)):
                reading.read(night, pool, batch)
            for batch in standing.recalled(night):
                reading.read(night, pool, batch)
        for stage in (checking.check, standing.supersede, identity.resolve, awarding.award):
            stage(night)
        with warehouse_session.reading(night.ports.engine) as connection:
            rows = consolidation.entries_compared(night, connection)
            problems = consolidation.problems_compared(night, connection)
        return _told(night, waiting, rows, problems)


Pair = tuple[pl.DataFrame, pl.DataFrame]


def _told(night: Night, waiting: pl.DataFrame, rows: Pair, problems: Pair) -> dict[str, Any]:
    before, after = (frame.select("entry_id", "status") for frame in rows)
    both = before.join(after, on="entry_id", suffix="_now")
    passing = both.filter((pl.col("status") == "held") & (pl.col("status_now") == "accepted"))["entry_id"]
    failing = both.filter((pl.col("status") == "accepted") & (pl.col("status_now") == "held"))["entry_id"]
    told = [(one["delivery_id"], one["status"]) for one in night.outcomes]
    outcomes = waiting.join(pl.DataFrame(told, schema=_OUTCOME, orient="row"), on="delivery_id")
    was, now = pl.col("was") == "refused", pl.col("status") == "refused"
    return {
        "files": waiting.height,
        "rows": after.height,
        "would_pass": {"rows": passing.len(), "causes": _causes(problems[0], passing)},
        "would_fail": {"rows": failing.len(), "causes": _causes(problems[1], failing)},
        "appear": after.join(before, on="entry_id", how="anti").height,
        "vanish": before.join(after, on="entry_id", how="anti").height,
        "files_readable": outcomes.filter(was & ~now).height,
        "files_refused": outcomes.filter(~was & now).height,
        "awards": _awards(night),
    }


def _causes(problems: pl.DataFrame, entries: pl.Series) -> list[dict[str, Any]]:
    errors = problems.filter(pl.col("entry_id").is_in(entries.implode()) & (pl.col("severity") == ERROR))
    counted = (
        errors.group_by("code").agg(rows=pl.col("entry_id").n_unique()).sort("rows", "code", descending=[True, False])
    )
    return [{**row, "message": problem(row["code"]).render("vi", {}).message} for row in counted.iter_rows(named=True)]


def _awards(night: Night) -> list[dict[str, Any]]:
    """The awards counted before and after, where they differ."""
    counted = [
        frame.group_by(_FACT).agg(pl.len().alias(name))
        for frame, name in ((night.open_facts, "before"), (night.facts, "after"))
    ]
    sums = counted[0].join(counted[1], on=list(_FACT), how="full", coalesce=True).fill_null(0)
    return sums.filter(pl.col("before") != pl.col("after")).sort(_FACT).to_dicts()
