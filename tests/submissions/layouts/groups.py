"""Lists of workers in groups: sections, unions of an upper union, subtotals, totals, dittos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tests.submissions import columns as c
from tests.submissions import paper
from tests.submissions.columns import Col
from tests.submissions.desk import ANY, CELLS, TEXT, Desk, head, put_row, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.headers import TITLE
from tests.submissions.model import Page
from tests.submissions.offices import Office, spelling
from tests.submissions.people import Person
from tests.submissions.truth import Fault, Listing

ROMAN = ("I", "II", "III", "IV", "V", "VI")
UPPER_TITLE = "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN CÔNG NHÂN GIỎI CẤP QUẬN NĂM 2025"
COLUMNS = [c.stt(), c.name(), c.sex(), c.born(), c.cccd(), c.job(), c.achievement("Thành tích")]


def begin(
    desk: Desk, columns: Sequence[Col], *titles: str, level: str = "", name: str = "Sheet1"
) -> tuple[Page, Listing, int]:
    """A sheet with letterhead, titles and header; the sheet, its truth and the first row for data."""
    page = desk.page(name)
    listing = desk.listing(page, level=level)
    row = paper.letterhead(page, desk.office, len(columns), desk.rng, number="07/DS-LĐLĐ")
    row = paper.title(page, row, len(columns), *(titles or (TITLE,)))
    return page, listing, head(page, listing, row, columns)


def shares(desk: Desk, workers: list[Person], number: int) -> list[list[Person]]:
    """The workers in so many groups, none empty."""
    cuts = sorted(desk.rng.sample(range(1, len(workers)), number - 1))
    return [workers[start:end] for start, end in zip([0, *cuts], [*cuts, len(workers)], strict=True)]


def belong(workers: Sequence[Person], union: Office, typed: str = "") -> None:
    """Put workers into a grassroots union."""
    for one in workers:
        one.unit, one.typed_unit = union.code, typed


@layout()
def direct_and_indirect(desk: Desk) -> None:
    """Sections A. Lao động trực tiếp and B. Lao động gián tiếp, the running number going on."""
    page, listing, row = begin(desk, COLUMNS)
    first = 1
    sections = ("A. LAO ĐỘNG TRỰC TIẾP", "B. LAO ĐỘNG GIÁN TIẾP")
    for section, group in zip(sections, shares(desk, desk.people(desk.count(), COLUMNS), 2), strict=True):
        page.put(row, 0, section)
        page.merge(row, 0, row, len(COLUMNS) - 1)
        row = put_rows(page, listing, row + 1, COLUMNS, group, first=first)
        first += len(group)


@layout()
def persons_and_collectives(desk: Desk) -> None:
    """Section I. Cá nhân with people, section II. Tập thể with nobody in it."""
    page, listing, row = begin(desk, COLUMNS)
    page.put(row, 0, "I")
    page.put(row, 1, "CÁ NHÂN")
    row = put_rows(page, listing, row + 1, COLUMNS, desk.people(desk.count(), COLUMNS))
    page.put(row, 0, "II")
    page.put(row, 1, "TẬP THỂ: Không có")
    paper.signatures(page, row + 2, len(COLUMNS), desk.rng)


@layout()
def unions_with_counts(desk: Desk) -> None:
    """An upper union's list: "I. CĐCS Công ty A (12 người)" above its people, the number restarting."""
    unions = desk.from_upper()
    page, listing, row = begin(desk, COLUMNS, UPPER_TITLE, level="upper")
    groups = shares(desk, desk.people(desk.count(12), COLUMNS), 3)
    for roman, union, group in zip(ROMAN, unions, groups, strict=False):
        belong(group, union)
        page.put(row, 0, f"{roman}. {spelling(union, desk.rng)} ({len(group):02d} người)")
        page.merge(row, 0, row, len(COLUMNS) - 1)
        row = put_rows(page, listing, row + 1, COLUMNS, group)
    page.put(row, 1, "Tổng cộng")
    page.put(row, 2, sum(map(len, groups)))
    paper.signatures(page, row + 2, len(COLUMNS), desk.rng)


@layout()
def unions_in_two_cells(desk: Desk) -> None:
    """An upper union's list: the Roman number in STT and the union's name beside it, with its count at the end."""
    unions = desk.from_upper()
    page, listing, row = begin(desk, COLUMNS, UPPER_TITLE, level="upper")
    groups = shares(desk, desk.people(desk.count(12), COLUMNS), 4)
    for roman, union, group in zip(ROMAN, unions, groups, strict=False):
        belong(group, union)
        page.put(row, 0, roman)
        page.put(row, 1, spelling(union, desk.rng))
        page.put(row, len(COLUMNS) - 1, f"{len(group)} người")
        row = put_rows(page, listing, row + 1, COLUMNS, group)


def _flat() -> list[Col]:
    return [c.stt(), c.name(), c.unit("Công đoàn cơ sở"), c.born(), c.sex(), c.cccd(), c.post(), c.achievement()]


@layout()
def unions_in_a_column(desk: Desk) -> None:
    """An upper union's list with a column CĐCS, each name typed in some way, one of them unknown."""
    unions = desk.from_upper()
    columns = _flat()
    columns[2] = c.unit(desk.rng.choice(("Công đoàn cơ sở", "CĐCS", "Tên CĐCS", "Đơn vị", "Đơn vị công tác")))
    page, listing, row = begin(desk, columns, UPPER_TITLE, level="upper")
    workers = desk.people(desk.count(12), columns, unions)
    if desk.faulty:
        workers[3].typed_unit = "Công ty TNHH Quốc tế Phương Đông Zenith"
        workers[3].codes.append(["unit_unknown", "unit_ambiguous"])
    put_rows(page, listing, row, columns, workers)


@layout(CELLS)
def merged_unions(desk: Desk) -> None:
    """An upper union's list: the cell of the union spans its people."""
    unions = desk.from_upper()
    columns = _flat()
    page, listing, row = begin(desk, columns, UPPER_TITLE, level="upper")
    for union, group in zip(unions, shares(desk, desk.people(desk.count(12), columns), 3), strict=False):
        belong(group, union)
        page.merge(row, 2, row + len(group) - 1, 2)
        group[0].typed_unit = spelling(union, desk.rng)
        blank = replace(columns[2], write=lambda _: None, key="blank")
        put_row(page, listing, row, columns, group[0], len(listing.rows) + 1)
        rest = [*columns[:2], blank, *columns[3:]]
        row = put_rows(page, listing, row + 1, rest, group[1:], first=len(listing.rows) + 1)


@layout()
def subtotals(desk: Desk) -> None:
    """Teams with a subtotal below each and a total at the end."""
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.grade()]
    page, listing, row = begin(desk, columns)
    groups = shares(desk, desk.people(desk.count(12), columns), 3)
    for number, group in enumerate(groups, start=1):
        page.put(row, 0, f"Phân xưởng {number}")
        row = put_rows(page, listing, row + 1, columns, group)
        page.put(row, 1, f"Cộng phân xưởng {number}:")
        page.put(row, 2, f"{len(group)} người")
        row += 1
    page.put(row, 1, "TỔNG CỘNG")
    page.put(row, 2, f"{sum(map(len, groups))} người")


@layout()
def declared_total(desk: Desk) -> None:
    """The list says below how many people it names, sometimes wrongly."""
    page, listing, row = begin(desk, COLUMNS)
    row = put_rows(page, listing, row, COLUMNS, desk.people(desk.count(), COLUMNS))
    wrong = desk.rng.choice((2, 3, -1)) if desk.faulty else 0
    if wrong:
        listing.faults.append(Fault(0, ["total_differs"]))
    total = len(listing.rows) + wrong
    words = (
        "Danh sách này gồm {n} người./.",
        "Danh sách có {n} đồng chí./.",
        "Tổng số: {n} người",
        "(Ấn định danh sách: {n} người)",
    )
    page.put(row, 0, desk.rng.choice(words).format(n=total))
    page.merge(row, 0, row, len(COLUMNS) - 1)
    paper.signatures(page, row + 2, len(COLUMNS), desk.rng)


@layout()
def dittos(desk: Desk) -> None:
    """Ditto marks under equal values of team and trade."""
    sign = desk.rng.choice(("nt", "-nt-", "như trên", '"', "”", "//", "''", "- nt -"))
    plain = [c.stt(), c.name(), c.sex(), c.born(), c.cccd(), c.department("Tổ"), c.post(), c.achievement()]
    page, listing, row = begin(desk, plain)
    workers = desk.people(desk.count(), plain)
    workers.sort(key=lambda p: (p.department, p.post))
    columns = [ditto(col, workers, sign) if col.key in {"department", "post"} else col for col in plain]
    put_rows(page, listing, row, columns, workers)


def ditto(col: Col, workers: Sequence[Person], sign: str) -> Col:
    """The column with ``sign`` wherever the value above is the same."""
    pairs = pairwise(workers)
    same = {id(one) for above, one in pairs if col.value(one) == col.value(above)}
    return replace(col, write=lambda p: sign if id(p) in same else col.write(p))


@layout()
def dittos_in_groups(desk: Desk) -> None:
    """An upper union's list: group rows, and dittos that begin anew below each."""
    unions = desk.from_upper()
    plain = [c.stt(), c.name(), c.born_year(), c.sex(), c.post(), c.department()]
    page, listing, row = begin(desk, plain, UPPER_TITLE, level="upper")
    for union, group in zip(unions, shares(desk, desk.people(desk.count(12), plain), 3), strict=False):
        belong(group, union)
        group.sort(key=lambda p: p.post)
        page.put(row, 1, f"* {spelling(union, desk.rng)}")
        columns = [ditto(col, group, "nt") if col.key == "post" else col for col in plain]
        row = put_rows(page, listing, row + 1, columns, group)


@layout()
def two_lists_below(desk: Desk) -> None:
    """Two lists in one sheet, one under the other: of the workplace, and proposed for the level above."""
    page, listing, row = begin(desk, COLUMNS)
    row = put_rows(page, listing, row, COLUMNS, desk.people(desk.count(), COLUMNS))
    second = desk.listing(page, level="upper")
    columns = [c.stt("TT"), c.name("Họ tên"), c.born(), c.sex(), c.cccd("CCCD"), c.post(), c.note()]
    row = paper.title(page, row + 2, len(columns), "DANH SÁCH ĐỀ NGHỊ CÔNG NHÂN GIỎI CẤP TRÊN CƠ SỞ NĂM 2025")
    row = head(page, second, row, columns)
    put_rows(page, second, row, columns, desk.people(4, columns))


@layout(ANY - {TEXT})
def two_lists_beside(desk: Desk) -> None:
    """One list in two halves side by side, to save paper."""
    page = desk.page()
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.department("Tổ")]
    row = paper.title(page, 1, 2 * len(columns) + 1, desk.office.name.upper(), TITLE)
    workers = desk.people(2 * desk.count(5, 10), columns)
    half = len(workers) // 2
    for left, part, first in ((0, workers[:half], 1), (len(columns) + 1, workers[half:], half + 1)):
        listing = desk.listing(page)
        below = head(page, listing, row, columns, left)
        put_rows(page, listing, below, columns, part, left=left, first=first)
