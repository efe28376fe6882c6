"""One table of a sheet: what its columns mean and which rows are its records, from its header to its last row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaning import template, titles
from cleaning.columns import guesses, is_private, name_columns
from cleaning.doubts import heading_keys, questions
from cleaning.filling import extras, fill
from cleaning.header import Grid, Header
from cleaning.hidden import told_hidden
from cleaning.letterhead import Letterhead, letterhead
from cleaning.mentions import mentions
from cleaning.profiles import sample
from cleaning.recognition import kind_of
from cleaning.rows import Body, Walk
from cleaning.sections import of_collectives, part, retitled
from cleaning.shape import Shape, shape
from cleaning.text import keyed
from cleaning.titles import Titles
from cleaning.totals import differences
from cleaning.twins import twins
from cleaning.wrapping import joined, told
from schemas.kinds import ROW_KEY
from schemas.question import UNUSED, Answers
from schemas.sheet import Sheet, address
from schemas.table import Column, Inference, Table
from schemas.template import TemplateId


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a file beside its lists: its name's words, what its sender answered about headings, and which of
    our blank workbooks it was made from.
    """

    file_titles: Titles
    answers: Answers
    templates: tuple[TemplateId, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """A sheet with its texts in Unicode; ``view`` is as far as anything looks at them, and as a list's own block."""

    sheet: Sheet
    grid: Grid
    view: Grid

    def as_wide_as(self, width: int) -> Cells:
        """The same with blank columns added: a sheet that goes on with a list may lack its last columns."""
        more = [""] * (width - len(self.grid[0]))
        if not more:
            return self
        return replace(self, grid=[[*row, *more] for row in self.grid], view=[[*row, *more] for row in self.view])


@dataclass(frozen=True, slots=True)
class Listing:
    """A table as found, with what the next sheet may go on with."""

    tables: tuple[Table, ...]
    body: Body
    form: Shape
    columns: tuple[Column, ...]
    above: Letterhead
    view: Grid

    @property
    def table(self) -> Table:
        """The table itself, without sections of it that are about other subjects."""
        return self.tables[0]


def listing(cells: Cells, head: Header, start: int, evidence: Evidence) -> Listing:
    """The table under a header; ``start`` is the row where its titles may begin."""
    sheet, view = cells.sheet, cells.view
    above = letterhead(view, start, head.top)
    declared = template.headings((*template.of_lines(above.lines), *evidence.templates))
    columns = twins(name_columns(head, view, evidence.answers, declared), view, head.body)
    view = _without_lone_keys(view, head, columns)
    awards = [sample(view, head.bottom + 1, column.index) for column in columns if column.field == "award_title"]
    given = mentions([keyed(text) for text in awards[0]] if awards else ())
    said = (above.said, titles.of_name(sheet.name), evidence.file_titles)
    kind = kind_of([one.named for one in said], columns, given)
    form = shape(kind, columns, _headings(head), above.keys)
    body = Walk(view, form, [merge for merge in sheet.merges if merge.top > head.bottom]).over(head.bottom + 1)
    found, *others = _sections(cells, kind, columns, body, form)
    guessed = _told(sheet, head, columns, evidence.answers)
    rows = tuple(range(head.top + 1, head.bottom + 2))
    table = replace(
        above.entitle(found),
        header_rows=rows,
        inferences=(*guessed, *found.inferences),
        questions=questions(kind, columns, head, view),
        award_code=above.said.named.award(kind) or given.award(kind),
    )
    tables = (table, *(replace(above.entitle(one), header_rows=rows) for one in others))
    return Listing(tables, body, form, columns, above, view)


def continued(cells: Cells, before: Listing) -> Listing:
    """A sheet read from its first row on under the columns of the table on the sheet before."""
    walk = Walk(cells.view, before.form, cells.sheet.merges)
    walk.group = before.body.groups[-1] if before.body.groups else ""
    body = walk.over(0)
    found, *others = _sections(cells, before.table.kind, before.columns, body, before.form)
    going_on = Inference("header_continued", "", found.sheet, {"sheet": found.sheet, "first": before.table.sheet})
    told = replace(found, inferences=(going_on, *found.inferences), award_code=before.table.award_code)
    tables = tuple(before.above.entitle(one) for one in (told, *others))
    return replace(before, tables=tables, body=body, view=cells.view)


def _sections(cells: Cells, kind: str, columns: tuple[Column, ...], body: Body, form: Shape) -> list[Table]:
    """The table, and one of its collectives where a list of people has a section of them."""
    if not body.collective:
        return [_filled(cells, kind, columns, body, form)]
    people = part(body, range(len(body.records)), but=body.collective)
    teams = replace(part(body, body.collective), ignored=[], claims=[], declared=None, nil=False)
    other = of_collectives()
    name = other.name if other else ""
    renamed = retitled(columns, other)
    awards = mentions([keyed(group) for group in dict.fromkeys(teams.groups)])
    second = _filled(cells, name, renamed, teams, shape(name, renamed))
    told = Inference("section_of_collectives", "", second.sheet, {"rows": str(len(second.row_numbers))})
    second = replace(second, award_code=awards.award(name), apart=True, inferences=(told, *second.inferences))
    return [_filled(cells, kind, columns, people, form), second]


def _filled(cells: Cells, kind: str, columns: tuple[Column, ...], body: Body, form: Shape) -> Table:
    sheet = cells.sheet
    whole = joined(cells.grid, body.wraps)
    values, kinds, filled = fill(sheet, whole, columns, body, form)
    numbers = tuple(rows[0] + 1 for rows in body.records)
    return Table(
        sheet=sheet.name,
        kind=kind,
        columns=columns,
        row_numbers=numbers,
        values=values,
        cell_kinds=kinds,
        extras=extras(whole, columns, body),
        groups=tuple(body.groups),
        ignored=tuple((row + 1, reason) for row, reason in body.ignored),
        nil=body.nil,
        declared_total=body.declared,
        differing_groups=differences(body.claims, body.breaks, numbers),
        inferences=(*told(cells.grid, body.wraps, sheet.name), *told_hidden(sheet, columns, body), *filled),
    )


def _headings(head: Header) -> frozenset[str]:
    return frozenset(keyed(level) for levels in head.levels for level in levels)


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
