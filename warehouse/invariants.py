"""What must be true of every edition before it is shown: one `.sql` file per rule, each listing its violations.

A rule's query returns one column ``id`` of the rows that break it: codes and hashed ids, never a personal value. It
may read ``open_fact``, ``open_entry``, ``open_listing`` and ``last_account`` (as they stand in the edition), the marts
as ``mart_<name>``, and any table.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import resources

from sqlalchemy import Connection

from schemas.audit import ERROR, INVARIANT, AuditResult
from warehouse.marts import AGGREGATES, Edition, keep, over

NAMES: tuple[str, ...] = (
    "fact_without_entry",
    "entry_without_listing",
    "listing_without_delivery",
    "delivery_unaccounted",
    "account_unbalanced",
    "account_differs",
    "award_counted_twice",
    "fact_open_twice",
    "entry_open_twice",
    "listing_open_twice",
    "superseded_row_open",
    "listing_overfull",
    "worker_unknown_or_merged",
    "record_in_two_workers",
    "unit_unknown",
    "campaign_unknown",
    "level_unknown",
    "city_differs_by_structure",
    "funnel_city_differs",
    "persons_not_listed",
    "figures_not_in_lineage",
    "reporting_not_partitioned",
)
SHOWN = 3  # ids named of those that break a rule


def audit(conn: Connection, edition: Edition, kept: Collection[str] = ()) -> list[AuditResult]:
    """Tries every rule on an edition; none is skipped, and a rule that cannot be tried raises.

    ``kept``: the marts the caller holds by `warehouse.marts.keep`; the aggregate marts are kept here otherwise.
    """
    if not kept:
        with keep(conn, edition, AGGREGATES):
            return audit(conn, edition, AGGREGATES)
    return [_result(name, *violations(conn, edition, name, kept)) for name in NAMES]


def violations(conn: Connection, edition: Edition, name: str, kept: Collection[str] = ()) -> tuple[int, list[str]]:
    """How many rows (distinct ids) break a rule, and the first few of them."""
    query = (
        "SELECT found.id, COUNT(*) OVER () AS total FROM (SELECT DISTINCT id FROM (\n"  # noqa: S608
        f"WITH {_as_of(edition.run_no)}\n{rule(name)}\n) AS each_row) AS found\nORDER BY found.id LIMIT {SHOWN}"
    )
    rows = conn.exec_driver_sql(over(conn.dialect.name, edition, query, kept)).all()
    return (int(rows[0].total), [str(row.id) for row in rows]) if rows else (0, [])


@cache
def rule(name: str) -> str:
    """The text of a rule, as packaged."""
    return (resources.files("warehouse") / "invariants" / f"{name}.sql").read_text("utf-8").rstrip()


def sentence(name: str, language: str) -> str:
    """What a rule demands, in ``vi`` or ``en``: the line of its header."""
    marker = f"-- {language}: "
    return next(line.removeprefix(marker) for line in rule(name).splitlines() if line.startswith(marker))


def _result(name: str, count: int, ids: list[str]) -> AuditResult:
    named = f": {', '.join(ids)}{', …' if count > len(ids) else ''}" if ids else ""
    return AuditResult(
        name=name,
        ok=count == 0,
        severity=ERROR,
        observed=f"{count}{named}",
        expected="0",
        source=INVARIANT,
        sentence_vi=sentence(name, "vi"),
        sentence_en=sentence(name, "en"),
    )


def _as_of(run_no: int) -> str:
    # The number in the text and not the edition's CTE: a plain condition is what both planners see through.
    holds = f"opened_by <= {int(run_no)} AND (closed_by IS NULL OR closed_by > {int(run_no)})"
    opened = [
        f"open_{table} AS (SELECT * FROM {table} WHERE {holds})"  # noqa: S608
        for table in ("fact", "entry", "listing")
    ]
    latest = f"SELECT delivery_id, MAX(run_no) AS run_no FROM delivery_account WHERE run_no <= {int(run_no)}"  # noqa: S608
    account = (
        f"last_account AS (SELECT a.* FROM delivery_account AS a JOIN ({latest} GROUP BY delivery_id) AS latest "  # noqa: S608
        "ON latest.delivery_id = a.delivery_id AND latest.run_no = a.run_no)"
    )
    return ",\n".join([*opened, account])
