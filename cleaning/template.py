"""Which of our blank workbooks a file was made from: a line under its title, its hidden sheet, or its property."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cleaning.titles import Titles
from schemas.kinds import KINDS
from schemas.sheet import Sheet, Workbook
from schemas.table import Table
from schemas.template import GUIDE, TemplateId, template_id

_GUIDE_ROWS = 4


def of_file(workbook: Workbook) -> tuple[TemplateId, ...]:
    """What the file says behind its lists: one of these places survives most of what clerks and programs do."""
    hidden = (sheet.rows[0][0] for sheet in workbook.sheets if sheet.hidden and sheet.rows and sheet.rows[0])
    return _named((*hidden, workbook.template))


def of_lines(lines: Iterable[str]) -> tuple[TemplateId, ...]:
    """What the lines above a list say."""
    return _named(lines)


def is_ours(sheet: Sheet) -> bool:
    """Whether a sheet is our page of instructions, or the hidden one that a template keeps its choices on."""
    if sheet.hidden and sheet.rows and sheet.rows[0] and template_id(sheet.rows[0][0]):
        return True
    return any(text == GUIDE for row in sheet.rows[:_GUIDE_ROWS] for text in row)


def told_by(templates: tuple[TemplateId, ...], titles: Titles) -> Titles:
    """What the file's name says, with the kind and level that its template is sure of."""
    if not templates:
        return titles
    first = templates[0]
    named = replace(titles.named, groups=((first.kind,), *titles.named.groups))
    return replace(titles, named=named, award_level=first.award_level)


def placed(table: Table, templates: tuple[TemplateId, ...]) -> Table:
    """The table with what its template is sure of: its own line goes before the file's other places."""
    found = tuple(dict.fromkeys((*of_lines(table.titles), *templates)))
    fitting = [one for one in found if one.kind == table.kind]
    if not fitting:
        return table
    first = fitting[0]
    return replace(
        table,
        templates=tuple(fitting),
        award_level=first.award_level,
        addition=table.addition or first.addition,
    )


def _named(lines: Iterable[str]) -> tuple[TemplateId, ...]:
    found = (template_id(line) for line in lines)
    return tuple(dict.fromkeys(one for one in found if one and one.kind in KINDS))
