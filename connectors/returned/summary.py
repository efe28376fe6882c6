"""The page we put first: what to mend, what cures most rows on top, each with a link to its cells."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from connectors.returned.styles import COLOURS, Styles
from schemas.answer import ANSWER, ERROR, Answer, Cause
from schemas.sheet import letters

TITLE = "Kết quả kiểm tra"
_HEADS = ("", "Cần sửa gì", "Cần ghi thế nào", "Cách sửa", "Số dòng", "Trang tính", "Ở các ô (bấm để tới ô đầu)")
_WIDTHS = (3, 42, 34, 46, 10, 18, 34)
_LONGEST = 32_000
_SHOWN_CELLS = 400


def page(answer: Answer, styles: Styles, space: str, sheets: dict[str, str]) -> bytes:
    """The XML of the page; ``sheets`` are names that links lead to, quoted as references want them."""
    bold = styles.format(bold=True, size=16)
    plain = styles.format()
    head = styles.format(bold=True, fill="FFE8EEF4")
    small = styles.format(size=9, colour="FF7F7F7F")
    link = styles.format(colour="FF0563C1")
    marks = {severity: styles.format(bold=True, fill=colour) for severity, colour in COLOURS.items()}
    rows = [_row(1, [(1, answer.title, bold)], 30), _row(2, [(1, ANSWER, small)])]
    rows += [_row(3 + n, [(1, line, plain)], 34 if len(line) > 110 else 20) for n, line in enumerate(answer.lines)]
    merges = [f"B{n}:G{n}" for n in (1, *range(3, 3 + len(answer.lines)))]
    top = 4 + len(answer.lines)
    rows.append(_row(top, [(n, text, head) for n, text in enumerate(_HEADS)], 24))
    links = []
    for number, cause in enumerate(answer.causes, top + 1):
        sign = "✗" if cause.severity == ERROR else "?"
        texts = (cause.fault, cause.expected, cause.advice, str(cause.rows), cause.sheet)
        cells = [(0, sign, marks[cause.severity]), *((n, text, plain) for n, text in enumerate(texts, 1))]
        rows.append(_row(number, [*cells, (6, _cells(cause), link)], _height(cause)))
        if cause.cells and cause.sheet in sheets:
            links.append((f"G{number}", f"{sheets[cause.sheet]}!{cause.cells[0]}"))
    return _sheet(space, rows, merges, links, top).encode()


def _cells(cause: Cause) -> str:
    shown = ", ".join(cause.cells[:_SHOWN_CELLS])
    return f"{shown} …" if len(cause.cells) > _SHOWN_CELLS else shown


def _height(cause: Cause) -> int:
    widths = (42, 34, 46, 34)
    texts = (cause.fault, cause.expected, cause.advice, _cells(cause))
    lines = max(1 + len(text) // width for text, width in zip(texts, widths, strict=True))
    return min(240, 8 + 17 * lines)


def _row(number: int, cells: list[tuple[int, str, int]], height: int = 0) -> str:
    inner = "".join(
        f'<c r="{letters(column)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(_printable(text))}</t></is></c>"
        for column, text, style in cells
    )
    size = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{size}>{inner}</row>'


def _printable(text: str) -> str:
    return "".join(c for c in text[:_LONGEST] if c >= " " or c in "\n\t")


def _sheet(space: str, rows: list[str], merges: list[str], links: list[tuple[str, str]], top: int) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_WIDTHS, 1))
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    linked = "".join(f"<hyperlink ref={quoteattr(ref)} location={quoteattr(to)}/>" for ref, to in links)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews>"
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'
        + (f"<hyperlinks>{linked}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
