"""Survivorship: which value of each field holds for a person, among all that the person's records state.

Decided when somebody looks, never stored: a merge or a split repairs nothing. The order: what a steward chose, what
stands (a withdrawn list speaks only where nothing else does), for ids what the first unit says, what a confirmed CCCD
backs, what most of the last submissions say, what is newest. Spellings of one value vote together, and of these the
accented, or the fuller date, is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from matching import values
from schemas.item import ID, TEXT, Item
from schemas.person import CONTACT, PERSON, WORK

_UNIT = Item("unit_code", "Công đoàn cơ sở", "Grassroots union")
_INNER = frozenset({"name_key", "name_note", "salutation", "birth_year", "citizen_id_trusted"})
ITEMS: Final = {item.name: item for item in (*PERSON, _UNIT, *WORK, *CONTACT) if item.name not in _INNER}
# A machine that joins records across units never puts another id or phone in the place of the one known.
GUARDED: Final = tuple(name for name, item in ITEMS.items() if item.holds == ID)
CONFIRMED: Final = ("citizen_id", "gender", "date_of_birth")  # what a citizen id speaks about
SPELT: Final = tuple(name for name, item in ITEMS.items() if item.holds == TEXT and name not in ("gender", "unit_code"))
# What people change: the newest submission that says something is right, however often the old was said.
CHANGING: Final = ("unit_code", *(item.name for item in WORK), "address", "email", "object_class")
LAST: Final = 5  # submissions that vote on everything else

STATED: Final[dict[str, Any]] = {
    "worker_id": pl.String,
    "record_id": pl.String,
    "entry_id": pl.String,
    "arrived_on": pl.Date,
    "path": pl.String,
    "table_no": pl.Int64,
    "row_no": pl.Int64,
    "standing": pl.Boolean,  # accepted and neither superseded nor withdrawn
    "home": pl.Boolean,  # of the unit in which the person was first seen, or judged the same as a record of it
    "citizen_id_trusted": pl.Boolean,
}
CHOSEN: Final[dict[str, Any]] = {
    "worker_id": pl.String,
    "field": pl.String,
    "value": pl.String,
    "chosen_at": pl.Datetime("us", "UTC"),
    "choice_id": pl.String,
}
VALUES: Final[dict[str, Any]] = {
    "worker_id": pl.String,
    "field": pl.String,
    "place": pl.Int64,  # 1: the value that holds; the others compete
    "value": pl.String,
    "rule": pl.String,  # why the first is first: see ``RULES``; empty for the others
    "times": pl.Int64,  # entries that stand and state it
    "trusted": pl.Boolean,  # a confirmed CCCD says the same
    "newest": pl.Date,
    "entry_ids": pl.List(pl.String),  # the newest first
}
# Group by group, then spelling by spelling within the first group: the column that decides and the name of the rule.
_GROUPS: Final = {
    "chosen": "steward",
    "standing": "standing",
    "home": "home",
    "backed": "trusted",
    "votes": "frequent",
    "age": "newest",
}
_SPELLINGS: Final = {
    "own_chosen": "steward",
    "own_standing": "standing",
    "full": "fuller",
    "own_votes": "frequent",
    "own_age": "newest",
}
RULES: Final = tuple(dict.fromkeys(("only", *_GROUPS.values(), *_SPELLINGS.values())))


def survive(stated: pl.DataFrame, chosen: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every value that entries state of workers, ``VALUES``, per worker and field in the order of their right.

    ``stated``: one row per entry, the columns of ``STATED`` and any of ``ITEMS`` as text (dates ISO or a bare year).
    ``chosen``: ``CHOSEN``, what stewards said holds; of several for one field the latest. The order of the rows given
    does not matter.
    """
    fields = [name for name in ITEMS if name in stated.columns]
    told = stated.select(*STATED, *fields).pipe(_aged).pipe(_long, fields)
    told = pl.concat([told, _choices(told, chosen)], how="diagonal") if chosen is not None else told
    told = told.pipe(_confirmed, stated).pipe(_spelt).pipe(_voting)
    return told.pipe(_ranked).pipe(_ruled)


def _aged(stated: pl.DataFrame) -> pl.DataFrame:
    """``age`` grows with the arrival of the submission, then down the list; ``submission`` with the former alone."""
    order = ("arrived_on", "path", "table_no", "row_no", "entry_id")
    sorted_ = stated.sort(order).with_row_index("age", 1).with_columns(pl.col("age").cast(pl.Int64))
    return sorted_.with_columns(submission=pl.struct("arrived_on", "path").rank("dense").cast(pl.Int64))


def _long(stated: pl.DataFrame, fields: Sequence[str]) -> pl.DataFrame:
    index = [*STATED, "age", "submission"]
    said = stated.with_columns(pl.col(fields).cast(pl.String).str.strip_chars())
    long = said.unpivot(on=fields, index=index, variable_name="field", value_name="value")
    return long.filter(pl.col("value") != "").with_columns(
        chosen=pl.lit(value=False), home=pl.col("home") & pl.col("field").is_in(GUARDED)
    )


def _choices(told: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """The latest choice of each field as a statement that nobody's entry makes."""
    latest = chosen.sort("chosen_at", "choice_id").unique(["worker_id", "field"], keep="last", maintain_order=True)
    statement = latest.join(told.select("worker_id").unique(), on="worker_id", how="semi")
    zero = pl.lit(0, pl.Int64)
    return statement.select(
        *("worker_id", "field", "value"),
        chosen=pl.lit(value=True),
        standing=pl.lit(value=True),
        home=pl.lit(value=False),
        age=zero,
        submission=zero,
    )


def _confirmed(told: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """``trusted``: ids that their own row confirms, and the sex and birth that the worker's confirmed id tells."""
    if not {"citizen_id", "citizen_id_trusted"} <= set(stated.columns):
        return told.with_columns(trusted=pl.lit(value=False))
    sure = told.filter((pl.col("field") == "citizen_id") & pl.col("citizen_id_trusted").fill_null(value=False))
    counted = sure.group_by("worker_id", id="value").agg("standing", pl.len().alias("times"), pl.col("age").max())
    best = counted.with_columns(pl.col("standing").list.any()).sort("standing", "times", "age", descending=True)
    known = best.unique("worker_id", keep="first", maintain_order=True).select("worker_id", "id")
    value, field = pl.col("value"), pl.col("field")
    year = value.str.slice(0, 4).cast(pl.Int32, strict=False)
    agrees = (
        pl.when(field == "citizen_id")
        .then(pl.col("citizen_id_trusted"))
        .when(field == "gender")
        .then(values.citizen_sex(pl.col("id")) == value)
        .when(field == "date_of_birth")
        .then(values.citizen_year(pl.col("id")) == year)
    )
    joined = told.join(known, on="worker_id", how="left", maintain_order="left")
    return joined.with_columns(trusted=agrees.fill_null(value=False)).drop("id")


def _spelt(told: pl.DataFrame) -> pl.DataFrame:
    """Each different value once: ``broad`` is shared by all its spellings, ``fine`` by those that say as much."""
    field, value = pl.col("field"), pl.col("value")
    text = value.str.to_lowercase().str.normalize("NFD").str.replace_all(r"\s+", " ")
    fine = (
        pl.when(field == "full_name")
        .then(pl.coalesce(values.spoken_name(value), text))
        .when(field.is_in(SPELT))
        .then(text)
        .otherwise(value)
    )
    born = field == "date_of_birth"
    broad = pl.when(field.is_in(SPELT)).then(values.unmarked(pl.col("fine"))).otherwise(pl.col("fine"))
    # 1 January is what forms and systems write for a date nobody knew.
    exact = (value.str.len_chars() > 4) & ~value.str.ends_with("-01-01")
    known = (
        told.select("field", "value")
        .unique()
        .with_columns(fine=fine)
        .with_columns(broad=pl.when(born).then(value.str.slice(0, 4)).otherwise(broad))
        .with_columns(full=pl.when(born).then(exact).otherwise(pl.col("fine") != pl.col("broad")))
    )
    return told.join(known, on=["field", "value"], how="left", maintain_order="left")


def _voting(told: pl.DataFrame) -> pl.DataFrame:
    """``vote``: of an entry that stands, in one of the last submissions that say anything about the field."""
    said = pl.when("standing", ~pl.col("chosen")).then("submission")
    recent = said.rank("dense", descending=True).over("worker_id", "field")
    last = pl.when(pl.col("field").is_in(CHANGING)).then(1).otherwise(LAST)
    return told.with_columns(vote=(recent <= last).fill_null(value=False))


def _ranked(told: pl.DataFrame) -> pl.DataFrame:
    """One row per worker, field and value, in order, with the columns that put it there."""
    group, spelling, value = (["worker_id", "field", name] for name in ("broad", "fine", "value"))
    counts = pl.col("standing") & pl.col("entry_id").is_not_null()
    # Beside rows that stand, one that does not makes a value neither newer nor surer.
    speaks = pl.col("standing") | ~pl.col("standing").any().over(group)
    age = pl.when(speaks).then("age").otherwise(pl.lit(0, pl.Int64))
    whole = told.with_columns(
        *(pl.col(name).any().over(group) for name in ("chosen", "standing")),
        home=(pl.col("home") & speaks).any().over(group),
        backed=(pl.col("trusted") & speaks).any().over(group),
        votes=pl.col("vote").sum().over(group),
        age=age.max().over(group),
        own_votes=pl.col("vote").sum().over(spelling),
        own_standing=pl.col("standing").any().over(spelling),
        own_chosen=pl.col("chosen").any().over(value),
        own_age=age.max().over(value),
        said=pl.struct("standing", "age"),
        counts=counts,
    )
    found = whole.group_by(*value, "broad").agg(
        *(pl.col(name).first() for name in (*_GROUPS, *_SPELLINGS)),
        pl.col("trusted").any(),
        times=pl.col("counts").sum(),
        newest=pl.col("arrived_on").sort_by("said").last(),
        entry_ids=pl.col("entry_id").sort_by("said", descending=True).drop_nulls(),
    )
    deciding = [*_GROUPS, "broad", *_SPELLINGS, "value"]
    upward = [name in ("broad", "value") for name in deciding]
    ordered = found.sort("worker_id", "field", *deciding, descending=[False, False, *(not up for up in upward)])
    return ordered.with_columns(place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("worker_id", "field"))


def _ruled(ranked: pl.DataFrame) -> pl.DataFrame:
    """Why the first is first: the rule by which it stands before the second."""
    alone = pl.len().over("worker_id", "field") == 1
    by = pl.when(pl.col("own_chosen")).then(pl.lit("steward")).when(alone).then(pl.lit("only"))
    for name, called in (_GROUPS | _SPELLINGS).items():
        second = pl.col(name).shift(-1).over("worker_id", "field")
        by = by.when(pl.col(name) != second).then(pl.lit(called))
    rule = by.otherwise(pl.lit("newest"))
    changing = pl.col("field").is_in(CHANGING) & (rule == "frequent")
    decided = pl.when(changing).then(pl.lit("newest")).otherwise(rule)
    first = pl.col("place") == 1
    told = ranked.with_columns(rule=pl.when(first).then(decided).otherwise(pl.lit("")))
    return told.select(pl.col(name).cast(kind) for name, kind in VALUES.items())
