"""What ``thidua check`` says of a submission beside its truth: counts, and each difference in words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from tests.submissions.truth import Fault, Listing, Row

# Notes behind names, units as typed, what follows from another value: judged only where the list shows them.
_UNJUDGED = {"name_note", "birth_year", "union_unit_code", "grassroots_union", "work_unit", "upper_union", "salutation"}


@dataclass(slots=True)
class Score:
    """Counts of one file or many; ``told`` says each difference."""

    files: int = 0
    lists: int = 0
    lists_right: int = 0
    headings: int = 0
    headings_right: int = 0
    rows: int = 0
    lost: int = 0
    invented: int = 0
    cells: int = 0
    cells_right: int = 0
    faults: int = 0
    found: int = 0
    clean: int = 0
    alarms: int = 0
    told: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class _Record:
    table: dict[str, Any]
    row: int
    values: dict[str, Any]


def score(listings: tuple[Listing, ...], document: dict[str, Any]) -> Score:
    """Compare one file of ``check --json --records`` with the lists that are true of it."""
    found = Score(files=1)
    if document["status"] != "read":
        found.told.append(f"refused: {document['refusal']['code']}")
    for told in (*document["tables"], *document["problems"]):
        told["sheet"] = unicodedata.normalize("NFC", told["sheet"])  # code page 1258 keeps tones apart
    single = len({one.page for one in listings}) == 1
    left = [_Record(t, r["row"], r["values"]) for t in document["tables"] for r in t.get("records", ())]
    problems: dict[tuple[str, int], list[str]] = {}
    for one in document["problems"]:
        problems.setdefault(("" if single else one["sheet"], one["row"]), []).append(one["code"])
    for listing in listings:
        page = "" if single else listing.page
        matched = _match(listing, left, page)
        for record in matched.values():
            left.remove(record)
        _rows(listing, matched, found)
        _tables(listing, matched, document, page, found)
        # Lists side by side share their rows, and a problem names its row.
        beside = {f.row for one in listings if one is not listing and one.page == listing.page for f in one.faults}
        _faults(listing, problems, page, found, beside)
    unread = {("" if single else one.page, row) for one in listings for row in one.unread}
    for record in left:
        if ("" if single else record.table["sheet"], record.row) not in unread:
            found.invented += 1
            found.told.append(f"invented {record.table['sheet']}!{record.row}: {_brief(record.values)}")
    return found


def _match(listing: Listing, records: list[_Record], page: str) -> dict[int, _Record]:
    """The record of each row of the list: of its sheet, and of a table that has the list's own column."""
    letter = _letters(listing.anchor)
    wanted = {row.row for row in listing.rows}
    found: dict[int, _Record] = {}
    for record in records:
        has = {column["column"] for column in record.table["columns"]}
        ours = not page or record.table["sheet"] == page
        if ours and record.row in wanted and record.row not in found and (letter in has or not listing.headings):
            found[record.row] = record
    return found


def _rows(listing: Listing, matched: dict[int, _Record], found: Score) -> None:
    for row in listing.rows:
        found.rows += 1
        record = matched.get(row.row)
        if record is None:
            found.lost += row.row not in listing.unread
            found.told.append(f"lost {listing.page}!{row.row}: {_brief(row.shown)}")
            continue
        found.cells += len(row.shown)
        wrong = list(_wrong(row, record.values))
        found.cells_right += len(row.shown) - len(wrong)
        found.told += [f"cell {listing.page}!{row.row} {words}" for words in wrong]


def _wrong(row: Row, values: dict[str, Any]) -> Iterator[str]:
    for name, wanted in row.shown.items():
        got = values.get(name)
        if not _equal(wanted, got):
            yield f"{name}: {got!r}, not {wanted!r}"
    for name, got in values.items():
        if name in row.shown or name in row.free or name in _UNJUDGED:
            continue
        if not any(_equal(wanted, got) for wanted in row.known.get(name, ())):
            yield f"{name}: {got!r}, which nobody wrote"


def _equal(wanted: object, got: object) -> bool:
    if isinstance(wanted, dict) and "any of" in wanted:
        return any(_equal(one, got) for one in wanted["any of"])
    if isinstance(wanted, str) and isinstance(got, str):
        return wanted.split() == got.split()
    if isinstance(wanted, list) and isinstance(got, list):
        return len(wanted) == len(got) and all(map(_equal, wanted, got))
    if isinstance(wanted, dict) and isinstance(got, dict):
        return all(_equal(value, got.get(name)) for name, value in wanted.items())
    return wanted == got


def _tables(listing: Listing, matched: dict[int, _Record], document: dict[str, Any], page: str, found: Score) -> None:
    tables = list({id(record.table): record.table for record in matched.values()}.values())
    if not listing.rows:
        tables = [t for t in document["tables"] if not page or t["sheet"] == page]
    found.lists += 1
    wanted = (listing.kind, listing.unit, listing.level, listing.campaign, listing.nil)
    for table in tables:
        got = tuple(table.get(name) for name in ("kind", "unit_code", "award_level", "campaign_code", "nil"))
        if (*got[:4], bool(got[4])) != wanted:
            found.told.append(f"list {listing.page}: {got}, not {wanted}")
            break
    else:
        found.lists_right += bool(tables)
    if not tables:
        found.told.append(f"no list {listing.page}: {wanted}")
    meant = {column["column"]: column for table in reversed(tables) for column in table["columns"]}
    for index, right in listing.headings.items():
        column = meant.get(_letters(index), {})
        found.headings += 1
        if (column.get("field") or "") in right:
            found.headings_right += 1
        else:
            found.told.append(f"heading {column.get('heading')!r}: {column.get('field')}, not {'|'.join(right)}")


def _faults(
    listing: Listing, problems: dict[tuple[str, int], list[str]], page: str, found: Score, beside: set[int]
) -> None:
    faulty = Counter(fault.row for fault in listing.faults)
    told = {code for (sheet, _), codes in problems.items() if sheet == page for code in codes}
    for fault in listing.faults:
        found.faults += 1
        codes = told if fault.row == 0 else set(problems.get((page, fault.row), ()))
        found.found += bool(codes & set(fault.codes))
        if not codes & set(fault.codes):
            found.told.append(f"fault missed {listing.page}!{fault.row}: {fault.codes}, only {sorted(codes)}")
    allowed = _allowed(listing.faults)
    for row in listing.rows:
        if not faulty[row.row] and row.row not in beside and row.row not in listing.unread:
            codes = set(problems.get((page, row.row), ())) - allowed
            found.clean += 1
            found.alarms += bool(codes)
            found.told += [f"false alarm {listing.page}!{row.row}: {sorted(codes)}"] * bool(codes)


def _allowed(faults: list[Fault]) -> set[str]:
    """A mistake of the list as a whole may be told at any of its rows."""
    return {code for fault in faults if fault.row == 0 for code in fault.codes}


def _brief(values: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in list(values.items())[:4])[:160]


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
