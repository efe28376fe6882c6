"""The model in force: registered at ``thidua init``, read by nights, changed by a planned event only."""

from __future__ import annotations

import getpass
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from matching.model import misfit
from matching.parameters import Parameters, document_of, parse, shipped
from runtime.wiring import Connection
from warehouse import models
from warehouse.models import Version
from warehouse.session import WarehouseUnavailable


def in_force(connection: Connection) -> Parameters:
    """The model nights score by; raises ``WarehouseUnavailable`` when there is none or this program cannot use it."""
    found = models.in_force(connection)
    if found is None:
        raise WarehouseUnavailable("no model of matching is in force: run `thidua init`")
    model = parameters_of(found.version)
    why = misfit(model)
    if why:
        raise WarehouseUnavailable(f"the model {model.model_id} does not fit this program ({why}): run `thidua init`")
    return model


def register(connection: Connection, by: str, at: datetime) -> str:
    """Keep the model that ships; put it in force where nothing usable is. Returns a line for the operator, or nothing.

    Known records keep their scores: those of an older version stay valid until a planned re-scoring.
    """
    ours = shipped()
    new = models.add(connection, version_of(ours, models.SHIPPED, None, at))
    now = models.in_force(connection)
    why = misfit(parameters_of(now.version)) if now else "the first model of this warehouse"
    if why:
        models.activate(connection, ours.model_id, by=by or getpass.getuser(), at=at, reason=why)
        return f"Model {ours.model_id} is in force: {why}." if now else ""
    if now and new:
        return f"Model {ours.model_id} came with this version; see `thidua models preview {ours.model_id}`."
    return ""


def version_of(model: Parameters, origin: str, parent_id: str | None, at: datetime) -> Version:
    """A model as the warehouse keeps it."""
    return Version(
        model_id=model.model_id,
        origin=origin,
        parent_id=parent_id,
        trained_on=model.trained_on,
        records=model.records,
        population=model.population,
        normaliser=model.normaliser,
        added_at=at,
        document=json.dumps(document_of(model), ensure_ascii=False, sort_keys=True),
    )


def parameters_of(version: Version) -> Parameters:
    """A kept model, ready to score by."""
    return parse(json.loads(version.document))


@dataclass(frozen=True, slots=True)
class Weight:
    """What a level of a comparison proves; where a share stands for its u, a common name proves less than ``bits``."""

    comparison: str
    level: str
    m: float
    u: float
    bits: float
    stated: bool


def weights(model: Parameters) -> Iterator[Weight]:
    """What each level of each comparison proves, comparison by comparison, from strong to weak."""
    for comparison, levels in model.levels.items():
        for level, (m, u) in levels.items():
            yield Weight(comparison, level, m, u, math.log2(m / u), level in model.stated.get(comparison, []))
