"""Lists of workers that differ in their header: one to three rows, odd words, numbers below."""

from __future__ import annotations

from tests.submissions import columns as c
from tests.submissions import paper
from tests.submissions.columns import Col
from tests.submissions.desk import ANY, HTML, Desk, head, put_rows
from tests.submissions.layouts.catalogue import layout

TITLE = "DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"


def ordinary(desk: Desk, columns: list[Col], *titles: str, style: str = "", sign: bool = True) -> None:
    """Letterhead, titles, header, perhaps column numbers, rows and signatures on one sheet."""
    page = desk.page()
    width = len(columns)
    listing = desk.listing(page)
    row = paper.letterhead(page, desk.office, width, desk.rng)
    row = paper.title(page, row, width, *(titles or (TITLE,)))
    row = head(page, listing, row, columns)
    if style:
        row = paper.numbering(page, row, 0, width, style)
    row = put_rows(page, listing, row, columns, desk.people(desk.count(), columns))
    if sign:
        paper.signatures(page, row + 1, width, desk.rng)


@layout()
def plain(desk: Desk) -> None:
    """One header row below letterhead and title."""
    ordinary(
        desk,
        [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.direct(), c.department(), c.achievement()],
        "DANH SÁCH",
        "Đề nghị công nhận Công nhân giỏi cấp cơ sở năm 2025",
        "(Kèm theo Tờ trình số 15/TTr-CĐ ngày 15/4/2025)",
    )


@layout()
def year_by_sex(desk: Desk) -> None:
    """Two header rows: Năm sinh over Nam | Nữ."""
    ordinary(
        desk,
        [
            *(c.stt("TT"), c.name("Họ tên"), c.born_by_sex(("Năm sinh", "Nam"), "male")),
            *(c.born_by_sex(("Năm sinh", "Nữ"), "female"), c.post(), c.department("Phòng ban")),
            *(c.grade(), c.achievement("Thành tích tiêu biểu")),
        ],
    )


@layout()
def three_rows(desk: Desk) -> None:
    """Three header rows: personal data over birth over Nam | Nữ, id over number, day and place."""
    ordinary(
        desk,
        [
            c.stt("Số TT"),
            c.renamed(c.name(), ("Thông tin cá nhân", "Họ và tên")),
            _deep("male", "Nam"),
            _deep("female", "Nữ"),
            c.cccd(("Căn cước công dân", "Số")),
            c.column("issued", ("Căn cước công dân", "Nơi cấp"), "id_issue_place", lambda _: "Cục CS QLHC về TTXH"),
            c.job(("Công việc", "Nghề nghiệp")),
            c.grade(("Công việc", "Bậc thợ")),
            c.note(),
        ],
    )


def _deep(sex: str, word: str) -> Col:
    return c.renamed(c.born_by_sex(("", ""), sex, full=True), ("Thông tin cá nhân", "Ngày sinh", word))


@layout()
def numbered_columns(desk: Desk) -> None:
    """A row that numbers the columns below the header."""
    ordinary(
        desk,
        [
            c.stt(),
            c.name("Họ, tên đệm và tên"),
            c.sex(),
            c.born(write=c.bare),
            c.cccd("Số căn cước"),
            c.job(),
            c.note(),
        ],
        style=desk.rng.choice(("(1)", "1", "A B 1")),
    )


@layout()
def abbreviated(desk: Desk) -> None:
    """Headings in abbreviations."""
    ordinary(
        desk,
        [
            *(c.stt("TT"), c.name("H. và tên"), c.sex("GT"), c.born_year("NS"), c.cccd("Số CC"), c.phone("SĐT")),
            *(c.post("CV"), c.department("BP"), c.grade("Bậc"), c.note("GC")),
        ],
        "DS CNG NĂM 2025",
    )


@layout()
def mistyped(desk: Desk) -> None:
    """Headings with typing mistakes."""
    ordinary(
        desk,
        [
            *(c.stt("SST"), c.name("Họ và tê n"), c.born("Ngày, tháng , năm sịnh"), c.sex("Giới tinh")),
            *(c.cccd("Số CCCĐ"), c.phone("Số điện thọai"), c.job("Công viêc đang làm"), c.achievement("Thành tich")),
        ],
    )


@layout()
def unaccented(desk: Desk) -> None:
    """Headings and titles without diacritics."""
    ordinary(
        desk,
        [
            *(c.stt(), c.name("Ho va ten"), c.born("Ngay sinh"), c.sex("Gioi tinh"), c.cccd("So CCCD")),
            *(c.job("Cong viec"), c.direct("CN truc tiep"), c.achievement("Thanh tich")),
        ],
        "DANH SACH CONG NHAN GIOI CAP CO SO NAM 2025",
    )


@layout()
def with_hints(desk: Desk) -> None:
    """Headings with line breaks and hints in brackets."""
    ordinary(
        desk,
        [
            c.stt("Số\nTT"),
            c.name("Họ và tên\n(ghi chữ in thường, có dấu)"),
            c.born("Ngày, tháng,\nnăm sinh\n(dd/mm/yyyy)"),
            c.sex("Giới tính\n(Nam/Nữ)"),
            c.cccd("Số CCCD\n(12 số)"),
            c.phone("Điện thoại\nliên hệ"),
            c.job("Nghề nghiệp\n(ghi cụ thể)"),
            c.direct("Là công nhân trực tiếp (đánh dấu x)"),
            c.achievement("Tóm tắt thành tích\n(không quá 100 chữ)"),
        ],
    )


@layout()
def bilingual(desk: Desk) -> None:
    """Headings in Vietnamese and English, as foreign-owned factories keep them."""
    ordinary(
        desk,
        [
            *(c.stt("STT/No."), c.name("Họ và tên/Full name"), c.born("Ngày sinh/Date of birth")),
            *(c.sex("Giới tính/Gender"), c.cccd("Số CCCD/ID No."), c.department("Bộ phận/Department")),
            *(c.post("Chức vụ/Position"), c.job("Công việc/Job")),
        ],
    )


@layout()
def broad(desk: Desk) -> None:
    """Twenty columns, some of them not to be kept and some only the sender's own."""
    ordinary(
        desk,
        [
            *(c.stt(), c.extra("Mã NV", lambda p: f"NV{p.cmnd[-4:]}"), c.name("Họ và tên CNLĐ"), c.sex(), c.born()),
            *(c.unasked("Dân tộc", "ethnicity", "Kinh"), c.unasked("Tôn giáo", "religion", "Không")),
            c.column("home", "Quê quán", "hometown", lambda p: p.hometown),
            c.column("address", "Nơi ở hiện nay", "address", lambda p: p.address),
            *(c.cccd("Số CCCD"), c.bhxh(), c.phone(), c.post(), c.job("Nghề nghiệp"), c.grade(), c.department()),
            c.hired(),
            c.extra("Số áo", lambda p: p.given[:1] + str(p.grade)),
            *(c.direct("Lao động trực tiếp"), c.achievement(), c.note()),
        ],
    )


@layout(ANY - {HTML})  # LibreOffice drops the empty margin
def shifted(desk: Desk) -> None:
    """The list begins in column C of row 11, without a letterhead."""
    page = desk.page("DS")
    columns = [c.stt(), c.name(), c.sex(), c.born(), c.cccd("CCCD"), c.job("Công việc"), c.achievement("Thành tích")]
    page.put(7, 2, "BIỂU TỔNG HỢP CÔNG NHÂN GIỎI CẤP CƠ SỞ - NĂM 2025")
    page.merge(7, 2, 7, 8)
    page.put(8, 2, f"Đơn vị: {desk.office.name}")
    listing = desk.listing(page)
    row = head(page, listing, 11, columns, left=2)
    put_rows(page, listing, row, columns, desk.people(desk.count(), columns), left=2)


@layout()
def bare(desk: Desk) -> None:
    """Nothing above the header: what it is only the file's name says."""
    page = desk.page()
    desk.stem = "DS cong nhan gioi 2025"
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.direct("Trực tiếp SX"), c.note()]
    listing = desk.listing(page)
    row = head(page, listing, 1, columns)
    put_rows(page, listing, row, columns, desk.people(desk.count(), columns))


@layout()
def repeated_header(desk: Desk) -> None:
    """The header comes again in the middle, as on a second printed page."""
    page = desk.page()
    columns = [c.stt(), c.name(), c.born(), c.sex(), c.cccd(), c.job(), c.department("Tổ/đội")]
    listing = desk.listing(page)
    row = paper.title(page, 1, len(columns), desk.office.name, TITLE)
    row = head(page, listing, row, columns)
    workers = desk.people(desk.count(12), columns)
    row = put_rows(page, listing, row, columns, workers[:7])
    row = paper.header(page, row, 0, columns)
    put_rows(page, listing, row, columns, workers[7:], first=8)
