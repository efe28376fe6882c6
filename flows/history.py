"""Stage *compare*: tonight's lists against what their units reported in earlier campaigns; it only ever asks."""

from __future__ import annotations

import polars as pl

from cleaning import history
from flows.night import Night
from flows.queries import ASKED, asked, placed
from warehouse import entries, facts, listings
from warehouse.session import reading

_WORKS = ("entry_id", "title_hash", "unit_code", "campaign_code", "arrived_on", "path")


def compare(night: Night) -> None:
    """Add to tonight's problems the queries that follow from the past of the units and of the awarded."""
    years = {one.campaign_code: one.year for one in night.registry.campaigns}
    year = pl.col("campaign_code").replace_strict(years, default=None, return_dtype=pl.Int32).alias("campaign_no")
    told = pl.concat([part(night, year) for part in (_sizes, _same_again, _figures, _benefits, _claims)])
    if told.is_empty():
        return
    problems = placed(told, night.entries, night.listings)
    night.problems = pl.concat([night.problems.select(problems.columns), problems], how="vertical_relaxed")


def _sizes(night: Night, year: pl.Expr) -> pl.DataFrame:
    tonight = night.listings.filter((pl.col("status") == "effective") & pl.col("campaign_code").is_not_null())
    with reading(night.ports.engine) as connection:
        known = listings.effective_of(connection, tonight["sender_code"].unique())
    again = pl.col("delivery_id").is_in(night.pending["delivery_id"].implode())
    known = known.filter(~again).join(night.demoted.select("listing_id"), on="listing_id", how="anti")
    columns = ["listing_id", *history.LIST, "campaign_code", "row_count"]
    every = pl.concat([tonight.select(columns), known.select(columns)], how="vertical_relaxed").with_columns(year)
    counted = every.group_by(*history.LIST, "campaign_no").agg(rows=pl.col("row_count").sum())
    key = [*history.LIST, "campaign_no"]
    mine = tonight.with_columns(year).sort("row_count", descending=True).unique(key, keep="first", maintain_order=True)
    told = history.sizes(counted.join(mine, on=key, how="semi", nulls_equal=True), counted)
    told = told.join(mine.select(*key, "listing_id"), on=key, nulls_equal=True)
    return _at_first_row(night, told, "count_unusual", {"now": "rows", "last": "last"})


def _same_again(night: Night, year: pl.Expr) -> pl.DataFrame:
    counting = night.awards.filter("is_first").with_columns(year)
    if counting["campaign_no"].n_unique() < 2:
        return _nothing()
    tonight = counting.join(night.listings.select("listing_id"), on="listing_id", how="semi")
    told = history.same_again(tonight, counting)
    told = told.with_columns(campaign=pl.col("campaign_no").cast(pl.String))
    return _at_first_row(night, told, "last_year_list", {"same": "same", "rows": "rows", "campaign": "campaign"})


def _figures(night: Night, year: pl.Expr) -> pl.DataFrame:
    with reading(night.ports.engine) as connection:
        known = entries.statistics_of_units(connection, night.statistics["unit_code"].drop_nulls().unique())
    known = known.join(night.replaced, on="entry_id", how="anti")
    columns = ["entry_id", "campaign_code", "unit_code", "field", "amount"]
    every = pl.concat([night.statistics.select(columns), known.select(columns)]).with_columns(year)
    told = history.figures(night.statistics.select(columns).with_columns(year), every)
    return asked(told, "figure_unusual", {"now": "amount", "last": "last"})


def _benefits(night: Night, year: pl.Expr) -> pl.DataFrame:
    columns = ["entry_id", "campaign_code", "unit_code", "benefit_vnd"]
    tonight = night.entries.filter((pl.col("status") == "accepted") & pl.col("benefit_vnd").is_not_null())
    with reading(night.ports.engine) as connection:
        known = facts.benefits_of_units(connection, tonight["unit_code"].drop_nulls().unique())
    known = known.join(night.replaced, on="entry_id", how="anti")
    every = pl.concat([tonight.select(columns), known.select(columns)], how="vertical_relaxed").with_columns(year)
    told = history.benefits(tonight.select(columns).with_columns(year), every)
    return asked(told, "benefit_unusual", {"most": "most"}, field="benefit_vnd")


def _claims(night: Night, year: pl.Expr) -> pl.DataFrame:
    tonight = night.entries.filter((pl.col("status") == "accepted") & pl.col("title_hash").is_not_null())
    with reading(night.ports.engine) as connection:
        known = entries.of_titles(connection, tonight["title_hash"].unique())
    known = known.join(night.replaced, on="entry_id", how="anti")
    every = pl.concat([tonight.select(_WORKS), known.select(_WORKS)], how="vertical_relaxed").with_columns(year)
    told = history.claims(tonight.select(_WORKS).with_columns(year), every)
    return asked(told, "claimed_elsewhere", {"other": "unit_code_then"}, field="initiative_name")


def _at_first_row(night: Night, told: pl.DataFrame, code: str, words: dict[str, str]) -> pl.DataFrame:
    """What is asked about a list as a whole is asked once, at its first row."""
    first = night.entries.sort("row_no").unique("listing_id", keep="first").select("listing_id", "entry_id")
    return asked(told.join(first, on="listing_id"), code, words, field="")


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=ASKED)
