"""The columns about the award itself, the same in every list of awards."""

from __future__ import annotations

from schemas.item import DATE, ID, MONEY, Field, Item

NOTE = Item("note", "Ghi chú", "Notes")
COMMENDATION = (
    Item("bank_account", "Số tài khoản", "Bank account", ID),
    Item("bank_name", "Ngân hàng", "Bank"),
    Item("award_title", "Danh hiệu, hình thức khen", "Award proposed or given"),
    Item("award_year", "Năm khen thưởng", "Year of the award as written"),
    Item(
        "award_level_text",
        "Cấp khen thưởng ghi ở dòng",
        "Level of the award as written in the row",
        headings=(Field("award_level", "Cấp khen thưởng", "Award level"),),
    ),
    Item("award_money", "Tiền thưởng (đồng)", "Award money in đồng", MONEY),
    Item("achievement", "Thành tích", "Achievement"),
    Item("previous_awards", "Khen thưởng đã có", "Earlier awards"),
    Item("decision_no", "Số quyết định", "Number of the decision"),
    Item("decision_date", "Ngày quyết định", "Day of the decision", DATE),
    NOTE,
)
