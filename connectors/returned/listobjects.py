"""The tables that Excel itself knows on a sheet ("Format as Table"): they must take the keys along when sorted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from connectors.returned import markup
from connectors.returned.boxes import Box, box_of, ref_of
from connectors.returned.package import Package
from connectors.returned.relations import Relations
from schemas.answer import ROW_KEY_HEADING


@dataclass(slots=True)
class _Table:
    part: str
    root: etree._Element
    changed: bool = False

    @property
    def box(self) -> Box | None:
        return box_of(self.root.get("ref") or "")

    def stretch(self, by: int) -> None:
        """Move its right edge, and that of its filter."""
        self.changed = True
        for one in (self.root, markup.child(self.root, "autoFilter")):
            box = None if one is None else box_of(one.get("ref") or "")
            if one is not None and box:
                one.set("ref", ref_of((*box[:3], box[3] + by)))


class ListObjects:
    """The tables of one sheet; ``save`` writes those that were changed."""

    def __init__(self, package: Package, sheet: str) -> None:
        self._package = package
        parts = Relations(package, sheet).all("table")
        self._tables = [_Table(part, markup.parse(package.read(part))) for part in parts if package.has(part)]

    def withdraw(self) -> None:
        """Take the column of an earlier answer out of them."""
        for table in self._tables:
            columns = markup.child(table.root, "tableColumns")
            last = markup.children(columns, "tableColumn")[-1:]
            if columns is not None and last and last[0].get("name") == ROW_KEY_HEADING:
                columns.remove(last[0])
                columns.set("count", str(len(columns)))
                table.stretch(-1)

    def widen(self, column: int, headers: Collection[int]) -> None:
        """Let the tables that end before a column, and whose headings are in one of these rows, have it too."""
        for table in self._tables:
            columns = markup.child(table.root, "tableColumns")
            if columns is None or not _meets(table.box, column, headers):
                continue
            number = max((markup.number(one, "id") for one in columns), default=0) + 1
            columns.append(markup.element(columns, "tableColumn", id=str(number), name=ROW_KEY_HEADING))
            columns.set("count", str(len(columns)))
            table.stretch(1)

    def keyless(self, column: int, headers: Collection[int]) -> Iterator[range]:
        """The rows of tables that cannot have the column: sorted, they would leave their keys to other rows."""
        for table in self._tables:
            if table.box and not _meets(table.box, column, headers):
                yield range(table.box[0], table.box[2] + 1)

    def save(self) -> None:
        """Write the parts."""
        for table in self._tables:
            if table.changed:
                self._package.set(table.part, markup.write(table.root))


def _meets(box: Box | None, column: int, headers: Collection[int]) -> bool:
    return box is not None and box[3] == column - 1 and box[0] in headers
