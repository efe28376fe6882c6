"""A list of initiatives; grain: one initiative with its authors, at the row where it begins."""

from __future__ import annotations

import polars as pl

from schemas.cng_list import AWARD, PLACE
from schemas.record import Item, RecordModel

# An author as cleaned; what else the list says of a person is kept in the raw text of ``authors``.
AUTHOR = pl.Struct(
    {
        "row": pl.Int32,
        "full_name": pl.String,
        "name_key": pl.String,
        "contribution_pct": pl.Float64,
        "gender": pl.String,
        "date_of_birth": pl.String,
        "birth_year": pl.Int32,
        "citizen_id": pl.String,
        "citizen_id_trusted": pl.Boolean,
        "old_citizen_id": pl.String,
        "phone": pl.String,
        "job": pl.String,
        "position": pl.String,
        "department": pl.String,
        "work_unit": pl.String,
    }
)
# What may be wrong with a person and is told of the initiative that names him or her.
AUTHOR_CODES = ("birth_impossible", "id_unreadable", "citizen_id_length", "gender_conflict", "citizen_id_province")

_MONEY = ("money_unreadable", "money_unit_applied")
INITIATIVE = (
    Item("initiative_name", "Tên sáng kiến", "Title of the initiative", told=("initiative_name_missing",)),
    Item("title_key", "Tên sáng kiến không dấu để so sánh", "Title without diacritics, for comparison only", raw=()),
    Item("initiative_code", "Mã sáng kiến", "Code of the initiative"),
    Item(
        "authors",
        "Các tác giả với tỷ lệ đóng góp",
        "Authors with their shares in percent",
        pl.List(AUTHOR),
        told=("author_missing", "share_unreadable", "shares_sum", "sole_author_share", "share_scaled", *AUTHOR_CODES),
    ),
    Item("initiative_field", "Lĩnh vực", "Field"),
    Item(
        "first_applied_date",
        "Ngày áp dụng lần đầu",
        "When first applied",
        told=("date_unreadable", "date_from_serial"),
        cells=True,
    ),
    Item(
        "benefit_vnd",
        "Giá trị làm lợi (đồng); trống khi không ghi, không bao giờ là 0",
        "Benefit in đồng; null when not given, never 0",
        pl.Int64,
        told=_MONEY,
        cells=True,
        money=True,
    ),
    Item("social_benefit", "Hiệu quả xã hội", "Social benefit"),
    Item(
        "initiative_reward",
        "Tiền thưởng sáng kiến (đồng)",
        "Reward in đồng",
        pl.Int64,
        told=_MONEY,
        cells=True,
        money=True,
    ),
    Item("recognition_level", "Cấp công nhận", "Level that recognised it, as written"),
    Item("application_scope", "Phạm vi áp dụng", "Scope of application"),
    Item("initiative_owner", "Chủ đầu tư tạo ra sáng kiến", "Owner"),
    Item("initiative_summary", "Mô tả sáng kiến", "Summary"),
)
MODEL = RecordModel("initiative_list", (*INITIATIVE, *PLACE, *AWARD))
