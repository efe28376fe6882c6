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
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from connectors.guarded import GuardedPool
from connectors.landing import FolderLanding
from connectors.reading import read_files

FILES, ROWS = 1_000, 100
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
_MIDDLE, _GIVEN = ("Văn", "Thị", "Đức"), ("An", "Bình", "Chi", "Dũng", "Hà", "Lan")


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
    chance = random.Random(seed)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("DS")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, f"CĐCS CÔNG TY {seed}")
    sheet.write(2, 0, "DANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025")
    sheet.write_row(4, 0, _HEADINGS)
    for number in range(1, ROWS + 1):
        row = 4 + number
        born = date(1965, 1, 1) + timedelta(chance.randrange(14_000))
        name = f"Nguyễn {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)} {number}"
        sheet.write_row(row, 0, (number, name, chance.choice(("Nam", "Nữ"))))
        sheet.write_datetime(row, 3, born, day)
        sheet.write_row(
            row,
            4,
            (
                f"0010{born.year % 100:02d}{chance.randrange(10**6):06d}",
                f"09{chance.randrange(10**8):08d}",
                "Tổ trưởng",
                chance.choice(("Thợ may", "Thợ hàn", "Lái xe")),
                "x",
                f"CĐCS Công ty {seed}",
                f"Hoàn thành xuất sắc nhiệm vụ {chance.randrange(1000)}",
                "",
            ),
        )
    book.close()
    return buffer.getvalue()


def measure(processes: int = 2, files: int = FILES) -> Figures:
    """Make the files, read them both ways, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        landing = FolderLanding(Path(folder))
        keys = []
        for seed in range(files):
            data = make_workbook(seed)
            keys.append(hashlib.sha256(data).hexdigest())
            landing.put(keys[-1], data)
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


def main() -> None:
    """Print P1 as one line."""
    found = measure()
    print(
        f"P1  {FILES} xlsx {ROWS}x12: ours {found.ours:.2f} s, calamine alone {found.baseline:.2f} s,"
        f" ratio {found.ratio:.2f} (target {TARGET})"
    )


if __name__ == "__main__":
    main()
