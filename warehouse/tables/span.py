"""The metadata of all tables, what marks the life of a row, and the table of the warehouse's own properties."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

metadata = MetaData()


def span(*columns: Column[object]) -> list[Column[object]]:
    """The columns, and the runs that opened and closed the row."""
    return [*columns, Column("opened_by", Integer, nullable=False), Column("closed_by", Integer)]


meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))
