"""A clerk's desk: who sends, what is drawn so far, and the drawing of lists of people row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.submissions import faults, paper
from tests.submissions.columns import Col, Column, T
from tests.submissions.model import Book, Page
from tests.submissions.offices import Office, below, offices, spelling
from tests.submissions.people import Person, people
from tests.submissions.truth import Fault, Listing, Row, Values

EXCEL, OFFICE, OLD, HTML, TEXT = "excel", "office", "old", "html", "text"
PAGES = frozenset({EXCEL, OFFICE, OLD})
CELLS = frozenset({EXCEL, OFFICE, HTML})
ANY = frozenset({EXCEL, OFFICE, OLD, HTML, TEXT})


@dataclass(slots=True)
class Desk:
    """One submission in the making."""

    rng: Random
    faulty: float = 0.0  # the share of rows with a mistake
    office: Office = field(init=False)
    book: Book = field(init=False)
    unions: list[Office] = field(default_factory=list)  # of an upper union that sends
    listings: list[Listing] = field(default_factory=list)
    stem: str = "danh sach"

    def __post_init__(self) -> None:
        self.office = self.rng.choice(offices("grassroots"))
        self.book = Book([])

    def from_upper(self) -> list[Office]:
        """Let an upper union be the sender; its grassroots unions, shuffled."""
        self.office = self.rng.choice(offices("upper"))
        self.unions = below(self.office)
        self.rng.shuffle(self.unions)
        return self.unions

    def page(self, name: str = "Sheet1") -> Page:
        """A new sheet."""
        self.book.pages.append(Page(name))
        return self.book.pages[-1]

    def listing(self, page: Page, kind: str = "cng_list", level: str = "", campaign: str = "CNG-2025") -> Listing:
        """The truth of a new list on the sheet."""
        self.listings.append(Listing(page.name, kind, self.office.code, level or self.office.level, campaign))
        return self.listings[-1]

    def people(self, number: int, columns: Sequence[Col], unions: Sequence[Office] = ()) -> list[Person]:
        """Workers, each of a union if there are any, with mistakes that these columns can show."""
        found = people(self.rng, number)
        for one in found if unions else ():
            union = self.rng.choice(unions)
            one.unit, one.typed_unit = union.code, spelling(union, self.rng)
        cccd = [col for col in columns if col.key == "cccd"]
        as_number = bool(cccd) and not isinstance(cccd[0].write(found[0]), str)
        faults.spoil(self.rng, found, {col.key for col in columns}, self.faulty, as_number=as_number)
        return found

    def count(self, low: int = 8, high: int = 22) -> int:
        """How many people a list has."""
        return self.rng.randrange(low, high)


def head(page: Page, listing: Listing, row: int, columns: Sequence[Column[T]], left: int = 0) -> int:
    """Draw the header and note what its headings mean; the next row."""
    listing.anchor = left + next((at for at, col in enumerate(columns) if col.key != "stt"), 0)
    listing.headings = {left + at: list(col.means) for at, col in enumerate(columns)}
    return paper.header(page, row, left, columns)


def put_row(
    page: Page,
    listing: Listing,
    row: int,
    columns: Sequence[Column[T]],
    subject: T,
    number: int | str | None,
    left: int = 0,
) -> None:
    """Draw one subject and note what the row says."""
    shown: Values = {}
    for at, col in enumerate(columns):
        value = number if col.key == "stt" else col.value(subject)
        page.put(row, left + at, value, col.fmt)
        shown.update(col.tell(subject))
    shown = {name: value for name, value in shown.items() if name not in subject.untold}
    listing.rows.append(Row(row, shown, subject.known(), sorted(subject.untold)))
    listing.faults += [Fault(row, codes) for codes in subject.codes]


def put_rows(
    page: Page,
    listing: Listing,
    row: int,
    columns: Sequence[Column[T]],
    subjects: Sequence[T],
    *,
    left: int = 0,
    first: int = 1,
    between: Callable[[T, int], int] = lambda _, row: row + 1,
) -> int:
    """Draw subjects below each other; ``between`` gives the row after one. The next free row."""
    for number, subject in enumerate(subjects, start=first):
        put_row(page, listing, row, columns, subject, number, left)
        row = between(subject, row)
    return row
