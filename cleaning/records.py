"""From raw text to our values: every column of a kind at once, the raw text kept beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from cleaning import dates, marks, money, phones
from cleaning.contributors import clean_authors
from cleaning.blanks import erroneous, present
from cleaning.names import folded
from cleaning.persons import clean_persons
from cleaning.repeats import repeats
from schemas.models import MODELS
from schemas.record import ENVELOPE, PLACE_CODES, UNIT_CODES, Item, RecordModel, flag

_EMAIL = r"(?i)^[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+$"


def clean(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The assembled frame with the cleaned columns and flags of its model; one row in, one row out, in order.

    Never raises on bad data: what cannot be read is null, its raw text survives and a flag names the problem.
    """
    model = MODELS[kind]
    cleaned = _SPECIAL[kind](frame)
    done = set(cleaned.columns)
    cleaned = cleaned.lazy().with_columns(**_plain(model, done)).collect()
    cleaned = cleaned.with_columns(repeats(kind, cleaned).alias(flag("duplicate_row", "")))
    return _finished(model, cleaned)


def raw_fields(kind: str, field: str) -> tuple[str, ...]:
    """The header fields that a cleaned field is read from, the likeliest first: where to look for the cell at fault."""
    item = MODELS[kind].by_name.get(field)
    return item.sources if item else _PLACES.get(field, ())


# A row's unit is read from whichever of these columns the list has.
_PLACES = {"unit_code": ("grassroots_union", "union_unit_code", "work_unit")}


def _initiatives(frame: pl.DataFrame) -> pl.DataFrame:
    title = present(pl.col("raw_initiative_name"))
    return clean_authors(frame).with_columns(
        initiative_name=title,
        title_key=folded(title),
        **{flag("initiative_name_missing", "initiative_name"): title.is_null()},
    )


def _statistics(frame: pl.DataFrame) -> pl.DataFrame:
    chair = pl.col("raw_chair_phone")
    return frame.with_columns(
        chair_phone=phones.phone(chair),
        **{flag("phone_unreadable", "chair_phone"): present(chair).is_not_null() & phones.phone(chair).is_null()},
    )


_SPECIAL: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "cng_list": clean_persons,
    "initiative_list": _initiatives,
    "unit_statistics": _statistics,
}


def _plain(model: RecordModel, done: set[str]) -> dict[str, pl.Expr]:
    """The columns that are read one by one, each by what it is declared to hold."""
    columns: dict[str, pl.Expr] = {}
    for item in model.items:
        if item.name not in done:
            columns |= _read(item)
    return columns


def _read(item: Item) -> dict[str, pl.Expr]:
    raw = pl.col(f"raw_{item.sources[0]}")
    said, name = present(raw), item.name
    if item.money:
        unit, numeric = pl.col(f"unit_{name}"), pl.col(f"cell_{name}") == "n"
        value = money.amount(raw, unit, numeric=numeric)
        unread = said.str.contains(r"\d") & value.is_null()
        scaled = value.is_not_null() & money.scaled(raw, unit)
        return {name: value, flag("money_unreadable", name): unread, flag("money_unit_applied", name): scaled}
    if "date_unreadable" in item.told:
        value = dates.iso(raw)
        # Words beside a date ("từ tháng 5 đến nay") are a description, which no one needs to mend.
        unread = said.is_not_null() & value.is_null() & ~said.str.contains(r"\p{L}{2}")
        return {
            name: value,
            flag("date_unreadable", name): unread,
            flag("date_from_serial", name): dates.from_serial(raw),
        }
    if "number_unreadable" in item.told:
        value = _figure(item, raw)
        return {name: value, flag("number_unreadable", name): present(raw, zero=True).is_not_null() & value.is_null()}
    if "mark_unreadable" in item.told:
        return {name: marks.flag(raw), flag("mark_unreadable", name): marks.unreadable(raw)}
    if "email_unreadable" in item.told:
        return {name: said, flag("email_unreadable", name): ~said.str.contains(_EMAIL)}
    return {name: said}


def _figure(item: Item, raw: pl.Expr) -> pl.Expr:
    numeric = pl.col(f"cell_{item.name}") == "n"
    if item.dtype != pl.Float64:
        return money.count(raw, numeric=numeric)
    share = money.percent(raw)
    # A cell formatted as percent is stored as a fraction.
    return pl.when(numeric & (share <= 1)).then(share * 100).otherwise(share)


def _finished(model: RecordModel, frame: pl.DataFrame) -> pl.DataFrame:
    """Flags complete and never null, columns in the order of the model."""
    made = set(frame.columns)
    flags = {name: pl.col(name) if name in made else pl.lit(value=False) for name in model.flags}
    flags |= _errors(model.items) | _placed(model) | _totals(model)
    frame = frame.lazy().with_columns(**{name: told.fill_null(value=False) for name, told in flags.items()}).collect()
    keys = [name for name in ("record_id",) if name in made]
    values = [item.name for item in model.items]
    raw = [name for name in frame.columns if name.startswith(("raw_", "cell_")) or name in _unit_columns(model)]
    return frame.select(*ENVELOPE, *keys, *values, *model.flags, *raw)


def _unit_columns(model: RecordModel) -> set[str]:
    return {f"unit_{name}" for name in model.money_fields}


def _errors(items: Sequence[Item]) -> dict[str, pl.Expr]:
    found = {}
    for item in items:
        cells = [pl.col(f"raw_{name}") for name in item.sources]
        if cells:
            wrong = [cell.str.starts_with("#") & erroneous(cell) for cell in cells]
            found[flag("error_cell", item.name)] = pl.any_horizontal(wrong)
    return found


def _placed(model: RecordModel) -> dict[str, pl.Expr]:
    holds = {
        flag(code, ""): pl.col("hold_codes").str.contains(code, literal=True).fill_null(value=False)
        for code in PLACE_CODES
    }
    holds[flag("campaign_unknown", "")] |= pl.col("campaign_code").is_null() & pl.col("hold_codes").is_null()
    if model.kind != "unit_statistics":
        holds[flag("level_unknown", "")] |= pl.col("award_level").is_null() & pl.col("hold_codes").is_null()
    units = {flag(code, "unit_code"): pl.col("unit_problem") == code for code in UNIT_CODES}
    return holds | units


def _totals(model: RecordModel) -> dict[str, pl.Expr]:
    """A declared total that differs is asked about once per table, at its first row."""
    table = ("delivery_id", "table_no")
    differs = pl.col("declared_total") != pl.col("table_rows")
    if "authors" in model.by_name:
        differs &= pl.col("declared_total") != pl.col("authors").list.len().sum().over(table)
    return {flag("total_differs", ""): differs & (pl.col("row") == pl.col("row").min().over(table))}
