"""How tonight's matching went, beside the nights before: kept with the run, judged, told to the audit."""

from __future__ import annotations

import polars as pl

from flows.models import in_force
from matching.clusters import ASK_FROM, MERGE_AT
from matching.drift import NIGHTS, compared, of_all
from reports.drift import amount, band
from runtime.wiring import Connection
from schemas.audit import DRIFT, WARNING, AuditResult
from schemas.drift import Drift
from warehouse import doubts, drift, models

# Nights with too few records to judge by are passed over, so more are asked for than the usual is taken of.
_ASKED = 3 * NIGHTS


def totals(connection: Connection) -> pl.DataFrame:
    """What stands in the whole warehouse after the night: pairs in doubt, and records known against the prior's."""
    population = in_force(connection).population
    return of_all(models.records_known(connection), doubts.count(connection, ASK_FROM, MERGE_AT), population)


def kept(connection: Connection, run_no: int, found: pl.DataFrame) -> Drift:
    """Keep the totals beside the run's own figures, which were written with the run; all of them with their band."""
    drift.add(connection, run_no, found)
    return compared(drift.recent(connection, run_no, _ASKED), run_no)


def results(found: Drift) -> list[AuditResult]:
    """Each figure that can be judged, as the audit keeps it; an alarm is a warning and holds no publication."""
    return [
        AuditResult(
            name=f"drift_{one.figure.name}",
            ok=one.ok,
            severity=WARNING,
            observed=amount(one.figure, one.amount),
            expected=band(one),
            source=DRIFT,
            sentence_vi=one.figure.title.vi,
            sentence_en=one.figure.title.en,
        )
        for one in found.courses
        if one.judged and one.amount is not None
    ]
