"""How the parts of a package name each other: relations of a part, and the table of content types."""

from __future__ import annotations

import posixpath

from lxml import etree

from connectors.returned import markup
from connectors.returned.package import Package

TYPES = "[Content_Types].xml"
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class Relations:
    """What a part refers to; changes are written into the package at once."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._name = _relations_of(part)
        self._root = markup.parse(package.read(self._name) if package.has(self._name) else _EMPTY)

    def target(self, key: str) -> str:
        """The part a relation's id leads to, "" when there is no such relation."""
        return next((self._resolved(one) for one in self._root if one.get("Id") == key), "")

    def is_a(self, key: str, kind: str) -> bool:
        """Whether a relation is of a kind such as ``worksheet``."""
        return any(one.get("Id") == key and (one.get("Type") or "").endswith(f"/{kind}") for one in self._root)

    def first(self, kind: str) -> tuple[str, str]:
        """(id, part) of the first relation of a kind such as ``comments``, ("", "") when there is none."""
        found = next((one for one in self._root if (one.get("Type") or "").rsplit("/", 1)[-1] == kind), None)
        return ("", "") if found is None else (found.get("Id") or "", self._resolved(found))

    def all(self, kind: str) -> list[str]:
        """The parts of all relations of a kind."""
        return [self._resolved(one) for one in self._root if (one.get("Type") or "").rsplit("/", 1)[-1] == kind]

    def add(self, kind: str, target: str) -> str:
        """Relate another part; returns the id. The kind's full name follows the dialect of the other relations."""
        taken = {one.get("Id") for one in self._root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        path = posixpath.relpath(target, posixpath.dirname(self._part))
        about = {"Id": f"rId{number}", "Type": f"{self._base()}/{kind}", "Target": path}
        self._root.append(self._root.makeelement(f"{{{markup.namespace(self._root)}}}Relationship", about))
        self._save()
        return f"rId{number}"

    def remove(self, key: str) -> None:
        """Forget a relation."""
        for one in [each for each in self._root if each.get("Id") == key]:
            self._root.remove(one)
        self._save()

    def _base(self) -> str:
        kinds = [(one.get("Type") or "").rsplit("/", 1)[0] for one in self._root]
        return next((kind for kind in kinds if kind.endswith("/officeDocument/relationships")), markup.OFFICE)

    def _resolved(self, relation: etree._Element) -> str:
        target = relation.get("Target") or ""
        if relation.get("TargetMode") == "External":
            return ""
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(self._part), target)).lstrip("/")

    def _save(self) -> None:
        self._package.set(self._name, markup.write(self._root))


def declare(package: Package, part: str, kind: str) -> None:
    """Give a part its content type."""
    root = markup.parse(package.read(TYPES))
    for one in [each for each in root if (each.get("PartName") or "").lower() == f"/{part}".lower()]:
        root.remove(one)
    root.append(markup.element(root, "Override", PartName=f"/{part}", ContentType=kind))
    package.set(TYPES, markup.write(root))


def declare_ending(package: Package, ending: str, kind: str) -> None:
    """Give all parts of a name's ending a content type, unless they have one."""
    root = markup.parse(package.read(TYPES))
    if not any((one.get("Extension") or "").lower() == ending for one in root):
        root.insert(0, markup.element(root, "Default", Extension=ending, ContentType=kind))
        package.set(TYPES, markup.write(root))


def undeclare(package: Package, part: str) -> None:
    """Drop a part with its relations and its content type."""
    root = markup.parse(package.read(TYPES))
    for one in [each for each in root if (each.get("PartName") or "").lower() == f"/{part}".lower()]:
        root.remove(one)
    package.set(TYPES, markup.write(root))
    package.remove(part)
    package.remove(_relations_of(part))


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
