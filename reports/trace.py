"""The sheets that list rows: where every counted award was read, and, where asked for, the persons by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import polars as pl

from reports.book import BOX, CELL_LIMIT, CENTRE, FORMULA_STARTS, Book, Page
from reports.content import ReportData
from reports.definitions import GENDER_LABELS, LEVEL_LABELS
from reports.numerals import integer
from reports.summary import source_note

COLUMNS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "award_level": ("Cấp", 16.0),
        "unit_name": ("Công đoàn cơ sở", 34.0),
        "file": ("Tệp", 46.0),
        "sheet": ("Trang tính", 18.0),
        "row": ("Dòng", 8.0),
        "rows": ("Các dòng", 24.0),
        "amount": ("Số kết quả", 10.0),
        "fact_id": ("Mã kết quả", 24.0),
        "run_id": ("Đêm ghi nhận", 16.0),
    }
)
SINGLE = ("award_level", "unit_name", "file", "sheet", "row", "fact_id", "run_id")
GROUPED = ("award_level", "unit_name", "file", "sheet", "rows", "amount", "run_id")
# Above this a line per award helps nobody and takes a city's report beyond its five seconds: a line per list then,
# with the same rows told as ranges.
SINGLE_LIMIT = 20_000


def trace(book: Book, data: ReportData) -> None:
    """Add the sheet "Truy vết": a line per counted award with file, sheet and row; for a city, a line per list."""
    names, lines = (SINGLE, data.lineage) if data.lineage.height <= SINGLE_LIMIT else (GROUPED, by_list(data.lineage))
    page = book.page("Truy vết", landscape=True)
    page.widths(8, *(COLUMNS[name][1] for name in names))
    row = page.title("NGUỒN GỐC CỦA TỪNG KẾT QUẢ ĐƯỢC TÍNH", _proof(data), len(names))
    page.heads(row, ("TT", *(COLUMNS[name][0] for name in names)))
    levels = pl.col("award_level").replace(dict(LEVEL_LABELS))
    _rows(page, row + 1, lines.with_columns(levels).select(names))
    page.sheet.autofilter(row, 0, max(row + 1, row + lines.height), len(names))


def by_list(lineage: pl.DataFrame) -> pl.DataFrame:
    """One line per list: its rows as ranges in ``rows``, how many awards they are in ``amount``."""
    keys = ("award_level", "unit_name", "file", "sheet", "run_id")
    grouped = lineage.group_by(keys, maintain_order=True).agg(pl.col("row"), pl.len().cast(pl.Int64).alias("amount"))
    return grouped.with_columns(pl.Series("rows", [ranges(rows) for rows in grouped.get_column("row").to_list()]))


def ranges(rows: Iterable[int]) -> str:
    """Row numbers as a person writes them: ``9–38, 41``; a row that stands for several awards says so: ``9 (2)``."""
    counts = sorted(Counter(rows).items())
    spans: list[tuple[int, int, int]] = []
    for row, times in counts:
        if spans and times == 1 == spans[-1][2] and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row, 1)
        else:
            spans.append((row, row, times))
    return ", ".join(_span(*span) for span in spans)


def _span(first: int, last: int, times: int) -> str:
    return f"{first}–{last}" if last > first else f"{first} ({times})" if times > 1 else str(first)


def _proof(data: ReportData) -> str:
    counts = "; ".join(f"{f.label.lower()}: {integer(f.listed)}/{integer(f.total)} dòng" for f in data.levels)
    verdict = "khớp với số liệu" if data.is_traceable else "KHÔNG KHỚP với số liệu"
    return f"{counts} – {verdict}. {source_note(data)}"


def _rows(page: Page, first: int, lines: pl.DataFrame) -> None:
    # Written past Page.cell, which would look up a style for each of some hundred thousand cells.
    small = {"font_size": 10, "valign": "vcenter"}
    plain, centre = page.book.style(BOX, small), page.book.style(BOX, CENTRE, small)
    quoted = page.book.style(BOX, small, {"quote_prefix": True})
    for row, values in enumerate(lines.iter_rows(), start=first):
        page.sheet.write_number(row, 0, row - first + 1, centre)
        for column, value in enumerate(values, start=1):
            if isinstance(value, int):
                page.sheet.write_number(row, column, value, centre)
            else:
                text = (value or "")[:CELL_LIMIT]
                page.sheet.write_string(row, column, text, quoted if text.startswith(FORMULA_STARTS) else plain)


def persons(book: Book, data: ReportData) -> None:
    """Add the sheet "Danh sách": the persons by name with their source; only when names were handed over."""
    if data.persons is None:
        return
    page = book.page("Danh sách", landscape=True)
    page.widths(6, 28, 10, 9, 28, 34, 16, 44)
    row = page.title("DANH SÁCH CÁ NHÂN ĐƯỢC CÔNG NHẬN", source_note(data), 7)
    page.heads(row, ("TT", "Họ và tên", "Năm sinh", "Giới", "Công việc", "Công đoàn cơ sở", "Cấp", "Nguồn"))
    source = pl.format("{} – {} – dòng {}", "file", "sheet", "row")
    gender = pl.col("gender").replace_strict(dict(GENDER_LABELS), default="", return_dtype=pl.String)
    level = pl.col("award_level").replace(dict(LEVEL_LABELS))
    texts = [
        pl.col("full_name"),
        "birth_year",
        gender,
        pl.col("job"),
        pl.col("unit_name"),
        level,
        source.alias("source"),
    ]
    _rows(page, row + 1, data.persons.select(texts))
