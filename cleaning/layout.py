"""The tables of a workbook: where each begins and ends, what its columns mean, which rows are its records.

Runs in the guarded reading process: plain Python, no polars. Nothing is cleaned here but dittos, merged cells and
legacy fonts; the texts stay as they stand in the cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from cleaning import header, legacy, template, titles
from cleaning.agreement import agree
from cleaning.blocks import blocks, only
from cleaning.cards import card
from cleaning.forms import forms
from cleaning.header import Grid, Header
from cleaning.letterhead import letterhead
from cleaning.likeness import likeness
from cleaning.listing import Cells, Evidence, Listing, continued, listing
from cleaning.signs import follows, says_nobody
from cleaning.text import LOOK
from schemas.kinds import KINDS
from schemas.question import NO_ANSWERS, Answers
from schemas.sheet import Sheet, Workbook
from schemas.table import Inference, Reading, Refusal, Table

# The mark of the first sheet of an answered workbook, with its version.
ANSWER = "thidua-answer"
_ANSWER_ROWS = 12
# So many rows show how a sheet writes its letters.
_FIRST = 40
# No form of figures has more rows.
_LONGEST_FORM = 200
# Of the rows of a sheet without a header so many must look like those of the sheet before.
_MOSTLY = 0.6


def find_tables(workbook: Workbook, file_name: str, answers: Answers = NO_ANSWERS) -> Reading:
    """Every table of a workbook, or the refusal ``no_table`` or ``kind_unknown`` of the whole file.

    Lists on hidden sheets are told and not counted, unless nothing else in the file is a list. ``answers`` is what was
    answered about the headings of the sender's layouts: field by key.
    """
    told = list(workbook.inferences)
    templates = template.of_file(workbook)
    named = titles.of_name(PurePosixPath(file_name).stem.replace("_", " ").replace("-", " "))
    file_titles = template.told_by(templates, named)
    evidence = Evidence(file_titles, answers, templates)
    theirs = []
    for sheet in workbook.sheets:
        if _is_answer(sheet):
            told.append(Inference("answer_skipped", "", sheet.name, {"sheet": sheet.name}))
        elif not template.is_ours(sheet):
            theirs.append(sheet)
    tables = agree(_lists(_of_sheets((sheet for sheet in theirs if not sheet.hidden), evidence)), file_titles)
    hidden = [sheet for sheet in theirs if sheet.hidden]
    unseen = [table for table in agree(_of_sheets(hidden, evidence), file_titles) if table.kind and table.row_numbers]
    only_hidden = bool(unseen) and not any(table.kind for table in tables)
    told.extend(_of_hidden(hidden, unseen, "sheet_hidden_read" if only_hidden else "sheet_hidden_list"))
    if only_hidden:
        tables = [*tables, *unseen]
    if not tables:
        return Reading(workbook.format, refusal=Refusal("no_table"), inferences=tuple(told))
    if not any(table.kind or table.withdrawal for table in tables):
        headings = "; ".join(column.heading for column in tables[0].columns)[:200]
        return Reading(workbook.format, refusal=Refusal("kind_unknown", {"headings": headings}), inferences=tuple(told))
    return Reading(workbook.format, tuple(tables), inferences=tuple(told))


def _lists(tables: list[Table]) -> list[Table]:
    """The tables without letters that name no list, where there is a list: such a letter speaks of that list."""
    named = any(table.kind for table in tables)
    return [table for table in tables if table.kind or table.columns] if named else tables


def _is_answer(sheet: Sheet) -> bool:
    """Whether a sheet is what we wrote into the sender's workbook: it comes back with the corrected list."""
    first = list(chain.from_iterable(sheet.rows[:_ANSWER_ROWS]))
    return ANSWER in "".join(first) and any(text.startswith(ANSWER) for text in first)


def _of_hidden(sheets: Iterable[Sheet], tables: Sequence[Table], code: str) -> list[Inference]:
    """What to tell of each hidden sheet: the list on it, by ``code``, or that there is none."""
    told = []
    for sheet in sheets:
        rows = sum(len(table.row_numbers) for table in tables if table.sheet == sheet.name)
        told.append(
            Inference(
                code if rows else "sheet_hidden_skipped", "", sheet.name, {"sheet": sheet.name, "rows": str(rows)}
            )
        )
    return told


def _of_sheets(sheets: Iterable[Sheet], evidence: Evidence) -> list[Table]:
    tables: list[Table] = []
    before: Listing | None = None
    for sheet in sheets:
        grid, decoded = legacy.grid(sheet)
        cells = Cells(sheet, grid, _view(grid))
        found = _listings(cells, evidence) or _going_on(cells, before)
        before = found[-1] if found else before
        made = _upright(cells, found, evidence) or [table for one in found for table in one.tables] or _nil_sheet(cells)
        made = [template.placed(table, evidence.templates) for table in made]
        tables.extend(replace(table, inferences=(*decoded, *table.inferences)) if decoded else table for table in made)
    return tables


def _upright(cells: Cells, found: Sequence[Listing], evidence: Evidence) -> list[Table]:
    """What stands upright on a sheet without a header, or with one that heads no list: "TT | Nội dung | Số liệu"."""
    if not found:
        return forms(cells.sheet, cells.view) or card(cells.sheet, cells.view, evidence.file_titles.named)
    figures = {kind.name for kind in KINDS.values() if kind.counting}
    kinds = {one.table.kind for one in found}
    announced = not figures.isdisjoint(found[0].above.said.named.kinds)
    if len(cells.grid) > _LONGEST_FORM or kinds & figures or (any(kinds) and not announced):
        return []
    return forms(cells.sheet, cells.view)


def _listings(cells: Cells, evidence: Evidence) -> list[Listing]:
    found: list[Listing] = []
    start = after = 0
    while start < len(cells.grid):
        head = header.find(cells.sheet, cells.view, start)
        if head is None:
            break
        across = _across(cells, head, after, evidence)
        found.extend(across)
        body = across[0].body
        start, after = body.end, max(one.body.last for one in across) or head.bottom + 1
    return found


def _across(cells: Cells, head: Header, start: int, evidence: Evidence) -> list[Listing]:
    """The table under a header, or the several that stand side by side there."""
    parts = blocks(head)
    if len(parts) == 1:
        return [listing(cells, head, start, evidence)]
    found: list[Listing] = []
    for part in parts:
        bottom = found[0].body.end if found else len(cells.grid)
        grid, view = (only(rows, part, head.top, bottom) for rows in (cells.grid, cells.view))
        alone = Cells(cells.sheet, grid, view)
        found.append(listing(alone, header.at(cells.sheet, view, head.top), start, evidence))
    return found


def _view(grid: Grid) -> Grid:
    """The cells as far as anything looks at them, letters and marks in one; the values are taken as they are."""
    # A program that writes marks apart from their letters does so from the first line on.
    if not unicodedata.is_normalized("NFC", "".join(chain.from_iterable(grid[:_FIRST]))):
        grid = [[unicodedata.normalize("NFC", text) for text in row] for row in grid]
    if max(map(len, chain.from_iterable(grid)), default=0) <= LOOK:
        return grid
    return [[text[:LOOK] for text in row] for row in grid]


def _going_on(cells: Cells, before: Listing | None) -> list[Listing]:
    """A sheet without a header that goes on with the list of the sheet before, in the same columns."""
    if before is None or not before.body.records or not cells.grid:
        return []
    cells = cells.as_wide_as(before.columns[-1].index + 1)
    found = continued(cells, before)
    firsts = [record[0] for record in before.body.records]
    rows = [record[0] for record in found.body.records]
    like = likeness(before.view, before.form, firsts)
    alike = sum(1 for row in rows if like.fits(cells.view[row]))
    if not rows or alike < _MOSTLY * len(rows):
        return []
    stt = before.form.stt
    counted = stt >= 0 and follows(before.view[firsts[-1]][stt], cells.view[rows[0]][stt])
    return [found] if like.figured or counted else []


def _nil_sheet(cells: Cells) -> list[Table]:
    """A sheet without a header that names its list and says that there is nobody, or that it is taken back."""
    grid = cells.view
    above = letterhead(grid, 0, min(len(grid), header.FURTHEST))
    kind = next(iter(above.said.named.kinds), "")
    withdrawal = above.said.version.withdrawal
    if not (withdrawal or (kind and any(says_nobody(line) for line in above.lines))):
        return []
    used = tuple((number, "letter" if withdrawal else "nil") for number, row in enumerate(grid, 1) if any(row))
    award = above.said.named.award(kind)
    table = Table(cells.sheet.name, kind, (), (), {}, {}, ignored=used, nil=not withdrawal, award_code=award)
    return [above.entitle(table)]
