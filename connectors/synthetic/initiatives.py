"""Invented initiatives with authors, shares and benefits, as lists give them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from connectors.synthetic.grid import Value
from connectors.synthetic.listing import Row
from connectors.synthetic.names import phrases
from connectors.synthetic.people import Person

_WHAT = phrases(
    "Cải tiến đồ gá|Tự động hoá khâu cấp liệu|Thiết kế lại sơ đồ cắt|Chế tạo bộ dẫn hướng|Lắp đặt cảm biến dừng máy|"
    "Tận dụng nhiệt thải|Số hoá sổ theo dõi|Bố trí lại dây chuyền|Thay đổi quy trình vệ sinh|Hợp lý hoá lịch bảo trì"
)
_WHERE = phrases(
    "máy cắt vải tự động|lò sấy số 2|băng tải đóng gói|trạm bơm nước thải|máy ép nhựa|phòng chờ khám bệnh|kho vật tư|"
    "xưởng sơn tĩnh điện|hệ thống chiếu sáng|bếp ăn tập thể|máy tiện vạn năng|xe nâng hàng"
)
_FIELDS = ("Cơ khí", "Dệt may", "Y tế", "Môi trường", "Quản lý sản xuất", "Công nghệ thông tin")
_SHARES = ((100,), (60, 40), (70, 30), (50, 30, 20), (40, 30, 30))


def titles(rng: Random) -> list[str]:
    """All titles there are, each once, in the order of the seed."""
    found = [f"{what} tại {where}" for what in _WHAT for where in _WHERE]
    rng.shuffle(found)
    return found


def initiative(rng: Random, title: str, unit_code: str, authors: Sequence[Person], benefit: int | None) -> Row:
    """One initiative; its shares sum to 100, its benefit is None where the unit gives no value."""
    shares = next(one for one in rng.sample(_SHARES, len(_SHARES)) if len(one) <= len(authors))
    named = list(zip(authors, shares, strict=False))
    applied = date(2024, 7, 1) + timedelta(days=rng.randrange(250))
    parts: list[dict[str, Value]] = [
        {"author": person.full_name, "job": person.job, "share": _share(rng, share)} for person, share in named
    ]
    written: dict[str, Value] = {
        "initiative_name": title,
        "authors": ", ".join(f"{person.full_name} ({share}%)" for person, share in named),
        "initiative_field": rng.choice(_FIELDS),
        "first_applied": applied.strftime("%d/%m/%Y"),
        "benefit": _amount(rng, benefit),
    }
    clean = {
        "initiative_name": title,
        "authors": "; ".join(f"{person.full_name}={share}" for person, share in named),
        "benefit_vnd": "" if benefit is None else str(benefit),
    }
    return Row(_identity(title), unit_code, written, clean, parts=parts)


def in_one_cell(row: Row) -> None:
    """All authors in one cell instead of a row each."""
    row.parts = []


def in_millions(row: Row) -> None:
    """The benefit as a number of millions, for a list "Đơn vị tính: triệu đồng"."""
    said = row.clean["benefit_vnd"]
    row.written["benefit"] = int(said) / 1_000_000 if said else None


def benefit_of(rng: Random) -> int:
    """What an initiative saves in a year, in đồng."""
    return rng.randrange(800, 90_000) * 10_000


def _identity(title: str) -> str:
    return f"I{sum(ord(letter) * 31**place for place, letter in enumerate(title)) % 10**9:09d}"


def _share(rng: Random, share: int) -> Value:
    return rng.choice((share, f"{share}%"))


def _amount(rng: Random, benefit: int | None) -> Value:
    if benefit is None:
        return rng.choice((None, "-", "Chưa tính được"))
    dotted = f"{benefit:,}".replace(",", ".")
    millions = f"{benefit / 1_000_000:.2f}".replace(".", ",")
    worded = f"(2 công/lần x {benefit // 700_000} lần x 350.000 đ) = {dotted} đ"
    return rng.choice((benefit, benefit, f"{dotted} đ", f"{dotted} đồng", f"{millions} triệu", worded))
