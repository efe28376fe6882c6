"""Lists of initiatives: authors on rows, in one cell or beside each other, shares, money and its unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from tests.submissions import columns as c
from tests.submissions import paper, works
from tests.submissions import work_columns as w
from tests.submissions.desk import CELLS, Desk, head, put_row
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.groups import ROMAN
from tests.submissions.model import Page, Value
from tests.submissions.offices import Office, spelling
from tests.submissions.truth import Fault, Listing
from tests.submissions.work_columns import LineCol
from tests.submissions.works import Work

KIND, CAMPAIGN = "initiative_list", "SKST-2025"
TITLE = "DANH SÁCH SÁNG KIẾN ĐỀ NGHỊ CÔNG NHẬN CẤP CƠ SỞ NĂM 2025"


def drawn(
    desk: Desk, number: int, columns: Sequence[LineCol], unions: Sequence[Office] = (), *, twins: bool = True
) -> list[Work]:
    """Initiatives, each of a union if there are any, with mistakes that these columns can show."""
    made = works.works(desk.rng, number)
    for one in made if unions else ():
        union = desk.rng.choice(unions)
        one.unit, one.typed_unit = union.code, spelling(union, desk.rng)
    works.spoil(desk.rng, made, {col.key for col in columns}, desk.faulty, twins=twins)
    return made


def put_works(
    page: Page,
    listing: Listing,
    row: int,
    columns: Sequence[LineCol],
    made: Sequence[Work],
    *,
    merged: Collection[str] = (),
    alone: bool = False,
    first: int = 1,
) -> int:
    """Draw works, each author in a row (or all in one, ``alone``), some columns merged over them. The next row."""
    for number, one in enumerate(made, start=first):
        begun, rest = row, works.lines(one)[1:] if not alone else []
        put_row(page, listing, row, columns, works.lines(one)[0], number)
        for row, line in enumerate(rest, start=row + 1):  # noqa: B020
            for at, col in enumerate(columns):
                page.put(row, at, col.value(line), col.fmt)
        row += 1
        for at, col in enumerate(columns):
            if col.key in merged:
                page.merge(begun, at, row - 1, at)
    return row


def initiatives(
    desk: Desk,
    columns: Sequence[LineCol],
    *titles: str,
    merged: Collection[str] = (),
    alone: bool = False,
    line: str = "",
    style: str = "",
) -> None:
    """Letterhead, titles, header, initiatives and signatures on one sheet; ``line`` stands right above the header."""
    page = desk.page()
    listing = desk.listing(page, KIND, campaign=CAMPAIGN)
    width = len(columns)
    row = paper.letterhead(page, desk.office, width, desk.rng)
    row = paper.title(page, row, width, *(titles or (TITLE,)))
    if line:
        page.put(row, width - 2, line)
        row += 1
    row = head(page, listing, row, columns)
    if style:
        row = paper.numbering(page, row, 0, width, style)
    made = drawn(desk, desk.count(6, 13), columns)
    row = put_works(page, listing, row, columns, made, merged=merged, alone=alone)
    paper.signatures(page, row + 1, width, desk.rng)


@layout()
def authors_on_rows(desk: Desk) -> None:
    """Initiatives: each further author on a row of his or her own below, everything else blank there."""
    initiatives(
        desk,
        [
            *(w.stt(), w.title("Tên sáng kiến"), w.author("Họ và tên tác giả"), w.share("Tỷ lệ đóng góp (%)")),
            *(w.area(), w.applied(), w.benefit(), w.note()),
        ],
    )


@layout(CELLS)
def authors_under_merged_titles(desk: Desk) -> None:
    """Initiatives: number, title and benefit in cells merged over the rows of the authors."""
    initiatives(
        desk,
        [
            *(w.stt("TT"), w.title("Tên đề tài, sáng kiến"), w.author("Tác giả, đồng tác giả")),
            *(_post(), w.share("% đóng góp"), w.benefit("Giá trị làm lợi"), w.social()),
        ],
        merged={"stt", "title", "benefit", "social"},
    )


def _post(heading: c.Heading = "Chức vụ") -> LineCol:
    return w.of_author("post", heading, ("position",), lambda line: line.author.post)


@layout()
def authors_by_decree(desk: Desk) -> None:
    """Initiatives: the author's data in a block of the header, as the form of decree 13/2012 has them."""
    block = "Tác giả sáng kiến"
    initiatives(
        desk,
        [
            *(w.stt("Số TT"), w.title("Tên sáng kiến"), w.author((block, "Họ và tên"))),
            w.of_author(
                "born",
                (block, "Ngày tháng năm sinh"),
                ("date_of_birth", "birth_year"),
                lambda line: c.slashed(line.author.born),
            ),
            w.of_author(
                "work_unit", (block, "Nơi công tác"), ("work_unit", "department"), lambda line: line.author.department
            ),
            _post((block, "Chức danh")),
            w.share((block, "Tỷ lệ (%) đóng góp vào việc tạo ra sáng kiến")),
            *(w.applied("Ngày sáng kiến được áp dụng lần đầu"), w.social("Hiệu quả")),
        ],
        style=desk.rng.choice(("(1)", "1")),
    )


@layout()
def authors_in_one_cell(desk: Desk) -> None:
    """Initiatives: all authors in one cell, apart by semicolons, line breaks or commas."""
    sign = desk.rng.choice(("; ", "\n", ", ", " và "))
    initiatives(
        desk,
        [
            *(w.stt(), w.title("Tên giải pháp"), w.authors("Tác giả/nhóm tác giả", _joined(sign))),
            *(w.area("Lĩnh vực áp dụng"), w.benefit("Giá trị làm lợi (đồng)"), w.reward(), w.note()),
        ],
        alone=True,
    )


def _joined(sign: str) -> Callable[[Work], Value]:
    return lambda work: sign.join(one.name for one in work.authors)


@layout()
def authors_with_shares(desk: Desk) -> None:
    """Initiatives: authors in one cell with their shares in brackets behind each."""
    form = desk.rng.choice(("{name} ({share}%)", "{name}: {share}%", "- {name} ({share}%)"))
    sign = "\n" if form.startswith("-") else desk.rng.choice((", ", "; ", "\n"))

    def write(work: Work) -> Value:
        if len(work.authors) == 1:
            return work.authors[0].name
        pairs = zip(work.authors, work.shares, strict=True)
        return sign.join(form.format(name=one.name, share=share) for one, share in pairs)

    initiatives(
        desk,
        [
            *(w.stt("TT"), w.title("Tên sáng kiến, giải pháp"), w.authors("Đồng tác giả", write, shares=True)),
            *(w.social("Hiệu quả mang lại"), w.benefit("Số tiền làm lợi")),
        ],
        alone=True,
    )


@layout()
def main_author_and_others(desk: Desk) -> None:
    """Initiatives: Tác giả chính and Đồng tác giả in two columns."""

    def others(work: Work) -> Value:
        return "; ".join(one.name for one in work.authors[1:]) or None

    first = w.authors("Tác giả chính", lambda work: work.authors[0].name)
    initiatives(
        desk,
        [
            *(w.stt(), w.title("Tên sáng kiến"), first),
            w.of_author("others", "Đồng tác giả", ("initiative_authors",), lambda line: others(line.work)),
            *(w.area(), w.applied("Thời gian áp dụng"), w.benefit()),
        ],
        alone=True,
    )


@layout()
def benefit_in_millions(desk: Desk) -> None:
    """Initiatives: "Đơn vị tính: triệu đồng" above the header changes every amount."""
    columns = [
        *(w.stt("TT"), w.title("Tên đề tài"), w.author("Tên tác giả"), w.share("Tỷ lệ đóng góp")),
        *(w.benefit("Giá trị làm lợi", _millions), w.reward("Tiền thưởng", lambda dong: dong / 1_000_000)),
    ]
    unit = desk.rng.choice(("Đơn vị tính: triệu đồng", "ĐVT: triệu đồng", "(Đơn vị: Triệu đồng)"))
    initiatives(desk, columns, "DANH SÁCH CÁC ĐỀ TÀI, SÁNG KIẾN CẤP CƠ SỞ", "NĂM 2025", line=unit)


def _millions(dong: int) -> Value:
    return dong // 1_000_000 if dong % 1_000_000 == 0 else dong / 1_000_000


@layout()
def benefit_unit_in_heading(desk: Desk) -> None:
    """Initiatives: the unit of money stands in the column's own heading."""
    columns = [
        *(w.stt(), w.title("Tên sáng kiến cải tiến kỹ thuật"), w.author("Họ và tên tác giả")),
        *(w.share("Tỷ lệ\nđóng góp\n(%)"), w.benefit("Giá trị làm lợi\n(triệu đồng)", _millions), w.social()),
    ]
    initiatives(desk, columns)


@layout()
def benefit_in_words(desk: Desk) -> None:
    """Initiatives: amounts with words, dots and calculations."""

    def write(dong: int) -> Value:
        ways = [f"{dong:,}".replace(",", ".") + " đ", f"{dong:,}".replace(",", ".") + " đồng", _worded(dong)]
        ways.append(f"2 công x {dong // 2:,} đ = {dong:,} đ".replace(",", "."))
        return desk.rng.choice(ways)

    columns = [
        *(w.stt(), w.title(), w.author("Tác giả"), w.share("Tỷ lệ %", lambda share: f"{share}%")),
        w.benefit("Giá trị làm lợi", write),
    ]
    initiatives(desk, columns)


def _worded(dong: int) -> str:
    number = f"{dong / 1_000_000_000:g} tỷ" if dong % 100_000_000 == 0 else f"{dong / 1_000_000:g} triệu"
    return number.replace(".", ",")


@layout()
def shares_as_fractions(desk: Desk) -> None:
    """Initiatives: shares as numbers below one in cells that show percent."""
    columns = [
        *(w.stt(), w.title("Tên sáng kiến"), w.author("Tác giả, đồng tác giả")),
        *(w.share("Tỷ lệ đóng góp", lambda share: share / 100, fmt="0%"), w.area(), w.benefit()),
    ]
    initiatives(desk, columns)


@layout()
def initiatives_of_unions(desk: Desk) -> None:
    """An upper union's list of initiatives with a column of unions."""
    unions = desk.from_upper()
    columns = [
        *(w.stt(), w.title("Tên sáng kiến"), w.author("Tác giả"), w.share("Tỷ lệ đóng góp (%)")),
        *(w.unit("CĐCS"), w.benefit(), w.note()),
    ]
    made = drawn(desk, desk.count(8, 14), columns, unions)
    if desk.faulty and made[0].title != made[-1].title:
        made[0].typed_unit = "Công ty TNHH Quốc tế Phương Đông Zenith"
        made[0].codes.append(["unit_unknown", "unit_ambiguous"])
    page, listing, row = _upper(desk, columns)
    put_works(page, listing, row, columns, made)


@layout()
def initiatives_in_groups(desk: Desk) -> None:
    """An upper union's list of initiatives: "I. CĐCS Công ty A (3 sáng kiến)" above each union's own."""
    unions = desk.from_upper()
    columns = [
        *(w.stt(), w.title("Tên sáng kiến"), w.author("Tác giả"), w.share("Tỷ lệ (%)")),
        *(w.area(), w.benefit(), w.social()),
    ]
    page, listing, row = _upper(desk, columns)
    made = drawn(desk, 12, columns, twins=False)
    for roman, union, group in zip(ROMAN, unions, (made[:3], made[3:7], made[7:]), strict=False):
        page.put(row, 0, f"{roman}. {spelling(union, desk.rng)} ({len(group)} sáng kiến)")
        page.merge(row, 0, row, len(columns) - 1)
        row = put_works(page, listing, row + 1, columns, group)
    total = len(listing.rows)
    if desk.faulty:
        listing.faults.append(Fault(0, ["total_differs"]))
        total += 4
    page.put(row, 0, f"Tổng số: {total} sáng kiến")
    paper.signatures(page, row + 2, len(columns), desk.rng)


def _upper(desk: Desk, columns: Sequence[LineCol]) -> tuple[Page, Listing, int]:
    page = desk.page()
    listing = desk.listing(page, KIND, "upper", CAMPAIGN)
    row = paper.letterhead(page, desk.office, len(columns), desk.rng, number="09/DS-LĐLĐ")
    row = paper.title(page, row, len(columns), "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN SÁNG KIẾN CẤP QUẬN NĂM 2025")
    return page, listing, head(page, listing, row, columns)


@layout()
def initiatives_by_field(desk: Desk) -> None:
    """Initiatives in sections by field of work, the number going on."""
    columns = [
        *(w.stt("TT"), w.title("Tên đề tài, sáng kiến"), w.author("Họ tên tác giả"), w.share("% đóng góp")),
        *(w.applied("Ngày áp dụng"), w.benefit("Giá trị làm lợi (đồng)")),
    ]
    page = desk.page()
    listing = desk.listing(page, KIND, campaign=CAMPAIGN)
    row = paper.letterhead(page, desk.office, len(columns), desk.rng)
    row = paper.title(page, row, len(columns), TITLE)
    row = head(page, listing, row, columns)
    made = drawn(desk, 10, columns)
    sections = ("I. LĨNH VỰC KỸ THUẬT", "II. LĨNH VỰC QUẢN LÝ", "III. LĨNH VỰC KHÁC")
    for section, group in zip(sections, (made[:4], made[4:7], made[7:]), strict=True):
        page.put(row, 0, section)
        page.merge(row, 0, row, len(columns) - 1)
        row = put_works(page, listing, row + 1, columns, group, first=made.index(group[0]) + 1)
    page.put(row, 1, "Tổng cộng")
    page.put(row, 2, f"{len(made)} sáng kiến")


@layout()
def authors_beside_dittos(desk: Desk) -> None:
    """Initiatives: below the title and the benefit of each a ditto mark on the rows of further authors."""
    sign = desk.rng.choice(("nt", "-nt-", "như trên", '"'))
    columns = [
        *(w.stt(), w.title(), w.author("Tác giả"), w.share("Tỷ lệ (%)")),
        *(w.area(), w.benefit("Giá trị làm lợi (triệu đồng)", _millions), w.note()),
    ]
    initiatives(desk, [_dittoed(col, sign) if col.key in {"title", "area"} else col for col in columns])


def _dittoed(col: LineCol, sign: str) -> LineCol:
    return replace(col, write=lambda line: sign if line.number else col.write(line))
