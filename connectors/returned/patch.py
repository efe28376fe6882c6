"""The sender's own workbook with our answer in it; everything that is not part of the answer stays as it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial

from lxml import etree

from connectors.archive import Archive
from connectors.failures import Unreadable
from connectors.returned import summary
from connectors.returned.notes import annotate
from connectors.returned.package import Element, Package, Relation, parse
from connectors.returned.styles import Styles
from connectors.returned.worksheet import Worksheet
from schemas.answer import ANSWER, ERROR, QUERY, ROW_KEY_HEADING, Answer, Mark

_BOOK = "xl/workbook.xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN_STYLES = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
_SELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected="(?:1|true)"')


def patch(data: bytes, answer: Answer) -> bytes:
    """The bytes of an xlsx or xlsm, answered; Unreadable when its parts are not what the format says.

    Marked cells keep their format but for the colour and get a note; rows get their keys in a hidden column; a page of
    causes stands first. An earlier answer in the same file is replaced. Parts that none of this touches are the same
    to the byte.
    """
    package = Package(Archive(data), data)
    book = package.tree(_BOOK)
    parts = _sheet_parts(package, book)
    styles = _styles(package, book)
    old = _earlier(package, parts)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in answer.marks:
        marks[mark.sheet].append(mark)
    for name, part in parts.items():
        keys = {row: key for (sheet, row), key in answer.keys.items() if sheet == name}
        if part != old and (name in marks or keys or old):
            _answer_sheet(package, part, styles, marks[name], keys, answer.headers.get(name, 0), again=bool(old))
        elif part != old:
            _deselect(package, part)
    page = summary.page(answer, styles, _space(book), {name: _quoted(name) for name in parts})
    _put_first(package, book, page, old)
    return package.write()


def _answer_sheet(
    package: Package,
    part: str,
    styles: Styles,
    marks: list[Mark],
    keys: dict[int, str],
    header: int,
    *,
    again: bool,
) -> None:
    sheet = Worksheet(package.tree(part), _strings(package))
    for view in sheet.tree.iter(f"{{{_space(sheet.tree)}}}sheetView"):
        view.attrib.pop("tabSelected", None)
    if again:
        sheet.restyle_all(styles.unmarked)
    notes: dict[str, str] = {}
    for severity in (QUERY, ERROR):  # errors last: their colour stays
        for mark in (one for one in marks if one.severity == severity):
            shown = sheet.restyle(mark.cell, partial(styles.marked, severity=severity))
            notes[shown] = f"{notes[shown]}\n\n{mark.note}" if shown in notes else mark.note
    if keys:
        sheet.put_keys(header, keys)
    annotate(package, part, sheet, notes)


def _strings(package: Package) -> Callable[[int], str]:
    """The table of strings, read only if the heading of our keys is among them."""

    @cache
    def table() -> list[str]:
        part = next((one.target for one in package.relations(_BOOK) if one.kind.endswith("/sharedStrings")), "")
        if not part or not package.has(part) or ROW_KEY_HEADING.encode() not in package.read(part):
            return []
        return ["".join(one.itertext()) for one in parse(package.read(part))]

    return lambda number: table()[number] if number < len(table()) else ""


def _deselect(package: Package, part: str) -> None:
    """Two selected sheets are a group, in which every key stroke goes into both."""
    xml = package.read(part)
    if _SELECTED.search(xml[:8192]):
        package.changed[part] = _SELECTED.sub(rb"\1", xml, count=1)


def _sheet_parts(package: Package, book: Element) -> dict[str, str]:
    """Part of each worksheet by its name, in the order of the workbook; charts on sheets of their own are none."""
    targets = {one.key: one for one in package.relations(_BOOK)}
    found = {}
    for sheet in book.iter(f"{{{_space(book)}}}sheet"):
        relation = targets.get(_key(sheet), Relation("", "", ""))
        if relation.kind.endswith("/worksheet") and package.has(relation.target):
            found[sheet.get("name") or ""] = relation.target
    if not found:
        raise Unreadable("file_damaged")
    return found


def _styles(package: Package, book: Element) -> Styles:
    part = next((one.target for one in package.relations(_BOOK) if one.kind.endswith("/styles")), "")
    if not part or not package.has(part):
        part = package.free("xl/stylesThidua{}.xml")
        package.add(part, _PLAIN_STYLES.format(_space(book)).encode(), _STYLES)
        package.relate(_BOOK, f"{_type_base(package)}/styles", part)
    return Styles(package.tree(part))


def _earlier(package: Package, parts: dict[str, str]) -> str:
    """The part of the page of an earlier answer; "" when there is none."""
    shared = next((one.target for one in package.relations(_BOOK) if one.kind.endswith("/sharedStrings")), "")
    strings = package.read(shared) if shared and package.has(shared) else b""
    first = next(iter(parts.values()))
    if ANSWER.encode() in package.read(first)[:20_000]:
        return first
    # An office program that saved the file has moved our mark to its table of strings.
    return first if ANSWER.encode() in strings and next(iter(parts)).startswith(summary.TITLE) else ""


def _put_first(package: Package, book: Element, page: bytes, old: str) -> None:
    if old:
        package.trees.pop(old, None)
        package.changed[old] = page
    else:
        part = package.free("xl/worksheets/sheetThidua{}.xml")
        package.add(part, page, _SHEET)
        _list_first(book, package.relate(_BOOK, f"{_type_base(package)}/worksheet", part))
    for view in book.iter(f"{{{_space(book)}}}workbookView"):
        view.set("activeTab", "0")
        view.attrib.pop("firstSheet", None)


def _list_first(book: Element, key: str) -> None:
    space = _space(book)
    sheets = book.find(f"{{{space}}}sheets")
    if sheets is None:
        raise Unreadable("file_damaged")
    names = {(sheet.get("name") or "").casefold() for sheet in sheets}
    number = 1 + max(int(sheet.get("sheetId") or 0) for sheet in sheets)
    name, tries = summary.TITLE, 1
    while name.casefold() in names:
        tries += 1
        name = f"{summary.TITLE} {tries}"
    made = etree.Element(f"{{{space}}}sheet", name=name, sheetId=str(number))
    made.set(_key_name(sheets[0]), key)
    sheets.insert(0, made)
    # What belongs to a sheet names it by its place.
    for defined in book.iter(f"{{{space}}}definedName"):
        if defined.get("localSheetId") is not None:
            defined.set("localSheetId", str(int(defined.get("localSheetId") or 0) + 1))


def _key(sheet: Element) -> str:
    return sheet.get(_key_name(sheet)) or ""


def _key_name(sheet: Element) -> str:
    return next((str(name) for name in sheet.attrib if str(name).endswith("}id")), "id")


def _type_base(package: Package) -> str:
    kinds = [one.kind for one in package.relations(_BOOK) if one.kind.endswith("/worksheet")]
    return kinds[0].rsplit("/", 1)[0] if kinds else ""


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _space(tree: Element) -> str:
    return etree.QName(tree).namespace or ""
