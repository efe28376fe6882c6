"""Lists whose rows are units: unions, teams, workshops."""

from __future__ import annotations

from collections.abc import Sequence

from tests.submissions import paper, teams
from tests.submissions import teams as t
from tests.submissions.desk import Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.groups import ROMAN
from tests.submissions.model import Page
from tests.submissions.offices import spelling
from tests.submissions.teams import Team, TeamCol
from tests.submissions.truth import Fault, Listing

KIND = "unit_list"
GREEN = "XANH, SẠCH, ĐẸP, BẢO ĐẢM AN TOÀN VỆ SINH LAO ĐỘNG"


def begin(
    desk: Desk, columns: Sequence[TeamCol], award: str, *titles: str, level: str = ""
) -> tuple[Page, Listing, int]:
    """A sheet with letterhead, titles and header; the sheet, its truth and the first row for data."""
    page = desk.page()
    listing = desk.listing(page, KIND, level, f"{award}-2025")
    row = paper.letterhead(page, desk.office, len(columns), desk.rng, number="18/DS-CĐ")
    row = paper.title(page, row, len(columns), *titles)
    return page, listing, head(page, listing, row, columns)


def drawn(desk: Desk, number: int, columns: Sequence[TeamCol], *, twins: bool = True) -> list[Team]:
    """Teams with mistakes that these columns can show, perhaps one of them twice."""
    made = teams.teams(desk.rng, number)
    teams.spoil(desk.rng, made, {col.key for col in columns}, desk.faulty, twins=twins)
    return made


@layout()
def green_teams(desk: Desk) -> None:
    """Xanh, sạch, đẹp: the teams of a union with points and grade, a total below."""
    columns = [t.stt(), t.name("Tên tập thể"), t.size("Số lao động của tập thể"), t.score(), t.grade(), t.deeds()]
    page, listing, row = begin(desk, columns, "XSD", f"DANH SÁCH TẬP THỂ ĐẠT DANH HIỆU {GREEN} NĂM 2025")
    row = put_rows(page, listing, row, columns, drawn(desk, desk.count(5, 12), columns))
    total = len(listing.rows)
    if desk.faulty:
        listing.faults.append(Fault(0, ["total_differs"]))
        total += 3
    page.put(row, 0, f"Danh sách này gồm {total} tập thể./.")
    paper.signatures(page, row + 2, len(columns), desk.rng)


@layout()
def green_unions(desk: Desk) -> None:
    """An upper union's list: the row is a grassroots union, with its workers and points."""
    unions = desk.from_upper()
    columns = [
        *(t.stt("TT"), t.union(desk.rng.choice(("Tên đơn vị", "Công đoàn cơ sở", "Đơn vị")))),
        *(
            t.workers(desk.rng.choice(("Số CNLĐ", "Tổng số CNVCLĐ"))),
            t.score("Điểm chấm"),
            t.grade("Xếp loại"),
            t.note(),
        ),
    ]
    title = f'DANH SÁCH ĐƠN VỊ ĐỀ NGHỊ CÔNG NHẬN "{GREEN}" CẤP QUẬN NĂM 2025'
    page, listing, row = begin(desk, columns, "XSD", title, level="upper")
    made = [t.team(desk.rng, union.name) for union in unions[: desk.count(4, 9)]]
    for one, union in zip(made, unions, strict=False):
        one.typed_unit = spelling(union, desk.rng)
    if desk.faulty:
        made[1].typed_unit = "Công ty TNHH Quốc tế Phương Đông Zenith"
        made[1].codes.append(["unit_unknown", "unit_ambiguous"])
    row = put_rows(page, listing, row, columns, made)
    page.put(row, 1, "Tổng cộng")
    page.put(row, 2, sum(one.size for one in made))
    paper.signatures(page, row + 2, len(columns), desk.rng)


@layout()
def excellent_teams(desk: Desk) -> None:
    """Tập thể lao động xuất sắc: teams with what they did and what is asked for each."""
    columns = [t.stt(), t.name("Tên tổ, phòng, phân xưởng"), t.size("Quân số"), t.deeds("Thành tích"), t.title()]
    page, listing, row = begin(
        desk, columns, "TTXS", "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN", "TẬP THỂ LAO ĐỘNG XUẤT SẮC NĂM 2025"
    )
    row = put_rows(page, listing, row, columns, drawn(desk, desk.count(5, 12), columns))
    paper.signatures(page, row + 1, len(columns), desk.rng)


@layout()
def teams_in_groups(desk: Desk) -> None:
    """An upper union's list: "I. CĐCS Công ty A" above the teams of each."""
    unions = desk.from_upper()
    columns = [t.stt(), t.name("Tập thể đề nghị"), t.size("Số thành viên"), t.score("Điểm"), t.deeds("Thành tích")]
    title = f"DANH SÁCH TẬP THỂ {GREEN} CẤP QUẬN NĂM 2025"
    page, listing, row = begin(desk, columns, "XSD", title, level="upper")
    made = drawn(desk, 9, columns, twins=False)
    for roman, union, group in zip(ROMAN, unions, (made[:2], made[2:5], made[5:]), strict=False):
        page.put(row, 0, roman)
        page.put(row, 1, spelling(union, desk.rng))
        row = put_rows(page, listing, row + 1, columns, group)
    paper.signatures(page, row + 1, len(columns), desk.rng)


@layout()
def contest_of_teams(desk: Desk) -> None:
    """A contest's results of teams: Đội thi, points, prize."""
    columns = [t.stt(), t.name("Đội thi"), t.score("Tổng điểm"), t.prize("Giải"), t.note()]
    page, listing, row = begin(desk, columns, "HTT", "KẾT QUẢ ĐỒNG ĐỘI HỘI THI TAY NGHỀ NĂM 2025")
    row = put_rows(page, listing, row, columns, drawn(desk, desk.count(5, 10), columns))
    paper.signatures(page, row + 1, len(columns), desk.rng)
