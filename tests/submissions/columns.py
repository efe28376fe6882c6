"""The columns of lists of people: a heading as somebody words it, what is written below, and what that tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from tests.submissions.model import Value
from tests.submissions.people import Person
from tests.submissions.subjects import Subject
from tests.submissions.truth import Values

Heading = str | tuple[str, ...]
T = TypeVar("T", bound=Subject)


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: ``key`` is what it holds, ``heading`` its levels from the top, ``means`` the right field names."""

    key: str
    heading: tuple[str, ...]
    means: tuple[str, ...]
    write: Callable[[T], Value]
    tell: Callable[[T], Values]
    fmt: str = ""

    def value(self, subject: T) -> Value:
        """What stands in the subject's cell."""
        return subject.spoilt[self.key] if self.key in subject.spoilt else self.write(subject)


Col = Column[Person]


def levels(heading: Heading) -> tuple[str, ...]:
    """A heading from its top level down."""
    return (heading,) if isinstance(heading, str) else heading


def nothing(_: object) -> Values:
    """A column that tells nothing of the record."""
    return {}


def column(key: str, heading: Heading, means: str, write: Callable[[Person], Value], *, fmt: str = "") -> Col:
    """A column whose text is the value itself."""
    return Col(key, levels(heading), (means,), write, lambda p: {means: write(p)}, fmt)


def stt(heading: Heading = "STT") -> Col:
    """The running number; the drawer fills it."""
    return Col("stt", levels(heading), ("stt",), lambda _: None, nothing)


def name(heading: Heading = "Họ và tên", write: Callable[[Person], str] = lambda p: p.name) -> Col:
    """The full name, perhaps with what clerks put around it."""
    return Col("name", levels(heading), ("full_name",), write, lambda p: {"full_name": p.name})


def choice(*readings: object) -> Values:
    """A value with several right readings."""
    return {"any of": list(readings)}


def family(heading: Heading = "Họ và tên đệm") -> Col:
    """Family and middle name."""
    return Col(
        "family",
        levels(heading),
        ("family_middle_name", "full_name"),
        lambda p: f"{p.family} {p.middle}",
        lambda p: {"full_name": p.name},
    )


def given(heading: Heading = "Tên") -> Col:
    """The given name alone."""
    return Col("given", levels(heading), ("given_name", "full_name"), lambda p: p.given, nothing)


def slashed(day: date) -> str:
    """Day first with two digits each."""
    return f"{day:%d/%m/%Y}"


def bare(day: date) -> str:
    """Day first without leading zeros."""
    return f"{day.day}/{day.month}/{day.year}"


def born(heading: Heading = "Ngày sinh", write: Callable[[date], Value] = slashed, *, fmt: str = "") -> Col:
    """The day of birth as text, or as a date with ``fmt``."""
    return Col(
        "born",
        levels(heading),
        ("date_of_birth", "birth_year"),
        lambda p: write(p.born),
        lambda p: {"date_of_birth": p.born.isoformat()},
        fmt,
    )


def true_date(heading: Heading = "Ngày sinh", fmt: str = "dd/mm/yyyy") -> Col:
    """The day of birth as a date cell."""
    return born(heading, lambda day: day, fmt=fmt)


def born_year(heading: Heading = "Năm sinh", *, text: bool = False) -> Col:
    """The year of birth only."""
    return Col(
        "year",
        levels(heading),
        ("birth_year", "date_of_birth"),
        lambda p: str(p.born.year) if text else p.born.year,
        lambda p: {"date_of_birth": str(p.born.year)},
    )


def born_by_sex(heading: tuple[str, str] = ("Năm sinh", "Nam"), sex: str = "male", *, full: bool = False) -> Col:
    """The year (or day) of birth in the column of the sex."""

    def write(p: Person) -> Value:
        return (slashed(p.born) if full else p.born.year) if p.sex == sex else None

    def tell(p: Person) -> Values:
        told = p.born.isoformat() if full else str(p.born.year)
        return {"date_of_birth": told, "gender": p.sex} if p.sex == sex else {}

    return Col(f"year_{sex}", heading, (f"birth_year_{sex}",), write, tell)


def sex(heading: Heading = "Giới tính", male: str = "Nam", female: str = "Nữ") -> Col:
    """The sex in a word."""
    return Col(
        "sex",
        levels(heading),
        ("gender",),
        lambda p: male if p.sex == "male" else female,
        lambda p: {"gender": p.sex},
    )


def sex_mark(heading: Heading, sex: str, mark: str = "x", other: Value = None) -> Col:
    """A mark in the column of the sex, and ``other`` where it is not."""
    return Col(
        f"mark_{sex}",
        levels(heading),
        (f"gender_{sex}_flag",),
        lambda p: mark if p.sex == sex else other,
        lambda p: {"gender": p.sex},
    )


def salutation(heading: Heading = "Ông/Bà") -> Col:
    """Ông or Bà before the name."""
    return Col(
        "salutation",
        levels(heading),
        ("salutation", "gender"),
        lambda p: "Ông" if p.sex == "male" else "Bà",
        lambda p: {"gender": p.sex},
    )


def cccd(heading: Heading = "Số CCCD", *, number: bool = False, fmt: str = "") -> Col:
    """The citizen id, as text or as a number that lost its zeros (``fmt`` may show them again)."""
    return Col(
        "cccd",
        levels(heading),
        ("id_number",),
        lambda p: int(p.cccd) if number else p.cccd,
        lambda p: {"citizen_id": p.cccd},
        fmt,
    )


def phone(heading: Heading = "Số điện thoại", write: Callable[[str], Value] = str) -> Col:
    """The telephone."""
    return Col("phone", levels(heading), ("phone",), lambda p: write(p.phone), lambda p: {"phone": p.phone})


def bhxh(heading: Heading = "Mã số BHXH", *, number: bool = False) -> Col:
    """The social insurance number."""
    return Col(
        "bhxh",
        levels(heading),
        ("social_insurance_no",),
        lambda p: int(p.bhxh) if number else p.bhxh,
        lambda p: {"social_insurance_no": p.bhxh},
    )


def job(heading: Heading = "Công việc đang làm") -> Col:
    """The trade."""
    return column("job", heading, "job", lambda p: p.job)


def post(heading: Heading = "Chức vụ") -> Col:
    """The position."""
    return column("post", heading, "position", lambda p: p.post)


def department(heading: Heading = "Bộ phận") -> Col:
    """The team."""
    return column("department", heading, "department", lambda p: p.department)


def direct(heading: Heading = "Công nhân trực tiếp", mark: str = "x", other: Value = None) -> Col:
    """A mark for direct workers."""
    return Col(
        "direct",
        levels(heading),
        ("direct_worker",),
        lambda p: mark if p.direct else other,
        lambda p: {"direct_worker": p.direct} if p.direct or other is not None else {},
    )


def grade(heading: Heading = "Bậc thợ") -> Col:
    """The grade of skill, "4/7"."""
    return column("grade", heading, "skill_grade", lambda p: f"{p.grade}/7")


def achievement(heading: Heading = "Tóm tắt thành tích") -> Col:
    """What the person is proposed for."""
    return column("achievement", heading, "achievement", lambda p: p.achievement)


def unit(heading: Heading = "Công đoàn cơ sở", *means: str) -> Col:
    """The grassroots union as typed."""
    first = (means or ("grassroots_union",))[0]
    return Col(
        "unit",
        levels(heading),
        means or ("grassroots_union", "work_unit"),
        lambda p: p.typed_unit,
        lambda p: {first: p.typed_unit} if means else {},
    )


def extra(heading: Heading, write: Callable[[Person], Value]) -> Col:
    """A column of the sender's own that no field of ours means."""
    return Col("extra", levels(heading), ("",), write, nothing)


def unasked(heading: Heading, means: str, text: str) -> Col:
    """A column that must be recognised and left out."""
    return Col("unasked", levels(heading), (means,), lambda _: text, nothing)


def hired(heading: Heading = "Ngày vào làm") -> Col:
    """The day of hiring."""
    return Col(
        "hired",
        levels(heading),
        ("hire_date",),
        lambda p: slashed(p.hired),
        lambda p: {"hire_date": p.hired.isoformat()},
    )


def note(heading: Heading = "Ghi chú") -> Col:
    """Notes, mostly blank."""
    return Col("note", levels(heading), ("note",), lambda _: None, nothing)


def renamed(col: Col, heading: Heading) -> Col:
    """The same column under another heading."""
    return replace(col, heading=levels(heading))
