"""The workbook part: which sheets there are, and a sheet of ours put before them without moving what they own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from connectors.returned import markup
from connectors.returned.failures import Unpatchable
from connectors.returned.package import Package
from connectors.returned.relations import SHEET, Relations, declare, undeclare

_NAME_LIMIT = 31
_AFTER_NAMES = (
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)


class Book:
    """The workbook part of a package; ``save`` writes what was changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        _, self.part = Relations(package, "").first("officeDocument")
        self._root = markup.parse(package.read(self.part))
        self._sheets = markup.child(self._root, "sheets")
        if self._sheets is None:
            raise Unpatchable("no sheets")
        if len(self.parts()) < len(self._listed()):
            raise Unpatchable("two sheets of one name")

    def parts(self) -> dict[str, str]:
        """Name of each sheet and its part, in order."""
        relations = Relations(self._package, self.part)
        return {one.get("name") or "": relations.target(_key(one)) for one in self._listed()}

    def worksheets(self) -> dict[str, str]:
        """The same without sheets that have no cells: charts, dialogues and old macros."""
        relations = Relations(self._package, self.part)
        cells = {one.get("name") or "" for one in self._listed() if relations.is_a(_key(one), "worksheet")}
        return {name: part for name, part in self.parts().items() if name in cells and self._package.has(part)}

    def namespace(self) -> str:
        """The dialect's namespace of worksheets."""
        return markup.namespace(self._root)

    def remove(self, name: str) -> None:
        """Take a sheet out, with its part and what is named for it alone."""
        place = list(self.parts()).index(name)
        sheet = self._listed()[place]
        part = self.parts()[name]
        Relations(self._package, self.part).remove(_key(sheet))
        undeclare(self._package, part)
        sheet.getparent().remove(sheet)  # type: ignore[union-attr]
        self._renumber({old: old - (old > place) for old in range(len(self._listed()) + 1) if old != place})

    def put_first(self, wanted: str, content: bytes, titles: str) -> str:
        """Insert a worksheet before all others and open on it; ``titles`` are the rows repeated in print.

        Returns its name, which is the one wanted unless that is taken.
        """
        name = self.free_name(wanted)
        part = self._package.free("xl/worksheets/sheet{}.xml")
        self._package.set(part, content)
        declare(self._package, part, SHEET)
        key = Relations(self._package, self.part).add("worksheet", part)
        used = [markup.number(one, "sheetId") for one in self._listed()]
        link = next((str(k) for one in self._listed() for k in one.attrib if str(k).endswith("}id")), "")
        attributes = {"name": name, "sheetId": str(max(used, default=0) + 1), link or f"{{{markup.OFFICE}}}id": key}
        assert self._sheets is not None
        self._sheets.insert(0, self._sheets.makeelement(f"{{{self.namespace()}}}sheet", attributes))
        self._renumber({old: old + 1 for old in range(len(used))})
        self._open_on_first()
        self._name("_xlnm.Print_Titles", f"{quoted(name)}!{titles}")
        return name

    def free_name(self, wanted: str) -> str:
        """A sheet name nobody has; names differ by more than the case of their letters."""
        taken = {name.lower() for name in self.parts()}
        name, number = wanted, 1
        while name.lower() in taken:
            number += 1
            name = f"{wanted[: _NAME_LIMIT - 5]} ({number})"
        return name

    def move_filter(self, name: str, area: str) -> None:
        """Tell the hidden name of a sheet's filter its new range."""
        place = str(list(self.parts()).index(name))
        absolute = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
        for one in markup.children(markup.child(self._root, "definedNames"), "definedName"):
            if one.get("name") == "_xlnm._FilterDatabase" and one.get("localSheetId") == place:
                one.text = f"{quoted(name)}!{absolute}"

    def save(self) -> None:
        """Write the part."""
        self._package.set(self.part, markup.write(self._root))

    def _listed(self) -> list[etree._Element]:
        return markup.children(self._sheets, "sheet")

    def _renumber(self, moved: Mapping[int, int]) -> None:
        """Names and views that belong to a sheet know it by its place; those of a sheet that is gone go too."""
        names = markup.child(self._root, "definedNames")
        for one in markup.children(names, "definedName"):
            if one.get("localSheetId") is None:
                continue
            place = markup.number(one, "localSheetId", -1)
            if place in moved:
                one.set("localSheetId", str(moved[place]))
            elif names is not None:
                names.remove(one)
        if names is not None and not len(names):
            self._root.remove(names)

    def _open_on_first(self) -> None:
        for view in markup.children(markup.child(self._root, "bookViews"), "workbookView"):
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", None)

    def _name(self, name: str, target: str) -> None:
        names = markup.child(self._root, "definedNames")
        if names is None:
            names = markup.element(self._root, "definedNames")
            markup.put(self._root, names, _AFTER_NAMES)
        new = markup.element(names, "definedName", name=name, localSheetId="0")
        new.text = target
        names.append(new)


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula or a link."""
    return "'" + name.replace("'", "''") + "'"


def _key(sheet: etree._Element) -> str:
    """The relation of a sheet, in either dialect."""
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
