"""Lists of works registered in emulation, and of works completed."""

from __future__ import annotations

from collections.abc import Sequence

from tests.submissions import paper, words, works
from tests.submissions import work_columns as w
from tests.submissions.desk import Desk, head
from tests.submissions.layouts.catalogue import layout
from tests.submissions.layouts.initiatives import put_works
from tests.submissions.offices import spelling
from tests.submissions.work_columns import LineCol

REGISTERED, COMPLETED, CAMPAIGN = "work_registration", "work_completion", "CTDT-2025"


def undertaken(desk: Desk, kind: str, columns: Sequence[LineCol], *titles: str, line: str = "") -> None:
    """Letterhead, titles, header, works and signatures on one sheet."""
    page = desk.page()
    listing = desk.listing(page, kind, campaign=CAMPAIGN)
    width = len(columns)
    row = paper.letterhead(page, desk.office, width, desk.rng)
    row = paper.title(page, row, width, *titles)
    if line:
        page.put(row, width - 2, line)
        row += 1
    row = head(page, listing, row, columns)
    made = works.works(desk.rng, desk.count(5, 12), words.WORKS)
    if desk.office.level == "upper":
        unions = desk.rng.sample(desk.unions, 4)
        for one in made:
            one.typed_unit = spelling(desk.rng.choice(unions), desk.rng)
    works.spoil(desk.rng, made, {col.key for col in columns}, desk.faulty)
    row = put_works(page, listing, row, columns, made, alone=True)
    paper.signatures(page, row + 1, width, desk.rng)


@layout()
def works_registered(desk: Desk) -> None:
    """Works registered to greet a congress, with who answers for each and by when."""
    undertaken(
        desk,
        REGISTERED,
        [
            *(w.stt(), w.work_title("Tên công trình, phần việc"), w.leader("Người phụ trách")),
            *(w.starts("Ngày khởi công"), w.due("Thời hạn hoàn thành"), w.benefit("Giá trị công trình (đồng)")),
            w.note(),
        ],
        "DANH SÁCH ĐĂNG KÝ CÔNG TRÌNH, SẢN PHẨM CHÀO MỪNG ĐẠI HỘI",
        "NĂM 2025",
    )


@layout()
def works_registered_in_millions(desk: Desk) -> None:
    """Works registered, their values in triệu đồng."""
    undertaken(
        desk,
        REGISTERED,
        [
            *(w.stt("TT"), w.work_title("Tên công trình, đề tài, sản phẩm"), w.leader("Chủ nhiệm")),
            *(w.due("Dự kiến hoàn thành"), w.benefit("Giá trị", lambda dong: dong / 1_000_000)),
        ],
        "BIỂU ĐĂNG KÝ ĐỀ TÀI, CÔNG TRÌNH THI ĐUA NĂM 2025",
        line="Đơn vị tính: Triệu đồng",
    )


@layout()
def works_completed(desk: Desk) -> None:
    """Works completed, with the day and the value."""
    undertaken(
        desk,
        COMPLETED,
        [
            *(w.stt(), w.work_title("Tên công trình"), w.leader("Tập thể, cá nhân thực hiện")),
            *(w.done("Ngày hoàn thành"), w.status(), w.benefit("Giá trị công trình (triệu đồng)", _millions)),
        ],
        "DANH SÁCH CÔNG TRÌNH, SẢN PHẨM HOÀN THÀNH NĂM 2025",
        "(Kèm theo Báo cáo số 21/BC-CĐ ngày 20/11/2025)",
    )


def _millions(dong: int) -> float:
    return dong / 1_000_000


@layout()
def works_of_unions(desk: Desk) -> None:
    """An upper union's list of works completed with a column of unions."""
    desk.from_upper()
    undertaken(
        desk,
        COMPLETED,
        [
            *(w.stt("TT"), w.unit("Đơn vị"), w.work_title("Tên công trình, sản phẩm"), w.done("Thời gian hoàn thành")),
            *(w.status("Kết quả thực hiện"), w.benefit("Giá trị làm lợi (đồng)"), w.note()),
        ],
        "TỔNG HỢP KẾT QUẢ THỰC HIỆN CÔNG TRÌNH, SẢN PHẨM THI ĐUA CẤP QUẬN NĂM 2025",
    )
