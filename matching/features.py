"""Features: what two records of persons are compared on, and the keys under which a record finds its like.

Half of the quality of a match is made here, before any model: see ``matching.values`` for the rules. Pure; a record's
features depend on the record alone, but for a phone that more than five names of the same frame share.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from matching import values

NORMALISER: Final = "2"  # a model is trained on one version of these rules and says which

FIELDS: Final = (
    "full_name",
    "gender",
    "date_of_birth",
    "citizen_id",
    "old_citizen_id",
    "social_insurance_no",
    "phone",
    "unit_code",
    "job",
    "hire_date",
    "district",
)
SCHEMA: Final = {
    "record_id": pl.String,
    "name": pl.String,  # spoken_name: lower case, NFD, tone at the end of the syllable
    "plain": pl.String,  # the same without diacritics
    "sorted_name": pl.String,  # the plain words in alphabetical order
    "surname": pl.String,
    "given": pl.String,
    "birth_date": pl.String,
    "birth_year": pl.Int32,
    "birth_key": pl.String,  # the earlier of the date and the date with day and month swapped
    "citizen_id": pl.String,
    "citizen_trusted": pl.Boolean,
    "old_citizen_id": pl.String,
    "social_insurance_no": pl.String,
    "phone": pl.String,
    "unit": pl.String,
    "sex": pl.String,
    "district": pl.String,  # the union above the unit
    "job": pl.String,  # lower case, single-spaced
    "hired": pl.String,
}
# A pair is looked at when it agrees on all columns of a rule; the model blocks on the same list.
RULES: Final = {
    "citizen": ("citizen_id",),
    "old": ("old_citizen_id",),
    "social": ("social_insurance_no",),
    "phone": ("phone", "given"),
    "year": ("sorted_name", "birth_year"),
    "birth": ("given", "birth_key"),
    "unit": ("sorted_name", "unit"),
}
NAMES_PER_PHONE: Final = 5


def features(persons: pl.DataFrame) -> pl.DataFrame:
    """The features of persons, one row per row given and in its order, columns of ``SCHEMA``.

    Takes ``record_id`` and any of ``FIELDS`` as text, cleaned or raw; raises ``ValueError`` when the record id or the
    name is not among the columns.
    """
    missing = {"record_id", "full_name"} - set(persons.columns)
    if missing:
        raise ValueError(f"a list of persons needs the columns: {', '.join(sorted(missing))}")
    given = [pl.col(f).cast(pl.String) if f in persons.columns else pl.lit(None, pl.String).alias(f) for f in FIELDS]
    frame = persons.select(pl.col("record_id").cast(pl.String), *given)
    read = frame.pipe(_read).pipe(_place_ids).pipe(_trust)
    return read.pipe(_drop_shared_phones).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def keys(frame: pl.DataFrame) -> pl.DataFrame:
    """The blocking keys of features: ``record_id, key``, a key being ``rule:value``.

    Keys are personal data: whoever stores them blinds them with a keyed hash first.
    """
    found = [
        frame.select(
            "record_id",
            key=pl.concat_str(
                pl.lit(f"{rule}:"), pl.concat_str([pl.col(c).cast(pl.String) for c in columns], separator="|")
            ),
        ).drop_nulls()
        for rule, columns in RULES.items()
    ]
    return pl.concat(found).unique().sort("record_id", "key")


def written(frame: pl.DataFrame) -> list[bytes]:
    """Features as documents, JSON on one line each, to be kept: a record once known is never read again."""
    return [text.encode() for text in frame.select(pl.struct(*SCHEMA).struct.json_encode()).to_series().to_list()]


def read(documents: list[bytes]) -> pl.DataFrame:
    """The features of documents, in their order; what a document lacks is null."""
    if not documents:
        return pl.DataFrame(schema=SCHEMA)
    return pl.read_ndjson(b"\n".join(documents), schema=SCHEMA)


def _read(frame: pl.DataFrame) -> pl.DataFrame:
    born = pl.col("date_of_birth")
    frame = frame.with_columns(
        sex=values.sex(pl.col("gender")),
        birth_date=values.full_date(born),
        birth_year=values.birth_year(born),
        phone=values.phone(pl.col("phone")),
        unit=values.code(pl.col("unit_code")),
        district=values.code(pl.col("district")),
        job=values.words(pl.col("job")),
        hired=values.full_date(pl.col("hire_date")),
        **{c: values.digits(pl.col(c)) for c in ("citizen_id", "old_citizen_id", "social_insurance_no")},
    )
    swapped = pl.concat_str(
        pl.col("birth_date").str.slice(0, 4),
        pl.col("birth_date").str.slice(8, 2),
        pl.col("birth_date").str.slice(5, 2),
        separator="-",
    )
    possible = pl.col("birth_date").str.slice(8, 2) <= "12"
    key = pl.when(possible).then(pl.min_horizontal("birth_date", swapped)).otherwise(pl.col("birth_date"))
    return frame.with_columns(birth_key=key).join(
        _names(frame["full_name"]), on="full_name", how="left", nulls_equal=True, maintain_order="left"
    )


def _names(full_names: pl.Series) -> pl.DataFrame:
    """Each different name once, with what is compared of it: names repeat, and reading them is the costly part."""
    words = pl.col("plain").str.split(" ")
    return (
        full_names.unique()
        .to_frame()
        .with_columns(name=values.spoken_name(pl.col("full_name")))
        .with_columns(plain=values.unmarked(pl.col("name")))
        .with_columns(sorted_name=words.list.sort().list.join(" "), surname=words.list.first(), given=words.list.last())
    )


def _place_ids(frame: pl.DataFrame) -> pl.DataFrame:
    """Every id in the column its length says: 9 digits are a CMND wherever they stand, 12 a CCCD."""
    citizen, old = pl.col("citizen_id"), pl.col("old_citizen_id")
    padded = citizen.str.zfill(12)
    lost = citizen.str.len_chars().is_between(10, 11)
    restored = pl.when(lost & values.citizen_agrees(padded, pl.col("sex"), pl.col("birth_year"))).then(padded)
    social = pl.col("social_insurance_no")
    return frame.with_columns(
        citizen_id=pl.coalesce(_of_length(citizen, 12), restored, _of_length(old, 12), _of_length(social, 12)),
        old_citizen_id=pl.coalesce(
            _of_length(old, 9), _of_length(citizen, 9), pl.when(old.str.len_chars() == 8).then(old.str.zfill(9))
        ),
        social_insurance_no=pl.when(social.str.len_chars().is_between(9, 10)).then(social.str.zfill(10)),
    )


def _trust(frame: pl.DataFrame) -> pl.DataFrame:
    """Mark the citizen ids that the row itself confirms, and learn a missing sex and birth year from them."""
    citizen = pl.col("citizen_id")
    trusted = values.citizen_agrees(citizen, pl.col("sex"), pl.col("birth_year"))
    return frame.with_columns(citizen_trusted=trusted).with_columns(
        sex=pl.coalesce("sex", pl.when("citizen_trusted").then(values.citizen_sex(citizen))),
        birth_year=pl.coalesce("birth_year", pl.when("citizen_trusted").then(values.citizen_year(citizen))),
    )


def _drop_shared_phones(frame: pl.DataFrame) -> pl.DataFrame:
    """A phone of more than five names is an office's; it says nothing about a person."""
    shared = pl.col("plain").n_unique().over("phone") > NAMES_PER_PHONE
    return frame.with_columns(phone=pl.when(~shared).then("phone"))


def _of_length(column: pl.Expr, length: int) -> pl.Expr:
    return pl.when(column.str.len_chars() == length).then(column)
