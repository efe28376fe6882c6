"""How a layout writes one value: dates, sexes, marks, numbers that lose their zeros, looked-up trades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from connectors.synthetic.grid import Formula, Stored, Value
from connectors.synthetic.layouts import Layout
from connectors.synthetic.names import FEMALE, MALE, WORK

BOTH = "both"  # a sex marked in both columns, by mistake
TRADES = tuple(sorted({trade for trades in WORK.values() for trade in trades}))
_WORDS = {MALE: "Nam", FEMALE: "Nữ"}
_ADDRESS = {MALE: "Ông", FEMALE: "Bà"}
_NUMBERS = ("citizen_id", "old_citizen_id", "social_insurance_no", "phone")
_STYLES = {"stt": "center", "birth": "date", "initiative_name": "wrap", "achievement": "wrap", "benefit": "money"}
_STYLES |= dict.fromkeys(("gender", "direct", "mark_male", "mark_female", "skill_grade", "share"), "center")

Written = Mapping[str, Value]


def cell(holds: str, written: Written, layout: Layout) -> tuple[Value, str]:
    """The value and the style of the cell for what a column holds; what the clerk did not fill in is None."""
    special = _SPECIAL.get(holds)
    value = special(written, layout) if special else written.get(holds)
    if layout.numbers and holds in _NUMBERS and isinstance(value, str) and value.isdigit():
        return int(value), "number"
    if layout.capitals and holds == "full_name" and isinstance(value, str):
        value = value.upper()
    if isinstance(value, date):
        return value, "date"
    return value, "text" if holds == "birth" else _STYLES.get(holds, "text")


def birth(written: Written, layout: Layout) -> Value:
    """The date as the layout writes it; a text is a mistake and stays as it is."""
    born = written.get("birth")
    if not isinstance(born, date) or isinstance(born, Stored):
        return born
    if layout.birth == "year":
        return born.year
    if layout.birth == "cell":
        return born
    mark = "." if layout.birth == "dots" else "/"
    return f"{born.day:02d}{mark}{born.month:02d}{mark}{born.year}"


def _birth_of(sex: str) -> Callable[[Written, Layout], Value]:
    return lambda written, layout: birth(written, layout) if written.get("gender") in (sex, BOTH) else None


def _mark_of(sex: str) -> Callable[[Written, Layout], Value]:
    def mark(written: Written, layout: Layout) -> Value:
        if written.get("gender") in (sex, BOTH):
            return "x"
        return 0 if layout.zero_marks and written.get("gender") else None

    return mark


def _word(words: Mapping[str, str]) -> Callable[[Written, Layout], Value]:
    def word(written: Written, _: Layout) -> Value:
        said = written.get("gender")
        return words.get(said, said) if isinstance(said, str) else None

    return word


def _direct(written: Written, layout: Layout) -> Value:
    said = written.get("direct")
    if not isinstance(said, bool):
        return said
    return "x" if said else 0 if layout.zero_marks else None


def _job(written: Written, layout: Layout) -> Value:
    job = written.get("job")
    if not layout.formulas or job not in TRADES:
        return job
    code = TRADES.index(str(job)) + 1
    return Formula(lookup(code), str(job))


def lookup(code: int | str) -> str:
    """The formula that clerks copy down: a code of the hidden sheet becomes its trade, nothing stays nothing."""
    return f'=IFERROR(VLOOKUP({code},DM!$A$2:$B${len(TRADES) + 1},2,0),"")'


_SPECIAL: dict[str, Callable[[Written, Layout], Value]] = {
    "birth": birth,
    "birth_male": _birth_of(MALE),
    "birth_female": _birth_of(FEMALE),
    "mark_male": _mark_of(MALE),
    "mark_female": _mark_of(FEMALE),
    "gender": _word(_WORDS),
    "salutation": _word(_ADDRESS),
    "direct": _direct,
    "job": _job,
}
