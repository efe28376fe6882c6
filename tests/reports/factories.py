"""Marts of an invented district for tests of reports: three unions, one of them silent, and a unit that has closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from reports.content import Edition, Marts, ReportData, Scope, report_data
from reports.held import HeldRow, Reason
from schemas.registry import Campaign

CAMPAIGN = Campaign(
    "CNG-2025", "phong trào thi đua “Công nhân giỏi” năm 2025", "CNG", 2025, date(2025, 1, 1), date(2025, 5, 31)
)
EDITION = Edition("P-2025-06-10", "2025-06-10-01", date(2025, 6, 10), "ab" * 32)
TEXTS = {
    "citizen_id_length": "Số CCCD không đủ 12 chữ số",
    "total_differs": "Tổng số ghi ở cuối danh sách khác số dòng",
}

UNITS = [
    ("HN", "Liên đoàn Lao động thành phố Hà Nội", "city", None),
    ("TX", "Liên đoàn Lao động quận Thanh Xuân", "upper", "HN"),
    ("A", "CĐCS Công ty Cơ khí Ánh Dương", "grassroots", "TX"),
    ("B", "CĐCS Công ty May Bình Minh", "grassroots", "TX"),
    ("C", "CĐCS Trường Mầm non Hoa Sen", "grassroots", "TX"),
]
# unit, level, persons, direct, women
AWARDS = [
    ("A", "grassroots", 700, 500, 300), ("A", "upper", 20, 15, 8), ("A", "city", 2, 2, 1),
    ("B", "grassroots", 468, 230, 200), ("B", "upper", 10, 5, 5), ("B", "city", 1, 1, 0),
    ("TX", "grassroots", 1168, 730, 500), ("TX", "upper", 30, 20, 13), ("TX", "city", 3, 3, 1),
    ("HN", "grassroots", 60220, 40000, 25000), ("HN", "upper", 2530, 1800, 900), ("HN", "city", 100, 90, 30),
]  # fmt: skip
STEPS = {
    "received": 1240, "readable": 1225, "accepted": 1201, "distinct": 1171,
    "grassroots": 1168, "upper": 30, "city": 3, "revoked": 0,
}  # fmt: skip


def frame(columns: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=columns.split(), orient="row", infer_schema_length=None)


def units() -> pl.DataFrame:
    return frame("unit_code name level parent_code", list(UNITS))


def award(structure: str = "as_was") -> pl.DataFrame:
    rows = [
        ("CNG-2025", "CNG", level, unit, structure, persons, direct, women, 0, 0, None, 1)
        for unit, level, persons, direct, women in AWARDS
    ]
    columns = "campaign_code award_code award_level unit_code structure persons direct_workers women"
    return frame(columns + " initiatives initiatives_with_value benefit_vnd units_reporting", rows)


def funnel() -> pl.DataFrame:
    rows = [("CNG-2025", "TX", "as_was", step, n, STEPS[step]) for n, step in enumerate(STEPS, start=1)]
    return frame("campaign_code unit_code structure step step_order amount", rows)


def reporting() -> pl.DataFrame:
    rows = [
        ("CNG-2025", "cng_list", "A", "as_was", 1, 1, 0, 0, 0, 0),
        ("CNG-2025", "cng_list", "B", "as_was", 1, 0, 1, 0, 0, 1),
        ("CNG-2025", "cng_list", "C", "as_was", 1, 0, 0, 0, 1, 0),
        ("CNG-2025", "cng_list", "TX", "as_was", 4, 2, 1, 0, 1, 1),
    ]
    return frame("campaign_code kind unit_code structure units_owing on_time late nil missing superseded", rows)


def data_quality() -> pl.DataFrame:
    rows = [
        ("CNG-2025", "A", "citizen_id_length", "error", 7, 2, 0),
        ("CNG-2025", "TX", "citizen_id_length", "error", 9, 2, 0),
        ("CNG-2025", "TX", "total_differs", "query", 1, 0, 0),
        ("CNG-2025", "TX", "a_new_code", "error", 1, 0, 0),
    ]
    return frame("campaign_code unit_code problem_code severity rows_open rows_fixed rows_replayed", rows)


def lineage() -> pl.DataFrame:
    rows = [
        (f"{unit}{level}{n}", f"W{unit}{n}", "CNG-2025", "CNG", level, unit, "d" + unit,
         f"{unit}/danh sách {level}.xlsx", "Sheet1", 9 + n, "2025-06-10-01")
        for unit, level, persons, _, _ in AWARDS if unit in "AB" for n in range(persons)
    ]  # fmt: skip
    columns = "fact_id worker_id campaign_code award_code award_level unit_code delivery_id file sheet row run_id"
    return frame(columns, rows)


def marts(**replaced: Any) -> Marts:
    made: dict[str, Any] = {
        "award": award(), "funnel": funnel(), "reporting": reporting(), "data_quality": data_quality(),
        "lineage": lineage(), "units": units(),
    }  # fmt: skip
    return Marts(**{**made, **replaced})


def report(unit_code: str = "TX", **replaced: Any) -> ReportData:
    return report_data(Scope(CAMPAIGN, unit_code), EDITION, marts(**replaced), TEXTS)


AUTHORS = (
    '[{"row": "12", "full_name": "Trần Văn Bảo", "contribution_pct": "60", "phone": "0912000001"},'
    ' {"row": "13", "full_name": "Lý Thị Cúc", "contribution_pct": "30"}]'
)
PERSON = {
    "full_name": "Nguyễn Thị Đào",
    "date_of_birth": "07/03/1985",
    "id_number": "00118512345",
    "phone": "0912345678",
}


def held(row_key: str = "k1", **replaced: Any) -> HeldRow:
    wrong_id = Reason(
        "citizen_id_length", "id_number", "error", "Số CCCD có 11 chữ số", "The id has 11 digits", "Ghi đủ 12 chữ số"
    )
    made: dict[str, Any] = {
        "row_key": row_key, "unit_code": "A", "unit_name": "CĐCS Công ty Cơ khí Ánh Dương", "kind": "cng_list",
        "file": "A/danh sách.xlsx", "sheet": "Sheet1", "row": 12, "reasons": (wrong_id,), "values": dict(PERSON),
        "editable": tuple(PERSON),
    }  # fmt: skip
    return HeldRow(**{**made, **replaced})


def held_initiative(row_key: str = "i1") -> HeldRow:
    values = {"initiative_name": "Cải tiến đồ gá hàn", "authors": AUTHORS, "benefit_vnd": "12,21 triệu"}
    sum_of_shares = Reason("shares_sum", "authors", "error", "Tổng tỷ lệ đóng góp là 90%", "Shares sum to 90%")
    return held(
        row_key, kind="initiative_list", reasons=(sum_of_shares,), values=values, editable=tuple(values), row=20
    )
