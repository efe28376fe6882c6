"""What a perfect night makes of a sample: every row, every file, every figure."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.synthetic.listing import ACCEPTED, Submission
from schemas.registry import Registry, holds

VALUES = (
    *("full_name", "gender", "date_of_birth", "citizen_id", "old_citizen_id", "social_insurance_no", "phone"),
    *("job", "department", "direct_worker", "initiative_name", "authors", "benefit_vnd"),
    *("stat_workers_total", "stat_workers_female", "stat_members_total", "stat_members_female"),
    *("stat_cng_grassroots", "stat_initiatives"),
)
ROWS = (
    *("file", "sheet", "row", "kind", "campaign_code", "award_level", "unit_code", "person_id", "expected_status"),
    *("fault", "query", *VALUES),
)
FILES = ("file", "status", "reason")
FIGURES = (
    "campaign_code",
    "award_level",
    "unit_code",
    "persons",
    "initiatives",
    "women",
    "direct_workers",
    "benefit_vnd",
)


@dataclass(slots=True)
class Tally:
    """The figures of one unit at one level; ``seen`` are those already counted."""

    persons: int = 0
    initiatives: int = 0
    women: int = 0
    direct_workers: int = 0
    benefit_vnd: int = 0

    def add(self, row: Mapping[str, str]) -> None:
        if row["kind"] == "initiative_list":
            self.initiatives += 1
            self.benefit_vnd += int(row["benefit_vnd"] or 0)
        else:
            self.persons += 1
            self.women += row["gender"] == "female"
            self.direct_workers += row["direct_worker"] == "true"


def rows_of(submission: Submission) -> Iterator[dict[str, str]]:
    """The truth about every row of a file, in sheet order."""
    for listing in submission.listings:
        for row in listing.rows:
            yield {
                "file": submission.path,
                "sheet": row.sheet,
                "row": str(row.number),
                "kind": listing.kind,
                "campaign_code": listing.campaign_code,
                "award_level": listing.award_level,
                "unit_code": row.unit_code,
                "person_id": row.subject_id,
                "expected_status": row.status,
                "fault": row.fault,
                "query": row.query,
                **{name: row.clean.get(name, "") for name in VALUES},
            }


def figures_of(rows: Iterable[Mapping[str, str]], registry: Registry) -> list[dict[str, str]]:
    """The figures of every unit and all units above it, as the structure was on the campaign's closing day."""
    above = {campaign.campaign_code: _ancestors(registry, campaign.campaign_code) for campaign in registry.campaigns}
    tallies: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    counted: set[tuple[str, str, str]] = set()
    for row in rows:
        bearer = (row["campaign_code"], row["award_level"], row["person_id"])
        if row["expected_status"] != ACCEPTED or row["kind"] == "unit_statistics" or bearer in counted:
            continue
        counted.add(bearer)
        for unit in above[row["campaign_code"]].get(row["unit_code"], [row["unit_code"]]):
            tallies[row["campaign_code"], row["award_level"], unit].add(row)
    names = FIGURES[3:]
    return [
        dict(zip(FIGURES[:3], key, strict=True)) | {name: str(getattr(tally, name)) for name in names}
        for key, tally in sorted(tallies.items())
    ]


def _ancestors(registry: Registry, campaign_code: str) -> dict[str, list[str]]:
    """Each unit with the units above it on a campaign's closing day, itself first."""
    day = next(one.closes_on for one in registry.campaigns if one.campaign_code == campaign_code)
    parent = {one.unit_code: one.parent_code for one in registry.parents if holds(one.valid_from, one.valid_to, day)}
    lines: dict[str, list[str]] = {}
    for unit in registry.units:
        line = [unit.unit_code]
        while line[-1] in parent:
            line.append(parent[line[-1]])
        lines[unit.unit_code] = line
    return lines


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """A truth table as csv, UTF-8, a header row, in the order given."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
