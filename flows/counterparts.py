"""Stage *compare*, between lists: figures against the lists they count, works completed against those registered.

Either side may come first, so rows of earlier nights are judged again when what they are held against changes.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from cleaning.counterparts import COUNTED, counts_differing, unannounced
from flows.night import Night
from flows.queries import asked, placed
from runtime.wiring import Connection
from schemas.kinds import KINDS
from schemas.reference import rows
from schemas.registry import Parent
from warehouse import entries, listings
from warehouse.session import reading

COUNT_DIFFERS, NOT_REGISTERED = "declared_count_differs", "work_not_registered"
_KEPT = ("entry_id", "listing_id", "delivery_id", "kind", "campaign_code", "award_level", "unit_code", "row_no")
_ROW = (*_KEPT, "bearer", "status")
_LIST = ("listing_id", "delivery_id", "sender_code", "kind", "campaign_code", "award_level")
_WAITING = ("accepted", "held")


def compare(night: Night) -> None:
    """Add to tonight's problems what one list of a unit says that another does not bear out; it only ever asks."""
    declared = pl.DataFrame(rows("declared_counts")).drop("note")
    with reading(night.ports.engine) as connection:
        found = [_figures(night, connection, declared), _works(night, connection)]
        judged = pl.concat([rows for rows, _ in found], how="diagonal_relaxed").unique("entry_id")
        earlier = judged.join(night.entries, on="entry_id", how="anti")
        before = entries.problems_of(connection, earlier["entry_id"])
        lists = listings.of_deliveries(connection, earlier["delivery_id"])
    ours = before.filter(pl.col("code").is_in([COUNT_DIFFERS, NOT_REGISTERED]))
    night.told = pl.concat([night.told, ours], how="diagonal_relaxed")
    layouts = pl.concat([night.listings.select("listing_id", "layout"), lists.select("listing_id", "layout")])
    told = placed(pl.concat([told for _, told in found]), judged, layouts)
    night.problems = pl.concat([night.problems.select(told.columns), told], how="vertical_relaxed")


def _figures(night: Night, connection: Connection, declared: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of figures to judge tonight, and what to ask about them."""
    columns = ["entry_id", "campaign_code", "unit_code", "field", "amount"]
    known = entries.statistics_of_units(connection, _units(night)).join(night.replaced, on="entry_id", how="anti")
    said = pl.concat([night.statistics.select(columns), known.select(columns)], how="vertical_relaxed")
    said = said.join(_campaigns(night).drop("award_code"), on="campaign_code").join(declared, on="field")
    if said.is_empty():
        return night.entries.select(_KEPT).clear(), asked(said, COUNT_DIFFERS, {}, "")
    kinds, units = declared["kind"].unique(), said["unit_code"].unique()
    lists = _lists(night, connection, units, kinds)
    there = pl.concat([_tonight(night), entries.placed_of(connection, lists["delivery_id"]).select(_ROW)])
    listed = _standing(night, there.unique("entry_id", keep="first", maintain_order=True))
    listed = listed.filter(pl.col("kind").is_in(kinds.implode()) & pl.col("unit_code").is_in(units.implode()))
    counted = listed.join(_campaigns(night), on="campaign_code").select(
        *COUNTED, accepted=pl.col("status") == "accepted"
    )
    own = lists.rename({"sender_code": "unit_code"}).join(_campaigns(night), on="campaign_code")
    told = counts_differing(said, counted, own.filter(pl.col("unit_code").is_in(units.implode())))
    words = {"declared": "amount", "accepted": "accepted", "held": "held"}
    earlier = entries.of_ids(connection, known["entry_id"]).select(_KEPT)
    judged = pl.concat([night.entries.select(_KEPT), earlier], how="vertical_relaxed")
    return judged.join(said, on="entry_id", how="semi"), asked(told, COUNT_DIFFERS, words)


def _works(night: Night, connection: Connection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows to judge tonight of kinds that others announce, and what to ask about them."""
    announced_in = {kind.name: kind.announced_in for kind in KINDS.values() if kind.announced_in}
    kinds = [*announced_in, *announced_in.values()]
    concerned = pl.concat([night.entries.select("kind", "bearer"), night.replaced.select("kind", "bearer")])
    bearers = concerned.filter(pl.col("kind").is_in(kinds))["bearer"]
    known = entries.open_of_bearers(connection, bearers).join(night.replaced, on="entry_id", how="anti")
    every = pl.concat([_tonight(night), known.select(_ROW)], how="vertical_relaxed")
    every = _standing(night, every.filter(pl.col("kind").is_in(kinds)))
    done = every.filter(pl.col("kind").is_in(list(announced_in)))
    counted = done.filter(pl.col("status") == "accepted")
    told = unannounced(counted, every.filter(pl.col("kind").is_in(list(announced_in.values()))))
    return done.select(_KEPT), asked(told, NOT_REGISTERED, {}, "work_name")


def _units(night: Night) -> pl.Series:
    """The units of which tonight tells anything."""
    rows = [frame["unit_code"] for frame in (night.entries, night.replaced, night.touched) if frame.height]
    senders = [frame["sender_code"] for frame in (night.listings, night.demoted) if frame.height]
    return pl.concat([pl.Series("unit_code", [], dtype=pl.String), *(one.alias("unit_code") for one in rows + senders)])


def _campaigns(night: Night) -> pl.DataFrame:
    told = [(one.campaign_code, one.year, one.award_code) for one in night.registry.campaigns]
    return pl.DataFrame(told, {"campaign_code": pl.String, "year": pl.Int64, "award_code": pl.String}, orient="row")


def _lists(night: Night, connection: Connection, units: pl.Series, kinds: pl.Series) -> pl.DataFrame:
    """The lists of some kinds that count and may name the units: their own, and those of whoever stood above them."""
    senders = pl.Series("sender_code", sorted(_above(units, night.registry.parents)), dtype=pl.String)
    known = listings.effective_of(connection, senders)
    again = pl.col("delivery_id").is_in(night.pending["delivery_id"].implode())
    known = known.filter(~again).join(night.demoted.select("listing_id"), on="listing_id", how="anti")
    tonight = [frame.select(*_LIST, "status") for frame in (night.listings, night.demoted) if frame.height]
    standing = [frame.filter(pl.col("status") == "effective").select(_LIST) for frame in tonight]
    every = pl.concat([known.select(_LIST), *standing], how="vertical_relaxed")
    return every.filter(pl.col("kind").is_in(kinds.implode()))


def _above(units: Iterable[str], parents: Iterable[Parent]) -> set[str]:
    """The units and everyone who ever stood above them."""
    over: dict[str, set[str]] = {}
    for link in parents:
        over.setdefault(link.unit_code, set()).add(link.parent_code)
    found: set[str] = set()
    waiting = set(units)
    while waiting:
        found |= waiting
        waiting = {above for unit in waiting for above in over.get(unit, ())} - found
    return found


def _tonight(night: Night) -> pl.DataFrame:
    return night.entries.select(_ROW)


def _standing(night: Night, every: pl.DataFrame) -> pl.DataFrame:
    """The rows that count or wait, as the rules over all lists leave them; rows that tonight replaces are gone."""
    counts = pl.when("is_first").then(pl.lit("accepted")).when("is_quiet").then(pl.lit("repeated"))
    decided = night.awards.select("entry_id", now=counts.otherwise(pl.lit("held")))
    gone = night.replaced.join(night.entries, on="entry_id", how="anti")
    left = every.join(gone, on="entry_id", how="anti").join(decided, on="entry_id", how="left")
    return left.with_columns(status=pl.coalesce("now", "status")).filter(pl.col("status").is_in(_WAITING)).drop("now")
