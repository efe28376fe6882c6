"""Invented figures of a unit, and the mistakes in them."""

from __future__ import annotations

from random import Random

from connectors.synthetic.grid import Value
from connectors.synthetic.listing import Row


def figures(rng: Random, unit_code: str, name: str, awarded: int, initiatives: int) -> Row:
    """The yearly figures of one grassroots union; parts never exceed their totals."""
    workers = awarded * rng.randint(4, 9) + rng.randint(10, 60)
    members = workers - rng.randint(0, workers // 10)
    counts = {
        "stat_workers_total": workers,
        "stat_workers_female": workers * rng.randint(30, 65) // 100,
        "stat_members_total": members,
        "stat_members_female": members * rng.randint(30, 60) // 100,
        "stat_cng_grassroots": awarded,
        "stat_initiatives": initiatives,
    }
    written: dict[str, Value] = {"unit": name, **counts}
    return Row(unit_code, unit_code, written, {name: str(value) for name, value in counts.items()})


def unreadable(row: Row) -> None:
    """A figure in words that no one can count on."""
    row.written["stat_workers_total"] = "khoảng hơn trăm"
    row.hold("number_unreadable", "stat_workers_total")


def too_many_women(row: Row) -> None:
    """More women than workers: asked about, not held."""
    more = int(row.clean["stat_workers_total"]) + 3
    row.written["stat_workers_female"] = more
    row.clean["stat_workers_female"] = str(more)
    row.query = "part_exceeds_total"
