"""An office package under change: parts are read once, changed as XML, and all others copied as they are."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from connectors.archive import Archive
from connectors.failures import Unreadable
from connectors.opened import check_xml

Element = etree._Element
_SMALL = 1 << 20
_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: its id, its type and the part it leads to."""

    key: str
    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """The parts of a workbook; ``changed`` are those that differ from the file or are new."""

    archive: Archive
    source: bytes
    changed: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, Element] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)  # small trees as parsed, to tell whether they were changed

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.changed or part in self.archive.members

    def read(self, part: str) -> bytes:
        """The present bytes of a part."""
        return self.changed[part] if part in self.changed else self.archive.read(part)

    def tree(self, part: str) -> Element:
        """A part as XML, to be changed in place; it is written when the package is."""
        if part not in self.trees:
            self.trees[part] = parse(self.read(part))
            if len(self.read(part)) < _SMALL:
                self.before[part] = etree.tostring(self.trees[part])
        return self.trees[part]

    def add(self, part: str, content: bytes, content_type: str) -> None:
        """A new part, or a new content for ours."""
        self.changed[part] = content
        types = self.tree(_TYPES)
        named = [one for one in types if one.get("PartName") == f"/{part}"]
        if not named:
            etree.SubElement(types, f"{{{_CONTENT}}}Override", PartName=f"/{part}", ContentType=content_type)

    def allow(self, extension: str, content_type: str) -> None:
        """Make an extension known."""
        types = self.tree(_TYPES)
        if not any((one.get("Extension") or "").lower() == extension for one in types):
            types.insert(0, etree.Element(f"{{{_CONTENT}}}Default", Extension=extension, ContentType=content_type))

    def free(self, pattern: str) -> str:
        """The first name of a numbered pattern that no part has: ``xl/comments{}.xml``."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part, targets as part names."""
        name = _relations_of(part)
        if not self.has(name):
            return []
        folder = posixpath.dirname(part)
        return [
            Relation(one.get("Id") or "", one.get("Type") or "", _target(folder, one.get("Target") or ""))
            for one in self.tree(name)
            if one.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relationship of a part; returns its id."""
        name = _relations_of(part)
        if not self.has(name):
            self.changed[name] = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        tree = self.tree(name)
        taken = {one.get("Id") for one in tree}
        key = next(f"rIdThidua{n}" for n in range(1, len(taken) + 2) if f"rIdThidua{n}" not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(tree, f"{{{_RELATIONS}}}Relationship", Id=key, Type=kind, Target=path)
        return key

    def write(self) -> bytes:
        """The package: parts in their order, ours behind; what was not touched is the same to the byte."""
        for part, tree in self.trees.items():
            if part not in self.changed and self.before.get(part) == etree.tostring(tree):
                continue
            self.changed[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(_header(info), self.read(info.filename), compresslevel=6)
            known = {info.filename for info in old.infolist()}
            for part in self.changed:
                if part not in known:
                    new.writestr(zipfile.ZipInfo(part, (2025, 1, 1, 0, 0, 0)), self.changed[part], zipfile.ZIP_DEFLATED)
        return out.getvalue()


def parse(xml: bytes) -> Element:
    """XML that names nothing outside itself; Unreadable when it is none."""
    check_xml(xml)
    # The archive has bounded the size; the parser's own bound of text would refuse large but honest sheets.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("file_damaged") from error


def _header(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type, made.external_attr, made.create_system = (
        info.compress_type,
        info.external_attr,
        info.create_system,
    )
    return made


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
