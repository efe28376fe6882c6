"""The office formats in zip: which one it is, what is forbidden in its XML, and what the reading library loses.

One look over the inflated XML costs about as much as inflating it, and finds: document types and entities, cells so far
out that a dense grid would not fit, cells holding an error, repeats of OpenDocument, and fonts of old encodings.
"""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors import biff12, dense, opendocument
from connectors.archive import Archive
from connectors.details import Detail
from connectors.failures import Unreadable
from connectors.foreign import ARCHIVE, NUMBERS, OPEN_TEXT, SLIDES, WORD, foreign
from connectors.styles import read_styles
from connectors.worksheet import column_number, detail
from schemas.template import PROPERTY

# Addresses that are no list's: beyond row 99,999 or column ZZ, or of row 0.
_FAR = re.compile(rb'r="(?:[A-Za-z]{3,}\d|[A-Za-z]{0,2}(?:\d{6}|0"))')
_NEGATIVE_STRING = re.compile(rb't="s"[^<>]*><(?:\w+:)?v>-')
_ADDRESS = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Za-z]+)(\d+)"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^<>]*?\bname="([^"]*)"[^<>]*?\b\w+:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_TARGET, _ID = re.compile(rb'\bTarget="/?(?:xl/)?([^"]*)"'), re.compile(rb'\bId="([^"]*)"')
_UNCALCULATED = re.compile(rb'\bfullCalcOnLoad="(?:1|true)"')
# The library reserves room for as many strings as the part claims to hold.
_CLAIM = re.compile(rb'\bsst\b[^<>]*\b(?:count|uniqueCount)="\d{8,}"')
_READ = frozenset(
    {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    }
)
_OTHERS = {"word/": WORD, "ppt/": SLIDES, "Index/": NUMBERS}
_LOOSE = re.compile(rb"""\s*=\s*(?:"([^"<>]*)"|'([^'"<>]*)')""")
# A byte, and what it makes with an equals sign: one byte is found for nothing.
_LOOSE_SIGNS = tuple((byte, sign) for byte in (b"\n", b"\r", b"\t") for sign in (byte + b"=", b"=" + byte))
_FIRST = 8 << 10  # bytes in which every kind of tag of the rows has been seen
_DECLARED = 100  # bytes that hold the declaration and its line end, and no cell
_BINARY_RELATIONS = "xl/_rels/workbook.bin.rels"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


# The part with the properties of a document's own, and the one we look for in it.
_PROPERTIES, _PROPERTIES_LARGEST = ("docProps/custom.xml", "meta.xml"), 100_000
_PROPERTY = re.compile(rb'name="' + PROPERTY.encode() + rb'"[^<>]*>\s*(?:<(?:\w+:)?lpwstr\b[^<>]*>)?([^<]{1,500})<')


@dataclass(frozen=True, slots=True)
class Opened:
    """What the look found: the format, and per place of a sheet in the workbook what its reading would lose."""

    format: str
    details: Mapping[int, Detail] = field(default_factory=dict)
    template: str = ""  # the property of the document by which our own blank workbooks are known


def open_archive(data: bytes) -> Opened:
    """Look over a zipped workbook; Unreadable with the reason when it must not reach the reading library."""
    archive = Archive(data)
    kind = _format(archive)
    if kind == "ods":
        return _look_ods(archive)
    if kind == "xlsb":
        return _look_binary(archive)
    return _look(archive, kind)


def _format(archive: Archive) -> str:
    names = archive.members.keys()
    if "mimetype" in names and "content.xml" in names:
        if archive.read("mimetype").strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        raise foreign(OPEN_TEXT)
    if not any(name.startswith(("xl/", "xl\\")) for name in names):
        raise foreign(
            next((kind for start, kind in _OTHERS.items() if any(n.startswith(start) for n in names)), ARCHIVE)
        )
    if "[Content_Types].xml" not in names:
        raise Unreadable("file_damaged")
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"


def check_xml(xml: bytes) -> None:
    """Unreadable for XML with a document type, the door of every entity attack, or in UTF-16, which could hide one."""
    if b"!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise Unreadable("xml_forbidden")
    if xml.startswith(_UTF16):
        raise Unreadable("file_damaged")


def plain_xml(xml: bytes) -> bytes:
    """XML with its attributes as nearly all programs write them: double quotes and no space around the equals sign.

    How a program writes them shows where it begins; one that changes its mind later is read as it stands, within the
    limits of the reading process.
    """
    first = xml[:_FIRST]
    loose = b" =" in first or b"= " in first or (b"'" in xml and b"='" in xml)
    if loose or any(xml.find(byte, _DECLARED) >= 0 and sign in xml for byte, sign in _LOOSE_SIGNS):
        return _LOOSE.sub(rb'="\1\2"', xml)
    return xml


def _look(archive: Archive, kind: str) -> Opened:
    names = list(filter(_is_read, archive.members))
    parts = {name: plain_xml(archive.read(name)) for name in names if not _is_sheet(name)}
    for xml in parts.values():
        check_xml(xml)
    _check_counts(parts)
    styles = read_styles(parts.get("xl/styles.xml", b""))
    uncalculated = bool(_UNCALCULATED.search(parts.get("xl/workbook.xml", b"")))
    details: dict[str, Detail] = {}
    for name in filter(_is_sheet, names):
        xml = plain_xml(archive.read(name))
        check_xml(xml)
        _check_sheet(xml)
        if found := detail(xml, styles, uncalculated=uncalculated):
            details[name] = found
    places = _places(parts) if details else {}
    by_place = {places[name]: one for name, one in details.items() if name in places}
    return Opened(kind, by_place, _template(archive))


def _template(archive: Archive) -> str:
    """The property by which our blank workbooks are known; a broken part beside the sheets costs nobody a list."""
    part = next((name for name in _PROPERTIES if name in archive.members), "")
    if not part or archive.members[part].inflated > _PROPERTIES_LARGEST:
        return ""
    try:
        said = _PROPERTY.search(plain_xml(archive.read(part)))
    except Unreadable:
        return ""
    return html.unescape(said[1].decode("utf-8", "replace")) if said else ""


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/")


def _is_read(name: str) -> bool:
    """Whether the reading library opens a part: never drawings, themes, comments or document properties."""
    return name in _READ or (_is_sheet(name) and name.endswith((".xml", ".rels")))


def _check_sheet(xml: bytes) -> None:
    # Substring searches first: a regular expression over every sheet would cost more than reading it.
    if xml.find(b"-", _DECLARED) >= 0 and b"v>-" in xml and _NEGATIVE_STRING.search(xml):
        raise Unreadable("file_damaged")
    if not _FAR.search(xml):
        return
    rows = columns = 1
    for letters, digits in _ADDRESS.findall(xml):
        row, column = int(digits[:9]), column_number(letters[:9])
        if not row:
            raise Unreadable("file_damaged")
        rows, columns = max(rows, row), max(columns, column + 1)
    dense.check_grid(rows, columns)


def _check_counts(parts: Mapping[str, bytes]) -> None:
    if parts.get("xl/workbook.xml", b"").count(b"<sheet ") > dense.SHEETS:
        raise Unreadable("too_many_cells")
    if _CLAIM.search(parts.get("xl/sharedStrings.xml", b"")[:1024]):
        raise Unreadable("file_damaged")


def _places(parts: Mapping[str, bytes]) -> dict[str, int]:
    """Part name to place among the workbook's sheets."""
    targets = _targets(parts.get("xl/_rels/workbook.xml.rels", b""))
    sheets = _SHEET.findall(parts.get("xl/workbook.xml", b""))
    return {targets[key]: place for place, (_, key) in enumerate(sheets) if key in targets}


def _targets(relations: bytes) -> dict[bytes, str]:
    """Relation to part name."""
    targets: dict[bytes, str] = {}
    for relation in _RELATION.findall(relations):
        target, key = _TARGET.search(relation), _ID.search(relation)
        if target and key:
            targets[key[1]] = "xl/" + target[1].decode("utf-8", "replace")
    return targets


def _look_binary(archive: Archive) -> Opened:
    book, styles = archive.read("xl/workbook.bin"), "xl/styles.bin"
    relations = archive.read(_BINARY_RELATIONS) if _BINARY_RELATIONS in archive.members else b""
    check_xml(relations)
    targets = _targets(relations)
    try:
        parts = [targets.get(key.encode(), "") for key in biff12.read_places(book)]
    except struct.error as error:
        raise Unreadable("file_damaged") from error
    sheets = {
        place: archive.read(name) for place, name in enumerate(parts) if _is_sheet(name) and name in archive.members
    }
    return Opened(
        "xlsb", biff12.details(sheets, archive.read(styles) if styles in archive.members else b""), _template(archive)
    )


def _look_ods(archive: Archive) -> Opened:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.members and b"encryption-data" in archive.read(manifest):
        raise Unreadable("file_encrypted")
    names = ("styles.xml", "content.xml")
    parts = [plain_xml(archive.read(name)) if name in archive.members else b"" for name in names]
    for xml in parts:
        check_xml(xml)
        opendocument.check(xml)
    return Opened("ods", opendocument.read_details(*parts), _template(archive))
