"""A list held against what its unit reported before: what is far from it is asked about, never held.

All comparisons are with earlier campaigns of the same award, so a list is always judged by the same past.
"""

from __future__ import annotations

import polars as pl

LIST = ("sender_code", "kind", "award_code", "award_level")

# Below these differences chance is enough of an explanation.
_TIMES, _ROWS = 3, 10
_FIGURE_TIMES, _FIGURE = 2, 20
_BENEFIT_TIMES, _BENEFITS = 10, 3
_SAME_SHARE, _SAME_ROWS = 0.8, 10


def sizes(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Lists three times as long or as short as all earlier ones of their sender, kind and level.

    In, both: LIST, ``campaign_no`` (the order of the campaigns) and ``rows``; one row per campaign. Out: the LIST and
    ``campaign_no`` of those of ``now``, with ``rows`` and ``last`` (the rows of the campaign before).
    """
    both = now.join(before, on=list(LIST), suffix="_then", nulls_equal=True)
    earlier = both.filter(pl.col("campaign_no_then") < pl.col("campaign_no")).sort("campaign_no_then")
    told = earlier.group_by(*LIST, "campaign_no", "rows").agg(
        most=pl.col("rows_then").max(), least=pl.col("rows_then").min(), last=pl.col("rows_then").last()
    )
    more = (pl.col("rows") > _TIMES * pl.col("most")) & (pl.col("rows") - pl.col("most") >= _ROWS)
    fewer = (pl.col("rows") * _TIMES < pl.col("least")) & (pl.col("least") - pl.col("rows") >= _ROWS)
    return told.filter(more | fewer).select(*LIST, "campaign_no", "rows", "last")


def same_again(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Lists that repeat those of an earlier campaign, nearly name by name.

    In: awards with ``bearer``, ``award_code``, ``award_level`` and ``campaign_no``, those of ``now`` with their
    ``listing_id``. Out: ``listing_id``, ``rows``, ``same`` and ``campaign_no`` of the earlier campaign, the closest.
    """
    then = before.select("bearer", "award_code", "award_level", then="campaign_no").unique()
    sizes_now = now.group_by("listing_id").agg(rows=pl.col("bearer").n_unique())
    met = now.join(then, on=["bearer", "award_code", "award_level"]).filter(pl.col("then") < pl.col("campaign_no"))
    shared = met.group_by("listing_id", campaign_no="then").agg(same=pl.col("bearer").n_unique())
    told = shared.join(sizes_now, on="listing_id")
    alike = (pl.col("same") >= _SAME_SHARE * pl.col("rows")) & (pl.col("rows") >= _SAME_ROWS)
    closest = told.filter(alike).sort("same", "campaign_no", descending=True)
    return closest.unique("listing_id", keep="first", maintain_order=True).select(
        "listing_id", "rows", "same", "campaign_no"
    )


def figures(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Figures of a unit at least doubled or halved since the campaign before.

    In, both: ``unit_code``, ``field``, ``amount``, ``campaign_no``; those of ``now`` with their ``entry_id``. Out:
    ``entry_id, field, amount, last``.
    """
    both = now.join(before, on=["unit_code", "field"], suffix="_then")
    earlier = both.filter(pl.col("campaign_no_then") < pl.col("campaign_no")).sort("campaign_no_then")
    last = earlier.group_by("entry_id", "field", "amount").agg(last=pl.col("amount_then").last())
    high, low = pl.max_horizontal("amount", "last"), pl.min_horizontal("amount", "last")
    return last.filter((high >= _FIGURE_TIMES * low) & (high - low >= _FIGURE))


def benefits(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Initiatives worth ten times the best of all earlier ones of their unit.

    In, both: ``unit_code``, ``benefit_vnd``, ``campaign_no``; those of ``now`` with their ``entry_id``. Out:
    ``entry_id, benefit_vnd, most``.
    """
    both = now.join(before, on="unit_code", suffix="_then")
    earlier = both.filter(pl.col("campaign_no_then") < pl.col("campaign_no"))
    told = earlier.group_by("entry_id", "benefit_vnd").agg(most=pl.col("benefit_vnd_then").max(), known=pl.len())
    wrong = (pl.col("known") >= _BENEFITS) & (pl.col("benefit_vnd") > _BENEFIT_TIMES * pl.col("most"))
    return told.filter(wrong).drop("known")


def claims(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Works whose very title another unit has reported earlier, in this campaign or one before.

    In, both: ``title_hash``, ``unit_code``, ``entry_id``, ``campaign_no``, and ``arrived_on`` and ``path``, which say
    who came first within a campaign. Out: ``entry_id`` of ``now`` and ``unit_code_then``, the first other unit.
    """
    both = now.join(before, on="title_hash", suffix="_then").filter(pl.col("unit_code") != pl.col("unit_code_then"))
    order = ("campaign_no", "arrived_on", "path")
    first = both.filter(_before(order)).sort(*(f"{name}_then" for name in order))
    return first.unique("entry_id", keep="first", maintain_order=True).select("entry_id", "unit_code_then")


def _before(order: tuple[str, ...]) -> pl.Expr:
    """Whether the columns ``…_then`` come before their namesakes, the first difference deciding."""
    told = pl.lit(value=False)
    for name in reversed(order):
        now, then = pl.col(name), pl.col(f"{name}_then")
        told = (then < now) | ((then == now) & told)
    return told
