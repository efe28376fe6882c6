"""What goes into a file: rows as a clerk has them in mind, with the truth about each, and the list around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from connectors.synthetic.grid import Page, Value
from connectors.synthetic.people import Person

ACCEPTED, HELD, SUPERSEDED = "accepted", "held", "superseded"


@dataclass(slots=True)
class Row:
    """One record: ``written`` is what the clerk fills in, ``clean`` what a perfect reader makes of it."""

    subject_id: str  # true identity of the person, initiative or unit
    unit_code: str
    written: dict[str, Value]
    clean: dict[str, str]
    status: str = ACCEPTED
    fault: str = ""
    query: str = ""
    group: str = ""  # the department under whose heading, merged cell or sheet it stands
    parts: list[dict[str, Value]] = field(default_factory=list)  # authors of an initiative, one sheet row each
    marked: bool = False  # stands in other lists too, or was changed already: to be left as it is
    sheet: str = ""
    number: int = 0  # sheet row, from 1

    def hold(self, fault: str, *lost: str) -> None:
        """Note the fault that holds this row, and the clean values that no reader can know any more."""
        self.status, self.fault = HELD, fault
        for name in lost:
            self.clean.pop(name, None)


@dataclass(slots=True)
class Listing:
    """One list in a file, with what its top says."""

    kind: str
    campaign_code: str
    award_level: str
    sender_code: str
    superior: str  # the line above the sender's name
    sender: str
    title: tuple[str, ...]
    rows: list[Row]
    money_unit: str = ""  # "triệu đồng" under the title
    declared: int | None = None  # what the footer says when it is wrong
    signers: tuple[str, str] = ("", "")  # who made it, who chairs the union


@dataclass(slots=True)
class Submission:
    """One file below the inbox: drawn pages in a form, or given bytes."""

    path: str
    form: str = "xlsx"
    pages: list[Page] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    data: bytes = b""
    status: str = "read"  # read, refused, unchanged
    reason: str = ""


def row_of(person: Person, unit_code: str) -> Row:
    """A worker as the unit that employs him or her knows them."""
    written: dict[str, Value] = {
        "full_name": person.full_name,
        "family": person.family,
        "given": person.given,
        "gender": person.gender,
        "birth": person.born,
        "citizen_id": person.citizen_id,
        "social_insurance_no": person.social_insurance_no,
        "phone": person.phone,
        "job": person.job,
        "position": person.position,
        "department": person.department,
        "skill_grade": person.skill_grade,
        "direct": person.direct,
        "achievement": person.achievement,
    }
    clean = {
        "full_name": person.full_name,
        "gender": person.gender,
        "date_of_birth": person.born.isoformat(),
        "citizen_id": person.citizen_id,
        "social_insurance_no": person.social_insurance_no,
        "phone": person.phone,
        "job": person.job,
        "department": person.department,
        "direct_worker": str(person.direct).lower(),
    }
    return Row(person.person_id, unit_code, written, clean, group=person.department)
