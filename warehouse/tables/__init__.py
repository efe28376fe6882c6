"""The tables of the warehouse, one noun each; facts are opened and closed by run and never overwritten.

``opened_by``/``closed_by`` are run numbers (of registry loads in the registry's tables), half-open: a row holds for R
when ``opened_by <= R`` and (``closed_by`` is null or ``closed_by > R``). Personal values live only in ``payload``
columns, sealed by ``warehouse.vault``; everything else is codes, counts, dates and keyed hashes.
"""

from __future__ import annotations

from warehouse.tables.arrivals import delivery, delivery_account, listing, replay, sighting
from warehouse.tables.choices import choice, disclosure
from warehouse.tables.facts import fact
from warehouse.tables.identity import decision, edge, judgement, match_key, membership, record, worker, worker_event
from warehouse.tables.models import activation, drift, model
from warehouse.tables.questions import answer, question
from warehouse.tables.registry import campaign, obligation, registry_load, unit, unit_alias, unit_parent
from warehouse.tables.reorganisations import reorganisation
from warehouse.tables.rows import correction, entry, finding, problem, statistic
from warehouse.tables.runs import audit_result, pointer, publication, run
from warehouse.tables.span import meta, metadata
from warehouse.tables.workbench import (
    activity,
    attempt,
    explanation,
    instruction,
    invitation,
    review,
    steward,
    verdict,
    visit,
)

__all__ = [
    "activation",
    "activity",
    "answer",
    "attempt",
    "audit_result",
    "campaign",
    "choice",
    "correction",
    "decision",
    "delivery",
    "delivery_account",
    "disclosure",
    "drift",
    "edge",
    "entry",
    "explanation",
    "fact",
    "finding",
    "instruction",
    "invitation",
    "judgement",
    "listing",
    "match_key",
    "membership",
    "meta",
    "metadata",
    "model",
    "obligation",
    "pointer",
    "problem",
    "publication",
    "question",
    "record",
    "registry_load",
    "reorganisation",
    "replay",
    "review",
    "run",
    "sighting",
    "statistic",
    "steward",
    "unit",
    "unit_alias",
    "unit_parent",
    "verdict",
    "visit",
    "worker",
    "worker_event",
]
