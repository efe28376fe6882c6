"""What a unit's report says, before anybody decides how it looks: figures, shares, who owes, and where each was read.

The marts come in as frames (contract §6), the report goes out as values; no figure is computed anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from reports.completeness import MissingUnit, Reported, completeness, missing_units
from reports.definitions import LEVEL_LABELS, STEPS
from reports.subunits import SubUnit, sub_units
from reports.tree import Tree
from schemas.registry import LEVELS, Campaign

# Reports read upwards: the broad base first.
LEVEL_ORDER = tuple(reversed(LEVELS))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which report: of which campaign, for which unit, under which hierarchy (a value of the marts' ``structure``)."""

    campaign: Campaign
    unit_code: str
    structure: str = "as_was"


@dataclass(frozen=True, slots=True)
class Edition:
    """The publication a report is drawn from."""

    publication_id: str
    run_id: str
    business_date: date
    checksum: str


@dataclass(frozen=True, slots=True)
class Marts:
    """The frames of a report; columns as in contract §6, more rows than needed are welcome.

    ``units``: unit_code, name, level, parent_code (null at the top) under the report's structure; ``persons``, when
    names are to be listed: fact_id, full_name, birth_year, gender, job.
    """

    award: pl.DataFrame
    funnel: pl.DataFrame
    reporting: pl.DataFrame
    data_quality: pl.DataFrame
    lineage: pl.DataFrame
    units: pl.DataFrame
    persons: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel and how many reached it."""

    step: str
    label: str
    definition: str
    amount: int


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """What was awarded at one level; ``listed`` is how many rows of the lineage stand behind it."""

    award_level: str
    persons: int = 0
    direct_workers: int = 0
    women: int = 0
    initiatives: int = 0
    initiatives_with_value: int = 0
    benefit_vnd: int | None = None
    units_reporting: int = 0
    listed: int = 0
    city_persons: int = 0
    city_direct_workers: int = 0

    @property
    def label(self) -> str:
        """The level in Vietnamese."""
        return LEVEL_LABELS[self.award_level]

    @property
    def total(self) -> int:
        """Awards of any kind at the level."""
        return self.persons + self.initiatives


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One kind of problem in the unit's lists."""

    code: str
    severity: str
    text: str
    rows_open: int
    rows_fixed: int
    rows_replayed: int


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything a report says; ``lineage`` has one row per counted award, sorted as it is printed."""

    scope: Scope
    edition: Edition
    unit_name: str
    unit_level: str
    superior_name: str
    levels: tuple[LevelFigures, ...]
    steps: tuple[Step, ...]
    sub_units: tuple[SubUnit, ...]
    reported: tuple[Reported, ...]
    missing: tuple[MissingUnit, ...]
    quality: tuple[QualityLine, ...]
    lineage: pl.DataFrame
    persons: pl.DataFrame | None

    @property
    def counts_initiatives(self) -> bool:
        """Whether the campaign awards initiatives; otherwise it awards persons."""
        if any(figures.total for figures in self.levels):
            return sum(f.initiatives for f in self.levels) > sum(f.persons for f in self.levels)
        return self.scope.campaign.award_code == "SKST"

    @property
    def rows_open(self) -> int:
        """Rows that wait for a correction or an explanation, counted once per problem."""
        return sum(line.rows_open for line in self.quality)

    @property
    def is_traceable(self) -> bool:
        """Whether the lineage lists exactly as many rows as the figures of every level say."""
        return all(figures.listed == figures.total for figures in self.levels)


def report_data(scope: Scope, edition: Edition, marts: Marts, problem_texts: Mapping[str, str]) -> ReportData:
    """Assemble the report of a unit.

    ``problem_texts`` gives the Vietnamese sentence of each problem code; a code it lacks is shown as it is.
    Raises KeyError when the unit is not among ``marts.units``.
    """
    tree = Tree.of(marts.units)
    unit = tree.unit(scope.unit_code)
    award, funnel, reporting = (_of_campaign(f, scope) for f in (marts.award, marts.funnel, marts.reporting))
    quality = _of_campaign(marts.data_quality, scope)
    lineage = _lineage(marts, scope, tree)
    return ReportData(
        scope=scope,
        edition=edition,
        unit_name=unit.name,
        unit_level=unit.level,
        superior_name=tree.name(unit.parent_code) if unit.parent_code else "",
        levels=_levels(award, lineage, scope.unit_code, tree.city_code),
        steps=_steps(funnel, scope.unit_code),
        sub_units=sub_units(tree, scope.unit_code, award, reporting, quality),
        reported=completeness(reporting, scope.unit_code),
        missing=missing_units(reporting, tree, scope.unit_code),
        quality=_quality(quality, scope.unit_code, problem_texts),
        lineage=lineage,
        persons=_persons(marts.persons, lineage),
    )


def _of_campaign(frame: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    frame = frame.filter(pl.col("campaign_code") == scope.campaign.campaign_code)
    return frame.filter(pl.col("structure") == scope.structure) if "structure" in frame.columns else frame


def _levels(award: pl.DataFrame, lineage: pl.DataFrame, unit_code: str, city_code: str) -> tuple[LevelFigures, ...]:
    listed = dict(lineage.group_by("award_level").len().iter_rows())
    own = {row["award_level"]: row for row in award.filter(unit_code=unit_code).iter_rows(named=True)}
    city = {row["award_level"]: row for row in award.filter(unit_code=city_code).iter_rows(named=True)}
    names = ("persons", "direct_workers", "women", "initiatives", "initiatives_with_value", "units_reporting")
    return tuple(
        LevelFigures(
            award_level=level,
            **{name: int(own.get(level, {}).get(name) or 0) for name in names},
            benefit_vnd=own.get(level, {}).get("benefit_vnd"),
            listed=listed.get(level, 0),
            city_persons=int(city.get(level, {}).get("persons") or 0),
            city_direct_workers=int(city.get(level, {}).get("direct_workers") or 0),
        )
        for level in LEVEL_ORDER
    )


def _steps(funnel: pl.DataFrame, unit_code: str) -> tuple[Step, ...]:
    amounts = dict(funnel.filter(unit_code=unit_code).select("step", "amount").iter_rows())
    return tuple(Step(step, label, text, int(amounts.get(step) or 0)) for step, (label, text) in STEPS.items())


def _quality(frame: pl.DataFrame, unit_code: str, texts: Mapping[str, str]) -> tuple[QualityLine, ...]:
    rows = frame.filter(unit_code=unit_code).sort(
        ["severity", "rows_open", "problem_code"], descending=[False, True, False]
    )
    counts = ("rows_open", "rows_fixed", "rows_replayed")
    return tuple(
        QualityLine(
            code=row["problem_code"],
            severity=row["severity"],
            text=texts.get(row["problem_code"], row["problem_code"]),
            **{name: int(row[name] or 0) for name in counts},
        )
        for row in rows.iter_rows(named=True)
    )


def _lineage(marts: Marts, scope: Scope, tree: Tree) -> pl.DataFrame:
    rows = marts.lineage.filter(pl.col("campaign_code") == scope.campaign.campaign_code)
    # The city counts units that have left the structure as well, so nothing is filtered for it.
    if scope.unit_code != tree.city_code:
        rows = rows.filter(pl.col("unit_code").is_in(sorted(tree.subtree(scope.unit_code))))
    names = marts.units.select("unit_code", pl.col("name").alias("unit_name")).unique("unit_code", keep="first")
    order = {level: number for number, level in enumerate(LEVEL_ORDER)}
    rank = pl.col("award_level").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    return (
        rows.join(names, on="unit_code", how="left")
        .with_columns(pl.col("unit_name").fill_null(pl.col("unit_code")))
        .sort(rank, "unit_name", "file", "sheet", "row", "fact_id")
    )


def _persons(persons: pl.DataFrame | None, lineage: pl.DataFrame) -> pl.DataFrame | None:
    if persons is None:
        return None
    return lineage.join(persons, on="fact_id", how="inner", maintain_order="left")
