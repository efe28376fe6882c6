"""How a column of a record is declared: the heading it stands under, what it holds, what may be told about it.

Plain data and no library, so that the guarded reading process can look at it.
"""

from __future__ import annotations

from dataclasses import dataclass

# What a column holds decides how it is read, its type and what its reading may tell.
TEXT, DATE, COUNT, SHARE, MONEY, MARK, EMAIL, PHONE = (
    "text",
    "date",
    "count",
    "share",
    "money",
    "mark",
    "email",
    "phone",
)
ID = "id"  # digits that are no number: zeros in front matter
YEAR, AUTHORS = "year", "authors"  # made of other columns

_TOLD = {
    DATE: ("date_unreadable", "date_from_serial"),
    COUNT: ("number_unreadable",),
    SHARE: ("number_unreadable",),
    MONEY: ("money_unreadable", "money_unit_applied"),
    MARK: ("mark_unreadable",),
    EMAIL: ("email_unreadable",),
    PHONE: ("phone_unreadable",),
}
_BY_CELL = frozenset((DATE, COUNT, SHARE, MONEY, PHONE))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a list's header under its name of ``header_synonyms.csv``, with its labels and what it holds."""

    name: str
    vi: str
    en: str
    holds: str = TEXT

    @property
    def keeps_cell_kind(self) -> bool:
        """Whether cleaning must know if the cell was a number, a date or text."""
        return self.holds not in (TEXT, MARK, EMAIL)


@dataclass(frozen=True, slots=True)
class Item:
    """One cleaned column: what it means, what it holds, which headings it is read from, what may be told about it.

    ``told`` are codes of flags, by default those of what it holds; ``limits`` are codes of ``schemas.limits``, each a
    rule that the cleaned value must keep.
    """

    name: str
    vi: str
    en: str
    holds: str = TEXT
    headings: tuple[Field, ...] | None = None  # None: a heading of the same name; (): made of other columns
    told: tuple[str, ...] | None = None
    limits: tuple[str, ...] = ()
    headed: bool = True  # False: a column that no list has of its own, only a caller with columns of theirs

    @property
    def fields(self) -> tuple[Field, ...]:
        """The headings the column is read from, the likeliest first."""
        return (Field(self.name, self.vi, self.en, self.holds),) if self.headings is None else self.headings

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of these headings."""
        return tuple(field.name for field in self.fields)

    @property
    def codes(self) -> tuple[str, ...]:
        """What its cleaner may tell; a formula error may stand in any cell."""
        own = _TOLD.get(self.holds, ()) if self.told is None else self.told
        return (*own, "error_cell") if self.sources else own

    @property
    def by_cell(self) -> bool:
        """Whether the kind of cell (text, number, date) matters to its cleaner."""
        return self.holds in _BY_CELL or (self.holds == ID and bool(self.told))

    @property
    def of_money(self) -> bool:
        """Whether its heading may name a unit of money of its own."""
        return self.holds == MONEY
