"""Withdrawals that do not say of which list: the lists of their sender that they may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleaning.placement import Placement
from cleaning.recognition import carries
from schemas.delivery import Delivery
from schemas.registry import Campaign
from schemas.table import Table

_BAR = "|"


@dataclass(frozen=True, slots=True)
class Letter:
    """A table of a delivery on its way to its place."""

    delivery: Delivery
    table_no: int
    table: Table
    placement: Placement


@dataclass(frozen=True, slots=True)
class Sent:
    """What a unit sent lists of: a kind, for a campaign, at a level."""

    kind: str
    campaign_code: str
    award_level: str

    @classmethod
    def of(cls, value: str) -> Sent:
        """The list that an answer names."""
        kind, campaign_code, award_level = (*value.split(_BAR), "", "")[:3]
        return cls(kind, campaign_code, award_level)

    @property
    def value(self) -> str:
        """The list as an answer names it."""
        return _BAR.join((self.kind, self.campaign_code, self.award_level))


def meant(table: Table, sent: Iterable[Sent], campaigns: Iterable[Campaign]) -> list[Sent]:
    """The lists that a withdrawal may be about: of the year and level it names, and with columns like its own."""
    years = {one.campaign_code: one.year for one in campaigns}
    fields = {column.field for column in table.columns if column.field}
    return [
        one
        for one in dict.fromkeys(sent)
        if table.year in (0, years.get(one.campaign_code))
        and table.award_level in ("", one.award_level)
        and (not table.row_numbers or carries(one.kind, fields))
    ]
