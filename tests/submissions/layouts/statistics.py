"""Figures of unions: a row each, under registered and achieved, or down the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.submissions import figures as f
from tests.submissions import paper
from tests.submissions.desk import Desk, head, put_rows
from tests.submissions.figures import FigureCol, Figures
from tests.submissions.layouts.catalogue import layout
from tests.submissions.model import Page
from tests.submissions.truth import Fault, Listing, Row

KIND = "unit_statistics"
# The words of an upright form, what they count, and the unit of counting.
LINES = (
    ("Tổng số CNVCLĐ", "stat_workers_total", "người"),
    ("Trong đó: nữ", "stat_workers_female", "người"),
    ("Tổng số đoàn viên", "stat_members_total", "người"),
    ("Số CNG cấp cơ sở", "stat_cng_grassroots", "người"),
    ("Số CNG cấp trên cơ sở", "stat_cng_upper", "người"),
    ("Số CNG Thủ đô", "stat_cng_city", "người"),
    ("Số sáng kiến được công nhận", "stat_initiatives", "sáng kiến"),
    ("Tổng giá trị làm lợi", "stat_initiatives_benefit", "đồng"),
)


def counted(desk: Desk, columns: Sequence[FigureCol], *titles: str, line: str = "", total: bool = False) -> None:
    """Letterhead, titles, header, a row of figures for each union and perhaps their sums."""
    page = desk.page()
    listing = desk.listing(page, KIND)
    width = len(columns)
    row = paper.letterhead(page, desk.office, width, desk.rng)
    row = paper.title(page, row, width, *titles)
    if line:
        page.put(row, width - 2, line)
        row += 1
    row = head(page, listing, row, columns)
    offices = desk.unions[:9] or [desk.office]
    made = [f.figures(desk.rng, office) for office in offices]
    f.spoil(desk.rng, made, _fields(columns), 2 * desk.faulty)
    row = put_rows(page, listing, row, columns, made)
    if total:
        page.put(row, 1, "TỔNG CỘNG")
        for at, col in enumerate(columns):
            if col.key.startswith("stat_"):
                page.put(row, at, sum(one.counts[col.key] for one in made))
    paper.signatures(page, row + 2, width, desk.rng)


def _fields(columns: Sequence[FigureCol]) -> list[str]:
    return [col.key for col in columns if col.key.startswith("stat_")]


@layout()
def figures_of_unions(desk: Desk) -> None:
    """An upper union's figures: a row for each union, Tổng số | Nữ below CNVCLĐ, sums in the last row."""
    desk.from_upper()
    columns = [
        *(f.stt("TT"), f.union("Tên CĐCS"), f.count(("CNVCLĐ", "Tổng số"), "stat_workers_total")),
        *(f.count(("CNVCLĐ", "Nữ"), "stat_workers_female"), f.count("Tổng số đoàn viên", "stat_members_total")),
        f.count(("Công nhân giỏi", "Cấp cơ sở"), "stat_cng_grassroots"),
        f.count(("Công nhân giỏi", "Cấp quận"), "stat_cng_upper"),
        *(f.count(("Sáng kiến", "Số lượng"), "stat_initiatives"), f.money(("Sáng kiến", "Giá trị làm lợi (đồng)"))),
        f.note(),
    ]
    counted(desk, columns, "BIỂU TỔNG HỢP SỐ LIỆU PHONG TRÀO CÔNG NHÂN GIỎI NĂM 2025", total=True)


@layout()
def figures_of_one(desk: Desk) -> None:
    """A grassroots union's own figures in a single row."""
    columns = [
        *(f.union("Đơn vị"), f.count("Tổng số CNVCLĐ", "stat_workers_total")),
        *(f.count("Nữ CNVCLĐ", "stat_workers_female"), f.count("Số đoàn viên", "stat_members_total")),
        *(f.count("CNG cấp cơ sở", "stat_cng_grassroots"), f.count("Số sáng kiến", "stat_initiatives")),
        f.money("Tổng giá trị làm lợi"),
    ]
    counted(desk, columns, "BÁO CÁO SỐ LIỆU CÔNG NHÂN GIỎI NĂM 2025")


@layout()
def figures_registered_and_achieved(desk: Desk) -> None:
    """Counts per movement under Số đăng ký and Số đạt."""
    desk.from_upper()
    registered, achieved = "Số đăng ký", "Số đạt"
    movements = (
        ("Công nhân giỏi", "stat_cng"),
        ("Lao động giỏi", "stat_ldg"),
        ("Giỏi việc nước, đảm việc nhà", "stat_gvn"),
        ("Xanh, sạch, đẹp", "stat_xsd"),
        ("Sáng kiến", "stat_initiatives"),
    )
    columns = [
        *(f.stt(), f.union("Công đoàn cơ sở")),
        *(f.count((registered, words), f"{name}_registered") for words, name in movements),
        *(f.count((achieved, words), name) for words, name in movements),
    ]
    counted(desk, columns, "BIỂU SỐ LIỆU KẾT QUẢ PHONG TRÀO THI ĐUA NĂM 2025", total=desk.rng.random() < 0.5)


@layout()
def figures_by_movement(desk: Desk) -> None:
    """Đăng ký | Đạt under each movement."""
    desk.from_upper()
    movements = (
        ("Công nhân giỏi", "stat_cng"),
        ("Lao động giỏi", "stat_ldg"),
        ("Công trình, sản phẩm", "stat_works"),
        ("Hội thi tay nghề", "stat_contestants"),
    )
    columns = [f.stt("TT"), f.union("Đơn vị")]
    for words, name in movements:
        columns += [f.count((words, "Đăng ký"), f"{name}_registered"), f.count((words, "Đạt"), name)]
    counted(desk, columns, "TỔNG HỢP KẾT QUẢ CÁC PHONG TRÀO THI ĐUA YÊU NƯỚC TRONG CNVCLĐ NĂM 2025")


@layout()
def figures_in_millions(desk: Desk) -> None:
    """Figures of initiatives, their money in triệu đồng by the line above the header."""
    desk.from_upper()
    columns = [
        *(f.stt(), f.union("Tên đơn vị"), f.count("Tổng số CNVCLĐ", "stat_workers_total")),
        *(f.count("Tổng số sáng kiến", "stat_initiatives"), f.money("Tổng giá trị làm lợi", unit=1_000_000)),
        f.money("Tổng tiền thưởng", "stat_initiatives_reward", 1_000_000),
    ]
    counted(desk, columns, "BIỂU THỐNG KÊ SÁNG KIẾN CÔNG NHÂN GIỎI NĂM 2025", line="Đơn vị tính: triệu đồng")


@layout()
def figures_in_blocks(desk: Desk) -> None:
    """An upper union's figures: unions in blocks, each block summed in its own row above."""
    unions = desk.from_upper()[:8]
    columns = [
        *(f.stt("TT"), f.union("Đơn vị"), f.count("Tổng số CNVCLĐ", "stat_workers_total")),
        *(f.count("Trong đó nữ", "stat_workers_female"), f.count("Công nhân giỏi cấp cơ sở", "stat_cng_grassroots")),
        *(f.count("Số sáng kiến", "stat_initiatives"), f.note()),
    ]
    page = desk.page()
    listing = desk.listing(page, KIND)
    row = paper.letterhead(page, desk.office, len(columns), desk.rng)
    row = paper.title(page, row, len(columns), "BIỂU SỐ LIỆU CÔNG NHÂN GIỎI NĂM 2025")
    row = head(page, listing, row, columns)
    made = [f.figures(desk.rng, office) for office in unions]
    f.spoil(desk.rng, made, _fields(columns), 2 * desk.faulty)
    half = len(made) // 2
    for words, roman, group in (("Khối doanh nghiệp", "I", made[:half]), ("Khối trường học", "II", made[half:])):
        page.put(row, 0, roman)
        page.put(row, 1, words)
        for at, name in enumerate(_fields(columns), start=2):
            page.put(row, at, sum(one.counts[name] for one in group))
        row = put_rows(page, listing, row + 1, columns, group)
    paper.signatures(page, row + 1, len(columns), desk.rng)


def upright(desk: Desk, above: Sequence[str], draw: Callable[[Page, int, int, Figures], None]) -> None:
    """A form of one union: the words on the left, its figures by ``draw`` on the right."""
    page = desk.page()
    width = len(above)
    row = paper.letterhead(page, desk.office, max(width, 4), desk.rng)
    row = paper.title(page, row, width, "BÁO CÁO SỐ LIỆU PHONG TRÀO CÔNG NHÂN GIỎI", "Năm 2025")
    for at, words in enumerate(above):
        page.put(row, at, words)
    one = f.figures(desk.rng, desk.office)
    f.spoil(desk.rng, [one], [name for _, name, _ in LINES], 4 * desk.faulty)
    for at, (words, _, _) in enumerate(LINES):
        page.put(row + 1 + at, 0, at + 1)
        page.put(row + 1 + at, 1, words)
        draw(page, row + 1 + at, at, one)
    _tell(desk.listing(page, KIND), row + 1, one)
    paper.signatures(page, row + len(LINES) + 2, max(width, 4), desk.rng)


def _tell(listing: Listing, row: int, one: Figures) -> None:
    told = {name: one.counts[name] for _, name, _ in LINES if name not in one.untold}
    listing.rows.append(Row(row, told, {}, sorted(one.untold)))
    listing.faults += [Fault(row, codes) for codes in one.codes]


@layout()
def figures_upright(desk: Desk) -> None:
    """Figures down the page: Nội dung, Đơn vị tính, Số liệu."""

    def draw(page: Page, row: int, at: int, one: Figures) -> None:
        page.put(row, 2, LINES[at][2])
        page.put(row, 3, one.spoilt.get(LINES[at][1], one.counts[LINES[at][1]]))

    upright(desk, ("TT", "Nội dung", "Đơn vị tính", "Số liệu"), draw)


@layout()
def figures_planned_and_done(desk: Desk) -> None:
    """Figures down the page under Kế hoạch and Thực hiện."""

    def draw(page: Page, row: int, at: int, one: Figures) -> None:
        page.put(row, 2, one.counts[LINES[at][1]] + 5)
        page.put(row, 3, one.spoilt.get(LINES[at][1], one.counts[LINES[at][1]]))

    upright(desk, ("STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"), draw)


@layout()
def figures_beside_each_other(desk: Desk) -> None:
    """Figures down the page with a column for each union."""
    unions = desk.from_upper()[:3]
    page = desk.page()
    row = paper.letterhead(page, desk.office, 5, desk.rng)
    row = paper.title(page, row, 5, "BIỂU SỐ LIỆU CÔNG NHÂN GIỎI NĂM 2025")
    page.put(row, 0, "TT")
    page.put(row, 1, "Nội dung")
    made = [f.figures(desk.rng, office) for office in unions]
    f.spoil(desk.rng, made, [name for _, name, _ in LINES], 2 * desk.faulty)
    for left, one in enumerate(made, start=2):
        page.put(row, left, one.typed_unit)
        for at, (words, name, _) in enumerate(LINES, start=1):
            page.put(row + at, 0, at)
            page.put(row + at, 1, words)
            page.put(row + at, left, one.spoilt.get(name, one.counts[name]))
        listing = desk.listing(page, KIND)
        listing.anchor = left
        listing.headings = {left: [name for _, name, _ in LINES] + ["grassroots_union"]}
        _tell(listing, row + 1, one)
