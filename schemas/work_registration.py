"""Works that units undertake to do in a campaign; grain: one work. Nothing is awarded before a work is completed."""

from __future__ import annotations

from schemas import kind
from schemas.works import ITEMS, NAMING

KIND = kind.Kind(
    "work_registration",
    "Đăng ký công trình, đề tài, sản phẩm",
    "Works registered",
    about=kind.WORK,
    items=ITEMS,
    naming=NAMING,
    required=NAMING,
    telling=("due_on", "work_leader"),
    titles=(
        "đăng ký công trình",
        "đăng ký các công trình",
        "đăng ký đề tài công trình",
        "đăng ký thực hiện công trình",
    ),
    awarding=False,
    tells=2,
)
