"""A table that has met the registry, as the assembly takes it."""

from __future__ import annotations

from cleaning.assembly import PlacedTable
from cleaning.placement import Placement, resolved, row_units
from cleaning.posts import parted
from cleaning.units import UnitNames
from schemas.delivery import Delivery
from schemas.table import Table


def placed_table(
    delivery: Delivery, table_no: int, table: Table, placement: Placement, names: UnitNames
) -> PlacedTable:
    """A table with its place and with the unit of each of its records."""
    table = parted(table, lambda text: bool(resolved(text, placement, names).unit_code))
    return PlacedTable(
        table=table,
        delivery_id=delivery.delivery_id,
        table_no=table_no,
        sender_code=delivery.unit_code,
        campaign_code=placement.campaign_code or None,
        award_code=placement.award_code or None,
        award_level=placement.award_level or None,
        units=row_units(table, placement, names),
        hold_codes=placement.problems,
    )
