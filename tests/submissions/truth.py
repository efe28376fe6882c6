"""What is true of a submission: its lists, what each heading means, the values of every row, the mistakes put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One record at its sheet row: ``shown`` must be read from it, ``known`` lists what else may be concluded.

    ``free`` fields are not judged, because a mistake was put in; any other value is wrong.
    """

    row: int
    shown: Values
    known: dict[str, list[Any]] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Fault:
    """A mistake put in on purpose; any of ``codes`` finds it. Row 0 is the list as a whole."""

    row: int
    codes: list[str]


@dataclass(slots=True)
class Listing:
    """One list of a sheet. ``headings`` maps a zero-based column to the meanings that are right; "" is none of ours.

    ``anchor`` is a column that only this list of the sheet has: lists may stand side by side. ``unread`` are rows that
    may be read or told and left out, such as hidden ones. Grain: one record of the kind per entry of ``rows``.
    """

    page: str
    kind: str
    unit: str
    level: str
    campaign: str
    anchor: int = 0
    headings: dict[int, list[str]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    nil: bool = False
    unread: list[int] = field(default_factory=list)

    def move(self, places: Sequence[int]) -> None:
        """Renumber the rows: the place of sheet row ``n`` is ``places[n - 1]``."""
        for row in self.rows:
            row.row = places[row.row - 1]
        for fault in self.faults:
            fault.row = places[fault.row - 1] if fault.row else 0
        self.unread = [places[number - 1] for number in self.unread]

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def listing(document: dict[str, Any]) -> Listing:
    """From JSON, the inverse of ``Listing.document``."""
    parts = dict(document)
    parts["headings"] = {int(column): names for column, names in parts["headings"].items()}
    parts["rows"] = [Row(**row) for row in parts["rows"]]
    parts["faults"] = [Fault(**fault) for fault in parts["faults"]]
    return Listing(**parts)
