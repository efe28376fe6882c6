"""What a change would do to published figures, told by the marts' own text over the few rows that matter.

The tables the marts read are hidden, for this connection alone, by temporary ones of the same names that hold only what
a change can touch; the marts are drawn over them, the change is made to them, and they are drawn again. The cost
follows the change and not the warehouse, and no figure is computed in a second way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Column, Connection, MetaData, Table, select

from schemas.marts import INTEGER, MARTS
from warehouse import bulk, consolidation
from warehouse.consolidation import Changes
from warehouse.marts import Edition, draw
from warehouse.tables import campaign, entry, fact, listing, problem, unit, unit_parent

FIGURES = ("award", "funnel", "data_quality")
AWARDS = "worker_award"  # a row of it is one award, that comes or goes
_ORDINALS = ("step_order",)
_PART = 10_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure that would change: the mart, the row's key, the column, and by how much.

    ``level`` is the unit's: grassroots, upper or city. In ``worker_award`` the column is "" and a row comes (1) or goes
    (-1).
    """

    mart: str
    key: tuple[tuple[str, str], ...]
    column: str
    level: str
    change: int


def figures(conn: Connection, edition: Edition, changes: Changes) -> tuple[Figure, ...]:
    """The figures that ``changes`` would change if they were the next run's after ``edition``; nothing is written."""
    rows = _touched(conn, changes)
    levels = dict(rows[unit].select("unit_code", "level").iter_rows())
    marts = (*FIGURES, AWARDS)
    after = Edition(edition.run_no + 1, edition.registry_load, edition.business_date)
    with _hidden(conn, rows):
        before = {name: draw(conn, name, edition) for name in marts}
        consolidation.respan(conn, after.run_no, changes, (fact, entry, problem))
        now = {name: draw(conn, name, after) for name in marts}
    return tuple(found for name in marts for found in compared(name, before[name], now[name], levels))


def _touched(conn: Connection, changes: Changes) -> Mapping[Table, pl.DataFrame]:
    """The rows of each table that bear on figures a change can touch."""
    entries = bulk.lookup(conn, select(entry), entry.c.entry_id, _all(changes.closed_entries, changes.entries))
    problems = bulk.lookup(conn, select(problem), problem.c.entry_id, _all(changes.closed_problems, changes.problems))
    lists = pl.concat([entries["listing_id"], problems["listing_id"]])
    facts = _facts(conn, changes)
    units = _above(conn, pl.concat([facts["unit_code"], entries["unit_code"], problems["unit_code"]]))
    codes = pl.concat([facts["campaign_code"], entries["campaign_code"], problems["campaign_code"]])
    return {
        fact: facts,
        entry: entries,
        problem: problems,
        listing: bulk.lookup(conn, select(listing), listing.c.listing_id, lists),
        unit: bulk.lookup(conn, select(unit), unit.c.unit_code, units),
        unit_parent: bulk.lookup(conn, select(unit_parent), unit_parent.c.unit_code, units),
        campaign: bulk.lookup(conn, select(campaign), campaign.c.campaign_code, codes),
    }


def _all(closed: pl.DataFrame, opened: pl.DataFrame, key: str = "entry_id") -> pl.Series:
    frames = [frame[key] for frame in (closed, opened) if key in frame.columns]
    return pl.concat(frames).unique() if frames else pl.Series(key, [], dtype=pl.String)


def _facts(conn: Connection, changes: Changes) -> pl.DataFrame:
    """All facts of the units and campaigns concerned, and of the workers: some figures count units, some persons."""
    changed = bulk.lookup(conn, select(fact), fact.c.fact_id, _all(changes.closed_facts, changes.facts, "fact_id"))
    named = [
        frame.select("worker_id", "unit_code", "campaign_code") for frame in (changed, changes.facts) if frame.width
    ]
    concerned = pl.concat(named)
    of_campaigns = select(fact).where(fact.c.campaign_code.in_(concerned["campaign_code"].unique().to_list()))
    beside = bulk.lookup(conn, of_campaigns, fact.c.unit_code, concerned["unit_code"])
    elsewhere = bulk.lookup(conn, select(fact), fact.c.worker_id, concerned["worker_id"])
    return pl.concat([changed, beside, elsewhere]).unique()


def _above(conn: Connection, unit_codes: pl.Series) -> pl.Series:
    """The units, all that ever stood above them, and the city."""
    city = bulk.read(conn, select(unit.c.unit_code).where(unit.c.level == "city"))["unit_code"]
    found = frontier = pl.concat([unit_codes.drop_nulls(), city]).unique()
    while frontier.len():
        parents = bulk.lookup(conn, select(unit_parent.c.parent_code), unit_parent.c.unit_code, frontier)
        above = parents["parent_code"].unique().alias("unit_code")
        frontier = above.filter(~above.is_in(found.implode()))
        found = pl.concat([found, frontier])
    return found


@contextmanager
def _hidden(conn: Connection, rows: Mapping[Table, pl.DataFrame]) -> Iterator[None]:
    hiding = [
        Table(table.name, MetaData(), *(Column(c.name, c.type) for c in table.columns), prefixes=["TEMPORARY"])
        for table in rows
    ]
    for shadow, (table, frame) in zip(hiding, rows.items(), strict=True):
        # Checked by nobody: the real table of this name is there, and is what has to be hidden.
        shadow.create(conn, checkfirst=False)
        # In parts: a large load into an empty table would drop and make indexes, and by name those of the real one.
        for part in frame.iter_slices(_PART):
            bulk.append(conn, table, part)
    yield
    # Not in a ``finally``: after an error the transaction is gone, and the tables with it.
    temporary = "temp" if conn.dialect.name == "sqlite" else "pg_temp"
    for shadow in hiding:
        conn.exec_driver_sql(f"DROP TABLE {temporary}.{shadow.name}")


def compared(name: str, before: pl.DataFrame, now: pl.DataFrame, levels: Mapping[str, str]) -> Iterator[Figure]:
    """The figures of a mart that differ between two drawings of it; ``levels`` of units by code."""
    key = list(MARTS[name].grain)
    counted = [f.name for f in MARTS[name].fields if f.type == INTEGER and f.name not in (*key, *_ORDINALS)]
    if name == AWARDS:
        # The unit is no part of the key, but says whose figures change.
        key, counted = [*key, "unit_code"], [""]
        before, now = (frame.with_columns(pl.lit(1).alias("")) for frame in (before, now))
    sides = [frame.select(*key, pl.col(counted).fill_null(0)) for frame in (before, now)]
    both = sides[0].join(sides[1], on=key, how="full", coalesce=True, suffix="_now").sort(key)
    for row in both.iter_rows(named=True):
        told = tuple((column, str(row[column])) for column in key)
        for column in counted:
            change = (row[f"{column}_now"] or 0) - (row[column] or 0)
            if change:
                yield Figure(name, told, column, levels.get(row["unit_code"], ""), change)
