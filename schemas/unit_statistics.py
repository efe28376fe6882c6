"""Figures of a unit; grain: one grassroots union in one period."""

from __future__ import annotations

from schemas import kind
from schemas.commendation import NOTE
from schemas.item import COUNT, DATE, MONEY, PHONE, SHARE, Item
from schemas.place import PLACE

_PART = ("part_exceeds_total",)
STATISTICS = (
    Item("stat_workers_total", "Tổng số CNVCLĐ", "Workers", COUNT),
    Item("stat_workers_female", "Số nữ CNVCLĐ", "Women among the workers", COUNT, limits=_PART),
    Item("stat_members_total", "Tổng số đoàn viên", "Union members", COUNT),
    Item("stat_members_female", "Số nữ đoàn viên", "Women among the members", COUNT, limits=_PART),
    Item("stat_cng_grassroots", "Số CNG cấp cơ sở", "CNG at grassroots level", COUNT),
    Item("stat_cng_upper", "Số CNG cấp trên cơ sở", "CNG at upper level", COUNT),
    Item("stat_cng_city", "Số CNG Thủ đô", "CNG at city level", COUNT),
    Item("stat_initiatives", "Số sáng kiến", "Initiatives", COUNT),
    Item("stat_units_participating", "Số đơn vị tham gia", "Units taking part", COUNT),
    Item("stat_registered", "Số đăng ký", "Registered", COUNT),
    Item("stat_achieved", "Số đạt", "Achieved", COUNT),
    Item("stat_cng_registered", "Số CNG đăng ký", "CNG registered", COUNT),
    Item("stat_cng", "Số CNG đạt", "CNG at any level", COUNT),
    Item("stat_ldg_registered", "Số Lao động giỏi đăng ký", "Good workers registered", COUNT),
    Item("stat_ldg", "Số Lao động giỏi đạt", "Good workers", COUNT),
    Item("stat_gvn_registered", "Số Giỏi việc nước – đảm việc nhà đăng ký", "Women registered for GVN", COUNT),
    Item("stat_gvn", "Số Giỏi việc nước – đảm việc nhà đạt", "Women recognised for GVN", COUNT),
    Item("stat_xsd_registered", "Số tập thể đăng ký Xanh – sạch – đẹp", "Collectives registered for XSD", COUNT),
    Item("stat_xsd", "Số tập thể đạt Xanh – sạch – đẹp", "Collectives recognised for XSD", COUNT),
    Item("stat_initiatives_registered", "Số sáng kiến đăng ký", "Initiatives registered", COUNT),
    Item("stat_works_registered", "Số công trình, sản phẩm đăng ký", "Works registered", COUNT),
    Item("stat_works", "Số công trình, sản phẩm hoàn thành", "Works completed", COUNT),
    Item("stat_contestants_registered", "Số người đăng ký thi tay nghề", "Contestants registered", COUNT),
    Item("stat_contestants", "Số người thi tay nghề", "Contestants", COUNT),
    Item("stat_direct_pct", "Tỷ lệ công nhân trực tiếp (%)", "Share of direct workers in percent", SHARE),
    Item("stat_initiatives_benefit", "Tổng giá trị làm lợi (đồng)", "Benefit of all initiatives in đồng", MONEY),
    Item("stat_initiatives_reward", "Tổng tiền thưởng (đồng)", "Rewards in đồng", MONEY),
)
UNIT = (
    Item("chair_name", "Chủ tịch công đoàn", "Chair of the union"),
    Item("chair_phone", "Điện thoại của chủ tịch", "Phone of the chair", PHONE),
    Item("founding_year", "Năm thành lập", "Year of founding", DATE),
    NOTE,
)
FIGURES = tuple(item.name for item in STATISTICS)

KIND = kind.Kind(
    "unit_statistics",
    "Biểu số liệu đơn vị",
    "Unit statistics",
    about=kind.UNIT,
    items=(*STATISTICS, *UNIT, *PLACE),
    naming=("grassroots_union", "work_unit", "union_unit_code"),
    required=FIGURES,
    telling=FIGURES,
    titles=("thống kê", "biểu số liệu", "số liệu", "báo cáo nhanh", "tổng hợp kết quả", "báo cáo kết quả"),
    awarding=False,
    counting=True,
    least=2,
    tells=2,
)
