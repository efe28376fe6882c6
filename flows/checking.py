"""Stage *check*: all rows of the night as one frame per kind; corrected, cleaned and checked in one pass."""

from __future__ import annotations

import hashlib

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from cleaning.findings import Findings, find
from cleaning.gate import check as check_kind
from cleaning.records import clean, raw_fields
from flows.correcting import corrected
from flows.night import Night
from flows.reading import LISTING_SCHEMA, listing_ids
from flows.restored import at_columns
from flows.rowkey import known_again
from schemas.kind import PERSON, WORK
from schemas.kinds import KINDS
from schemas.models import MODELS
from schemas.person import PERSON as PERSON_ITEMS
from schemas.problems import CATALOGUE, ERROR, QUERY
from schemas.record import EXTRA, GROUP_DECLARED, GROUP_ROWS
from schemas.sheet import BLANK, TEXT
from warehouse import bulk, tables

# What an entry shows outside its sealed payload; everything else about the row is inside.
OPEN_FIELDS: dict[str, DataType | DataTypeClass] = {
    "gender": pl.String,
    "birth_year": pl.Int32,
    "direct_worker": pl.Boolean,
    "benefit_vnd": pl.Int64,
}
# A frame that cannot be checked holds its rows like any error.
SEVERITY = {code: QUERY if entry.kind == QUERY else ERROR for code, entry in CATALOGUE.items()}
_NO_BEARER, _NO_TITLE = pl.lit(None, pl.String), pl.lit(None, pl.Int64)
# What identity is resolved by, the same columns for every list of people.
_PERSON = (*(item.name for item in PERSON_ITEMS), "job", "hire_date")
_TITLE_SPACES = 3
ENTRY = ("delivery_id", "table_no", "record_id", "kind", "campaign_code", "award_code", "award_level", "unit_code")


def check(night: Night) -> None:
    """Leave the night's listings, entries and problems, the persons among them and the statistics they carry."""
    night.listings = pl.DataFrame(night.found, schema=LISTING_SCHEMA, orient="row")
    columns = letters(night.listings)
    people: list[pl.DataFrame] = []
    figures = [bulk.empty(tables.statistic, "opened_by", "closed_by")]
    blank = bulk.empty(tables.problem, "opened_by", "closed_by", "closed_why")
    entries, problems = [_no_entries()], [pl.DataFrame(night.blanks, schema=blank.schema, orient="row")]
    remedies = [_no_findings()]
    for kind in sorted(night.rows):
        raw = pl.concat(night.rows.pop(kind), how="diagonal")
        raw = known_again(night.ports.vault, raw)
        mended = corrected(night, raw)
        cleaned = clean(kind, mended)
        findings = find(kind, cleaned, check_kind(kind, cleaned))
        found = _problems(cleaned, findings.causes, columns)
        problems.append(found)
        remedies.append(_findings(night, cleaned, findings))
        entries.append(_entries(night, kind, cleaned, found, mended))
        if KINDS[kind].about == PERSON:
            people.append(cleaned.select("entry_id", pl.col(_PERSON)))
        if KINDS[kind].counting:
            figures.append(_statistics(kind, cleaned))
    night.persons = pl.concat(people) if people else night.persons
    night.statistics = pl.concat(figures, how="diagonal_relaxed")
    night.entries = pl.concat(entries, how="vertical_relaxed")
    night.problems = pl.concat(problems, how="vertical_relaxed")
    night.findings = pl.concat(remedies, how="vertical_relaxed")
    night.questions = _asked(night)


def _asked(night: Night) -> pl.DataFrame:
    """The night's questions; ``content`` is what their payload will hold, still in the clear."""
    blank = bulk.empty(tables.question, "opened_by", "closed_by", "payload", "content_hash").schema
    asked = pl.DataFrame(night.asked, schema={**blank, "content": pl.String}, orient="row")
    told = asked.unique(["listing_id", "code", "key"], keep="first", maintain_order=True)
    hashes = night.ports.vault.blind(told.select(pl.concat_str("candidates", "content")).to_series().to_list())
    return told.with_columns(content_hash=pl.Series(hashes, dtype=pl.Int64))


def _entries(night: Night, kind: str, cleaned: pl.DataFrame, found: pl.DataFrame, mended: pl.DataFrame) -> pl.DataFrame:
    """The entries of a kind; ``content`` is what their payload will hold, still in the clear."""
    held = found.filter(pl.col("severity") == ERROR)["entry_id"].unique()
    shown = [pl.col(n) if n in cleaned.columns else pl.lit(None, t).alias(n) for n, t in OPEN_FIELDS.items()]
    told = found.sort("code", "field").group_by("entry_id").agg(told=pl.concat_str("code", "field").str.join(";"))
    entries = cleaned.select(
        "entry_id",
        listing_ids(),
        *ENTRY,
        *shown,
        row_no="row",
        **_bearers(KINDS[kind].about, cleaned),
        status=pl.when(pl.col("entry_id").is_in(held.implode())).then(pl.lit("held")).otherwise(pl.lit("accepted")),
        content=_contents(kind, cleaned, mended, night.mended[-1].was),
    ).join(told, on="entry_id", how="left", maintain_order="left")
    hashes = night.ports.vault.blind(
        entries.select(pl.concat_str("content", "told", ignore_nulls=True)).to_series().to_list()
    )
    places = night.pending.select("delivery_id", "arrived_on", "path")
    return (
        entries.with_columns(content_hash=pl.Series(hashes, dtype=pl.Int64))
        .join(places, on="delivery_id", how="left", maintain_order="left")
        .select(_no_entries().columns)
    )


def _contents(kind: str, cleaned: pl.DataFrame, mended: pl.DataFrame, was: pl.DataFrame) -> pl.Series:
    """One JSON document per row: the raw cells and the values made of them; columns never used stay out.

    The sender's own columns go along as they came, a JSON text within the document, and so do the texts that people
    replaced; ``at`` is what else the check knew of the row, so that it can be tried again (``flows.restored``).
    """
    used = {name for name in cleaned.columns if cleaned[name].null_count() < cleaned.height}
    raw = [pl.col(f"raw_{name}").alias(name) for name in MODELS[kind].raw_fields if f"raw_{name}" in used]
    values = [pl.col(name) for name in MODELS[kind].by_name if name in used]
    at = [_known(mended, name) for name in at_columns(kind) if name in mended.columns]
    known = [pl.lit(each) for each in at if each.null_count() < each.len()]
    parts = {"raw": raw, "values": values, "at": known}
    extra = [EXTRA] if EXTRA in used else []
    document = pl.struct(*(pl.struct(columns).alias(name) for name, columns in parts.items() if columns), *extra)
    told = cleaned.select(document.struct.json_encode()).to_series()
    if was.is_empty():
        return told
    replaced = cleaned.select("record_id").join(was, on="record_id", how="left", maintain_order="left")["was"]
    return pl.select(_with_was(told, replaced)).to_series()


def _with_was(told: pl.Series, replaced: pl.Series) -> pl.Expr:
    more = pl.concat_str(pl.lit(told).str.head(-1), pl.lit(',"was":'), pl.lit(replaced), pl.lit("}"))
    return pl.when(pl.lit(replaced).is_null()).then(pl.lit(told)).otherwise(more)


def _known(mended: pl.DataFrame, name: str) -> pl.Series:
    """A column beside the raw texts; that a cell holds text or nothing goes without saying."""
    column = mended[name]
    return column.set(column.is_in([TEXT, BLANK]), None) if name.startswith("cell_") else column


def _bearers(about: str, cleaned: pl.DataFrame) -> dict[str, pl.Expr | pl.Series]:
    """The key of each work or unit and of a work's title: the same in every warehouse, since they are no personal data.

    Few words are no title of its own: "Cải tiến" by two units is no claim to one work. Who a person is, is resolved.
    """
    nothing: dict[str, pl.Expr | pl.Series] = {"bearer": _NO_BEARER, "title_hash": _NO_TITLE}
    if "title_key" not in cleaned.columns:
        return nothing
    titles = cleaned["title_key"].fill_null("").to_list()
    units = cleaned["unit_code"].fill_null("").to_list()
    keys = [_digest(f"{about}\x1f{unit}\x1f{title}")[:20] for unit, title in zip(units, titles, strict=True)]
    bearers: dict[str, pl.Expr | pl.Series] = {**nothing, "bearer": pl.Series(keys, dtype=pl.String)}
    if about != WORK:
        return bearers
    named = [int(_digest(f"title\x1f{t}")[:16], 16) >> 1 if t.count(" ") >= _TITLE_SPACES else None for t in titles]
    return {**bearers, "title_hash": pl.Series(named, dtype=pl.Int64)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _problems(cleaned: pl.DataFrame, found: pl.DataFrame, columns: pl.DataFrame) -> pl.DataFrame:
    """The problems with their place: the cell is in the column its field was read from, else in the row's first."""
    totals = _as_details("declared_total", "table_rows")
    grouped = GROUP_DECLARED in cleaned.columns
    groups = _as_details(GROUP_DECLARED, GROUP_ROWS) if grouped else pl.lit(None, pl.String)
    places = cleaned.select(
        *("entry_id", "campaign_code", "unit_code", "row"), listing_ids(), totals=totals, groups=groups
    )
    placed = found.join(places, on="entry_id", how="left", maintain_order="left")
    placed = placed.join(columns, on=["listing_id", "field"], how="left", maintain_order="left")
    letter = pl.col("letter").fill_null("A")
    return placed.select(
        "entry_id",
        "listing_id",
        "campaign_code",
        "unit_code",
        "code",
        severity=pl.col("code").replace_strict(SEVERITY),
        field=pl.col("field"),
        cell=pl.concat_str(letter, pl.col("row").cast(pl.String)),
        # Rows of one mistake share a cause, in one column of one list.
        cause=pl.concat_str("cause", letter, separator=":"),
        details=pl.when(pl.col("code") == "total_differs")
        .then("totals")
        .when(pl.col("code") == "group_differs")
        .then("groups"),
    )


def _as_details(declared: str, read: str) -> pl.Expr:
    said = pl.struct(declared=pl.col(declared).cast(pl.String), read=pl.col(read).cast(pl.String))
    return said.struct.json_encode()


def _findings(night: Night, cleaned: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """The proposed remedies; ``content`` is what their payload will hold, still in the clear."""
    if findings.proposals.is_empty():
        return _no_findings()
    of_list = ["delivery_id", "table_no", "cause"]
    changes = findings.changes.join(
        cleaned.select("entry_id", "record_id", "row"), on="entry_id", maintain_order="left"
    )
    cells = changes.group_by(of_list).agg(cells=pl.struct("record_id", "row", "field", "before", "after"))
    told = findings.proposals.join(cells, on=of_list).with_columns(content=pl.struct("cells").struct.json_encode())
    hashes = night.ports.vault.blind(told["content"].to_list())
    return told.select(
        listing_ids(), "cause", "remedy", "field", "cured", "content",
        row_count="rows", content_hash=pl.Series(hashes, dtype=pl.Int64),
    ).select(_no_findings().columns)  # fmt: skip


def _no_findings() -> pl.DataFrame:
    shape = bulk.empty(tables.finding, "opened_by", "closed_by", "payload").schema
    return pl.DataFrame(schema={**shape, "content": pl.String})


def letters(listings: pl.DataFrame) -> pl.DataFrame:
    """The column letter of each cleaned field of each listing."""
    sources = [
        (name, source, order)
        for kind, model in MODELS.items()
        for name in (*model.by_name, "unit_code")
        for order, source in enumerate(raw_fields(kind, name))
    ]
    known = pl.DataFrame(sources, schema=["field", "source", "order"], orient="row").unique()
    layout = pl.Struct({"columns": pl.List(pl.Struct({"column": pl.String, "field": pl.String}))})
    found = (
        listings.select("listing_id", pl.col("layout").str.json_decode(layout).struct.field("columns"))
        .explode("columns", empty_as_null=True)
        .select("listing_id", letter=pl.col("columns").struct[0], source=pl.col("columns").struct[1])
    )
    joined = found.join(known, on="source").sort("order")
    return joined.unique(["listing_id", "field"], keep="first").select("listing_id", "field", "letter")


def _statistics(kind: str, cleaned: pl.DataFrame) -> pl.DataFrame:
    fields = KINDS[kind].figures
    long = cleaned.select("entry_id", "campaign_code", "unit_code", pl.col(fields).cast(pl.Float64)).unpivot(
        on=fields, index=["entry_id", "campaign_code", "unit_code"], variable_name="field", value_name="amount"
    )
    return long.drop_nulls("amount")


def _no_entries() -> pl.DataFrame:
    without = ("opened_by", "closed_by", "payload")
    place: dict[str, DataType | DataTypeClass] = {
        "table_no": pl.Int32,
        "arrived_on": pl.Date,
        "path": pl.String,
        "content": pl.String,
    }
    return pl.DataFrame(schema={**bulk.empty(tables.entry, *without).schema, **place})
