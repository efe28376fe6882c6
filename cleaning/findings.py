"""Causes instead of symptoms: the problems of a list grouped by the one mistake behind them, with its remedy.

Three hundred rows with month and day exchanged are one finding, one proposal and one preview of all that it changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cleaning.gate import check
from cleaning.records import clean
from cleaning.remedies import CHANGES, LIST, REMEDIES, Remedy
from schemas.record import ENVELOPE

CAUSES = {"entry_id": pl.String, "code": pl.String, "field": pl.String, "cause": pl.String}
PROPOSALS = {
    "delivery_id": pl.String,
    "table_no": pl.Int32,
    "cause": pl.String,
    "remedy": pl.String,
    "field": pl.String,
    "rows": pl.UInt32,  # rows whose problem it explains
    "cured": pl.UInt32,  # of these, rows that have that problem no more once the remedy is applied
}
CHANGE = {"delivery_id": pl.String, "table_no": pl.Int32, "cause": pl.String, **CHANGES}
_KEY = [*LIST, "cause"]
# Of the unit names that are not known, each spelling is a mistake of its own.
_UNIT_FIELDS = ("raw_union_unit_code", "raw_grassroots_union", "raw_work_unit")


@dataclass(frozen=True, slots=True)
class Findings:
    """What lies behind the problems of some lists.

    ``causes``: the cause of every problem, the same for all that one mistake explains within a list. ``proposals``:
    per list and cause a remedy that was tried and cures. ``changes``: every cell it would change, before and after.
    """

    causes: pl.DataFrame  # CAUSES
    proposals: pl.DataFrame  # PROPOSALS
    changes: pl.DataFrame  # CHANGE


def find(kind: str, cleaned: pl.DataFrame, problems: pl.DataFrame) -> Findings:
    """The findings of cleaned lists of one kind and the problems the gate found in them.

    A remedy is proposed only if, applied to the whole list and checked again, it cures rows and brings no new problem
    to any: what a person is shown is the tested result, not a hope.
    """
    causes = _plain(cleaned, problems)
    proposals, changes = [pl.DataFrame(schema=PROPOSALS)], [pl.DataFrame(schema=CHANGE)]
    for remedy in REMEDIES:
        told = causes.filter(pl.col("code").is_in(remedy.codes) & ~pl.col("cause").str.starts_with("remedy:"))
        for field in told["field"].unique().sort():
            proposal, change = _tried(kind, cleaned, problems, remedy, field)
            proposals.append(proposal)
            changes.append(change)
            causes = _explained(causes, cleaned, remedy, field, proposal)
    return Findings(causes, pl.concat(proposals), pl.concat(changes))


def _plain(cleaned: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """Without a better explanation, the same code in the same field of a list is one cause."""
    names = [name for name in _UNIT_FIELDS if name in cleaned.columns]
    said = cleaned.select("entry_id", _said=pl.coalesce(names) if names else pl.lit(None, pl.String))
    # A number instead of the text: causes are stored in the clear.
    number = pl.col("_said").rank("dense").over("code", "field")
    named = pl.when(pl.col("field") == "unit_code").then(pl.format(":{}", number.fill_null(0))).otherwise(pl.lit(""))
    told = problems.join(said, on="entry_id", how="left", maintain_order="left")
    return told.select("entry_id", "code", "field", cause=pl.concat_str("code", pl.lit(":"), "field", named))


def _tried(
    kind: str, cleaned: pl.DataFrame, problems: pl.DataFrame, remedy: Remedy, field: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A remedy for one field, kept for the lists in which it cures and harms nobody."""
    own = problems.filter(pl.col("code").is_in(remedy.codes) & (pl.col("field") == field))
    lists = cleaned.join(own, on="entry_id", how="semi").select(LIST).unique()
    rows = cleaned.join(lists, on=list(LIST), how="semi").sort(*LIST, "row")
    codes = own.group_by("entry_id").agg(codes="code")
    rows = rows.join(codes, on="entry_id", how="left", maintain_order="left")
    changes = remedy.propose(rows, field)
    if changes.is_empty():
        return pl.DataFrame(schema=PROPOSALS), pl.DataFrame(schema=CHANGE)
    place = rows.select("entry_id", *LIST)
    cause = pl.lit(f"remedy:{remedy.name}:{field}")
    after = _checked_again(kind, rows.drop("codes"), changes)
    told = _outcome(problems.join(place, on="entry_id", how="semi"), after, own, place)
    proposals = told.select(
        *LIST, cause=cause, remedy=pl.lit(remedy.name), field=pl.lit(field), rows="rows", cured="cured"
    )
    where = changes.join(place, on="entry_id").join(proposals, on=list(LIST), how="semi").with_columns(cause=cause)
    return proposals.cast(pl.Schema(PROPOSALS)), where.select(list(CHANGE)).cast(pl.Schema(CHANGE))


def _checked_again(kind: str, rows: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """The problems of the rows once changed: raw texts replaced, then cleaned and checked as on any night."""
    raw = rows.select(*ENVELOPE, pl.col("^(raw|cell|unit)_.*$").exclude(*ENVELOPE))
    for (field,), part in changes.group_by("field"):
        column, cell = f"raw_{field}", f"cell_{field}"
        beside = raw.select("entry_id").join(
            part.select("entry_id", "after"), on="entry_id", how="left", maintain_order="left"
        )
        hit, after = beside["after"].is_not_null(), beside["after"].replace("", None)
        changed = {column: pl.when(hit).then(after).otherwise(pl.col(column))}
        if cell in raw.columns:
            changed[cell] = pl.when(hit).then(pl.lit("s")).otherwise(pl.col(cell))
        raw = raw.with_columns(**changed)
    return check(kind, clean(kind, raw))


def _outcome(before: pl.DataFrame, after: pl.DataFrame, own: pl.DataFrame, place: pl.DataFrame) -> pl.DataFrame:
    """Per list: rows with the problem, and rows cured of it; lists in which a row gets a new problem are left out."""
    key = ["entry_id", "code", "field"]
    fresh = after.join(before, on=key, how="anti").join(place, on="entry_id")
    cured = own.join(after, on=key, how="anti").join(place, on="entry_id")
    rows = own.join(place, on="entry_id").group_by(LIST).agg(rows=pl.col("entry_id").n_unique())
    healed = cured.group_by(LIST).agg(cured=pl.col("entry_id").n_unique())
    return rows.join(healed, on=list(LIST)).join(fresh, on=list(LIST), how="anti")


def _explained(
    causes: pl.DataFrame, cleaned: pl.DataFrame, remedy: Remedy, field: str, proposal: pl.DataFrame
) -> pl.DataFrame:
    """The causes, those problems that the proposal explains under its own name."""
    if proposal.is_empty():
        return causes
    entries = cleaned.join(proposal, on=list(LIST), how="semi")["entry_id"]
    explained = (
        pl.col("entry_id").is_in(entries.implode()) & pl.col("code").is_in(remedy.codes) & (pl.col("field") == field)
    )
    return causes.with_columns(
        cause=pl.when(explained).then(pl.lit(f"remedy:{remedy.name}:{field}")).otherwise(pl.col("cause"))
    )
