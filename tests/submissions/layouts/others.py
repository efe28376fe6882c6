"""Lists of people for other titles, and the results of contests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.submissions import columns as c
from tests.submissions import paper
from tests.submissions.columns import Col
from tests.submissions.desk import Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.groups import ROMAN, belong, shares
from tests.submissions.offices import spelling
from tests.submissions.people import Person
from tests.submissions.words import PRIZES, TRADES

PERSONS, CONTEST = "person_list", "contest_list"


def titled(
    desk: Desk, columns: Sequence[Col], award: str, *titles: str, kind: str = PERSONS, women: bool = False
) -> None:
    """Letterhead, titles, header, people and signatures on one sheet; ``award`` is the code of the title."""
    page = desk.page()
    listing = desk.listing(page, kind, campaign=f"{award}-2025")
    width = len(columns)
    row = paper.letterhead(page, desk.office, width, desk.rng)
    row = paper.title(page, row, width, *titles)
    row = head(page, listing, row, columns)
    row = put_rows(page, listing, row, columns, drawn(desk, columns, women=women))
    paper.signatures(page, row + 1, width, desk.rng)


def drawn(desk: Desk, columns: Sequence[Col], *, women: bool = False) -> list[Person]:
    """People for a list, women alone if it is theirs."""
    found = desk.people(desk.count(12, 26) if women else desk.count(), columns)
    return [one for one in found if one.sex == "female"] if women else found


@layout()
def good_workers(desk: Desk) -> None:
    """Lao động giỏi: people with post, team and achievement."""
    titled(
        desk,
        [c.stt(), c.name(), c.sex(), c.born(), c.cccd(), c.post(), c.department("Phòng, ban"), c.achievement()],
        "LDG",
        desk.rng.choice(
            (
                "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN LAO ĐỘNG GIỎI CẤP CƠ SỞ NĂM 2025",
                "DANH SÁCH CÁ NHÂN ĐẠT DANH HIỆU LAO ĐỘNG GIỎI, LAO ĐỘNG SÁNG TẠO NĂM 2025",
            )
        ),
    )


@layout()
def women_at_work_and_home(desk: Desk) -> None:
    """Giỏi việc nước, đảm việc nhà: women with their year of birth and the number of children."""
    titled(
        desk,
        [
            *(c.stt("TT"), c.name("Họ và tên"), c.born("Ngày tháng năm sinh"), c.post("Chức vụ"), c.department()),
            c.extra("Số con", lambda p: p.grade % 3),
            *(c.cccd("CCCD"), c.achievement("Thành tích"), c.note()),
        ],
        "GVN",
        "DANH SÁCH NỮ CNVCLĐ ĐẠT DANH HIỆU",
        '"GIỎI VIỆC NƯỚC, ĐẢM VIỆC NHÀ" NĂM 2025',
        women=True,
    )


@layout()
def emulation_fighters(desk: Desk) -> None:
    """Chiến sĩ thi đua cơ sở: the title repeated in a column of every row."""
    said = c.column("award", "Danh hiệu đề nghị", "award_title", lambda _: "Chiến sĩ thi đua cơ sở")
    titled(
        desk,
        [c.stt(), c.salutation(), c.name(), c.born_year(), c.post("Chức danh"), c.department("Phòng, bộ phận"), said],
        "CSTD",
        "DANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU CHIẾN SĨ THI ĐUA CƠ SỞ",
        "NĂM 2025",
    )


@layout()
def advanced_workers(desk: Desk) -> None:
    """Lao động tiên tiến: Nam | Nữ under the year of birth, and what they had before."""
    titled(
        desk,
        [
            *(c.stt("TT"), c.name("Họ tên"), c.born_by_sex(("Năm sinh", "Nam"), "male")),
            *(c.born_by_sex(("Năm sinh", "Nữ"), "female"), c.cccd("Số CCCD"), c.job("Công việc")),
            c.column("before", "Khen thưởng đã đạt", "previous_awards", lambda p: f"LĐTT {2018 + p.grade}"),
        ],
        "LDTT",
        "DANH SÁCH LAO ĐỘNG TIÊN TIẾN NĂM 2025",
    )


@layout()
def good_workers_of_unions(desk: Desk) -> None:
    """An upper union's list of Lao động giỏi in groups of unions."""
    unions = desk.from_upper()
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.post(), c.achievement()]
    page = desk.page()
    listing = desk.listing(page, PERSONS, "upper", "LDG-2025")
    row = paper.letterhead(page, desk.office, len(columns), desk.rng, number="11/DS-LĐLĐ")
    row = paper.title(page, row, len(columns), "DANH SÁCH LAO ĐỘNG GIỎI CẤP QUẬN NĂM 2025")
    row = head(page, listing, row, columns)
    groups = shares(desk, desk.people(desk.count(12), columns), 3)
    for roman, union, group in zip(ROMAN, unions, groups, strict=False):
        belong(group, union)
        page.put(row, 0, f"{roman}. {spelling(union, desk.rng)}")
        page.merge(row, 0, row, len(columns) - 1)
        row = put_rows(page, listing, row + 1, columns, group)
    page.put(row, 0, f"Danh sách gồm {len(listing.rows)} người./.")


def trade(p: Person) -> str:
    """The trade in which a person takes part in a contest."""
    return TRADES[int(p.cmnd[-1]) % len(TRADES)]


def score(p: Person) -> float:
    """The person's points."""
    return 70 + int(p.bhxh[-2:]) * 0.25


def _contest() -> list[Col]:
    return [
        *(c.stt(), c.column("number", "Số báo danh", "contestant_no", lambda p: f"TN{p.cmnd[-3:]}"), c.name()),
        *(c.born(), c.department("Bộ phận"), c.column("trade", "Nghề dự thi", "trade", trade)),
        c.column("score", "Tổng điểm", "score", score),
        c.column("prize", "Giải", "prize", lambda p: PRIZES[p.grade % len(PRIZES)]),
    ]


@layout()
def contest_results(desk: Desk) -> None:
    """A trade contest: number, trade, points and prize of each."""
    title = desk.rng.choice(("KẾT QUẢ HỘI THI THỢ GIỎI NĂM 2025", "DANH SÁCH ĐẠT GIẢI HỘI THI TAY NGHỀ NĂM 2025"))
    titled(desk, _contest(), "HTT", title, kind=CONTEST)


@layout()
def contest_by_parts(desk: Desk) -> None:
    """A trade contest: points for theory and practice under Điểm, then rank and prize."""
    first = c.extra(("Điểm thi", "Lý thuyết"), lambda p: score(p) / 4)
    second = c.extra(("Điểm thi", "Thực hành"), lambda p: score(p) * 3 / 4)
    told = replace(_contest()[6], heading=("Điểm thi", "Tổng điểm"))
    rank = c.column("rank", "Xếp hạng", "rank", lambda p: str(p.grade))
    titled(
        desk,
        [c.stt("TT"), c.name("Họ và tên thí sinh"), c.born_year(), c.sex(), first, second, told, rank, _contest()[7]],
        "HTT",
        "BẢNG TỔNG HỢP KẾT QUẢ HỘI THI LUYỆN TAY NGHỀ, THI THỢ GIỎI",
        "Năm 2025",
        kind=CONTEST,
    )


@layout()
def contest_of_unions(desk: Desk) -> None:
    """An upper union's contest: people of many unions, each with prize and money."""
    unions = desk.from_upper()
    columns = [*_contest()[:4], c.unit("Công đoàn cơ sở"), *_contest()[5:]]
    page = desk.page()
    listing = desk.listing(page, CONTEST, "upper", "HTT-2025")
    row = paper.letterhead(page, desk.office, len(columns), desk.rng)
    row = paper.title(page, row, len(columns), "KẾT QUẢ HỘI THI THỢ GIỎI CẤP QUẬN NĂM 2025")
    row = head(page, listing, row, columns)
    put_rows(page, listing, row, columns, desk.people(desk.count(), columns, unions))


@layout()
def contest_by_trades(desk: Desk) -> None:
    """A trade contest: a section for each trade, the number restarting."""
    columns = [*_contest()[:5], *_contest()[6:]]
    page = desk.page()
    listing = desk.listing(page, CONTEST, campaign="HTT-2025")
    row = paper.letterhead(page, desk.office, len(columns), desk.rng)
    row = paper.title(page, row, len(columns), "KẾT QUẢ HỘI THI THỢ GIỎI NĂM 2025")
    row = head(page, listing, row, columns)
    groups = shares(desk, desk.people(desk.count(12), columns), 3)
    for roman, words, group in zip(ROMAN, TRADES, groups, strict=False):
        page.put(row, 0, f"{roman}. NGHỀ {words.upper()} ({len(group):02d} thí sinh)")
        page.merge(row, 0, row, len(columns) - 1)
        row = put_rows(page, listing, row + 1, columns, group)
    paper.signatures(page, row + 1, len(columns), desk.rng)


@layout()
def advanced_workers_by_offices(desk: Desk) -> None:
    """Lao động tiên tiến in sections by office, with a sum below each and in all."""
    columns = [c.stt("TT"), c.name("Họ và tên"), c.born(), c.sex(), c.cccd(), c.post("Chức vụ"), c.note()]
    page = desk.page()
    listing = desk.listing(page, PERSONS, campaign="LDTT-2025")
    row = paper.letterhead(page, desk.office, len(columns), desk.rng)
    row = paper.title(
        page, row, len(columns), "DANH SÁCH TẬP THỂ, CÁ NHÂN", "ĐẠT DANH HIỆU LAO ĐỘNG TIÊN TIẾN NĂM 2025"
    )
    row = head(page, listing, row, columns)
    groups = shares(desk, desk.people(desk.count(12), columns), 3)
    for roman, words, group in zip(ROMAN, ("Phòng Hành chính", "Phân xưởng 1", "Tổ bảo vệ"), groups, strict=False):
        page.put(row, 0, roman)
        page.put(row, 1, words)
        row = put_rows(page, listing, row + 1, columns, group)
        page.put(row, 1, "Cộng:")
        page.put(row, 2, f"{len(group)} người")
        row += 1
    page.put(row, 1, f"Tổng cộng: {len(listing.rows)} người")
    paper.signatures(page, row + 2, len(columns), desk.rng)
