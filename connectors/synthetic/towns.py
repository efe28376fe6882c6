"""The registry of an invented city of any size: districts of a hundred unions each, closed and followed by wards."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

DISTRICT_SIZE = 100
_ENDED, _WARDS = "2025-07-01", "2025-09-26"
_TRADES = ("May", "Cơ khí", "Điện tử", "Xây dựng", "Thực phẩm", "Bao bì", "Vận tải", "Nhựa", "Dược", "Nội thất")
_NAMES = (
    "An Phú",
    "Bình Minh",
    "Đại Thành",
    "Hồng Hà",
    "Kim Liên",
    "Long Biên",
    "Minh Tâm",
    "Sao Vàng",
    "Tân Á",
    "Việt Đức",
)


def write_registry(folder: Path, units: int) -> None:
    """Write the five files (contract §2) of a city of ``units`` grassroots unions."""
    folder.mkdir(parents=True)
    districts = range(1, -(-units // DISTRICT_SIZE) + 1)
    codes = [(f"D{d:03d}", f"D{d:03d}-{n:03d}", d, n) for d in districts for n in _places(units, d)]
    _write(folder / "units.csv", "unit_code,name,level,kind,valid_from,valid_to", _units(districts, codes))
    _write(folder / "unit_parents.csv", "unit_code,parent_code,valid_from,valid_to", _parents(districts, codes))
    aliases = [(code, name(d, n)) for _, code, d, n in codes]
    _write(folder / "unit_aliases.csv", "unit_code,alias", aliases)
    campaigns = [
        ("CNG-2025", "Công nhân giỏi năm 2025", "CNG", "2025", "2025-01-01", "2025-06-15"),
        ("SKST-2025", "Sáng kiến, sáng tạo năm 2025", "SKST", "2025", "2025-01-01", "2025-06-20"),
    ]
    _write(folder / "campaigns.csv", "campaign_code,name,award_code,year,opens_on,closes_on", campaigns)
    owed = [("CNG-2025", "cng_list", "grassroots", "2025-06-10"), ("CNG-2025", "cng_list", "upper", "2025-06-12")]
    _write(folder / "obligations.csv", "campaign_code,kind,unit_level,due_on", owed)


def name(district: int, number: int) -> str:
    """The company of a union: no two of a city are alike."""
    trade, word = _TRADES[number % 10], _NAMES[number // 10 % 10]
    return f"Công ty TNHH {trade} {word} số {district * DISTRICT_SIZE + number}"


def _places(units: int, district: int) -> range:
    return range(1, min(DISTRICT_SIZE, units - (district - 1) * DISTRICT_SIZE) + 1)


_Codes = Sequence[tuple[str, str, int, int]]


def _units(districts: range, codes: _Codes) -> Iterable[tuple[str, ...]]:
    yield "HN", "LĐLĐ thành phố Hà Nội", "city", "city", "", ""
    for d in districts:
        yield f"D{d:03d}", f"LĐLĐ quận Mẫu {d}", "upper", "district", "", _ENDED
        yield f"W{d:03d}", f"Công đoàn phường Mẫu {d}", "upper", "ward", _WARDS, ""
    for _, code, d, n in codes:
        yield code, f"CĐCS {name(d, n)}", "grassroots", "enterprise", "", ""


def _parents(districts: range, codes: _Codes) -> Iterable[tuple[str, ...]]:
    for d in districts:
        yield f"D{d:03d}", "HN", "", _ENDED
        yield f"W{d:03d}", "HN", _WARDS, ""
    for district, code, d, _ in codes:
        yield code, district, "", _ENDED
        yield code, "HN", _ENDED, _WARDS
        yield code, f"W{d:03d}", _WARDS, ""


def _write(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
