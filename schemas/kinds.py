"""The kinds of record as data: which fields each has, what a table needs to be of it, how its titles name it.

A new kind is one entry of ``KINDS``, its spellings in ``reference/header_synonyms.csv`` and a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TEXT, DATE, NUMBER, MONEY, ID, FLAG = "text", "date", "number", "money", "id", "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record under its name of ``header_synonyms.csv``, with its labels and the shape of its values."""

    name: str
    vi: str
    en: str
    shape: str = TEXT

    @property
    def keeps_cell_kind(self) -> bool:
        """Whether cleaning must know if the cell was a number, a date or text."""
        return self.shape not in (TEXT, FLAG)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list; grain: one record a row (an initiative may span the rows of its authors).

    A table is of the kind only with at least ``least`` of its ``required`` fields. ``telling`` are fields that only
    lists of this kind have: with ``tells`` of them no title is needed. ``identifying`` are the fields whose text tells
    one record of a list from another. ``titles`` are phrases of title lines, the more particular first.
    """

    name: str
    vi: str
    en: str
    award_code: str  # "" when a list is about no single award
    fields: tuple[Field, ...]
    required: tuple[str, ...]
    telling: tuple[str, ...]
    identifying: tuple[str, ...]
    titles: tuple[str, ...]
    least: int = 1
    tells: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields in reading order."""
        return tuple(field.name for field in self.fields)


PERSON = (
    Field("salutation", "Danh xưng", "Form of address"),
    Field("full_name", "Họ và tên", "Full name"),
    Field("family_middle_name", "Họ và tên đệm", "Family and middle name"),
    Field("given_name", "Tên", "Given name"),
    Field("gender", "Giới tính", "Sex"),
    Field("gender_male_flag", "Nam (đánh dấu)", "Male (mark)"),
    Field("gender_female_flag", "Nữ (đánh dấu)", "Female (mark)"),
    Field("date_of_birth", "Ngày, tháng, năm sinh", "Date of birth", DATE),
    Field("birth_year", "Năm sinh", "Year of birth", DATE),
    Field("birth_year_male", "Năm sinh (cột Nam)", "Year of birth (men's column)", DATE),
    Field("birth_year_female", "Năm sinh (cột Nữ)", "Year of birth (women's column)", DATE),
    Field("id_number", "Số CCCD/CMND", "Citizen id or old identity number", ID),
    Field("id_issue_date", "Ngày cấp", "Date of issue", DATE),
    Field("id_issue_place", "Nơi cấp", "Place of issue"),
    Field("social_insurance_no", "Mã số BHXH", "Social insurance number", ID),
    Field("tax_code", "Mã số thuế", "Tax code", ID),
    Field("phone", "Số điện thoại", "Telephone", ID),
    Field("email", "Thư điện tử", "E-mail"),
    Field("address", "Địa chỉ", "Address"),
    Field("hometown", "Quê quán", "Place of origin"),
    Field("direct_worker", "Công nhân trực tiếp", "Direct worker", FLAG),
    Field("object_class", "Đối tượng", "Class of employee"),
    Field("job", "Công việc", "Job"),
    Field("position", "Chức vụ", "Position"),
    Field("union_position", "Chức vụ công đoàn", "Union position"),
    Field("skill_grade", "Bậc thợ", "Skill grade"),
    Field("education", "Trình độ", "Education"),
    Field("hire_date", "Ngày vào làm", "Hired on", DATE),
    Field("union_card_no", "Số thẻ đoàn viên", "Union card number", ID),
    Field("union_join_date", "Ngày vào công đoàn", "Joined the union on", DATE),
    Field("department", "Bộ phận", "Department"),
)
PLACE = (
    Field("work_unit", "Đơn vị công tác", "Work unit"),
    Field("grassroots_union", "Công đoàn cơ sở", "Grassroots union"),
    Field("union_unit_code", "Mã đơn vị", "Unit code"),
    Field("upper_union", "Công đoàn cấp trên", "Upper union"),
    Field("ward", "Phường, xã", "Ward"),
    Field("district", "Quận, huyện", "District"),
    Field("ownership_type", "Loại hình", "Type of ownership"),
)
AWARD = (
    Field("achievement", "Thành tích", "Achievement"),
    Field("award_title", "Danh hiệu, hình thức khen", "Award title"),
    Field("award_level", "Cấp khen thưởng", "Award level"),
    Field("previous_awards", "Khen thưởng đã đạt", "Previous awards"),
    Field("decision_no", "Số quyết định", "Decision number"),
    Field("decision_date", "Ngày quyết định", "Decision date", DATE),
    Field("award_year", "Năm khen thưởng", "Award year", NUMBER),
    Field("award_money", "Tiền thưởng", "Award money", MONEY),
    Field("bank_account", "Số tài khoản", "Bank account", ID),
    Field("bank_name", "Ngân hàng", "Bank"),
)
NOTE = Field("note", "Ghi chú", "Note")

INITIATIVE = (
    Field("initiative_code", "Mã sáng kiến", "Initiative code"),
    Field("initiative_name", "Tên sáng kiến", "Title of the initiative"),
    Field("authors", "Tác giả", "Authors"),
    Field("initiative_field", "Lĩnh vực", "Field of application"),
    Field("first_applied_date", "Ngày áp dụng", "First applied on", DATE),
    Field("benefit_vnd", "Giá trị làm lợi", "Benefit in đồng", MONEY),
    Field("social_benefit", "Hiệu quả xã hội", "Social benefit"),
    Field("initiative_reward", "Thưởng sáng kiến", "Reward", MONEY),
    Field("recognition_level", "Cấp công nhận", "Recognised by"),
    Field("application_scope", "Phạm vi áp dụng", "Scope of application"),
    Field("initiative_owner", "Chủ đầu tư", "Owner"),
    Field("initiative_summary", "Mô tả sáng kiến", "Summary"),
)
# What a row of an initiative list says about its author, not about the initiative.
AUTHOR = tuple(field.name for field in PERSON)

STATISTICS = (
    Field("stat_workers_total", "Tổng số CNVCLĐ", "Workers", NUMBER),
    Field("stat_workers_female", "Số CNVCLĐ nữ", "Women workers", NUMBER),
    Field("stat_members_total", "Tổng số đoàn viên", "Union members", NUMBER),
    Field("stat_members_female", "Số đoàn viên nữ", "Women members", NUMBER),
    Field("stat_registered", "Số đăng ký", "Registered", NUMBER),
    Field("stat_cng_grassroots", "Số CNG cấp cơ sở", "Excellent workers, grassroots", NUMBER),
    Field("stat_cng_upper", "Số CNG cấp trên cơ sở", "Excellent workers, upper level", NUMBER),
    Field("stat_cng_city", "Số CNG Thủ đô", "Excellent workers, city", NUMBER),
    Field("stat_direct_pct", "Tỷ lệ công nhân trực tiếp", "Share of direct workers", NUMBER),
    Field("stat_initiatives", "Số sáng kiến", "Initiatives", NUMBER),
    Field("stat_initiatives_benefit", "Tổng giá trị làm lợi", "Benefit of the initiatives", MONEY),
    Field("stat_initiatives_reward", "Tổng tiền thưởng", "Rewards paid", MONEY),
    Field("stat_units_participating", "Số đơn vị tham gia", "Units taking part", NUMBER),
)
UNIT = (
    Field("chair_name", "Chủ tịch công đoàn", "Chair"),
    Field("chair_phone", "Điện thoại chủ tịch", "Chair's telephone", ID),
    Field("founding_year", "Năm thành lập", "Founded", NUMBER),
)

# Recognised, told and left out: data minimisation (law 91/2025/QH15, domain §4).
DROPPED = ("ethnicity", "religion", "party_member")
# What an answered workbook carries beside each row, so that the row is known when it comes back.
ROW_KEY = "row_key"
# Recognised and part of no record: the running number and the place to sign.
UNREAD = ("stt", "signature")

CNG_LIST, INITIATIVE_LIST, UNIT_STATISTICS = "cng_list", "initiative_list", "unit_statistics"

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind(
                CNG_LIST,
                "Danh sách công nhân giỏi",
                "List of excellent workers",
                award_code="CNG",
                fields=(*PERSON, *PLACE, *AWARD, NOTE),
                required=("full_name", "family_middle_name", "given_name"),
                telling=("direct_worker", "skill_grade"),
                identifying=("full_name", "date_of_birth", "birth_year", "id_number"),
                titles=("công nhân giỏi", "cng", "công nhân tiêu biểu", "cn giỏi"),
            ),
            Kind(
                INITIATIVE_LIST,
                "Danh sách sáng kiến, sáng tạo",
                "List of initiatives",
                award_code="SKST",
                fields=(*INITIATIVE, *PLACE, *AWARD, NOTE),
                required=("initiative_name",),
                telling=("initiative_name",),
                identifying=("initiative_name", "authors"),
                titles=("sáng kiến", "sáng tạo", "skst", "skctkt", "skkn", "đề tài", "giải pháp", "cải tiến kỹ thuật"),
            ),
            Kind(
                UNIT_STATISTICS,
                "Biểu thống kê đơn vị",
                "Unit statistics",
                award_code="",
                fields=(*PLACE, *STATISTICS, *UNIT, NOTE),
                required=tuple(field.name for field in STATISTICS),
                telling=tuple(field.name for field in STATISTICS),
                identifying=("grassroots_union", "work_unit", "union_unit_code"),
                titles=("thống kê", "biểu số liệu", "số liệu", "báo cáo nhanh", "tổng hợp kết quả", "báo cáo kết quả"),
                least=2,
                tells=2,
            ),
        )
    }
)
