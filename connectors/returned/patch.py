"""The sender's own workbook with our answer in it; everything that is not part of the answer stays as it was."""

from __future__ import annotations

import re
from collections import defaultdict

from connectors.returned import summary
from connectors.returned.book import Book
from connectors.returned.failures import NoSheet
from connectors.returned.notes import noted
from connectors.returned.package import Package
from connectors.returned.relations import Relations
from connectors.returned.styles import Styles
from connectors.returned.worksheet import Worksheet, unselect
from schemas.answer import ANSWER, ROW_KEY_HEADING, Answer, Mark

_ITEM = re.compile(rb"<(?:\w+:)?si[\s>]")
_SHARED = re.compile(rb'<(?:\w+:)?c\b[^<>]*\bt="s"[^<>]*>\s*<(?:\w+:)?v>(\d{1,9})<')


def patch(data: bytes, answer: Answer) -> bytes:
    """The bytes of an xlsx or xlsm, answered.

    Marked cells keep their format but for the colour and get a note; rows get their keys in a hidden column; a page of
    causes stands first. An earlier answer in the same file is replaced. Parts that none of this touches are copied as
    they stand, compressed. Raises Unpatchable where that would be risky, Unreadable where the file is damaged.
    """
    package = Package(data)
    book = Book(package)
    strings = _Strings(package, book.part)
    answered = _withdrawn(package, book, strings) or noted(package)
    styles = Styles(package, book.part)
    marks, keys = _by_sheet(answer, book)
    cells = book.worksheets()
    for name, part in book.parts().items():
        if name not in cells or not (answered or name in marks or name in keys):
            unselect(package, part)
            continue
        sheet = Worksheet(package, part, styles)
        sheet.mark(marks.get(name, []))
        if answered or name in keys:
            sheet.put_keys(keys.get(name, {}), answer.headers.get(name, ()), strings.place(ROW_KEY_HEADING))
        sheet.save()
        unselect(package, part)
        if sheet.filter:
            book.move_filter(name, sheet.filter)
    page, titles = summary.page(answer, styles, book.namespace())
    book.put_first(summary.TITLE, page, titles)
    book.save()
    styles.save()
    return package.finish()


class _Strings:
    """The places of a few texts among the shared strings."""

    def __init__(self, package: Package, book: str) -> None:
        _, part = Relations(package, book).first("sharedStrings")
        self._xml = package.read(part) if part and package.has(part) else b""

    def place(self, text: str) -> int | None:
        """A text's place, None when it is not there."""
        found = re.search(b">" + re.escape(text.encode()) + b"<", self._xml)
        return len(_ITEM.findall(self._xml, 0, found.start())) - 1 if found else None


def _withdrawn(package: Package, book: Book, strings: _Strings) -> bool:
    """Take out the first page of an earlier answer; returns whether there was one."""
    shared, found = strings.place(ANSWER), False
    for name, part in book.parts().items():
        if not (name.startswith(summary.TITLE) and package.has(part)):
            continue
        xml = package.read(part)
        # An office program that saved the file has moved our mark to its table of strings.
        if f">{ANSWER}<".encode() in xml or (shared is not None and b"%d" % shared in _SHARED.findall(xml)):
            book.remove(name)
            found = True
    return found


def _by_sheet(answer: Answer, book: Book) -> tuple[dict[str, list[Mark]], dict[str, dict[int, str]]]:
    marks: dict[str, list[Mark]] = defaultdict(list)
    keys: dict[str, dict[int, str]] = defaultdict(dict)
    for mark in answer.marks:
        marks[mark.sheet].append(mark)
    for (sheet, row), key in answer.keys.items():
        keys[sheet][row] = key
    if unknown := (marks.keys() | keys.keys()) - book.worksheets().keys():
        raise NoSheet(f"no sheet of the name {min(unknown)!r}")
    return marks, keys
