"""The sheet put before the sender's: what to mend, each cause with links to its cells."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.returned.book import quoted
from connectors.returned.links import runs
from connectors.returned.page import Cell, Page, height
from connectors.returned.styles import Styles
from schemas.answer import ANSWER, ERROR, QUERY, Answer, Cause
from schemas.sheet import address

TITLE = "Kết quả kiểm tra"
_ERRORS = "Ô màu cam: lỗi cần sửa ({count} ô)"
_QUERIES = "Ô màu vàng: xem lại hoặc giải trình ({count} ô)"
_NOTHING = "Không có gì phải sửa."
_HEADS = ("STT", "Nguyên nhân", "Số dòng", "Cần ghi thế nào", "Cách sửa", "Trang tính", "Bấm để đi tới ô")
_REST = "và {count} ô nữa"
_WIDTHS = (6, 38, 9, 30, 38, 17, 12, 12, 12)
_GAP = 6  # points
_LINKS, _LINK_ROWS = 3, 8  # columns of links, and how many rows of them a cause gets


def page(answer: Answer, styles: Styles, namespace: str) -> tuple[bytes, str]:
    """The part of the sheet, and the rows that its print repeats."""
    made = Page(_WIDTHS)
    made.line([(made.last, ANSWER, "marker")], 12)
    made.across(answer.title, "title")
    for text in answer.lines:
        made.across(text, "about")
    made.line([], _GAP)
    _counts(made, answer)
    if answer.causes:
        made.line([], _GAP)
        head = _table(made, answer.causes)
    else:
        made.across(_NOTHING, "about")
        head = len(made.rows)
    return made.xml(head, styles, namespace), f"${head}:${head}"


def _counts(made: Page, answer: Answer) -> None:
    errors = {(mark.sheet, mark.cell) for mark in answer.marks if mark.severity == ERROR}
    queries = {(mark.sheet, mark.cell) for mark in answer.marks} - errors
    for severity, said, cells in ((ERROR, _ERRORS, errors), (QUERY, _QUERIES, queries)):
        if cells:
            made.across(said.format(count=_number(len(cells))), severity)


def _table(made: Page, causes: Sequence[Cause]) -> int:
    """The causes under their heads; returns the row of these."""
    spare = [(column, "", "head") for column in range(len(_HEADS), len(_WIDTHS))]
    head = made.line([*((column, title, "head") for column, title in enumerate(_HEADS)), *spare], 26)
    made.merge(head, len(_HEADS) - 1, head, made.last)
    for number, cause in enumerate(causes, 1):
        _cause(made, number, cause)
    return head


def _cause(made: Page, number: int, cause: Cause) -> None:
    """A cause, over as many rows as its links need."""
    texts = (str(number), cause.fault, _number(cause.rows), cause.expected, cause.advice, cause.sheet)
    looks = ("count", cause.severity, "count", "text", "text", "text")
    own = [(column, text, look) for column, (text, look) in enumerate(zip(texts, looks, strict=True))]
    links = _links(cause)
    tallest = max(height(text, width) for text, width in zip(texts, _WIDTHS, strict=False))
    first = len(made.rows) + 1
    for start in range(0, len(links), _LINKS):
        told = list(enumerate(links[start : start + _LINKS], len(own)))
        cells: list[Cell] = [(column, text, "link" if place else "count") for column, (text, place) in told]
        shown = own if not start else [(column, "", look) for column, _, look in own]
        row = made.line([*shown, *cells], max(tallest * _LINKS / len(links), height("", 1)))
        for column, (text, place) in told:
            if place:
                made.link(address(row, column), place, text)
    if len(made.rows) > first:
        for column in range(len(own)):
            made.merge(first, column, len(made.rows), column)


def _links(cause: Cause) -> list[tuple[str, str]]:
    """(text, place) of the cause's cells in full rows; of very many, the last says how many are not named."""
    found = runs(cause.cells)
    room = _LINKS * _LINK_ROWS
    shown = found if len(found) <= room else found[: room - 1]
    links = [(run.range.replace(":", "–"), f"{quoted(cause.sheet)}!{run.range}") for run in shown]
    if rest := sum(run.count for run in found[len(shown) :]):
        links.append((_REST.format(count=_number(rest)), ""))
    return links + [("", "")] * (-len(links) % _LINKS or _LINKS * (not links))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
