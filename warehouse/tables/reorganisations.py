"""Reorganisations of the hierarchy that were applied, and taken back."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from warehouse.moment import Moment
from warehouse.tables.span import metadata

reorganisation = Table(
    "reorganisation",
    metadata,
    Column("reorganisation_id", String, primary_key=True),  # "R0001"
    Column("load_no", Integer, nullable=False),  # the load of the registry that it made
    Column("changes", Text, nullable=False),  # JSON: the lines of the change set
    Column("reason", Text, nullable=False),
    Column("applied_by", String, nullable=False),
    Column("applied_at", Moment(), nullable=False),
    Column("undone_load", Integer),  # the load that took it back
    Column("undone_by", String),
    Column("undone_at", Moment()),
    Column("undone_reason", Text),
)
