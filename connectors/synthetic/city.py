"""A whole invented city: as many units and rows as asked for, a district at a time, in several processes."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

from connectors.registry import read_registry
from connectors.synthetic import layouts, spoiling, truth
from connectors.synthetic.cast import Cast
from connectors.synthetic.files import write
from connectors.synthetic.layouts import LAYOUTS, Layout
from connectors.synthetic.listing import Row, Submission, row_of
from connectors.synthetic.office import CNG, Office, submit
from connectors.synthetic.people import Person
from connectors.synthetic.towns import DISTRICT_SIZE, write_registry
from schemas.registry import Registry

_DAY, _LATEST = "2025-05-20", "2025-06-05"
# Of each unit's people the district honours some; of each district's the city fewer.
_UPPER_SHARE, _CITY_SHARE = 0.03, 0.04
_PROCESSES = 2


@dataclass(slots=True)
class _District:
    """What one district left: its counts, figures and those whom the city honours."""

    files: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    figures: list[dict[str, str]] = field(default_factory=list)
    best: list[tuple[Person, str]] = field(default_factory=list)


def make_city(folder: Path, units: int, rows: int, faults: float, seed: int) -> tuple[int, int, int, int]:
    """Write a city; returns the numbers of files, rows, accepted and held rows.

    ``rows`` counts the lists of the grassroots unions; those of districts and city come on top, some three in a
    hundred. The truth about rows is one csv, whose parts the processes write.
    """
    write_registry(folder / "registry", units)
    (folder / "truth").mkdir()
    starts = list(range(0, units, DISTRICT_SIZE))
    jobs = [
        (folder, number, start, min(start + DISTRICT_SIZE, units), units, rows, faults, seed)
        for number, start in enumerate(starts, start=1)
    ]
    if len(jobs) == 1:
        districts = [_district(job) for job in jobs]
    else:
        with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
            districts = list(pool.map(_district, jobs))
    districts.append(_city(folder, [one for district in districts for one in district.best], seed))
    _join_truth(folder, districts)
    statuses = sum((district.statuses for district in districts), Counter[str]())
    total = sum(district.files for district in districts)
    return total, statuses.total(), statuses["accepted"], statuses["held"]


_Job = tuple[Path, int, int, int, int, int, float, int]


def _district(job: _Job) -> _District:
    """The files of one district's units and its own list; people are numbered by the place of their unit."""
    folder, number, start, end, units, rows, faults, seed = job
    registry = _registry(folder)
    quota = [rows * (place + 1) // units - rows * place // units for place in range(start, end)]
    # Three in a hundred more than rows: people of mistakes, and those whose name a list has already.
    cast = Cast(Random(f"city:{seed}:{number}:people"), first=1 + int(rows * start // units * 1.05))
    office = Office(Random(f"city:{seed}:{number}"), registry)
    code = f"D{number:03d}"
    submissions, chosen = [], []
    for place, size in zip(range(start, end), quota, strict=True):
        cast.taken.clear()  # a name may come back in another unit, as names do
        unit = f"{code}-{place - start + 1:03d}"
        submission, best = _unit(office, cast, unit, LAYOUTS[place % len(LAYOUTS)], size, faults)
        submissions.append(submission)
        chosen.extend(best)
    submissions.append(_upper(office, code, "upper", chosen, layouts.UPPER))
    best_of_all = office.rng.sample(chosen, min(len(chosen), 1 + int(len(chosen) * _CITY_SHARE)))
    return _written(folder, f"{number:04d}", submissions, registry, best_of_all)


def _unit(
    office: Office, cast: Cast, unit: str, layout: Layout, size: int, faults: float
) -> tuple[Submission, list[tuple[Person, str]]]:
    rng = office.rng
    bad = min(sum(rng.random() < faults for _ in range(size)), size - 1)
    people = cast.take(size - bad, "enterprise", legacy=layout is layouts.LEGACY)
    rows = [row_of(person, unit) for person in people]
    direct = [(person, unit) for person in people if person.direct]
    best = rng.sample(direct, min(len(direct), round(size * _UPPER_SHARE)))
    known = {person.person_id for person, _ in best}
    for row in rows:
        row.marked = row.subject_id in known
    lists = [(unit, layout, rows)]
    spoiling.spoil(rng, lists, bad, lambda _, one: cast.take(1, "enterprise", legacy=one is layouts.LEGACY)[0])
    spoiling.question(rng, lists, bad // 3)
    spoiling.roughen(rng, lists, bad)
    return submit(office.listing(CNG, "grassroots", unit, rows), layout, _DAY, "Danh sach CNG 2025"), best


def _upper(office: Office, sender: str, level: str, chosen: list[tuple[Person, str]], layout: Layout) -> Submission:
    rows: list[Row] = []
    for person, unit in chosen:
        row = row_of(person, unit)
        row.written["unit"] = office.unit(unit).name
        rows.append(row)
    return submit(office.listing(CNG, level, sender, rows), layout, _LATEST, f"CNG {level} 2025")


def _city(folder: Path, best: list[tuple[Person, str]], seed: int) -> _District:
    registry = _registry(folder)
    submission = _upper(Office(Random(f"city:{seed}"), registry), "HN", "city", best, layouts.CITY)
    return _written(folder, "city", [submission], registry, [])


def _written(
    folder: Path, part: str, submissions: list[Submission], registry: Registry, best: list[tuple[Person, str]]
) -> _District:
    made = _District(files=len(submissions), best=best)
    told: list[dict[str, str]] = []
    for submission in sorted(submissions, key=lambda one: one.path):
        write(folder / "inbox", submission)
        told.extend(truth.rows_of(submission))
    made.statuses.update(row["expected_status"] for row in told)
    made.figures = truth.figures_of(told, registry)
    truth.write_csv(folder / "truth" / f"rows-{part}.csv", truth.ROWS, told)
    files = ({"file": one.path, "status": one.status, "reason": one.reason} for one in submissions)
    truth.write_csv(folder / "truth" / f"files-{part}.csv", truth.FILES, files)
    return made


def _join_truth(folder: Path, districts: list[_District]) -> None:
    """One table of rows, files and figures out of the parts."""
    for name in ("rows", "files"):
        parts = sorted((folder / "truth").glob(f"{name}-*.csv"))
        with (folder / "truth" / f"{name}.csv").open("wb") as whole:
            for number, part in enumerate(parts):
                with part.open("rb") as source:
                    header = source.readline()
                    whole.write(header if number == 0 else b"")
                    shutil.copyfileobj(source, whole)
                part.unlink()
    figures = list(_added(one for district in districts for one in district.figures))
    truth.write_csv(folder / "truth" / "figures.csv", truth.FIGURES, figures)


def _added(figures: Iterator[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    totals: dict[tuple[str, ...], Counter[str]] = {}
    names = truth.FIGURES[3:]
    for one in figures:
        key = tuple(one[name] for name in truth.FIGURES[:3])
        totals.setdefault(key, Counter()).update({name: int(one[name]) for name in names})
    for key, total in sorted(totals.items()):
        yield dict(zip(truth.FIGURES[:3], key, strict=True)) | {name: str(total[name]) for name in names}


@cache
def _registry(folder: Path) -> Registry:
    return read_registry(folder / "registry")
