"""A list of initiatives; grain: one initiative with its authors, at the row where it begins."""

from __future__ import annotations

from schemas import kind
from schemas.commendation import COMMENDATION
from schemas.item import AUTHORS, DATE, MONEY, Field, Item
from schemas.place import PLACE

# What may be wrong with a person and is told of the initiative that names him or her.
AUTHOR_CODES = ("birth_impossible", "id_unreadable", "citizen_id_length", "gender_conflict", "citizen_id_province")

INITIATIVE = (
    Item("initiative_name", "Tên sáng kiến", "Title of the initiative", told=("initiative_name_missing",)),
    Item(
        "title_key", "Tên sáng kiến không dấu để so sánh", "Title without diacritics, for comparison only", headings=()
    ),
    Item("initiative_code", "Mã sáng kiến", "Code of the initiative"),
    Item(
        "authors",
        "Các tác giả với tỷ lệ đóng góp",
        "Authors with their shares in percent",
        AUTHORS,
        headings=(Field("authors", "Tác giả", "Authors"),),
        told=("author_missing", "share_unreadable", "shares_sum", "sole_author_share", "share_scaled", *AUTHOR_CODES),
    ),
    Item("initiative_field", "Lĩnh vực", "Field"),
    Item("first_applied_date", "Ngày áp dụng lần đầu", "When first applied", DATE),
    Item(
        "benefit_vnd",
        "Giá trị làm lợi (đồng); trống khi không ghi, không bao giờ là 0",
        "Benefit in đồng; null when not given, never 0",
        MONEY,
        headings=(Field("benefit_vnd", "Giá trị làm lợi", "Benefit in đồng", MONEY),),
    ),
    Item("social_benefit", "Hiệu quả xã hội", "Social benefit"),
    Item("initiative_reward", "Tiền thưởng sáng kiến (đồng)", "Reward in đồng", MONEY),
    Item("recognition_level", "Cấp công nhận", "Level that recognised it, as written"),
    Item("application_scope", "Phạm vi áp dụng", "Scope of application"),
    Item("initiative_owner", "Chủ đầu tư tạo ra sáng kiến", "Owner"),
    Item("initiative_summary", "Mô tả sáng kiến", "Summary"),
)
KIND = kind.Kind(
    "initiative_list",
    "Danh sách sáng kiến",
    "List of initiatives",
    about=kind.WORK,
    items=(*INITIATIVE, *PLACE, *COMMENDATION),
    naming=("initiative_name",),
    required=("initiative_name",),
    telling=("initiative_name",),
    signs=("initiative_authors", "contribution_pct", "benefit_vnd", "first_applied_date"),
)
