"""Stage *load*: tonight's state against what is open; only the difference is written, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from flows.awarding import CODES
from flows.explaining import explained
from flows.night import Night
from runtime.wiring import Connection
from schemas.problems import problem
from warehouse import (
    accounts,
    corrections,
    deliveries,
    drift,
    entries,
    findings,
    instructions,
    listings,
    questions,
    replays,
    runs,
    tables,
)
from warehouse.consolidation import Changes
from warehouse.consolidation import load as load_changes
from warehouse.session import reading, writing

ENTRY_KEY = ("entry_id", "content_hash", "status")
PROBLEM_KEY = ("entry_id", "code", "field", "cell")
QUESTION_KEY = ("listing_id", "code", "key", "content_hash")
FINDING_KEY = ("listing_id", "cause", "content_hash")
STATISTIC_KEY = ("entry_id", "field", "amount")
FACT_KEY = ("fact_id", "entry_id", "content_hash")


def load(night: Night) -> None:
    """Write the night: the run, its deliveries and everything they change, whole or not at all."""
    with reading(night.ports.engine) as connection:
        changes = changed(night, connection)
    with writing(night.ports.engine) as connection:
        runs.add(connection, night.run_no, night.run_id, night.business_date, night.started_at, night.registry_load)
        load_changes(connection, night.run_no, changes)
        told = accounts.recount(connection, concerned(night))
        deliveries.account(connection, night.run_no, pl.DataFrame(night.outcomes), told)
        drift.add(connection, night.run_no, night.matching)
        replays.done(connection, night.run_no)
        _freshen(night, connection)
    night.counts = _counts(night, told)


def _freshen(night: Night, connection: Connection) -> None:
    """Note which corrections and instructions still say something of what the units send."""
    whole = night.listings.filter(~pl.col("addition")).select("sender_code", "kind").unique()
    for mended in night.mended:
        corrections.freshen(connection, night.run_no, mended.applied, mended.stale)
        missed = mended.missed.join(whole, on=["sender_code", "kind"], how="semi")["instruction_id"]
        instructions.freshen(connection, night.run_no, mended.met, missed, mended.asking)


def concerned(night: Night) -> pl.Series:
    """The deliveries whose rows may have changed their standing."""
    return pl.concat([each["delivery_id"] for each in (night.pending, night.demoted, night.touched)])


def changed(night: Night, connection: Connection) -> Changes:
    """What the night changes, against what is open."""
    before, after = entries_compared(night, connection)
    gone, come = _difference(before, after, ENTRY_KEY)
    problems = _difference(*problems_compared(night, connection), (*PROBLEM_KEY, "details"))
    statistics = _difference(
        entries.statistics_of(connection, night.replaced["entry_id"]), night.statistics, STATISTIC_KEY
    )
    remedies = _difference(findings.of_listings(connection, _read_again(night)), night.findings, FINDING_KEY)
    asked = _difference(questions.of_listings(connection, _read_again(night)), night.questions, QUESTION_KEY)
    facts = _difference(night.open_facts, night.facts, FACT_KEY)
    lists = _difference(*_listings(night, connection), _columns(tables.listing))
    return Changes(
        closed_listings=lists[0].select("listing_id"),
        listings=lists[1].select(_columns(tables.listing)),
        closed_entries=gone.select("entry_id"),
        entries=_sealed(night, come, _columns(tables.entry)),
        closed_problems=_closed_problems(night, *problems),
        problems=problems[1].select(_columns(tables.problem, "closed_why")),
        closed_findings=remedies[0].select(FINDING_KEY),
        findings=_sealed(night, remedies[1], _columns(tables.finding)),
        closed_questions=asked[0].select(QUESTION_KEY),
        questions=_sealed(night, asked[1], _columns(tables.question)),
        closed_statistics=statistics[0].select("entry_id", "field"),
        statistics=statistics[1].select(_columns(tables.statistic)),
        closed_facts=facts[0].select("fact_id", closed_why=_why(night)),
        facts=facts[1].select(_columns(tables.fact, "closed_why")),
        **night.identity,
    )


def _difference(before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows only the first frame has, and those only the second has, told apart by the key; null equals null."""
    keys = list(key)
    before = before.with_columns(pl.col(name).cast(after.schema[name]) for name in keys)
    return (
        before.join(after.select(keys), on=keys, how="anti", nulls_equal=True),
        after.join(before.select(keys), on=keys, how="anti", nulls_equal=True),
    )


def _closed_problems(night: Night, gone: pl.DataFrame, come: pl.DataFrame) -> pl.DataFrame:
    """The problems that end, and why; one told again in other figures is only replaced."""
    told = come.select(*PROBLEM_KEY, again=pl.lit(value=True))
    both = gone.with_columns(closed_why=_why(night)).join(told, on=list(PROBLEM_KEY), how="left")
    answered = night.explained.with_columns(answered=pl.lit(value=True))
    both = both.join(answered, on=night.explained.columns, how="left")
    why = pl.when("again").then(pl.lit("superseded")).when("answered").then(pl.lit("explained")).otherwise("closed_why")
    return both.select(*PROBLEM_KEY, closed_why=why)


def _columns(table: object, *without: str) -> list[str]:
    left_out = {"opened_by", "closed_by", *without}
    return [column.name for column in table.columns if column.name not in left_out]  # type: ignore[attr-defined]


def entries_compared(night: Night, connection: Connection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The entries open before and after: tonight's rows, and earlier ones whose status follows tonight's lists."""
    later = night.awards.filter(~pl.col("is_first"))
    twice, repeated = (later.filter(quiet)["entry_id"].implode() for quiet in (~pl.col("is_quiet"), "is_quiet"))
    held = pl.when(pl.col("entry_id").is_in(twice)).then(pl.lit("held"))
    turn = held.when(pl.col("entry_id").is_in(repeated)).then(pl.lit("repeated"))
    status = turn.otherwise(pl.col("status"))
    eligible = night.touched.filter("eligible")
    known = eligible.select("entry_id", "status", now=turn.otherwise(pl.lit("accepted")))
    turned = known.filter(pl.col("status") != pl.col("now"))
    old = entries.of_ids(connection, turned["entry_id"])
    new = old.drop("status").join(turned.select("entry_id", status="now"), on="entry_id")
    after = [night.entries.with_columns(status=status), new]
    return pl.concat([night.replaced, old], how="diagonal_relaxed"), pl.concat(after, how="diagonal_relaxed")


def _sealed(night: Night, opened: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows to open, the content of tonight's sealed; earlier ones bring their payload along."""
    fresh = opened.filter(pl.col("content").is_not_null())
    sealed = night.ports.vault.seal([text.encode() for text in fresh["content"]])
    fresh = fresh.with_columns(payload=pl.Series(sealed, dtype=pl.Binary))
    both = pl.concat([fresh, opened.filter(pl.col("content").is_null())], how="diagonal_relaxed")
    return both.select(columns)


def _read_again(night: Night) -> pl.Series:
    """The listings that tonight may end: those read again, and those whose standing changes."""
    return pl.concat([night.listings["listing_id"], night.demoted["listing_id"], night.replaced["listing_id"]]).unique()


def problems_compared(night: Night, connection: Connection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The problems open before and after."""
    # A letter that takes back is asked about under its listing's id.
    asked = pl.concat([night.replaced["entry_id"], _read_again(night).rename("entry_id")])
    before = pl.concat([entries.problems_of(connection, asked), night.told])
    marks = [
        (CODES[0], night.awards.filter(~pl.col("is_first") & ~pl.col("is_quiet"))),
        (CODES[1], night.awards.filter("is_first", "lacks_lower")),
    ]
    ours = [_own_problems(code, rows) for code, rows in marks]
    told = pl.concat([night.problems.select(_columns(tables.problem, "closed_why")), *ours], how="vertical_relaxed")
    night.explained = explained(night, connection, told)
    return before, told.join(night.explained, on=night.explained.columns, how="anti")


def _own_problems(code: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "entry_id",
        "listing_id",
        "campaign_code",
        "unit_code",
        code=pl.lit(code),
        severity=pl.lit(problem(code).kind),
        field=pl.lit(""),  # about the row as a whole
        cell=pl.format("A{}", "row_no"),
        cause=pl.lit(code),
        details=pl.lit(None, pl.String),
    )


def _listings(night: Night, connection: Connection) -> tuple[pl.DataFrame, pl.DataFrame]:
    before = [listings.of_deliveries(connection, night.pending["delivery_id"])]
    if night.demoted.height:
        before.append(listings.of_deliveries(connection, night.demoted["delivery_id"]))
    known = pl.concat(before).unique("listing_id")
    columns = _columns(tables.listing)
    changing = pl.concat([night.listings["listing_id"], night.demoted["listing_id"]]).implode()
    reread = pl.col("delivery_id").is_in(night.pending["delivery_id"].implode())
    known = known.filter(reread | pl.col("listing_id").is_in(changing))
    after = pl.concat([night.listings.select(columns), night.demoted.select(columns)], how="vertical_relaxed")
    return known.select(columns), after.cast({name: known.schema[name] for name in columns})


def _why(night: Night) -> pl.Expr:
    """Why an entry's problem or fact ends tonight; a row that came back right was corrected, whoever sent it again."""
    stands = night.entries.filter(pl.col("status") != "restated")
    gone = night.replaced.join(stands, on="entry_id", how="anti")
    passing = night.entries.filter(pl.col("status") == "accepted")["record_id"].drop_nulls()
    mended = gone.filter((pl.col("status") == "held") & pl.col("record_id").is_in(passing.implode()))["entry_id"]
    return (
        pl.when(pl.col("entry_id").is_in(night.withdrawn.implode()))
        .then(pl.lit("withdrawn"))
        .when(pl.col("entry_id").is_in(mended.implode()))
        .then(pl.lit("corrected"))
        .when(pl.col("entry_id").is_in(gone["entry_id"].implode()))
        .then(pl.lit("superseded"))
        .when(pl.col("entry_id").is_in(night.corrected.implode()))
        .then(pl.lit("corrected"))
        .otherwise(pl.lit("replayed"))
    )


def _counts(night: Night, told: pl.DataFrame) -> dict[str, dict[str, int]]:
    outcomes = pl.DataFrame(night.outcomes, schema_overrides={"status": pl.String}, strict=False)
    fresh = night.pending.filter(pl.col("run_no").is_null())["delivery_id"]
    tonight = told.filter(pl.col("delivery_id").is_in(fresh.implode()))
    status = (
        outcomes.filter(pl.col("delivery_id").is_in(fresh.implode()))["status"] if outcomes.height else fresh.head(0)
    )
    return {
        "deliveries": {
            "new": fresh.len(),
            "unchanged": max(0, night.seen - fresh.len()),
            "held": int((status == "held").sum()),
            "refused": int((status == "refused").sum()),
        },
        "rows": {name: int(tonight[name].sum()) for name in ("received", *accounts.PARTS)},
        "workers": night.worker_counts,
    }
