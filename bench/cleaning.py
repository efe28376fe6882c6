"""P2: reading, cleaning and checking the workbooks of P1, against what an office would script with the usual libraries.

Two baselines in the same run: pandas with openpyxl and a Pandera model per file, and frictionless with a table schema
per file. They check less than we do: name, sex, birth date, the shapes of id and phone. They are measured on the first
BASELINE_FILES files, read from memory, and compared by rows per second; ours is measured on all, read from the landing,
with the start of its reading processes. Every side works on WARM_FILES files first, so that no side's imports count.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from bench.figures import Line, table
from bench.reading import FILES, ROWS, landed
from cleaning.assembly import PlacedTable, assemble
from cleaning.gate import check
from cleaning.records import clean
from connectors.guarded import GuardedPool
from connectors.landing import FolderLanding
from connectors.reading import read_files
from flows.reading import BATCH
from schemas.table import Table

_Item = TypeVar("_Item")

BASELINE_FILES = 100
WARM_FILES = 3
TARGET = 10.0
_HEADER_ROW = 4  # zero-based


@dataclass(frozen=True, slots=True)
class _Here:
    """Every row belongs to the unit that sent it."""

    unit_code: str | None = "TX-001"
    problem: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows per second of each side."""

    ours: float
    pandas: float
    frictionless: float


def measure(processes: int = 2, files: int = FILES, baseline_files: int = BASELINE_FILES) -> Figures:
    """Make the files and send them through all three."""
    with tempfile.TemporaryDirectory() as folder:
        landing = FolderLanding(Path(folder))
        keys = landed(landing, files)
        books = [landing.get(key) for key in keys[:baseline_files]]
        return Figures(
            _rate(partial(_ours, processes, landing), keys),
            _rate(_pandas, books),
            _rate(_frictionless, books),
        )


def _rate(work: Callable[[Sequence[_Item]], int], items: Sequence[_Item]) -> float:
    work(items[:WARM_FILES])
    started = time.perf_counter()
    rows = work(items)
    if rows != len(items) * ROWS:
        raise RuntimeError(f"{rows} rows of {len(items) * ROWS} accepted: the sides do not do the same work")
    return rows / (time.perf_counter() - started)


def _ours(processes: int, landing: FolderLanding, keys: Sequence[str]) -> int:
    frames: list[pl.DataFrame] = []
    with GuardedPool(processes) as pool:
        items = ((key, f"{key}.xlsx", landing.loader(key)) for key in keys)
        found = read_files(pool, items)
        while batch := list(islice(found, BATCH)):  # as the night does
            placed = [
                _placed(key, number, table) for key, reading in batch for number, table in enumerate(reading.tables)
            ]
            frames.append(assemble("cng_list", placed))
    cleaned = clean("cng_list", pl.concat(frames))
    check("cng_list", cleaned)
    return cleaned["full_name"].count()


def _placed(key: str, number: int, table: Table) -> PlacedTable:
    units = [_Here()] * len(table.row_numbers)
    return PlacedTable(table, key, number, "TX-001", "CNG-2025", "CNG", table.award_level or "grassroots", units)


def _pandas(books: Sequence[bytes]) -> int:
    import pandas as pd
    import pandera.pandas as pa

    shape = pa.DataFrameSchema(
        {
            "Họ và tên": pa.Column(str),
            "Giới tính": pa.Column(str, pa.Check.isin(["Nam", "Nữ"])),
            "Ngày sinh": pa.Column("datetime64[ns]", coerce=True),
            "Số CCCD": pa.Column(str, pa.Check.str_matches(r"^\d{12}$")),
            "Số điện thoại": pa.Column(str, pa.Check.str_matches(r"^0\d{9}$")),
        }
    )
    rows = 0
    for book in books:
        frame: Any = pd.read_excel(
            io.BytesIO(book), engine="openpyxl", header=_HEADER_ROW, dtype={"Số CCCD": str, "Số điện thoại": str}
        )
        frame["Họ và tên"] = frame["Họ và tên"].str.normalize("NFC").str.split().str.join(" ")
        rows += len(shape.validate(frame, lazy=True))
    return rows


def _frictionless(books: Sequence[bytes]) -> int:
    from frictionless import Dialect, Resource, Schema, formats

    fields = [
        {"name": "STT", "type": "integer"},
        {"name": "Họ và tên", "type": "string", "constraints": {"required": True}},
        {"name": "Giới tính", "type": "string", "constraints": {"enum": ["Nam", "Nữ"]}},
        {"name": "Ngày sinh", "type": "any"},
        {"name": "Số CCCD", "type": "string", "constraints": {"pattern": r"^\d{12}$"}},
        {"name": "Số điện thoại", "type": "string", "constraints": {"pattern": r"^0\d{9}$"}},
    ]
    rest = ["Chức vụ", "Nghề nghiệp", "Công nhân trực tiếp", "CĐCS", "Thành tích", "Ghi chú"]
    schema = Schema.from_descriptor({"fields": fields + [{"name": name, "type": "any"} for name in rest]})
    rows = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, book in enumerate(books):
            path = Path(folder) / f"{number}.xlsx"
            path.write_bytes(book)
            dialect = Dialect(header_rows=[_HEADER_ROW + 1], controls=[formats.ExcelControl()])
            resource = Resource(path.name, basepath=folder, schema=schema, dialect=dialect)
            report = resource.validate()
            if not report.valid:
                raise RuntimeError(report.flatten(["rowNumber", "fieldName", "type"])[:3])
            rows += report.tasks[0].stats["rows"]
    return rows


def lines() -> list[Line]:
    """P2 as lines of the table, one per baseline."""
    found = measure()
    what = f"read, clean and check those files ({BASELINE_FILES} of them for the baseline)"
    return [
        _line(what, found.ours, found.pandas, "pandas"),
        _line(what, found.ours, found.frictionless, "frictionless"),
    ]


def _line(what: str, ours: float, theirs: float, name: str) -> Line:
    rates = f"{ours:,.0f} rows/s", f"{theirs:,.0f} rows/s ({name})"
    return Line("P2", what, *rates, f"{ours / theirs:.1f} x", f"≥ {TARGET:.0f} x", ours / theirs >= TARGET)


def main() -> None:
    """Print P2."""
    print(table(lines()))


if __name__ == "__main__":
    main()
