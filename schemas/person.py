"""The columns that tell who a person is, shared by lists of people and by the authors of an initiative."""

from __future__ import annotations

from schemas.item import DATE, EMAIL, ID, MARK, YEAR, Field, Item

SALUTATION = Item("salutation", "Danh xưng, học vị", "Form of address and degrees")
NAMES = (
    Item(
        "full_name",
        "Họ và tên, đã bỏ danh xưng và ghi chú",
        "Full name without titles and notes, NFC, tones as written",
        headings=(
            Field("full_name", "Họ và tên", "Full name"),
            Field("family_middle_name", "Họ và tên đệm", "Family and middle name"),
            Field("given_name", "Tên", "Given name"),
        ),
        told=(
            "name_missing",
            "name_odd",
            "name_single_word",
            "title_removed_from_name",
            "note_removed_from_name",
            "name_case_changed",
        ),
    ),
    Item("name_key", "Họ tên không dấu để so sánh", "Name without diacritics, for comparison only", headings=()),
    Item("name_note", "Ghi chú sau họ tên", "What stood behind the name, in brackets or as a letter", headings=()),
    SALUTATION,
    Item(
        "gender",
        "Giới tính: male hoặc female",
        "male or female",
        headings=(
            Field("gender", "Giới tính", "Sex"),
            Field("gender_male_flag", "Nam (đánh dấu)", "Male (mark)"),
            Field("gender_female_flag", "Nữ (đánh dấu)", "Female (mark)"),
        ),
        told=(
            "gender_conflict",
            "gender_unreadable",
            "gender_from_column",
            "gender_from_salutation",
            "gender_from_note",
            "gender_from_citizen_id",
        ),
        limits=("gender_unreadable", "women_only"),
    ),
    Item(
        "date_of_birth",
        "Ngày sinh (1985-03-07) hoặc năm sinh (1985)",
        "Date of birth as 1985-03-07, or 1985 when only the year is known",
        DATE,
        headings=(
            Field("date_of_birth", "Ngày, tháng, năm sinh", "Date of birth", DATE),
            Field("birth_year", "Năm sinh", "Year of birth", DATE),
            Field("birth_year_male", "Năm sinh (cột Nam)", "Year of birth (men's column)", DATE),
            Field("birth_year_female", "Năm sinh (cột Nữ)", "Year of birth (women's column)", DATE),
        ),
        told=(
            "birth_impossible",
            "day_month_swap",
            "birth_two_digit_year",
            "birth_from_citizen_id",
            "date_from_serial",
        ),
        limits=("birth_impossible",),
    ),
    Item("birth_year", "Năm sinh", "Year of birth", YEAR, headings=()),
)
IDENTIFIERS = (
    Item(
        "citizen_id",
        "Số căn cước công dân, 12 chữ số",
        "Citizen id (CCCD), 12 digits",
        ID,
        headings=(Field("id_number", "Số CCCD/CMND", "Citizen id or old identity number", ID),),
        told=("id_unreadable", "citizen_id_length", "zero_restored"),
        limits=("citizen_id_length", "citizen_id_province", "citizen_id_sex", "citizen_id_birth"),
    ),
    Item(
        "citizen_id_trusted",
        "Số căn cước khớp với giới tính và năm sinh của chính dòng đó",
        "Whether the row's own sex and birth year back the citizen id",
        MARK,
        headings=(),
        told=(),
    ),
    Item(
        "old_citizen_id",
        "Số CMND, 9 chữ số",
        "Old identity number (CMND), 9 digits",
        ID,
        told=("id_unreadable", "old_citizen_id_length", "cmnd_instead", "id_moved"),
        limits=("old_citizen_id_length",),
        headed=False,
    ),
    Item(
        "social_insurance_no",
        "Mã số bảo hiểm xã hội, 10 chữ số",
        "Social insurance number, 10 digits",
        ID,
        headings=(Field("social_insurance_no", "Mã số BHXH", "Social insurance number", ID),),
        told=("id_unreadable", "social_insurance_length", "zero_restored"),
        limits=("social_insurance_length",),
    ),
    Item(
        "phone",
        "Số điện thoại, ví dụ 0912345678",
        "Phone in national form, such as 0912345678",
        ID,
        headings=(Field("phone", "Số điện thoại", "Telephone", ID),),
        told=("phone_unreadable", "phone_prefix_renewed", "first_phone_taken", "zero_restored"),
        limits=("phone_unreadable",),
    ),
)
PERSON = (*NAMES, *IDENTIFIERS)

WORK = (
    Item("job", "Công việc, nghề nghiệp", "Job or trade"),
    Item("position", "Chức vụ", "Position"),
    Item("union_position", "Chức vụ công đoàn", "Position in the union"),
    Item("skill_grade", "Bậc thợ", "Grade of skill"),
    Item(
        "direct_worker",
        "Lao động trực tiếp; trống khi không ghi",
        "Whether a direct worker; null when not said",
        MARK,
        headings=(Field("direct_worker", "Công nhân trực tiếp", "Direct worker", MARK),),
    ),
    Item("department", "Bộ phận, tổ, phòng", "Department or team"),
    Item("education", "Trình độ", "Education"),
    Item("hire_date", "Ngày vào làm", "Day of hiring", DATE),
)
CONTACT = (
    Item("address", "Địa chỉ", "Address"),
    Item("tax_code", "Mã số thuế", "Tax code", ID),
    Item("object_class", "Đối tượng", "Class of employee as written"),
    Item("hometown", "Quê quán", "Home town"),
    Item("id_issue_date", "Ngày cấp căn cước", "Day the id was issued", DATE),
    Item("id_issue_place", "Nơi cấp căn cước", "Where the id was issued"),
    Item("email", "Thư điện tử", "E-mail address", EMAIL),
    Item("union_card_no", "Số thẻ đoàn viên", "Number of the member's card", ID),
    Item("union_join_date", "Ngày vào công đoàn", "Day of joining the union", DATE),
)
# What a row of an initiative list says about its author, not about the initiative.
OF_AUTHORS = tuple(field.name for item in (*PERSON, *WORK, *CONTACT) if item.headed for field in item.fields)
