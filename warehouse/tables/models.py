"""The models by which records are matched, which of them is in force since when, and how each night's matching went."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, String, Table, Text

from warehouse.moment import Moment
from warehouse.tables.span import metadata

model = Table(
    "model",
    metadata,
    Column("model_id", String, primary_key=True),
    Column("origin", String, nullable=False),  # shipped | trained | prior
    Column("parent_id", String),  # the model it was made from
    Column("trained_on", String, nullable=False),  # ISO date
    Column("records", BigInteger, nullable=False),  # that it was trained on
    Column("population", BigInteger, nullable=False),  # that its prior belongs to
    Column("normaliser", String, nullable=False),  # version of the features
    Column("added_at", Moment(), nullable=False),
    Column("document", Text, nullable=False),  # JSON: m and u per level, shares of words in names; nobody's data
)
activation = Table(  # the latest one is in force
    "activation",
    metadata,
    Column("activation_no", Integer, primary_key=True, autoincrement=False),
    Column("model_id", String, nullable=False),
    Column("run_no", Integer),  # the run that scored everything anew; empty when old scores stayed
    Column("known_records", BigInteger, nullable=False),  # in the warehouse on that day
    Column("activated_at", Moment(), nullable=False),
    Column("activated_by", String, nullable=False),
    Column("reason", Text, nullable=False),
)
drift = Table(
    "drift",
    metadata,
    Column("run_no", Integer, primary_key=True, autoincrement=False),
    Column("figure", String, primary_key=True),  # schemas/reference/drift_figures.csv
    Column("amount", Float, nullable=False),
    Column("size", BigInteger, nullable=False),  # how many things the amount is the share or mean of
)
