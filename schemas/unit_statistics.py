"""Figures of a unit; grain: one grassroots union in one period."""

from __future__ import annotations

import polars as pl

from schemas.cng_list import PLACE
from schemas.record import Item, RecordModel, rule

_COUNTS = (
    ("stat_workers_total", "Tổng số CNVCLĐ", "Workers"),
    ("stat_workers_female", "Số nữ CNVCLĐ", "Women among the workers"),
    ("stat_members_total", "Tổng số đoàn viên", "Union members"),
    ("stat_members_female", "Số nữ đoàn viên", "Women among the members"),
    ("stat_cng_grassroots", "Số CNG cấp cơ sở", "CNG at grassroots level"),
    ("stat_cng_upper", "Số CNG cấp trên cơ sở", "CNG at upper level"),
    ("stat_cng_city", "Số CNG Thủ đô", "CNG at city level"),
    ("stat_initiatives", "Số sáng kiến", "Initiatives"),
    ("stat_units_participating", "Số đơn vị tham gia", "Units taking part"),
    ("stat_registered", "Số đăng ký", "Registered"),
)
_PARTS = {"stat_workers_female": "stat_workers_total", "stat_members_female": "stat_members_total"}
_MONEY = ("money_unreadable", "money_unit_applied")


def _count(name: str, vi: str, en: str) -> Item:
    total = _PARTS.get(name)
    checks = (rule("part_exceeds_total", lambda: pl.col(name) <= pl.col(total)),) if total else ()
    return Item(name, vi, en, pl.Int64, told=("number_unreadable",), checks=checks, cells=True)


def _money(name: str, vi: str, en: str) -> Item:
    return Item(name, vi, en, pl.Int64, told=_MONEY, cells=True, money=True)


STATISTICS = (
    *(_count(*words) for words in _COUNTS),
    Item(
        "stat_direct_pct",
        "Tỷ lệ công nhân trực tiếp (%)",
        "Share of direct workers in percent",
        pl.Float64,
        told=("number_unreadable",),
        cells=True,
    ),
    _money("stat_initiatives_benefit", "Tổng giá trị làm lợi (đồng)", "Benefit of all initiatives in đồng"),
    _money("stat_initiatives_reward", "Tổng tiền thưởng (đồng)", "Rewards in đồng"),
)
UNIT = (
    Item("chair_name", "Chủ tịch công đoàn", "Chair of the union"),
    Item("chair_phone", "Điện thoại của chủ tịch", "Phone of the chair", told=("phone_unreadable",), cells=True),
    Item(
        "founding_year", "Năm thành lập", "Year of founding", told=("date_unreadable", "date_from_serial"), cells=True
    ),
    Item("note", "Ghi chú", "Notes"),
)
MODEL = RecordModel("unit_statistics", (*STATISTICS, *UNIT, *PLACE))
