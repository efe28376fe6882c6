"""The page of a blank workbook that says how to fill it in: short steps, then each column with an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.book import BOLD, BOX, CENTRE, HEAD, ITALIC, LEFT, Book, Style
from reports.validation import WORDS
from schemas.item import AUTHORS
from schemas.kind import PERSON, UNIT, Kind
from schemas.template import CHOICE, GUIDE, UNION, TemplateColumn

_ONE_ROW = {PERSON: "Mỗi người một dòng", UNIT: "Mỗi đơn vị, tập thể một dòng"}
_SMALL: Style = {"font_size": 11}
_LINE = 125  # letters of a step that fit one line


def draw(book: Book, kind: Kind, columns: Sequence[TemplateColumn], unions: Sequence[str]) -> None:
    """Add the page; ``unions`` are those a row may name."""
    page = book.page("Hướng dẫn", landscape=True, numbered=False)
    page.widths(6, 27, 66, 36)
    page.across(0, 0, 3, "HƯỚNG DẪN ĐIỀN MẪU", CENTRE, BOLD, {"font_size": 14}, height=28)
    page.across(1, 0, 3, GUIDE, CENTRE, {"font_size": 8, "font_color": "#7F7F7F"})
    row = 3
    for number, step in enumerate(_steps(kind), start=1):
        page.text(row, 0, f"{number}.", CENTRE)
        page.across(row, 1, 3, step, height=19 if len(step) < _LINE else 36)
        row += 1
    page.across(row + 1, 0, 3, "CÁCH GHI TỪNG CỘT", BOLD)
    row += 2
    for place, head in enumerate(("TT", "Cột", "Cách ghi", "Ví dụ")):
        page.text(row, place, head, HEAD)
    page.sheet.set_row(row, 22)
    for number, column in enumerate(columns, start=1):
        page.text(row + number, 0, str(number), CENTRE, BOX, _SMALL)
        page.text(row + number, 1, column.heading, BOX, LEFT, _SMALL, BOLD if column.required else {})
        page.text(row + number, 2, " ".join(_told(kind, column, unions)), BOX, LEFT, _SMALL)
        page.text(row + number, 3, _example(column, unions), BOX, LEFT, _SMALL, ITALIC)
        page.sheet.set_row(row + number, 19)
    page.sheet.protect("", {"format_columns": True, "format_rows": True})


def _told(kind: Kind, column: TemplateColumn, unions: Sequence[str]) -> Iterator[str]:
    """How a column is filled in, in sentences."""
    if column.check == UNION and kind.counting:
        yield "Đã ghi sẵn."
        return
    if column.required:
        yield "Bắt buộc."
    if column.check == CHOICE:
        yield f"Chọn trong danh sách thả xuống: {', '.join(column.choices)}."
    elif column.check == UNION and not unions:
        yield "Ghi đúng tên công đoàn cơ sở."
    elif column.check:
        yield WORDS[column.check]


def _example(column: TemplateColumn, unions: Sequence[str]) -> str:
    return column.example or (unions[0] if unions and column.check == UNION else "")


def _steps(kind: Kind) -> Iterator[str]:
    one = _ONE_ROW.get(kind.about, "Mỗi công trình, sáng kiến một dòng")
    yield f"{one}, ghi từ dòng đầu tiên của trang “Danh sách”. Các cột nền vàng là bắt buộc."
    yield "Không đổi tên cột. Được sắp xếp, lọc, chèn hoặc xóa dòng, đổi độ rộng cột; dòng trống không được tính."
    yield "Cột số (CCCD, BHXH, điện thoại) và cột ngày đã đặt sẵn dạng văn bản: gõ đủ chữ số, kể cả số 0 ở đầu."
    yield "Chép từ tệp khác: dùng “Dán giá trị” (Paste Special → Values) để giữ danh sách chọn và định dạng."
    if any(item.holds == AUTHORS for item in kind.items):
        yield "Nhiều tác giả: từ tác giả thứ hai ghi ở dòng ngay dưới, để trống tên sáng kiến; tỷ lệ cộng lại bằng 100."
    yield "Không có trường hợp nào: ghi “Không có” vào ô đầu tiên sau cột STT rồi vẫn gửi tệp. Để trống là chưa điền."
    yield "Gửi thêm sau khi đã gửi danh sách: xin mẫu bổ sung. Sửa danh sách: gửi lại cả danh sách."
    yield "Giữ nguyên dòng “Mẫu thidua-…” dưới tiêu đề: nhờ đó tệp được nhận đúng chỗ."
