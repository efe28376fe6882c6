"""The model of a kind of record: its columns as cleaned, with their types, checks and flags, and the raw ones beside.

What a cleaner finds out about a value travels beside it as a column of booleans named by code and field
(``birth_impossible__date_of_birth``); codes are those of ``schemas.problems``, inferences included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import pandera.polars as pa
import polars as pl

from schemas.item import AUTHORS, COUNT, MARK, MONEY, SHARE, YEAR, Item
from schemas.limits import LIMITS
from schemas.problems import ERROR, QUERY, problem

ENVELOPE: dict[str, type[pl.DataType]] = {
    "entry_id": pl.String,
    "delivery_id": pl.String,
    "table_no": pl.Int32,
    "sheet": pl.String,
    "row": pl.Int32,
    "kind": pl.String,
    "sender_code": pl.String,
    "campaign_code": pl.String,
    "award_code": pl.String,
    "award_level": pl.String,
    "unit_code": pl.String,
    "unit_problem": pl.String,
    "unit_candidates": pl.String,
    "hold_codes": pl.String,  # codes that hold the whole list, joined by "; "
    "money_unit": pl.Int64,
    "declared_total": pl.Int32,
    "table_rows": pl.Int32,
}
# The sender's own columns of a row, as a JSON object of texts by heading; only frames that have some have the column.
EXTRA = "extra"
# At the first row of a group that declares another number than it has; only frames with such a group have the columns.
GROUP_DECLARED, GROUP_ROWS = "group_declared", "group_rows"
OPTIONAL: dict[str, type[pl.DataType]] = {
    "record_id": pl.String,  # the caller's key of the record, once it has been given one
    EXTRA: pl.String,
    GROUP_DECLARED: pl.Int32,
    GROUP_ROWS: pl.Int32,
}
_REQUIRED = ("entry_id", "delivery_id", "table_no", "sheet", "row", "kind", "sender_code", "money_unit", "table_rows")
# What may hold a whole list or place, told by the envelope itself.
PLACE_CODES = ("unit_mismatch", "campaign_unknown", "level_unknown", "heading_doubtful")
UNIT_CODES = ("unit_unknown", "unit_ambiguous", "unit_missing")
LIST_CODES = (*PLACE_CODES, "duplicate_row", "row_copied", "total_differs", "group_differs")


# An author as cleaned; what else the list says of a person is kept in the raw text of ``authors``.
AUTHOR = pl.Struct(
    {
        "row": pl.Int32,
        "full_name": pl.String,
        "name_key": pl.String,
        "contribution_pct": pl.Float64,
        "gender": pl.String,
        "date_of_birth": pl.String,
        "birth_year": pl.Int32,
        "citizen_id": pl.String,
        "citizen_id_trusted": pl.Boolean,
        "old_citizen_id": pl.String,
        "phone": pl.String,
        "job": pl.String,
        "position": pl.String,
        "department": pl.String,
        "work_unit": pl.String,
    }
)
# What a column holds decides its type; all else is text.
_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    COUNT: pl.Int64,
    MONEY: pl.Int64,
    SHARE: pl.Float64,
    MARK: pl.Boolean,
    YEAR: pl.Int32,
    AUTHORS: pl.List(AUTHOR),
}


@dataclass(frozen=True)
class RecordModel:
    """A kind of record; grain: one row of its list."""

    kind: str
    items: tuple[Item, ...]

    @cached_property
    def by_name(self) -> dict[str, Item]:
        """The items by the name of their column."""
        return {item.name: item for item in self.items}

    @cached_property
    def raw_fields(self) -> tuple[str, ...]:
        """The header fields that are kept, in reading order."""
        return tuple(dict.fromkeys(source for item in self.items for source in item.sources))

    @cached_property
    def cell_fields(self) -> tuple[str, ...]:
        """The header fields whose kind of cell is kept."""
        return tuple(dict.fromkeys(source for item in self.items if item.by_cell for source in item.sources))

    @cached_property
    def money_fields(self) -> tuple[str, ...]:
        """The header fields that hold money."""
        return tuple(source for item in self.items if item.of_money for source in item.sources)

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """All columns that tell about others, with those about the list as a whole."""
        own = (flag(code, item.name) for item in self.items for code in item.codes)
        listed = (flag(code, "") for code in LIST_CODES)
        return (*own, *listed, *(flag(code, "unit_code") for code in UNIT_CODES))

    @cached_property
    def raw_columns(self) -> tuple[str, ...]:
        """The columns of raw text, kinds of cells and units of money that stand beside the cleaned ones."""
        raw = (f"raw_{name}" for name in self.raw_fields)
        return (*raw, *(f"cell_{name}" for name in self.cell_fields), *(f"unit_{name}" for name in self.money_fields))

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The Pandera model of the cleaned columns: no coercion, each check named by its problem code.

        Raw columns have no model: whatever a cell says is right as raw text. What flags there are asks ``fits``, for a
        column of a model costs the same whether a night brings ten rows or a million.
        """
        columns = {name: _envelope_column(name, dtype, self.flags) for name, dtype in ENVELOPE.items()}
        columns |= {item.name: _column(item) for item in self.items}
        columns |= {name: pa.Column(dtype, nullable=True, required=False) for name, dtype in OPTIONAL.items()}
        return pa.DataFrameSchema(columns, strict=False, coerce=False, name=self.kind)

    def fits(self, frame: pl.DataFrame) -> bool:
        """Whether a frame has no column but ours and every flag, each true or false in every row."""
        known, given = {*self.schema.columns, *self.flags, *self.raw_columns}, frame.schema
        if not given.keys() <= known or any(given.get(name) != pl.Boolean for name in self.flags):
            return False
        return not frame.select(pl.any_horizontal(pl.col(self.flags).has_nulls())).item()


def flag(code: str, name: str) -> str:
    """The column that tells a code about a field; the field is "" for what is about the row or list as a whole."""
    return f"{code}__{name}"


def told(column: str) -> tuple[str, str]:
    """The (code, field) of a column that tells."""
    code, _, name = column.partition("__")
    return code, name


def rule(code: str, holds: Callable[[], pl.Expr]) -> pa.Check:
    """A check of a column that may look at others: ``holds`` says what is right; a null is right as well."""

    def checked(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds().fill_null(value=True))

    return pa.Check(checked, name=code)


def unless(column: str) -> pa.Check:
    """A check that fails where a cleaner told a problem."""
    return rule(told(column)[0], lambda: ~pl.col(column))


def checked_flags(columns: Iterable[str]) -> tuple[str, ...]:
    """Those columns that tell an error or a query; inferences hold nothing and ask nothing."""
    return tuple(column for column in columns if problem(told(column)[0]).kind in (ERROR, QUERY))


def _column(item: Item) -> pa.Column:
    flags = checked_flags(flag(code, item.name) for code in item.codes)
    checks = [*(_limit(code, item.name) for code in item.limits), *map(unless, flags)]
    return pa.Column(_TYPES.get(item.holds, pl.String), checks, nullable=True, description=item.en)


def _limit(code: str, name: str) -> pa.Check:
    return rule(code, lambda: LIMITS[code](name))


def _envelope_column(name: str, dtype: type[pl.DataType], flags: tuple[str, ...]) -> pa.Column:
    about = {"entry_id": "", "unit_code": "unit_code"}.get(name)
    checks = [unless(column) for column in flags if told(column)[1] == about]
    return pa.Column(dtype, checks, nullable=name not in _REQUIRED)
