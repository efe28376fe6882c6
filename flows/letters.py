"""Withdrawals that do not say of which list: given the only list of their sender, else asked about."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from cleaning.assembly import PlacedTable
from cleaning.letters import Letter, Sent, meant
from cleaning.supersession import HELD, ORDER
from flows.night import Night
from flows.reading import LISTING_SCHEMA, gather, take
from schemas.kinds import KINDS
from schemas.question import NO_ANSWERS, NOTHING_ANSWERED, WITHDRAWN, Question
from schemas.sheet import head_cell
from warehouse import listings
from warehouse.session import reading

_SENT = ("sender_code", "kind", "campaign_code", "award_level")


def place(night: Night) -> None:
    """Give every letter of ``night.letters`` its place: as answered, or the only list its sender had sent before it.

    What comes after a letter does not matter to it, so that every order of nights places it alike.
    """
    letters, night.letters = night.letters, []
    if not letters:
        return
    known = _known(night, letters)
    rows: dict[str, list[PlacedTable]] = {}
    for letter in letters:
        take(night, _placed(night, letter, known), rows)
    gather(night, rows)
    held = {str(one["delivery_id"]) for one in night.found if one["hold_code"]}
    ours = {letter.delivery.delivery_id for letter in letters}
    for outcome in night.outcomes:
        if outcome["delivery_id"] in ours:
            outcome["status"] = "held" if outcome["delivery_id"] in held else "read"


def _known(night: Night, letters: list[Letter]) -> pl.DataFrame:
    """The lists of the letters' senders that were understood, tonight's and earlier, in order of arrival."""
    senders = pl.Series("sender_code", [letter.delivery.unit_code for letter in letters])
    with reading(night.ports.engine) as connection:
        earlier = listings.of_senders(connection, senders)
    again = pl.col("delivery_id").is_in(night.pending["delivery_id"].implode())
    tonight = pl.DataFrame(night.found, schema=LISTING_SCHEMA, orient="row")
    columns = [*_SENT, *ORDER, "withdrawal", "status"]
    both = pl.concat([earlier.filter(~again).select(columns), tonight.select(columns)], how="vertical_relaxed")
    lists = both.filter(~pl.col("withdrawal") & (pl.col("status") != HELD) & (pl.col("kind") != ""))
    return lists.drop_nulls(_SENT).sort(ORDER)


def _placed(night: Night, letter: Letter, known: pl.DataFrame) -> Letter:
    delivery = letter.delivery
    own = known.filter(pl.col("sender_code") == delivery.unit_code)
    at = (delivery.received_at, delivery.path, delivery.delivery_id)
    sent = [(Sent(kind, campaign, level), order) for _, kind, campaign, level, *order, _, _ in own.iter_rows()]
    campaigns = night.registry.campaigns
    before = meant(letter.table, (one for one, order in sent if tuple(order) < at), campaigns)
    answer = _answered(night, letter)
    if answer or len(before) == 1:
        return _about(night, letter, answer or before[0])
    candidates = before or meant(letter.table, (one for one, _ in sent), campaigns)
    key = f"{delivery.delivery_id}:{letter.table_no}"
    question = Question(WITHDRAWN, key, head_cell(letter.table), candidates=tuple(one.value for one in candidates))
    return replace(letter, placement=replace(letter.placement, questions=(question,)))


def _answered(night: Night, letter: Letter) -> Sent | None:
    answers = night.answered.get(letter.delivery.unit_code, NOTHING_ANSWERED).get(WITHDRAWN, NO_ANSWERS)
    value = answers.get(f"{letter.delivery.delivery_id}:{letter.table_no}")
    return Sent.of(value) if value else None


def _about(night: Night, letter: Letter, sent: Sent) -> Letter:
    campaign = next(one for one in night.registry.campaigns if one.campaign_code == sent.campaign_code)
    placement = replace(
        letter.placement,
        kind=sent.kind,
        campaign_code=sent.campaign_code,
        award_code=campaign.award_code if KINDS[sent.kind].awarding else "",
        award_level=sent.award_level,
        problems=(),
    )
    return replace(letter, table=replace(letter.table, kind=sent.kind), placement=placement)
