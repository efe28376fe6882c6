"""The notes of a worksheet: ours beside or below those the sender wrote, and away again with the next answer."""

from __future__ import annotations

from lxml import etree

from connectors.returned import markup
from connectors.returned.failures import Unpatchable
from connectors.returned.package import Package
from connectors.returned.relations import COMMENTS, VML, Relations, declare, declare_ending, undeclare
from connectors.returned.shapes import Shapes
from schemas.answer import ERROR, QUERY

AUTHOR = "thidua"
# Every note of ours begins with one of these, by which it is known again: LibreOffice drops authors.
_HEADS = {ERROR: "thidua: lỗi cần sửa\n", QUERY: "thidua: cần giải trình\n"}
_LIMIT = 30_000  # letters; a cell's note holds 32,767
_EMPTY = '<comments xmlns="{}"><authors/><commentList/></comments>'


class Notes:
    """The comments part of a sheet and the shapes that show it; ``save`` writes both."""

    def __init__(self, package: Package, sheet: str, namespace: str) -> None:
        self._package = package
        self._sheet = sheet
        self._relations = Relations(package, sheet)
        self._key, self._part = self._relations.first("comments")
        xml = package.read(self._part) if self._part else _EMPTY.format(namespace).encode()
        self._root = markup.parse(xml)
        self._list = _needed(self._root, "commentList")
        self._cells = {one.get("ref") or "": one for one in markup.children(self._list, "comment")}
        self._removed: set[str] = set()
        self._added: dict[str, str] = {}

    def withdraw(self) -> None:
        """Take out what an earlier answer said."""
        for comment in markup.children(self._list, "comment"):
            text = "".join(one.text or "" for one in _texts(comment))
            start = min((text.index(head) for head in _HEADS.values() if head in text), default=-1)
            if start < 0:
                continue
            kept = text[:start].rstrip()
            if kept:
                _cut(comment, len(kept))
            else:
                self._list.remove(comment)
                self._cells.pop(comment.get("ref") or "", None)
                self._removed.add(comment.get("ref") or "")

    def add(self, cell: str, severity: str, note: str) -> None:
        """Say something about a cell; a note of the sender's stays and ours follows it."""
        head, note = _HEADS[severity], markup.clean(note)[:_LIMIT]
        comment = self._cells.get(cell)
        if comment is None:
            author = str(self._author())
            comment = markup.element(self._list, "comment", ref=cell, authorId=author, shapeId="0")
            self._list.append(comment)
            comment.append(markup.element(comment, "text"))
            self._added[cell] = note
        else:
            head = f"\n\n{head}"
        text = _needed(comment, "text")
        for said, bold in ((head, True), (note, False)):
            text.append(_run(text, said, bold=bold))

    def save(self, legacy: str, widths: tuple[int, ...]) -> str:
        """Write the parts; ``legacy`` is the relation of the sheet's shapes, "" for none.

        ``widths`` are of the columns in pixels. Returns the relation the sheet must name as its legacy drawing.
        """
        if not (self._added or self._removed or self._part):
            return legacy
        self._put_comments()
        drawing = self._relations.target(legacy)
        if legacy and not (drawing and self._package.has(drawing)):
            raise Unpatchable("the shapes of the notes are missing")
        shapes = Shapes(self._package, drawing)
        shapes.remove(self._removed)
        shapes.add(self._added, widths)
        if not shapes.changed:
            return legacy
        drawing = drawing or self._package.free("xl/drawings/vmlDrawing{}.vml")
        self._package.set(drawing, shapes.content())
        declare_ending(self._package, "vml", VML)
        return legacy or self._relations.add("vmlDrawing", drawing)

    def _put_comments(self) -> None:
        if not len(self._list):
            if self._part:
                self._relations.remove(self._key)
                undeclare(self._package, self._part)
            return
        if not self._part:
            self._part = self._package.free("xl/comments{}.xml")
            self._relations.add("comments", self._part)
            declare(self._package, self._part, COMMENTS)
        self._package.set(self._part, markup.write(self._root))

    def _author(self) -> int:
        authors = _needed(self._root, "authors")
        known = [one.text for one in authors]
        if AUTHOR in known:
            return known.index(AUTHOR)
        new = markup.element(authors, "author")
        new.text = AUTHOR
        authors.append(new)
        return len(known)


def noted(package: Package) -> bool:
    """Whether some sheet has notes of an earlier answer."""
    parts = (package.read(name) for name in package.names() if "comments" in name.lower() and name.endswith(".xml"))
    return any(head.strip().encode() in xml for xml in parts for head in _HEADS.values())


def _needed(parent: etree._Element, name: str) -> etree._Element:
    found = markup.child(parent, name)
    if found is None:
        raise Unpatchable(f"a note without {name}")
    return found


def _texts(comment: etree._Element) -> list[etree._Element]:
    return list(comment.iter(f"{{{markup.namespace(comment)}}}t"))


def _cut(comment: etree._Element, length: int) -> None:
    """Keep the first letters of a note, with the fonts they have."""
    for text in _texts(comment):
        said = text.text or ""
        text.text, length = said[:length], max(0, length - len(said))
        run = text.getparent()
        if not text.text and run is not None and run.getparent() is not None and etree.QName(run).localname == "r":
            run.getparent().remove(run)  # type: ignore[union-attr]


def _run(parent: etree._Element, said: str, *, bold: bool) -> etree._Element:
    run = markup.element(parent, "r")
    look = markup.element(run, "rPr")
    if bold:
        look.append(markup.element(look, "b"))
    look.append(markup.element(look, "sz", val="10"))
    look.append(markup.element(look, "rFont", val="Times New Roman"))
    text = markup.element(run, "t")
    text.set(markup.XML_SPACE, "preserve")
    text.text = said
    run.extend([look, text])
    return run
