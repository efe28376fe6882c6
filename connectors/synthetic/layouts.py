"""The layouts in which units lay out their lists of workers (domain §3), as data that ``drawing`` draws.

A column is named by what it holds; ``heading`` has one entry per header row, the same entry beside or below is merged.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it holds and the texts above it, from the top header row down."""

    holds: str
    heading: tuple[str, ...]
    width: float = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How one clerk lays out a list."""

    name: str
    columns: tuple[Heading, ...]
    form: str = "xlsx"  # xlsx, csv, csv-semicolon, csv-utf16, csv-cp1258
    letterhead: str = "two"  # two blocks, "left" one block, "plain" a line "Đơn vị: …"
    spare_rows: int = 0  # blank rows between the parts of the top
    numbering: str = ""  # "(1)" or "A"
    birth: str = "text"  # text, cell, dots, year
    numbers: bool = False  # ids and phones stored as numbers
    capitals: bool = False  # names all in capitals
    zero_marks: bool = False  # 0 in the other column of a pair of marks
    grouped: str = ""  # group rows per department: "roman", or one sheet each: "sheets"; or "merged" cells
    dittos: bool = False
    footer: str = "gồm"  # "gồm", "tổng", "" without a declared total
    formulas: bool = False  # trades looked up in a hidden sheet, down into empty rows
    font: str = "Times New Roman"

    @property
    def shows(self) -> frozenset[str]:
        """What its columns hold."""
        return frozenset(column.holds for column in self.columns)


def _one(*columns: tuple[str, str, float]) -> tuple[Heading, ...]:
    return tuple(Heading(holds, (text,), width) for holds, text, width in columns)


def _two(*columns: tuple[str, str, str, float]) -> tuple[Heading, ...]:
    return tuple(Heading(holds, (top, below or top), width) for holds, top, below, width in columns)


_STT = ("stt", "STT", 5.0)
_NAME = ("full_name", "Họ và tên", 24.0)

STANDARD = Layout(
    "standard",
    _one(
        *(_STT, _NAME, ("birth", "Ngày, tháng, năm sinh", 13), ("gender", "Giới tính", 8)),
        *(("citizen_id", "Số CCCD", 15), ("phone", "Số điện thoại", 13), ("job", "Công việc đang làm", 22)),
        *(("skill_grade", "Bậc thợ", 8), ("direct", "Công nhân trực tiếp", 10), ("note", "Ghi chú", 12)),
    ),
)
SEXED_YEARS = Layout(
    "sexed-years",
    _two(
        *(("stt", "TT", "", 5), ("full_name", "Họ và tên", "", 24)),
        *(("birth_male", "Năm sinh", "Nam", 8), ("birth_female", "Năm sinh", "Nữ", 8)),
        *(("job", "Nghề nghiệp", "", 20), ("department", "Bộ phận", "", 16), ("direct", "LĐ trực tiếp", "", 9)),
        ("citizen_id", "Số căn cước công dân", "", 15),
        ("achievement", "Thành tích tiêu biểu", "", 38),
    ),
    spare_rows=1,
    numbering="(1)",
    birth="year",
)
MARKS = Layout(
    "marks",
    _two(
        *(("stt", "STT", "", 5), ("full_name", "Họ và tên", "", 24), ("birth", "Ngày sinh", "", 12)),
        *(("mark_male", "Giới tính", "Nam", 6), ("mark_female", "Giới tính", "Nữ", 6)),
        *(("job", "Công việc", "", 20), ("direct", "Đối tượng", "Công nhân trực tiếp", 10)),
        *(("citizen_id", "Giấy tờ", "CCCD", 15), ("social_insurance_no", "Giấy tờ", "Mã số BHXH", 13)),
    ),
    zero_marks=True,
    birth="cell",
    footer="tổng",
)
SALUTATION = Layout(
    "salutation",
    _one(
        *(_STT, ("salutation", "Ông/Bà", 7), _NAME, ("birth", "Ngày sinh", 12), ("position", "Chức vụ", 12)),
        *(("job", "Công việc", 20), ("department", "Tổ/Bộ phận", 16), ("citizen_id", "Số CCCD", 15)),
        ("direct", "CN trực tiếp", 9),
    ),
    letterhead="left",
    birth="dots",
)
APART = Layout(
    "apart",
    _two(
        *(("stt", "STT", "", 5), ("family", "Họ và tên", "Họ đệm", 18), ("given", "Họ và tên", "Tên", 9)),
        *(("gender", "Giới tính", "", 8), ("birth", "Ngày tháng năm sinh", "", 13), ("job", "Công việc", "", 20)),
        *(("citizen_id", "Số CCCD", "", 15), ("direct", "Lao động trực tiếp", "", 9), ("note", "Ghi chú", "", 10)),
    ),
    numbering="A",
)
GROUPS = Layout(
    "groups",
    _one(
        *(_STT, _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12), ("job", "Công việc", 20)),
        *(("citizen_id", "Số CCCD", 15), ("skill_grade", "Bậc thợ", 8), ("direct", "Công nhân trực tiếp", 10)),
    ),
    grouped="roman",
    footer="tổng",
    spare_rows=1,
)
DITTOS = Layout(
    "dittos",
    _one(
        *(_STT, _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12), ("citizen_id", "Số CCCD", 15)),
        *(("department", "Bộ phận", 16), ("job", "Công việc", 20), ("direct", "CN trực tiếp", 9)),
    ),
    dittos=True,
    letterhead="left",
)
CODES = Layout(
    "codes",
    _one(
        *(_STT, _NAME, ("birth", "Ngày sinh", 12), ("gender", "Giới tính", 8), ("job", "Công việc", 22)),
        *(("citizen_id", "Số CCCD", 15), ("phone", "Số điện thoại", 13), ("direct", "CN trực tiếp", 9)),
    ),
    formulas=True,
    birth="cell",
)
MERGED = Layout(
    "merged",
    _one(
        *(_STT, ("department", "Phân xưởng, tổ", 18), _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12)),
        *(("citizen_id", "Số CCCD", 15), ("job", "Công việc", 20), ("direct", "CN trực tiếp", 9)),
    ),
    grouped="merged",
)
SHEETS = Layout(
    "sheets",
    _one(
        *(_STT, _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12), ("citizen_id", "Số CCCD", 15)),
        *(("job", "Công việc", 20), ("direct", "CN trực tiếp", 9), ("note", "Ghi chú", 12)),
    ),
    grouped="sheets",
    letterhead="plain",
)
NUMBERS = Layout(
    "numbers",
    _one(
        *(_STT, ("full_name", "HỌ VÀ TÊN", 24), ("gender", "GIỚI TÍNH", 8), ("birth", "NGÀY SINH", 12)),
        *(("citizen_id", "SỐ CCCD", 15), ("phone", "SỐ ĐIỆN THOẠI", 13), ("job", "CÔNG VIỆC", 20)),
        ("direct", "CN TRỰC TIẾP", 9),
    ),
    numbers=True,
    capitals=True,
    birth="cell",
    letterhead="plain",
)
LEGACY = Layout(
    "legacy",
    _one(
        *(_STT, _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12), ("job", "Công việc", 22)),
        *(("citizen_id", "Số CCCD", 15), ("direct", "Công nhân trực tiếp", 10)),
    ),
    font=".VnTime",
    footer="",
)
_TEXT = _one(
    *(_STT, _NAME, ("birth", "Ngày sinh", 0), ("gender", "Giới tính", 0), ("citizen_id", "Số CCCD", 0)),
    *(("phone", "Số điện thoại", 0), ("job", "Công việc", 0), ("direct", "Công nhân trực tiếp", 0)),
)
CSV = Layout("csv", _TEXT, form="csv", letterhead="left", footer="tổng")
SEMICOLON = Layout("semicolon", _TEXT, form="csv-semicolon", letterhead="plain", footer="")
UTF16 = Layout("utf16", _TEXT, form="csv-utf16", letterhead="plain", footer="gồm")
CP1258 = Layout("cp1258", _TEXT, form="csv-cp1258", letterhead="left", footer="")

# In the order in which units take turns; the last ones are rarer by their place.
LAYOUTS = (
    *(STANDARD, SEXED_YEARS, MARKS, SALUTATION, APART, GROUPS, DITTOS, CODES, MERGED, SHEETS, NUMBERS),
    *(CSV, LEGACY, SEMICOLON, UTF16, CP1258),
)

# Lists of upper units name the grassroots union of each person and leave the CCCD out.
UPPER = Layout(
    "upper",
    _one(
        *(_STT, _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12)),
        *(("unit", "Công đoàn cơ sở", 40), ("job", "Công việc", 22), ("direct", "Công nhân trực tiếp", 10)),
        ("achievement", "Thành tích", 40),
    ),
    footer="gồm",
)
CITY = Layout(
    "city",
    _one(
        *(("stt", "TT", 5.0), _NAME, ("birth", "Ngày, tháng, năm sinh", 14), ("gender", "Giới tính", 8)),
        *(("job", "Công việc", 22), ("unit", "Công đoàn cơ sở", 40), ("citizen_id", "Số CCCD", 15)),
        ("direct", "Công nhân trực tiếp", 10),
    ),
    capitals=True,
    birth="cell",
    footer="tổng",
)
# Below the unit's own list the grassroots unions are groups.
UPPER_GROUPED = Layout(
    "upper-grouped",
    _one(
        *(_STT, _NAME, ("gender", "Giới tính", 8), ("birth", "Ngày sinh", 12), ("citizen_id", "Số CCCD", 15)),
        *(("job", "Công việc", 22), ("direct", "Công nhân trực tiếp", 10)),
    ),
    grouped="roman",
    footer="tổng",
)
_AUTHORED = (("author", "Tác giả", 24.0), ("job", "Chức danh", 18.0), ("share", "Tỷ lệ (%) đóng góp", 10.0))
_APPLIED = (("initiative_field", "Lĩnh vực áp dụng", 18.0), ("first_applied", "Ngày áp dụng lần đầu", 13.0))
INITIATIVES = Layout(
    "initiatives",
    _one(
        *(_STT, ("initiative_name", "Tên sáng kiến", 44), *_AUTHORED, *_APPLIED),
        ("benefit", "Giá trị làm lợi (đồng)", 20),
    ),
)
INITIATIVES_CELL = Layout(
    "initiatives-cell",
    _one(
        *(_STT, ("initiative_name", "Tên sáng kiến, giải pháp", 44), ("authors", "Tác giả, đồng tác giả", 44)),
        *(*_APPLIED, ("benefit", "Giá trị làm lợi", 20)),
    ),
    letterhead="left",
)
INITIATIVES_UPPER = Layout(
    "initiatives-upper",
    _one(
        *(_STT, ("initiative_name", "Tên sáng kiến", 44), *_AUTHORED, ("unit", "Công đoàn cơ sở", 40)),
        *(*_APPLIED, ("benefit", "Giá trị làm lợi (đồng)", 20)),
    ),
    footer="tổng",
)
_FIGURES = (
    *(("stt", "STT", 5.0), ("unit", "Tên công đoàn cơ sở", 40.0), ("stat_workers_total", "Tổng số CNVCLĐ", 12.0)),
    *(("stat_workers_female", "Số CNVCLĐ nữ", 12.0), ("stat_members_total", "Tổng số đoàn viên", 12.0)),
    *(("stat_members_female", "Số đoàn viên nữ", 12.0), ("stat_cng_grassroots", "Số CNG cấp cơ sở", 12.0)),
    ("stat_initiatives", "Số sáng kiến", 12.0),
)
STATISTICS = Layout("statistics", _one(*_FIGURES), footer="")
STATISTICS_CSV = Layout("statistics-csv", _one(*_FIGURES), form="csv", letterhead="plain", footer="")
