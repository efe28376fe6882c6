"""The columns in which a row says where it belongs, as written; which union that is says the placement."""

from __future__ import annotations

from schemas.item import Item

PLACE = (
    Item("work_unit", "Đơn vị công tác", "Place of work as written"),
    Item("grassroots_union", "Công đoàn cơ sở", "Grassroots union as written"),
    Item("upper_union", "Công đoàn cấp trên", "Upper union as written"),
    Item("union_unit_code", "Mã đơn vị", "Unit code as written"),
    Item("ward", "Phường, xã", "Ward or commune"),
    Item("district", "Quận, huyện", "District"),
    Item("ownership_type", "Loại hình đơn vị", "Type of enterprise"),
)
