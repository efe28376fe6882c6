"""Any list of persons linked without a warehouse: read, understood, compared; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from cleaning.roster import RECORD_ID, ROW, SOURCES, Roster, persons, understand
from connectors.failures import Unreadable
from connectors.roster import Cells, read_sheets
from matching.explanations import in_words
from matching.features import FIELDS
from matching.linkage import Linkage, Step, link
from schemas.sentences import EVIDENCE, sentences

_SHOWN: Final = 5  # rows that an error names


@dataclass(frozen=True, slots=True)
class Read:
    """A list as it is compared; ``compared`` are (heading, field), ``others`` headings, ``absent`` fields.

    ``by_row``: no column gives ids, so that the numbers of the rows stand for them.
    """

    people: pl.DataFrame
    compared: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    absent: tuple[str, ...]
    by_row: bool


def read(data: bytes) -> Read:
    """The list in a file; raises ``Unreadable`` with a code of the catalogue when there is none."""
    found = [(sheet, roster) for sheet in read_sheets(data) if (roster := understand(sheet.head))]
    if not found:
        raise Unreadable("roster_unnamed")
    frames = [_records(sheet, roster, named=len(found) > 1) for sheet, roster in found]
    people = pl.concat(frames, how="diagonal")
    if people.is_empty():
        raise Unreadable("roster_empty")
    rosters = [roster for _, roster in found]
    people, by_row = _identified(people, rosters)
    told = {RECORD_ID, *FIELDS} - ({RECORD_ID} if by_row else set())
    columns = dict.fromkeys(pair for one in rosters for pair in one.understood)
    compared = tuple(pair for pair in columns if pair[1] in told)
    spare = (heading for heading, field in columns if field not in told)
    others = tuple(dict.fromkeys([*(heading for one in rosters for heading in one.others), *spare]))
    given = {field for _, field in compared}
    absent = tuple(field for field in SOURCES if field in FIELDS and field not in given)
    return Read(people, compared, others, absent, by_row)


def linked(found: Read, *, merge_at: float, engine: str, step: Step) -> Linkage:
    """Who is who in the list."""
    return link(found.people, merge_at=merge_at, engine=engine, step=step)


def questions(found: Read, linkage: Linkage) -> pl.DataFrame:
    """The pairs in doubt for people: both records with name and birth, the bits, and the evidence in words."""
    shown = [name for name in ("full_name", "date_of_birth", "unit_code") if name in found.people.columns]
    asked = linkage.asked
    for end in ("l", "r"):
        side = found.people.select(pl.col(RECORD_ID, *shown).name.suffix(f"_{end}"))
        asked = asked.rename({f"record_{end}": f"record_id_{end}"})
        asked = asked.join(side, on=f"record_id_{end}", how="left", maintain_order="left")
    reasons = {level: said for (subject, level), said in sentences(EVIDENCE).items() if subject == "waits"}
    words = {
        f"evidence_{lang}": pl.Series([in_words(text, lang) for text in asked["evidence"]], dtype=pl.String)
        for lang in ("vi", "en")
    }
    why = {
        f"why_{lang}": pl.Series([reasons[one].in_(lang) for one in asked["why"]], dtype=pl.String)
        for lang in ("vi", "en")
    }
    ends = [f"{name}_{end}" for name in (RECORD_ID, *shown) for end in ("l", "r")]
    return asked.select(
        *ends, bits=pl.col("weight").round(1), probability=pl.col("probability").round(4), **why, **words
    )


def _records(sheet: Cells, roster: Roster, *, named: bool) -> pl.DataFrame:
    """The records of one sheet; where several are lists, rows are told apart by the sheet's name."""
    frame = persons(sheet.cells, roster)
    row = pl.col(ROW).cast(pl.String)
    return frame.with_columns(pl.format("{}:{}", pl.lit(sheet.head.name), row) if named else row)


def _identified(people: pl.DataFrame, rosters: Sequence[Roster]) -> tuple[pl.DataFrame, bool]:
    """Every record with an id: of the column that says so, if its values tell the rows apart; else its row."""
    headings = [heading for one in rosters for heading, field in one.understood if field == RECORD_ID]
    if not headings:
        return people.with_columns(pl.col(ROW).alias(RECORD_ID)), True
    unclear = people.filter(pl.col(RECORD_ID).is_null() | pl.col(RECORD_ID).is_duplicated())
    if unclear.is_empty():
        return people, False
    if headings[0].strip().lower() == RECORD_ID:
        rows = ", ".join(unclear[ROW].head(_SHOWN))
        raise Unreadable("roster_ids", heading=headings[0], count=f"{unclear.height:,}", rows=rows)
    # A column that was only taken for ids is no reason to refuse a list.
    return people.with_columns(pl.col(ROW).alias(RECORD_ID)), True
