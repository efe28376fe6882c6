"""The XML of office packages: parsed without doors to the outside, written as office programs write it."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

from connectors.opened import check_xml
from connectors.returned.failures import Unpatchable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_DIGITS = 10  # more are no number of a workbook
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Office programs read _x000D_ as a character code; where somebody typed that, the underscore is written as a code.
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def parse(xml: bytes) -> etree._Element:
    """The root of a part; Unreadable for a document type, Unpatchable for what is no XML."""
    check_xml(xml)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unpatchable("a part is not well-formed") from error


def plain(xml: bytes) -> bytes:
    """The same part in UTF-8 without comments, instructions and CDATA, so that every ``<`` starts a tag."""
    check_xml(xml)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, strip_cdata=True
    )
    try:
        return write(etree.fromstring(xml, parser))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unpatchable("a part is not well-formed") from error


def write(root: etree._Element) -> bytes:
    """A part as bytes, with the declaration office programs expect."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def check(xml: bytes) -> None:
    """Unpatchable when a part is not well-formed."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)  # noqa: FBT003 - takes no keyword
    except expat.ExpatError as error:
        raise Unpatchable("a part is not well-formed") from error


def namespace(element: etree._Element) -> str:
    """The namespace of an element, with which its children are asked for: there are two dialects of the format."""
    return etree.QName(element).namespace or ""


def number(element: etree._Element, name: str, default: int = 0) -> int:
    """An attribute that is a whole number; the default where it is missing or none."""
    text = element.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else default


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child of a local name in the parent's namespace."""
    return parent.find(f"{{{namespace(parent)}}}{name}")


def children(parent: etree._Element | None, name: str) -> list[etree._Element]:
    """All children of a local name in the parent's namespace; none of no parent."""
    return [] if parent is None else parent.findall(f"{{{namespace(parent)}}}{name}")


def element(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """A new element in the parent's namespace, not yet put anywhere."""
    return parent.makeelement(f"{{{namespace(parent)}}}{name}", dict(attributes))


def put(parent: etree._Element, new: etree._Element, before: tuple[str, ...]) -> None:
    """Insert a child ahead of the first of those names, else at the end: the format prescribes the order."""
    names = {f"{{{namespace(parent)}}}{name}" for name in before}
    for place, other in enumerate(parent):
        if other.tag in names or (isinstance(other.tag, str) and _wraps(other, names)):
            parent.insert(place, new)
            return
    parent.append(new)


def _wraps(element: etree._Element, names: set[str]) -> bool:
    """Whether an mc:AlternateContent offers one of those elements."""
    return etree.QName(element).localname == "AlternateContent" and any(one.tag in names for one in element.iter())


def clean(text: str) -> str:
    """Text without the characters that no XML can hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def coded(text: str) -> str:
    """Text as the value of a cell: clean, and with what looks like a character code kept as typed."""
    return _CODED.sub("_x005F_", clean(text))
