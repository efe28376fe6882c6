"""What a row of a list is about, with the mistakes somebody made in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.submissions.model import Value


@dataclass(slots=True, kw_only=True)
class Subject:
    """A person, a work, a team or the figures of a unit.

    ``spoilt`` is what stands in a column instead of the truth, ``untold`` what cannot be read then, ``codes`` are of
    each mistake those that may find it.
    """

    unit: str = ""  # the code of the grassroots union
    typed_unit: str = ""
    spoilt: dict[str, Value] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)
    codes: list[list[str]] = field(default_factory=list)

    def known(self) -> dict[str, list[object]]:
        """What may be concluded about it even where the list has no column for it."""
        return {}

    def spoil(self, key: str, value: Value, fields: tuple[str, ...], codes: list[str]) -> None:
        """Put a mistake into the cell of a column."""
        self.spoilt[key] = value
        self.untold |= set(fields)
        self.codes.append(codes)
