"""A list of Công nhân giỏi; grain: one worker proposed or recognised at one level in one campaign."""

from __future__ import annotations

import polars as pl

from schemas.person import PERSON
from schemas.record import Item, RecordModel

_DATE = ("date_unreadable", "date_from_serial")
WORK = (
    Item("job", "Công việc, nghề nghiệp", "Job or trade"),
    Item("position", "Chức vụ", "Position"),
    Item("union_position", "Chức vụ công đoàn", "Position in the union"),
    Item("skill_grade", "Bậc thợ", "Grade of skill"),
    Item(
        "direct_worker",
        "Lao động trực tiếp; trống khi không ghi",
        "Whether a direct worker; null when not said",
        pl.Boolean,
        told=("mark_unreadable",),
    ),
    Item("department", "Bộ phận, tổ, phòng", "Department or team"),
    Item("education", "Trình độ", "Education"),
    Item("hire_date", "Ngày vào làm", "Day of hiring", told=_DATE, cells=True),
)
PLACE = (
    Item("work_unit", "Đơn vị công tác", "Place of work as written"),
    Item("grassroots_union", "Công đoàn cơ sở như ghi trong danh sách", "Grassroots union as written"),
    Item("upper_union", "Công đoàn cấp trên như ghi trong danh sách", "Upper union as written"),
    Item("union_unit_code", "Mã đơn vị như ghi trong danh sách", "Unit code as written"),
    Item("ward", "Phường, xã", "Ward or commune"),
    Item("district", "Quận, huyện", "District"),
    Item("ownership_type", "Loại hình đơn vị", "Type of enterprise"),
)
CONTACT = (
    Item("address", "Địa chỉ", "Address"),
    Item("tax_code", "Mã số thuế", "Tax code"),
    Item("object_class", "Đối tượng", "Class of employee as written"),
    Item("hometown", "Quê quán", "Home town"),
    Item("id_issue_date", "Ngày cấp căn cước", "Day the id was issued", told=_DATE, cells=True),
    Item("id_issue_place", "Nơi cấp căn cước", "Where the id was issued"),
    Item("email", "Thư điện tử", "E-mail address", told=("email_unreadable",)),
    Item("union_card_no", "Số thẻ đoàn viên", "Number of the member's card"),
    Item("union_join_date", "Ngày vào công đoàn", "Day of joining the union", told=_DATE, cells=True),
)
AWARD = (
    Item("bank_account", "Số tài khoản", "Bank account"),
    Item("bank_name", "Ngân hàng", "Bank"),
    Item("award_title", "Danh hiệu đề nghị hoặc được tặng", "Award proposed or given"),
    Item("award_year", "Năm khen thưởng", "Year of the award as written"),
    Item(
        "award_level_text",
        "Cấp khen thưởng ghi ở dòng",
        "Level of the award as written in the row",
        raw=("award_level",),
    ),
    Item(
        "award_money",
        "Tiền thưởng (đồng)",
        "Award money in đồng",
        pl.Int64,
        told=("money_unreadable", "money_unit_applied"),
        cells=True,
        money=True,
    ),
    Item("achievement", "Thành tích", "Achievement"),
    Item("previous_awards", "Khen thưởng đã có", "Earlier awards"),
    Item("decision_no", "Số quyết định", "Number of the decision"),
    Item("decision_date", "Ngày quyết định", "Day of the decision", told=_DATE, cells=True),
    Item("note", "Ghi chú", "Notes"),
)
MODEL = RecordModel("cng_list", (*PERSON, *WORK, *PLACE, *CONTACT, *AWARD))
