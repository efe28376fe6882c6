"""P1: 1,000 workbooks of 100 x 12 through guards, reading processes and layout, against calamine alone on one thread.

Both read the same files from disk; the pool's start and end are inside its time.
"""

from __future__ import annotations

import hashlib
import io
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.figures import Line, table
from connectors.guarded import GuardedPool
from connectors.landing import FolderLanding
from connectors.reading import read_files
from connectors.synthetic.names import FEMALE
from connectors.synthetic.people import people

FILES, ROWS = 1_000, 100
REPEATS = 3
TARGET = 2.0
_HEADINGS = (
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Số CCCD",
    "Số điện thoại",
    "Chức vụ",
    "Nghề nghiệp",
    "Công nhân trực tiếp",
    "CĐCS",
    "Thành tích",
    "Ghi chú",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What P1 measured: seconds of either side, and the records that ours found."""

    ours: float
    baseline: float
    records: int

    @property
    def ratio(self) -> float:
        """Ours over the baseline; the target is TARGET or less."""
        return self.ours / self.baseline


def make_workbook(seed: int) -> bytes:
    """One list of invented workers, ROWS x 12 below two title lines, deterministic by seed."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("DS")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, f"CĐCS CÔNG TY {seed}")
    sheet.write(2, 0, "DANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025")
    sheet.write_row(4, 0, _HEADINGS)
    workers = people(random.Random(seed), "enterprise", 1 + seed * ROWS)
    for number, worker in enumerate(islice(workers, ROWS), start=1):
        gender = "Nữ" if worker.gender == FEMALE else "Nam"
        sheet.write_row(4 + number, 0, (number, worker.full_name, gender))
        sheet.write_datetime(4 + number, 3, worker.born, day)
        rest = (worker.citizen_id, worker.phone, worker.position, worker.job, "x" if worker.direct else "")
        sheet.write_row(4 + number, 4, (*rest, f"CĐCS Công ty {seed}", worker.achievement, ""))
    book.close()
    return buffer.getvalue()


def landed(landing: FolderLanding, files: int) -> list[str]:
    """The keys of so many workbooks, made and put there."""
    keys = []
    for seed in range(files):
        data = make_workbook(seed)
        keys.append(hashlib.sha256(data).hexdigest())
        landing.put(keys[-1], data)
    return keys


def measure(processes: int = 2, files: int = FILES, repeats: int = REPEATS) -> Figures:
    """Make the files, read them both ways some times, and give the repeat of the median ratio."""
    with tempfile.TemporaryDirectory() as folder:
        landing = FolderLanding(Path(folder))
        keys = landed(landing, files)
        found = [_compared(processes, landing, keys) for _ in range(repeats)]
    return sorted(found, key=lambda one: one.ratio)[repeats // 2]


def _compared(processes: int, landing: FolderLanding, keys: list[str]) -> Figures:
    started = time.perf_counter()
    for key in keys:
        _alone(landing.loader(key).path)
    baseline = time.perf_counter() - started
    started = time.perf_counter()
    records = sum(_records(processes, landing, keys))
    return Figures(time.perf_counter() - started, baseline, records)


def _alone(path: Path) -> None:
    book = CalamineWorkbook.from_path(str(path))
    for place in range(len(book.sheet_names)):
        book.get_sheet_by_index(place).to_python()


def _records(processes: int, landing: FolderLanding, keys: list[str]) -> Iterator[int]:
    with GuardedPool(processes) as pool:
        items = ((key, f"{key}.xlsx", landing.loader(key)) for key in keys)
        for key, reading in read_files(pool, items):
            if reading.refusal:
                raise RuntimeError(f"{key}: {reading.refusal.code}")
            yield sum(len(table.row_numbers) for table in reading.tables)


def lines() -> list[Line]:
    """P1 as a line of the table: the median of some repeats."""
    found = measure()
    what = f"read {FILES:,} xlsx of {ROWS} x 12, guards and layout included"
    seconds = f"{found.ours:.1f} s", f"{found.baseline:.1f} s (calamine)"
    return [Line("P1", what, *seconds, f"{found.ratio:.2f} x", f"≤ {TARGET} x", found.ratio <= TARGET)]


def main() -> None:
    """Print P1."""
    print(table(lines()))


if __name__ == "__main__":
    main()
