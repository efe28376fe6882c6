"""The table of a report that compares the units directly below, and adds up to the unit's own line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import polars as pl

from reports.tree import Tree
from schemas.registry import LEVELS

REMAINDER = "Trực tiếp và đơn vị không còn trong hệ thống"


@dataclass(frozen=True, slots=True)
class SubUnit:
    """One line: awards per level, who at the base level they went to, lists owed and missing, open problems.

    The base is the lowest level at which the reporting unit has awards: persons, women and values are told there,
    where denominators are largest and nothing is counted at two levels. ``unit_code`` is empty for the remainder:
    what counts for the unit and for none of the units below it.
    """

    unit_code: str
    name: str
    grassroots: int = 0
    upper: int = 0
    city: int = 0
    persons: int = 0
    direct_workers: int = 0
    women: int = 0
    initiatives_with_value: int = 0
    benefit_vnd: int = 0
    owing: int = 0
    missing: int = 0
    rows_open: int = 0


AMOUNTS = tuple(field.name for field in fields(SubUnit))[2:]


def sub_units(
    tree: Tree, unit_code: str, award: pl.DataFrame, reporting: pl.DataFrame, quality: pl.DataFrame
) -> tuple[SubUnit, ...]:
    """The lines of the units directly below, by name, then the remainder when there is any; empty for a leaf."""
    children = tree.children.get(unit_code, ())
    if not children:
        return ()
    figures = _figures([unit_code, *children], award, reporting, quality)
    lines = [SubUnit(code, tree.name(code), **figures[code]) for code in children]
    rest = {name: figures[unit_code][name] - sum(getattr(line, name) for line in lines) for name in AMOUNTS}
    return (*lines, SubUnit("", REMAINDER, **rest)) if any(rest.values()) else tuple(lines)


def total(lines: tuple[SubUnit, ...]) -> SubUnit:
    """The line below the table."""
    return SubUnit("", "Tổng cộng", **{name: sum(getattr(line, name) for line in lines) for name in AMOUNTS})


def base_level(award: pl.DataFrame, unit_code: str) -> str:
    """The lowest level at which a unit has awards; the grassroots when it has none."""
    found = set(award.filter(unit_code=unit_code).get_column("award_level"))
    return next((level for level in reversed(LEVELS) if level in found), LEVELS[-1])


def _figures(
    codes: list[str], award: pl.DataFrame, reporting: pl.DataFrame, quality: pl.DataFrame
) -> dict[str, dict[str, int]]:
    figures = {code: dict.fromkeys(AMOUNTS, 0) for code in codes}
    among = pl.col("unit_code").is_in(codes)
    base = base_level(award, codes[0])
    for row in award.filter(among).iter_rows(named=True):
        _add_awards(figures[row["unit_code"]], row, base)
    for code, owing, missing in reporting.filter(among).select("unit_code", "units_owing", "missing").iter_rows():
        figures[code]["owing"] += int(owing or 0)
        figures[code]["missing"] += int(missing or 0)
    for code, rows_open in quality.filter(among).select("unit_code", "rows_open").iter_rows():
        figures[code]["rows_open"] += int(rows_open or 0)
    return figures


def _add_awards(line: dict[str, int], row: Mapping[str, int | str | None], base: str) -> None:
    line[str(row["award_level"])] += int(row["persons"] or 0) + int(row["initiatives"] or 0)
    if row["award_level"] == base:
        for name in ("persons", "direct_workers", "women", "initiatives_with_value", "benefit_vnd"):
            line[name] += int(row[name] or 0)
