"""The authors of an initiative: raw objects of text to persons with shares in percent."""

from __future__ import annotations

import json

import polars as pl

from cleaning.blanks import PLAIN, present
from cleaning.money import FIGURE
from cleaning.persons import clean_persons
from schemas.citizen_id import province_known
from schemas.initiative_list import AUTHOR_CODES
from schemas.person import PERSON
from schemas.record import AUTHOR, flag

_PERSON = tuple(dict.fromkeys(source for item in PERSON for source in item.sources))
_TEXTS = ("job", "position", "department", "work_unit")
_FIELDS = (*_PERSON, *_TEXTS, "contribution_pct")
# Shares are agreed in whole percent; a third each makes 99.
_TOLERANCE = 1.0


def clean_authors(frame: pl.DataFrame) -> pl.DataFrame:
    """The ``authors`` of each initiative and their flags beside the raw columns; rows and their order are kept.

    Shares as fractions (0,6) become percent; a sole author without a share has 100; shares left out altogether stay
    null; what is there must sum to 100 (±1), or the initiative is held (contract §4).
    """
    people = _exploded(frame)
    if people.is_empty():
        return _without(frame)
    cleaned = _shared(clean_persons(people).filter(pl.col("full_name").is_not_null()))
    shape = {field.name: field.dtype for field in AUTHOR.fields}
    one = pl.struct(pl.col(name).cast(dtype) for name, dtype in shape.items())
    codes = {flag(code, "authors"): pl.any_horizontal(_told(code, cleaned)).any() for code in AUTHOR_CODES}
    grouped = cleaned.group_by("entry_id", maintain_order=True).agg(
        authors=one,
        _sum=pl.col("contribution_pct").sum(),
        _said=pl.col("contribution_pct").is_not_null().any(),
        **{flag(code, "authors"): pl.col(f"_{code}").any() for code in ("share_unreadable", "share_scaled")},
        **{flag("sole_author_share", "authors"): pl.col("_sole").any()},
        **codes,
    )
    return _judged(frame.join(grouped, on="entry_id", how="left", maintain_order="left"))


def _exploded(frame: pl.DataFrame) -> pl.DataFrame:
    columns: dict[str, list[object]] = {name: [] for name in ("entry_id", "row", *_FIELDS)}
    for entry, row, text in frame.select("entry_id", "row", "raw_authors").iter_rows():
        for author in _objects(text):
            columns["entry_id"].append(entry)
            columns["row"].append(_row(author.get("row"), row))
            for name in _FIELDS:
                value = author.get(name)
                columns[name].append(str(value) if value not in (None, "") else None)
    schema = {"entry_id": pl.String, "row": pl.Int32} | dict.fromkeys(_FIELDS, pl.String)
    people = pl.DataFrame(columns, schema=schema)
    return people.rename({name: f"raw_{name}" for name in _FIELDS}).with_columns(
        # An author's cells come as text; without kinds, no day-month swap is suspected.
        cell_date_of_birth=pl.lit(" "),
        delivery_id=pl.col("entry_id"),
        table_no=pl.lit(0),
    )


def _objects(text: str | None) -> list[dict[str, object]]:
    if not text:
        return []
    try:
        found = json.loads(text)
    except ValueError:
        # A steward's correction may hold a plain name where the list of authors stood.
        found = [{"full_name": text}]
    return [author for author in found if isinstance(author, dict)] if isinstance(found, list) else []


def _row(given: object, fallback: int) -> int:
    return int(given) if isinstance(given, int) or (isinstance(given, str) and given.isdigit()) else fallback


def _shared(people: pl.DataFrame) -> pl.DataFrame:
    raw, each = pl.col("raw_contribution_pct"), pl.col("contribution_pct")
    fraction = (each.max() <= 1) & ((each.sum() - 1).abs() <= _TOLERANCE / 100)
    sole = (pl.len() == 1) & (each.count() == 0) & (present(raw).count() == 0)
    texts = [PLAIN.of(people[f"raw_{name}"])["said"].alias(name) for name in _TEXTS]
    figure = FIGURE.of(people["raw_contribution_pct"])
    return (
        people.with_columns(*texts, contribution_pct=figure["share"])
        .with_columns(
            _share_unreadable=present(raw).is_not_null() & each.is_null(),
            _share_scaled=fraction.over("entry_id").fill_null(value=False),
            _sole=sole.over("entry_id"),
        )
        .with_columns(
            contribution_pct=pl.when("_share_scaled")
            .then(each * 100)
            .when("_sole")
            .then(100.0)
            .otherwise(each)
            .round(2)
        )
    )


def _told(code: str, people: pl.DataFrame) -> list[pl.Expr]:
    flags = [pl.col(name).fill_null(value=False) for name in people.columns if name.startswith(f"{code}__")]
    return flags or [pl.col("citizen_id").is_not_null() & ~province_known(pl.col("citizen_id"))]


def _judged(frame: pl.DataFrame) -> pl.DataFrame:
    readable = ~pl.col(flag("share_unreadable", "authors"))
    off = (pl.col("_sum") - 100).abs() > _TOLERANCE
    return frame.with_columns(
        pl.col("authors").is_null().alias(flag("author_missing", "authors")),
        (pl.col("_said") & readable & off).alias(flag("shares_sum", "authors")),
    ).drop("_sum", "_said")


def _without(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        pl.lit(None, dtype=pl.List(AUTHOR)).alias("authors"),
        pl.lit(value=True).alias(flag("author_missing", "authors")),
    )
