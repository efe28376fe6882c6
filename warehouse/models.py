"""Models of matching as the warehouse keeps them: every version for ever, and which one nights score by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, func, insert, select

from warehouse import bulk
from warehouse.session import WarehouseUnavailable
from warehouse.tables import activation, edge, model, record

SHIPPED, TRAINED, PRIOR = "shipped", "trained", "prior"


@dataclass(frozen=True, slots=True)
class Version:
    """One model; ``document`` is its JSON, ``parent_id`` the model it was made from, ``origin`` how."""

    model_id: str
    origin: str
    parent_id: str | None
    trained_on: str
    records: int
    population: int
    normaliser: str
    added_at: datetime
    document: str


@dataclass(frozen=True, slots=True)
class InForce:
    """The model nights score by, since when, why, and how many records were known on that day."""

    version: Version
    since: datetime
    by: str
    reason: str
    known_records: int


def add(conn: Connection, version: Version) -> bool:
    """Keep a model; False when one of this id is there. Raises ``ValueError`` when that one says something else."""
    known = of_id(conn, version.model_id)
    if known is None:
        conn.execute(insert(model).values({name: getattr(version, name) for name in Version.__slots__}))
        return True
    if known.document != version.document:
        raise ValueError(f"another model is known as {version.model_id}: a model never changes under its id")
    return False


def of_id(conn: Connection, model_id: str) -> Version | None:
    """A model by its id, None when there is none."""
    found = conn.execute(select(model).where(model.c.model_id == model_id)).first()
    return None if found is None else Version(*found)


def in_force(conn: Connection) -> InForce | None:
    """The model of the latest activation, None in a warehouse that was never initialised with one."""
    found = conn.execute(select(activation).order_by(activation.c.activation_no.desc()).limit(1)).first()
    if found is None:
        return None
    version = of_id(conn, found.model_id)
    if version is None:
        raise WarehouseUnavailable(f"the model {found.model_id} is in force and unknown: restore a backup")
    return InForce(version, found.activated_at, found.activated_by, found.reason, found.known_records)


def activate(conn: Connection, model_id: str, *, by: str, at: datetime, reason: str, run_no: int | None = None) -> None:
    """Have nights score by a model from now on; ``run_no`` is the run that scored everything anew, if one did."""
    last = conn.execute(select(func.coalesce(func.max(activation.c.activation_no), 0))).scalar_one()
    conn.execute(
        insert(activation).values(
            activation_no=last + 1,
            model_id=model_id,
            run_no=run_no,
            known_records=records_known(conn),
            activated_at=at,
            activated_by=by,
            reason=reason,
        )
    )


def records_known(conn: Connection) -> int:
    """How many records of persons the warehouse has ever seen."""
    return int(conn.execute(select(func.count()).select_from(record)).scalar_one())


def every(conn: Connection) -> pl.DataFrame:
    """All models without their documents, the oldest first; ``edges`` says how many ties each of them weighed."""
    columns = [column for column in model.columns if column.name != "document"]
    counted = bulk.read(conn, select(edge.c.model_id, func.count().label("edges")).group_by(edge.c.model_id))
    found = bulk.read(conn, select(*columns).order_by(model.c.added_at, model.c.model_id))
    return found.join(counted.cast({"edges": pl.Int64}), on="model_id", how="left", maintain_order="left").with_columns(
        pl.col("edges").fill_null(0)
    )


def activations(conn: Connection) -> pl.DataFrame:
    """Every activation, the newest first, all columns."""
    return bulk.read(conn, select(activation).order_by(activation.c.activation_no.desc()))
