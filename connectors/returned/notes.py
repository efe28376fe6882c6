"""Notes of cells: a comment, and the shape that shows it, beside whatever comments the sheet has already."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from connectors.returned.package import Element, Package
from connectors.returned.worksheet import Worksheet, place

AUTHOR = "thidua"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_OURS = "_thidua"
_EMPTY_DRAWING = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>
</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
# A note is wide enough to be read without dragging its corner.
_SHAPE = """<v:shape id="{name}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1"
 o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">
<x:MoveWithCells/><x:SizeWithCells/>
<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_OUR_SHAPE = re.compile(rf'<v:shape id="{_OURS}\d+".*?</v:shape>'.encode(), re.DOTALL)
_END = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")
_SEPARATOR = "\n— thidua —\n"


def annotate(package: Package, part: str, sheet: Worksheet, notes: Mapping[str, str]) -> None:
    """Give cells their notes; those of an earlier answer are gone, those of the sender stay."""
    comments, drawing = _parts(package, part, sheet)
    if comments is None:
        if not notes:
            return
        comments, drawing = _new(package, part, sheet, drawing)
    tree = package.tree(comments)
    space = etree.QName(tree).namespace
    kept = _forget(tree, space)
    fresh = [cell for cell, text in notes.items() if _comment(tree, space, kept, cell, text)]
    shapes = _OUR_SHAPE.sub(b"", package.read(drawing)) if drawing else b""
    if drawing:
        made = "".join(_shape(number, cell) for number, cell in enumerate(fresh, 1)).encode()
        package.changed[drawing] = _END.sub(lambda end: made + end[0], shapes)


def _parts(package: Package, part: str, sheet: Worksheet) -> tuple[str | None, str | None]:
    """The parts of comments and of legacy shapes that a sheet has."""
    relations = package.relations(part)
    comments = next((one.target for one in relations if one.kind.endswith("/comments")), None)
    anchor = next((one for one in sheet.tree if etree.QName(one).localname == "legacyDrawing"), None)
    key = next((v for name, v in anchor.attrib.items() if str(name).endswith("}id")), "") if anchor is not None else ""
    drawing = next((one.target for one in relations if one.key == key), None)
    return comments, drawing


def _new(package: Package, part: str, sheet: Worksheet, drawing: str | None) -> tuple[str, str]:
    base = _type_base(package, part)
    if drawing is None:
        drawing = package.free("xl/drawings/vmlDrawingThidua{}.vml")
        package.allow("vml", _DRAWING)
        package.changed[drawing] = _EMPTY_DRAWING.encode()
        sheet.anchor_notes(package.relate(part, f"{base}/vmlDrawing", drawing), base)
    comments = package.free("xl/commentsThidua{}.xml")
    space = etree.QName(sheet.tree).namespace
    xml = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
    package.add(comments, xml.encode(), _COMMENTS)
    package.relate(part, f"{base}/comments", comments)
    return comments, drawing


def _type_base(package: Package, part: str) -> str:
    """The namespace of relationship types that this file speaks: transitional, or strict."""
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main" in package.read(part)[:2000]
    if strict:
        return "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _forget(tree: Element, space: str | None) -> dict[str, Element]:
    """Take our notes off, and give the sender's by cell."""
    authors = tree.find(f"{{{space}}}authors")
    listed = tree.find(f"{{{space}}}commentList")
    if authors is None or listed is None:
        return {}
    ours = {str(number) for number, one in enumerate(authors) if one.text == AUTHOR}
    kept: dict[str, Element] = {}
    for comment in list(listed):
        if comment.get("authorId") in ours:
            listed.remove(comment)
        else:
            kept[comment.get("ref") or ""] = comment
            _strip(comment, space)
    return kept


def _strip(comment: Element, space: str | None) -> None:
    for run in list(comment.iter(f"{{{space}}}r")):
        text = run.find(f"{{{space}}}t")
        parent = run.getparent()
        if text is not None and parent is not None and (text.text or "").startswith(_SEPARATOR):
            parent.remove(run)


def _comment(tree: Element, space: str | None, kept: Mapping[str, Element], cell: str, text: str) -> bool:
    """Add a note; true when the cell had none and needs a shape."""
    own = kept.get(cell)
    if own is not None:
        body = own.find(f"{{{space}}}text")
        if body is not None:
            _run(body, space, _SEPARATOR + text)
        return False
    listed = tree.find(f"{{{space}}}commentList")
    if listed is None:
        return False
    made = etree.SubElement(listed, f"{{{space}}}comment", ref=cell, authorId=str(_author(tree, space)))
    _run(etree.SubElement(made, f"{{{space}}}text"), space, text)
    return True


def _author(tree: Element, space: str | None) -> int:
    authors = tree.find(f"{{{space}}}authors")
    if authors is None:
        authors = etree.Element(f"{{{space}}}authors")
        tree.insert(0, authors)
    for number, one in enumerate(authors):
        if one.text == AUTHOR:
            return number
    etree.SubElement(authors, f"{{{space}}}author").text = AUTHOR
    return len(authors) - 1


def _run(body: Element, space: str | None, text: str) -> None:
    run = etree.SubElement(body, f"{{{space}}}r")
    told = etree.SubElement(run, f"{{{space}}}t")
    told.text = text
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _shape(number: int, cell: str) -> str:
    column, row = place(cell)
    edges = {"left": column + 1, "top": max(0, row - 2), "right": column + 5, "bottom": row + 5}
    return _SHAPE.format(name=f"{_OURS}{number}", row=row - 1, column=column, **edges)
