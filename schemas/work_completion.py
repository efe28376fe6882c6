"""Works that units completed in a campaign; grain: one work, the same that was registered by its unit and title."""

from __future__ import annotations

from schemas import kind
from schemas.works import ITEMS, NAMING

KIND = kind.Kind(
    "work_completion",
    "Công trình, đề tài, sản phẩm hoàn thành",
    "Works completed",
    about=kind.WORK,
    items=ITEMS,
    naming=NAMING,
    required=NAMING,
    telling=("completed_on", "work_name"),
    titles=(
        "công trình hoàn thành",
        "công trình đã hoàn thành",
        "công trình sản phẩm hoàn thành",
        "công trình đề tài sản phẩm hoàn thành",
        "hoàn thành công trình",
        "kết quả thực hiện công trình",
        "nghiệm thu công trình",
        "gắn biển công trình",
    ),
    signs=("completed_on",),
    announced_in="work_registration",
    tells=2,
)
