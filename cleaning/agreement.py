"""What the tables of one workbook say of each other: titles told once, versions, totals over several tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleaning.titles import Titles
from schemas.table import Inference, Table


def agree(tables: Sequence[Table], file_titles: Titles) -> list[Table]:
    """What one sheet leaves unsaid another of the same workbook may say: a list spread over sheets has one title."""
    kinds = [table.kind if table.kind or table.apart else _like(table, tables) for table in tables]
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
    return _empty(_total_of_several(agreed))


def _empty(tables: list[Table]) -> list[Table]:
    """A file with headings and nothing under any of them has not been filled in: that is no word of "nobody"."""
    if any(table.row_numbers or table.nil or table.withdrawal for table in tables):
        return tables
    return [replace(table, empty=True) for table in tables]


def _total_of_several(tables: list[Table]) -> list[Table]:
    """A total that is no table's own may be that of a list spread over several tables or sheets."""
    if len(tables) < 2 or all(table.declared_total is None for table in tables):
        return tables
    return [_own_total(table, tables[: n + 1], tables) for n, table in enumerate(tables)]


def _own_total(table: Table, so_far: Sequence[Table], tables: Sequence[Table]) -> Table:
    total = table.declared_total
    if total is None or total == len(table.row_numbers):
        return table
    beside = [one for one in tables if (one.sheet, one.header_rows) == (table.sheet, table.header_rows)]
    alike = [one for one in tables if (one.kind, one.award_level) == (table.kind, table.award_level)]
    before = [one for one in so_far if (one.kind, one.award_level) == (table.kind, table.award_level)]
    for same in (beside, before, alike):
        if len(same) > 1 and sum(len(one.row_numbers) for one in same) == total:
            told = Inference("total_of_several", "", table.sheet, {"total": str(total), "tables": str(len(same))})
            return replace(table, declared_total=None, inferences=(*table.inferences, told))
    return table


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
