"""From raw text to our values: every column of a kind at once, the raw text kept beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import polars as pl

from cleaning import money
from cleaning.blanks import PLAIN, erroneous
from cleaning.collectives import team_key
from cleaning.contributors import clean_authors
from cleaning.dates import DATE as READ_DATE
from cleaning.marks import MARK as READ_MARK
from cleaning.names import folded
from cleaning.persons import clean_persons
from cleaning.phones import PHONE as READ_PHONE
from cleaning.repeats import repeats
from schemas.item import COUNT, DATE, EMAIL, MARK, MONEY, PHONE, SHARE, Item
from schemas.kind import WORK
from schemas.kinds import KINDS
from schemas.models import MODELS
from schemas.record import ENVELOPE, GROUP_DECLARED, OPTIONAL, PLACE_CODES, UNIT_CODES, RecordModel, flag

_EMAIL = r"(?i)^[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+$"


def clean(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The assembled frame with the cleaned columns and flags of its model; one row in, one row out, in order.

    Never raises on bad data: what cannot be read is null, its raw text survives and a flag names the problem.
    """
    model = MODELS[kind]
    cleaned = frame
    for column, together in _TOGETHER.items():
        if column in model.by_name:
            cleaned = together(model, cleaned)
    done = set(cleaned.columns)
    for item in model.items:
        if item.name not in done:
            cleaned = cleaned.with_columns(**_read(item, cleaned)).drop("^_.*$")
    cleaned = cleaned.with_columns(repeats(kind, cleaned).alias(flag("duplicate_row", "")))
    return _finished(model, cleaned)


@cache
def raw_fields(kind: str, field: str) -> tuple[str, ...]:
    """The header fields that a cleaned field is read from, the likeliest first: where to look for the cell at fault."""
    item = MODELS[kind].by_name.get(field)
    own = item.sources if item else ()
    return (*own, *(name for name in _PLACES.get(field, ()) if name not in own))


# Where else a value may have been read from: a row's unit from whichever of these columns the list has, a number of the
# other kind of card from the column it stood in.
_PLACES = {
    "unit_code": ("grassroots_union", "union_unit_code", "work_unit"),
    "old_citizen_id": ("id_number",),
    "citizen_id": ("old_citizen_id",),
    "birth_year": ("date_of_birth", "birth_year", "birth_year_male", "birth_year_female"),
}


def _titled(model: RecordModel, frame: pl.DataFrame) -> pl.DataFrame:
    """The title of a work or the name of a collective, from whichever of its columns the list has, and its key."""
    kind = KINDS[model.kind]
    item = model.by_name[kind.naming[0]]
    said = frame.select(pl.coalesce(f"raw_{name}" for name in item.sources)).to_series()
    title = PLAIN.of(said)["said"]
    missing = {flag(code, item.name): pl.lit(title.is_null()) for code in item.codes if code.endswith("_missing")}
    key = folded(pl.lit(title)) if kind.about == WORK else team_key(pl.lit(title))
    return frame.with_columns(title.alias(item.name), title_key=key, **missing)


# What is read from several columns at once, by a column that only such a reading makes.
_TOGETHER: dict[str, Callable[[RecordModel, pl.DataFrame], pl.DataFrame]] = {
    "full_name": lambda _, frame: clean_persons(frame),
    "authors": lambda _, frame: clean_authors(frame),
    "title_key": _titled,
}


def _read(item: Item, frame: pl.DataFrame) -> dict[str, pl.Expr | pl.Series]:
    """A column that is read by itself, by what it is declared to hold."""
    return _READS.get(item.holds, _read_text)(item, frame[f"raw_{item.sources[0]}"])


def _read_text(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    return {item.name: PLAIN.of(raw)["said"]}


def _read_money(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    parts = {name: pl.lit(values) for name, values in money.AMOUNT.of(raw).to_dict().items()}
    unit, numeric = pl.col(f"unit_{item.name}"), pl.col(f"cell_{item.name}") == "n"
    value = money.dong(parts["worded"], parts["local"], parts["exact"], parts["in_dong"], unit, numeric)
    bare = parts["worded"].is_null() & ~parts["in_dong"] & value.is_not_null()
    return {
        item.name: value,
        flag("money_unreadable", item.name): parts["figures"]
        & value.is_null()
        & (parts["exact"] != 0).fill_null(value=True),
        flag("money_unit_applied", item.name): (unit != 1) & bare,
    }


def _read_date(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    date, said = READ_DATE.of(raw), PLAIN.of(raw)["said"]
    # Words beside a date ("từ tháng 5 đến nay") are a description, which no one needs to mend.
    unread = said.is_not_null() & date["iso"].is_null() & ~said.str.contains(r"\p{L}{2}")
    return {
        item.name: date["iso"],
        flag("date_unreadable", item.name): unread,
        flag("date_from_serial", item.name): date["serial"],
    }


def _read_figure(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    parts = {name: pl.lit(values) for name, values in money.FIGURE.of(raw).to_dict().items()}
    numeric, share = pl.col(f"cell_{item.name}") == "n", parts["share"]
    value = money.whole(parts["local"], parts["exact"], numeric)
    if item.holds == SHARE:
        # A cell formatted as percent is stored as a fraction.
        value = pl.when(numeric & (share <= 1)).then(share * 100).otherwise(share)
    return {item.name: value, flag("number_unreadable", item.name): parts["said"] & value.is_null()}


def _read_mark(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    mark = READ_MARK.of(raw)
    return {item.name: mark["flag"], flag("mark_unreadable", item.name): mark["unreadable"]}


def _read_phone(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    phone = READ_PHONE.of(raw)
    return {item.name: phone["phone"], flag("phone_unreadable", item.name): phone["unreadable"]}


def _read_email(item: Item, raw: pl.Series) -> dict[str, pl.Expr | pl.Series]:
    said = PLAIN.of(raw)["said"]
    return {item.name: said, flag("email_unreadable", item.name): ~said.str.contains(_EMAIL)}


_READS: dict[str, Callable[[Item, pl.Series], dict[str, pl.Expr | pl.Series]]] = {
    MONEY: _read_money,
    DATE: _read_date,
    COUNT: _read_figure,
    SHARE: _read_figure,
    MARK: _read_mark,
    PHONE: _read_phone,
    EMAIL: _read_email,
}


def _finished(model: RecordModel, frame: pl.DataFrame) -> pl.DataFrame:
    """Flags complete and never null, columns in the order of the model."""
    made = set(frame.columns)
    flags = {name: pl.col(name) if name in made else pl.lit(value=False) for name in model.flags}
    flags |= _errors(model.items) | _placed(model) | _totals(model)
    if GROUP_DECLARED in made:
        flags[flag("group_differs", "")] = pl.col(GROUP_DECLARED).is_not_null()
    frame = frame.lazy().with_columns(**{name: told.fill_null(value=False) for name, told in flags.items()}).collect()
    keys = [name for name in OPTIONAL if name in made]
    return frame.select(*ENVELOPE, *keys, *model.by_name, *model.flags, *model.raw_columns)


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
    if KINDS[model.kind].awarding:
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
