"""The tables of a workbook: where each begins and ends, what its columns mean, which rows are its records.

Runs in the guarded reading process: plain Python, no polars. Nothing is cleaned here but dittos, merged cells and
legacy fonts; the texts stay as they stand in the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from cleaning import header, legacy, titles
from cleaning.columns import guesses, is_private, name_columns
from cleaning.doubts import heading_keys, questions
from cleaning.filling import extras, fill
from cleaning.header import Grid, Header
from cleaning.mentions import mentions
from cleaning.profiles import sample
from cleaning.recognition import kind_of
from cleaning.rows import Body, Walk
from cleaning.shape import shape
from cleaning.signs import says_nobody
from cleaning.text import LOOK, keyed
from cleaning.titles import Titles
from cleaning.totals import differences
from cleaning.twins import twins
from cleaning.wrapping import joined, told
from schemas.kinds import ROW_KEY
from schemas.question import NO_ANSWERS, UNUSED, Answers
from schemas.sheet import Sheet, Workbook, address
from schemas.table import Column, Inference, Reading, Refusal, Table

# The mark of the first sheet of an answered workbook, with its version.
ANSWER = "thidua-answer"
_ANSWER_ROWS = 12
_SHORTEST_TITLE = 5


def find_tables(workbook: Workbook, file_name: str, answers: Answers = NO_ANSWERS) -> Reading:
    """Every table of the visible sheets, or the refusal ``no_table`` or ``kind_unknown`` of the whole file.

    ``answers`` is what was answered about the headings of the sender's layouts: field by key.
    """
    hidden = (sheet.name for sheet in workbook.sheets if sheet.hidden)
    told = [*workbook.inferences, *(Inference("sheet_hidden_skipped", "", name, {"sheet": name}) for name in hidden)]
    file_titles = titles.read([PurePosixPath(file_name).stem.replace("_", " ").replace("-", " ")])
    tables: list[Table] = []
    for sheet in workbook.sheets:
        if _is_answer(sheet):
            told.append(Inference("answer_skipped", "", sheet.name, {"sheet": sheet.name}))
        elif not sheet.hidden:
            tables.extend(_tables(sheet, file_titles, answers))
    tables = _agreed(tables, file_titles)
    if not tables:
        return Reading(workbook.format, refusal=Refusal("no_table"), inferences=tuple(told))
    if not any(table.kind for table in tables):
        headings = "; ".join(column.heading for column in tables[0].columns)[:200]
        return Reading(workbook.format, refusal=Refusal("kind_unknown", {"headings": headings}), inferences=tuple(told))
    return Reading(workbook.format, tuple(tables), inferences=tuple(told))


def _is_answer(sheet: Sheet) -> bool:
    """Whether a sheet is what we wrote into the sender's workbook: it comes back with the corrected list."""
    return any(text.startswith(ANSWER) for row in sheet.rows[:_ANSWER_ROWS] for text in row)


def _tables(sheet: Sheet, file_titles: Titles, answers: Answers) -> list[Table]:
    grid, decoded = legacy.grid(sheet)
    view = _view(grid)
    tables: list[Table] = []
    start = after = 0
    while start < len(grid):
        head = header.find(sheet, view, start)
        if head is None:
            break
        table, body = _table(sheet, grid, view, head, after, file_titles, answers)
        start, after = body.end, body.last or head.bottom + 1
        tables.append(replace(table, inferences=(*decoded, *table.inferences)))
    if not tables:
        spoken = _nil_sheet(sheet, view)
        return [spoken] if spoken else []
    return tables


def _view(grid: Grid) -> Grid:
    """The cells as far as anything looks at them; the values themselves are taken whole."""
    if max(map(len, chain.from_iterable(grid)), default=0) <= LOOK:
        return grid
    return [[text[:LOOK] for text in row] for row in grid]


def _table(
    sheet: Sheet, grid: Grid, view: Grid, head: Header, start: int, file_titles: Titles, answers: Answers
) -> tuple[Table, Body]:
    said, lines = _titles(view, start, head.top)
    columns = twins(name_columns(head, view, answers), view, head.body)
    view = _without_lone_keys(view, head, columns)
    awards = [sample(view, head.bottom + 1, column.index) for column in columns if column.field == "award_title"]
    given = mentions([keyed(text) for text in awards[0]] if awards else ())
    kind = kind_of((said.named, titles.read([sheet.name]).named, file_titles.named), columns, given)
    form = shape(kind, columns, _headings(head), _lines_above(lines, view[start : head.top]))
    body = Walk(view, form, [merge for merge in sheet.merges if merge.top > head.bottom]).over(head.bottom + 1)
    whole = joined(grid, body.wraps)
    values, kinds, filled = fill(sheet, whole, columns, body, form)
    table = Table(
        sheet=sheet.name,
        kind=kind,
        columns=columns,
        row_numbers=tuple(rows[0] + 1 for rows in body.records),
        values=values,
        cell_kinds=kinds,
        extras=extras(whole, columns, body),
        groups=tuple(body.groups),
        header_rows=tuple(range(head.top + 1, head.bottom + 2)),
        ignored=tuple((row + 1, reason) for row, reason in body.ignored),
        nil=body.nil,
        declared_total=body.declared,
        differing_groups=differences(body.claims, body.breaks, [rows[0] + 1 for rows in body.records]),
        inferences=(*_told(sheet, head, columns, answers), *told(grid, body.wraps, sheet.name), *filled),
        questions=questions(kind, columns, head, view),
    )
    entitled = _entitled(table, said, lines, columns)
    return replace(entitled, award_code=entitled.award_code or given.award(kind)), body


def _headings(head: Header) -> frozenset[str]:
    return frozenset(keyed(level) for levels in head.levels for level in levels)


def _lines_above(lines: Sequence[str], rows: Grid) -> frozenset[str]:
    """The keys of title lines, and of cells of several lines; what is as short as a cell of data is left out."""
    keys = (keyed(text) for text in (*lines, *chain.from_iterable(rows)) if text)
    return frozenset(key for key in keys if len(key) > _SHORTEST_TITLE)


def _without_lone_keys(view: Grid, head: Header, columns: Sequence[Column]) -> Grid:
    """The key of a row that a clerk has emptied says nothing any more."""
    at = next((column.index for column in columns if column.field == ROW_KEY), -1)
    if at < 0:
        return view
    blank = [""] * len(view[0])
    keyed_only = (
        number > head.bottom and bool(row[at]) and sum(map(bool, row)) == 1 for number, row in enumerate(view)
    )
    return [blank if only else row for only, row in zip(keyed_only, view, strict=True)]


def _entitled(table: Table, said: Titles, lines: Sequence[str], columns: Sequence[Column]) -> Table:
    heading = next((column.heading for column in columns if column.field == "benefit_vnd"), "")
    unit = titles.money_unit(heading) if heading else 1
    return replace(
        table,
        titles=tuple(lines),
        award_code=said.named.award(table.kind),
        award_level=said.award_level,
        year=said.year,
        unit_text=said.unit_text,
        unit_code_text=said.unit_code_text,
        addition=said.addition,
        version=said.version.number,
        withdrawal=said.version.withdrawal,
        reference=said.version.reference,
        money_unit=unit if unit != 1 else said.money_unit,
    )


def _titles(grid: Grid, start: int, top: int) -> tuple[Titles, list[str]]:
    """Title lines: each cell above the header; the left block of the letterhead is the first cell of its row."""
    lines: list[str] = []
    left: list[str] = []
    half = max(3, len(grid[0]) // 2 + 1) if grid else 0
    for row in grid[start:top]:
        cells = [(index, text) for index, text in enumerate(row) if text]
        lines.extend(line for _, text in cells for line in text.splitlines() if line.strip())
        if cells and cells[0][0] < half:
            left.extend(line for line in cells[0][1].splitlines() if line.strip())
    return titles.read(lines, left), [line.strip() for line in lines]


def _told(sheet: Sheet, head: Header, columns: Sequence[Column], answers: Answers) -> tuple[Inference, ...]:
    dropped = ", ".join(column.heading for column in columns if is_private(column))
    left_out = (Inference("columns_dropped", "", sheet.name, {"columns": dropped}),) if dropped else ()
    return (*guesses(columns, sheet.name, head.bottom), *_answers_used(sheet, head, columns, answers), *left_out)


def _answers_used(sheet: Sheet, head: Header, columns: Sequence[Column], answers: Answers) -> tuple[Inference, ...]:
    if not answers:
        return ()
    keys = heading_keys(head)
    return tuple(
        Inference(
            "heading_answered",
            address(head.bottom + 1, column.index),
            sheet.name,
            {"heading": column.heading, "field": column.field or UNUSED},
        )
        for column in columns
        if keys.get(column.index) in answers
    )


def _nil_sheet(sheet: Sheet, grid: Grid) -> Table | None:
    """A sheet without a header that names its list and says that there is nobody, or that it is taken back."""
    said, lines = _titles(grid, 0, min(len(grid), header.FURTHEST))
    kind = next(iter(said.named.kinds), "")
    withdrawal = said.version.withdrawal
    if not kind or not (withdrawal or any(says_nobody(line) for line in lines)):
        return None
    used = tuple((number, "letter" if withdrawal else "nil") for number, row in enumerate(grid, 1) if any(row))
    table = Table(sheet.name, kind, (), (), {}, {}, ignored=used, nil=not withdrawal)
    return _entitled(table, said, lines, ())


def _agreed(tables: Sequence[Table], file_titles: Titles) -> list[Table]:
    """What one sheet leaves unsaid another of the same workbook may say: a list spread over sheets has one title."""
    kinds = [table.kind or _like(table, tables) for table in tables]
    agreed: list[Table] = []
    for table, kind in zip(tables, kinds, strict=True):
        same = [other for other, of in zip(tables, kinds, strict=True) if of == kind] if kind else []
        levels = {other.award_level for other in same if other.award_level}
        years = {other.year for other in same if other.year}
        level = table.award_level or (levels.pop() if len(levels) == 1 else file_titles.award_level)
        year = table.year or (years.pop() if len(years) == 1 else file_titles.year)
        award = table.award_code if kind == table.kind else file_titles.named.award(kind)
        awards = {other.award_code for other in same if other.award_code}
        award = award or (awards.pop() if len(awards) == 1 else file_titles.named.award(kind))
        agreed.append(
            _versioned(replace(table, kind=kind, award_code=award, award_level=level, year=year), file_titles)
        )
    return agreed


def _versioned(table: Table, file_titles: Titles) -> Table:
    """The table with its version: as its titles state it, else as the file's name does; said where it matters."""
    withdrawal = table.withdrawal or (file_titles.version.withdrawal and not table.addition)
    addition = table.addition or (file_titles.addition and not table.withdrawal)
    version = table.version or file_titles.version.number
    told = [
        *([Inference("read_as_withdrawal", "", table.sheet)] if withdrawal else []),
        *([Inference("read_as_addition", "", table.sheet)] if addition else []),
        *([Inference("read_as_version", "", table.sheet, {"number": str(version)})] if version else []),
    ]
    return replace(
        table,
        version=version,
        addition=addition,
        withdrawal=withdrawal,
        nil=table.nil and not withdrawal,
        inferences=(*table.inferences, *told),
    )


def _like(table: Table, tables: Sequence[Table]) -> str:
    fields = {column.field for column in table.columns if column.field}
    kinds = {o.kind for o in tables if o.kind and {c.field for c in o.columns if c.field} == fields}
    return kinds.pop() if len(kinds) == 1 else ""
