"""Submissions with their truth: any layout in any format that can hold it, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.submissions.desk import EXCEL, HTML, OFFICE, OLD, TEXT, Desk
from tests.submissions.layouts import LAYOUTS, Layout
from tests.submissions.model import Book
from tests.submissions.truth import Listing
from tests.submissions.writers.biff5 import biff5_file
from tests.submissions.writers.biff12 import biff12_file
from tests.submissions.writers.excel import has_formulas, openpyxl_file, xlsm_file, xlsxwriter_file
from tests.submissions.writers.libreoffice import FILTERS, converted
from tests.submissions.writers.spreadsheetml import spreadsheetml_file
from tests.submissions.writers.text import lines, text_file

# Text formats: encoding, separator, extension.
TEXTS = {
    "csv utf-8": ("utf-8", ",", "csv"),
    "csv utf-8 bom ;": ("utf-8-sig", ";", "csv"),
    "tsv utf-16": ("utf-16", "\t", "txt"),
    "csv cp1258": ("cp1258", ",", "csv"),
    "csv tcvn3 ;": ("tcvn3", ";", "csv"),
    "tsv utf-8": ("utf-8", "\t", "tsv"),
}
# Workbooks we write ourselves: the writer and what people see behind the dot.
BOOKS = {
    "xlsx": (xlsxwriter_file, "xlsx"),
    "xlsx by openpyxl": (openpyxl_file, "xlsx"),
    "xlsm": (xlsm_file, "xlsm"),
    "xlsb": (biff12_file, "xlsb"),
    "xml 2003": (spreadsheetml_file, "xls"),
    "xls 95": (biff5_file, "xls"),
}
QUICK = (*BOOKS, *TEXTS)
FORMATS = (*QUICK, *FILTERS)
FAULTY = 0.12


@dataclass(frozen=True, slots=True)
class Submission:
    """A file below an inbox with the layout and format it was made in, and what is true of it."""

    path: str
    layout: str
    form: str
    data: bytes
    listings: tuple[Listing, ...]


def make(seed: int, number: int, forms: Sequence[str] = QUICK) -> list[Submission]:
    """``number`` submissions in turn over all layouts and ``forms``; every second one has mistakes in it."""
    plans = [_plan(f"{seed}-{at}", layout, form) for at, layout, form in _pairs(number, forms)]
    written: dict[str, bytes] = {}
    for form in {plan.form for plan in plans}:
        written |= _written(form, [plan for plan in plans if plan.form == form])
    return [
        Submission(plan.path, plan.layout, plan.form, written[plan.key], tuple(plan.desk.listings)) for plan in plans
    ]


@dataclass(frozen=True, slots=True)
class _Plan:
    key: str
    layout: str
    form: str
    desk: Desk

    @property
    def path(self) -> str:
        return f"{self.desk.office.code}/{self.desk.stem} {self.key}.{_extension(self.form)}"


def _plan(key: str, layout: Layout, form: str) -> _Plan:
    rng = Random(f"{key} {layout.name}")
    desk = Desk(rng, FAULTY if rng.random() < 0.5 else 0.0)
    layout.draw(desk)
    return _Plan(key, layout.name, _without_formulas(form, desk.book), desk)


def _without_formulas(form: str, book: Book) -> str:
    """Formulas need their results stored, which openpyxl does not do."""
    return "xlsx" if form == "xlsx by openpyxl" and has_formulas(book) else form


def _pairs(number: int, forms: Sequence[str]) -> Iterator[tuple[int, Layout, str]]:
    """Layout after layout, each in the next format that can hold it."""
    turns = {
        name: _from(number, [form for form in forms if family(form) in one.keeps])
        for number, (name, one) in enumerate(LAYOUTS.items())
    }
    usable = cycle([one for one in LAYOUTS.values() if any(family(form) in one.keeps for form in forms)])
    for at in range(number):
        layout = next(usable)
        yield at, layout, next(turns[layout.name])


def _from(start: int, forms: list[str]) -> Iterator[str]:
    """The formats round and round, beginning at another one for each layout."""
    return (forms[number % len(forms)] for number in count(start))


def family(form: str) -> str:
    """What a format can hold: the family of ``desk``."""
    if form in TEXTS:
        return TEXT
    if form == "html":
        return HTML
    if form == "xls 95":
        return OLD
    return EXCEL if form in BOOKS else OFFICE


def _extension(form: str) -> str:
    if form in TEXTS:
        return TEXTS[form][2]
    return FILTERS[form][2] if form in FILTERS else BOOKS[form][1]


def _written(form: str, plans: list[_Plan]) -> dict[str, bytes]:
    if form in TEXTS:
        encoding, separator, _ = TEXTS[form]
        for plan in plans:
            places = lines(plan.desk.book, separator)
            for listing in plan.desk.listings:
                listing.move(places)
        return {plan.key: text_file(plan.desk.book, encoding, separator) for plan in plans}
    if form in BOOKS:
        return {plan.key: BOOKS[form][0](plan.desk.book) for plan in plans}
    with TemporaryDirectory() as folder:
        books = {plan.key: xlsxwriter_file(plan.desk.book) for plan in plans}
        return converted(books, form, Path(folder))
