"""The figures of a night's matching as people read them: on the audit page, and as Markdown for Prefect."""

from __future__ import annotations

from reports.numerals import ABSENT, integer, percent
from schemas.drift import COUNT, SHARE, Course, Drift, Figure


def amount(figure: Figure, value: float | None) -> str:
    """An amount of a figure as an office writes it: 62,5% · 3,25 · 1.168."""
    if value is None:
        return ABSENT
    if figure.kind == SHARE:
        return percent(round(1000 * value), 1000)
    if figure.kind == COUNT:
        return integer(round(value))
    hundredths = round(100 * value)
    return f"{integer(hundredths // 100)},{hundredths % 100:02d}"


def band(course: Course) -> str:
    """What a figure usually is: 55,0% – 71,0%; a dash while too few nights are known."""
    if course.high is None:
        return ABSENT
    if course.low is None:
        return f"≤ {amount(course.figure, course.high)}"
    return f"{amount(course.figure, course.low)} – {amount(course.figure, course.high)}"


def night(run_id: str) -> str:
    """A night as a column's heading: 22/6, and a later run of the same day 22/6 (2)."""
    _, month, day, number = run_id.split("-")
    return f"{int(day)}/{int(month)}" + ("" if int(number) == 1 else f" ({int(number)})")


def markdown(drift: Drift) -> str:
    """A table of all figures in Markdown, with the nights before beside."""
    headings = ["", "Chỉ số · figure", "Đêm nay · tonight", "Thường thấy · usual", *map(night, drift.nights)]
    lines = [_line(headings), _line(["---"] * len(headings)), *(_line(_cells(course)) for course in drift.courses)]
    hints = [f"- **{one.figure.title.vi}**: {one.figure.hint.vi} *{one.figure.hint.en}*" for one in drift.alarms]
    return "\n".join([*lines, *(["", "Bất thường · unusual:", "", *hints] if hints else [])])


def _cells(course: Course) -> list[str]:
    before = [amount(course.figure, value) for value in course.before]
    title = f"{course.figure.title.vi} · *{course.figure.title.en}*"
    return ["" if course.ok else "⚠", title, amount(course.figure, course.amount), band(course), *before]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
