"""OpenDocument beyond what LibreOffice writes: repeats, filters, defaults of columns, formulas never calculated."""

from __future__ import annotations

import pytest

from connectors.failures import Unreadable
from connectors.workbook import read
from schemas.sheet import Merge, Workbook
from tests.corpus.archives import archive, member

_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("svg", "svg-compatible"),
    )
)


def ods(table: str, styles: str = "") -> bytes:
    """A spreadsheet of one table."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = (("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content))
    return archive(member(name, text) for name, text in parts)


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def book(table: str, styles: str = "") -> Workbook:
    return read(ods(table, styles))


def test_filtered_and_repeated_rows_are_hidden_and_those_behind_the_data_are_not() -> None:
    hidden = 'table:visibility="filter" table:number-rows-repeated="3"'
    rows = row(cell("a")) + row(cell("b"), hidden) + row(cell("c"))
    tail = row("<table:table-cell/>", 'table:visibility="collapse" table:number-rows-repeated="1048000"')
    assert book(rows + tail).sheets[0].hidden_rows == frozenset({1, 2, 3})


def test_merged_ranges_are_found_behind_repeats_and_covered_cells() -> None:
    span = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    first = row(cell("a", 'table:number-columns-repeated="2"') + cell("b", span) + "<table:covered-table-cell/>")
    second = row('<table:table-cell/><table:table-cell/><table:covered-table-cell table:number-columns-repeated="2"/>')
    assert book(first + second + row(cell("c"))).sheets[0].merges == (Merge(0, 2, 1, 3),)


def test_an_old_font_comes_from_the_defaults_of_a_column_and_a_parent_too() -> None:
    styles = (
        '<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>'
        '<style:style style:name="p"><style:text-properties style:font-name="F1"/></style:style>'
        '<style:style style:name="ce1" style:parent-style-name="p"/>'
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="ce1"/>'
    assert book(columns + row(cell("a") + cell("Hµ")), styles).sheets[0].fonts == (" t",)


@pytest.mark.parametrize(
    ("digits", "value", "text"),
    [
        ('number:min-integer-digits="12" number:decimal-places="0"', "1090123456", "001090123456"),
        ('number:min-integer-digits="1" number:decimal-places="0"', "5", "5"),
        ('number:min-integer-digits="3" number:decimal-places="2"', "5", "5"),
        ('number:min-integer-digits="4" number:grouping="true"', "5", "5"),
    ],
)
def test_zeros_of_a_number_style_are_read(digits: str, value: str, text: str) -> None:
    styles = (
        f'<number:number-style style:name="N1"><number:number {digits}/></number:number-style>'
        '<style:style style:name="ce1" style:data-style-name="N1"/>'
    )
    number = f'<table:table-cell table:style-name="ce1" office:value-type="float" office:value="{value}"/>'
    assert book(row(cell("x") + number), styles).sheets[0].rows[0][1] == text


def test_an_error_that_claims_to_be_zero_is_an_error() -> None:
    result = 'table:formula="of:=1/0" office:value-type="float" office:value="0"'
    error = f"<table:table-cell {result}><text:p>#DIV/0!</text:p></table:table-cell>"
    sheet = book(row(cell("x") + error)).sheets[0]
    assert (sheet.rows[0][1], sheet.kinds[0]) == ("#DIV/0!", "se")


def test_formulas_without_results_are_numbering_or_refused() -> None:
    head = row(cell("STT") + cell("Họ và tên")) + row(
        '<table:table-cell office:value-type="float" office:value="1"/>' + cell("A")
    )
    numbered = row('<table:table-cell table:formula="of:=[.A2]+1"/>' + cell("B"))
    assert book(head + numbered).sheets[0].rows[2] == ("2", "B")
    looked_up = row(
        '<table:table-cell table:formula="of:=[.A2]+1"/><table:table-cell table:formula="of:=[.B2]"/>' + cell("B")
    )
    with pytest.raises(Unreadable) as caught:
        book(head + looked_up)
    assert caught.value.code == "formulas_not_calculated"


def test_an_encrypted_spreadsheet_is_told() -> None:
    manifest = "<manifest:encryption-data/>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = (("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", "x"))
    with pytest.raises(Unreadable) as caught:
        read(archive(member(name, text) for name, text in parts))
    assert caught.value.code == "file_encrypted"
