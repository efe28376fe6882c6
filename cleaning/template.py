"""Which of our blank workbooks a file was made from: a line under its title, its hidden sheet, or its property.

Whatever survives is used. Where the places disagree, or the list's own title does, nothing is chosen: the placement
holds the list and asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from cleaning.text import keyed
from cleaning.titles import Titles
from schemas.kinds import KINDS
from schemas.sheet import Sheet, Workbook
from schemas.table import Inference, Table
from schemas.template import GUIDE, HIDDEN_SHEET, TEMPLATES, TemplateId, template_id

_GUIDE_ROWS = 4


def of_file(workbook: Workbook) -> tuple[TemplateId, ...]:
    """What the file says behind its lists: one of these places survives most of what clerks and programs do."""
    return of_lines((*map(_corner, filter(_is_behind, workbook.sheets)), workbook.template))


def of_lines(lines: Iterable[str]) -> tuple[TemplateId, ...]:
    """The templates that some lines name, each once; a kind that is not known is no template of ours."""
    found = (template_id(line) for line in lines)
    return tuple(dict.fromkeys(one for one in found if one and one.kind in KINDS))


def is_ours(sheet: Sheet) -> bool:
    """Whether a sheet is our page of instructions, or the hidden one that a template keeps its choices on."""
    if _is_behind(sheet) and template_id(_corner(sheet)):
        return True
    return any(text == GUIDE for row in sheet.rows[:_GUIDE_ROWS] for text in row)


def headings(templates: Iterable[TemplateId]) -> Mapping[str, str]:
    """What each heading of these templates means: field by the key of the heading, of the versions that are known."""
    found: dict[str, str] = {}
    for one in templates:
        found = {**_headings(one.kind, one.version), **found}
    return found


@cache
def _headings(kind: str, version: int) -> Mapping[str, str]:
    return {keyed(column.heading): column.field for column in TEMPLATES.get((kind, version), ())}


def told_by(templates: tuple[TemplateId, ...], titles: Titles) -> Titles:
    """What titles, or a file's name, say, with the kinds that templates are sure of before those that words name."""
    if not templates:
        return titles
    groups = dict.fromkeys((*((one.kind,) for one in templates), *titles.named.groups))
    return replace(titles, named=replace(titles.named, groups=tuple(groups)))


def placed(table: Table, templates: tuple[TemplateId, ...]) -> Table:
    """The table with the templates of its kind; one of another kind is told, for the list's own title went before it.

    A level that its titles leave open, and that it is a supplement, the templates add.
    """
    found = tuple(dict.fromkeys((*of_lines(table.titles), *templates)))
    fitting = tuple(one for one in found if one.kind == table.kind)
    if not fitting:
        return _unlike(table, found[0]) if found and table.kind else table
    levels = {one.award_level for one in fitting}
    return replace(
        table,
        templates=fitting,
        award_level=table.award_level or (levels.pop() if len(levels) == 1 else ""),
        addition=table.addition or any(one.addition for one in fitting),
    )


def _unlike(table: Table, made_of: TemplateId) -> Table:
    words = {"template": KINDS[made_of.kind].vi, "kind": KINDS[table.kind].vi}
    told = Inference("template_of_other_kind", "", table.sheet, words)
    return replace(table, inferences=(*table.inferences, told))


def _is_behind(sheet: Sheet) -> bool:
    return sheet.hidden or sheet.name == HIDDEN_SHEET


def _corner(sheet: Sheet) -> str:
    return sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
