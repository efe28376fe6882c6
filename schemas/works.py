"""The columns of works undertaken in emulation: projects, topics, products, from their registration to completion."""

from __future__ import annotations

from schemas.commendation import COMMENDATION
from schemas.item import DATE, MONEY, Field, Item
from schemas.place import PLACE

WORKS = (
    Item(
        "work_name",
        "Tên công trình, đề tài, sản phẩm",
        "Title of the work",
        headings=(
            Field("work_name", "Tên công trình, đề tài, sản phẩm", "Title of the work"),
            Field("initiative_name", "Tên đề tài", "Title of the topic"),
        ),
        told=("work_name_missing",),
    ),
    Item(
        "title_key", "Tên công trình không dấu để so sánh", "Title without diacritics, for comparison only", headings=()
    ),
    Item("work_leader", "Chủ nhiệm, người thực hiện", "Leader of the work as written"),
    Item("starts_on", "Ngày bắt đầu", "Begun on", DATE),
    Item("due_on", "Thời hạn hoàn thành", "To be completed by", DATE),
    Item("completed_on", "Ngày hoàn thành", "Completed on", DATE),
    Item("work_status", "Tình trạng", "State of the work as written"),
    Item(
        "benefit_vnd",
        "Giá trị (đồng); trống khi không ghi, không bao giờ là 0",
        "Value in đồng; null when not given, never 0",
        MONEY,
        headings=(Field("benefit_vnd", "Giá trị công trình", "Value of the work", MONEY),),
    ),
    Item("initiative_summary", "Mô tả", "Summary"),
)
ITEMS = (*WORKS, *PLACE, *COMMENDATION)
NAMING = ("work_name", "initiative_name")
