"""XML Spreadsheet 2003 as Excel saves it, most often named .xls."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape, quoteattr

from tests.submissions.model import Book, Cell, Formula, Page

_TOP = (
    '<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\r\n'
)


def spreadsheetml_file(book: Book) -> bytes:
    """The workbook; rows and cells that are blank are skipped by ss:Index, as Excel does."""
    looks = sorted({_look(cell) for page in book.pages for cell in page.cells.values()})
    names = {look: f"s{number}" for number, look in enumerate(looks, start=62)}
    option = "<x:Date1904/>" if book.epoch_1904 else ""
    styles = "".join(_style(names[look], *look) for look in looks)
    pages = "".join(_page(page, names) for page in book.pages)
    head = f"<x:ExcelWorkbook>{option}</x:ExcelWorkbook>\r\n<Styles>{styles}</Styles>\r\n"
    return f"{_TOP}{head}{pages}</Workbook>\r\n".encode()


def _look(cell: Cell) -> tuple[str, str]:
    return cell.fmt or ("dd/mm/yyyy" if isinstance(cell.value, date) else ""), cell.font


def _style(name: str, fmt: str, font: str) -> str:
    inside = f"<Font ss:FontName={quoteattr(font)}/>" if font else ""
    inside += f"<NumberFormat ss:Format={quoteattr(fmt)}/>" if fmt else ""
    return f'<Style ss:ID="{name}">{inside}</Style>'


def _page(page: Page, names: dict[tuple[str, str], str]) -> str:
    merges = {(row, column): (last_row - row, last - column) for row, column, last_row, last in page.merges}
    rows: dict[int, list[int]] = {}
    for row, column in sorted(page.cells):
        rows.setdefault(row, []).append(column)
    lines = []
    for row, columns in rows.items():
        cells = "".join(
            _cell(column, page.cells[row, column], merges.get((row, column), (0, 0)), names) for column in columns
        )
        hidden = ' ss:Hidden="1"' if row in page.hidden_rows else ""
        lines.append(f'<Row ss:Index="{row}"{hidden}>{cells}</Row>\r\n')
    state = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>" if page.hidden else ""
    return f"<Worksheet ss:Name={quoteattr(page.name)}><Table>{''.join(lines)}</Table>{state}</Worksheet>\r\n"


def _cell(column: int, cell: Cell, merge: tuple[int, int], names: dict[tuple[str, str], str]) -> str:
    span = f' ss:MergeDown="{merge[0]}"' if merge[0] else ""
    span += f' ss:MergeAcross="{merge[1]}"' if merge[1] else ""
    kind, text = _data(cell)
    start = f'<Cell ss:Index="{column + 1}"{span} ss:StyleID="{names[_look(cell)]}">'
    return f'{start}<Data ss:Type="{kind}">{text}</Data></Cell>'


def _data(cell: Cell) -> tuple[str, str]:
    value = cell.value.result if isinstance(cell.value, Formula) else cell.value
    if isinstance(value, date):
        return "DateTime", f"{value:%Y-%m-%d}T00:00:00.000"
    if isinstance(value, int | float):
        return "Number", str(value)
    text = str(value)
    return "Error" if text.startswith("#") else "String", escape(text).replace("\n", "&#10;")
