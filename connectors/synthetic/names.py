"""Stocks of Vietnamese names, trades and places from which invented people are made; no one is real."""

from __future__ import annotations

from functools import cache

from schemas.reference import rows


def words(text: str) -> tuple[str, ...]:
    """A stock of single words."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """A stock of phrases, "|" between them."""
    return tuple(text.split("|"))


MALE, FEMALE = "male", "female"
MIDDLE = {
    MALE: words("Văn Văn Văn Đức Hữu Quang Minh Xuân Ngọc Đình Thanh Công Mạnh Tuấn Anh Trọng Duy Bá Quốc Hoàng"),
    FEMALE: words("Thị Thị Thị Thị Ngọc Thu Thanh Minh Phương Bích Hồng Kim Mai Thuý Diệu Lan Khánh Quỳnh"),
}
GIVEN = {
    MALE: words(
        "Anh Bình Cường Chiến Chung Dũng Duy Dương Đạt Đông Giang Hà Hải Hậu Hiếu Hiệp Hoà Hoàng Huy Hùng Hưng Kiên "
        "Khánh Khoa Lâm Linh Long Lực Minh Mạnh Nam Nghĩa Ngọc Nhân Phong Phúc Phương Quân Quang Quý Sơn Tài Tân "
        "Tiến Tình Toàn Toản Trung Trường Tú Tuân Tuấn Tùng Thành Thái Thắng Thịnh Thuận Việt Vinh Vượng Đăng Định Đoàn"
    ),
    FEMALE: words(
        "An Bình Châu Chi Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hoà Hồng Huệ Huyền Hương Hường Khánh Lan Lê Liên "
        "Linh Loan Lụa Ly Mai Minh My Nga Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phương Phượng Quyên Quỳnh Sen Tâm Tuyết "
        "Thanh Thảo Thắm Thơm Thu Thuỷ Thuý Thương Trang Trà Vân Vui Xuân Yến"
    ),
}
_RARE = words("Đinh Trịnh Đoàn Mai Cao Lương Đào Tạ Hà Phùng Kiều Chu Nghiêm")
_NORTH = 0.85  # of "Hoàng/Huỳnh" and "Vũ/Võ", the spelling of the north

WORK = {
    "enterprise": phrases(
        "Công nhân may|Công nhân vận hành máy|Thợ hàn|Thợ tiện|Thợ điện|Công nhân đóng gói|Công nhân lắp ráp|"
        "Thợ nguội|Công nhân cắt|Công nhân kiểm hàng|Lái xe nâng|Thợ sơn|"
        "Công nhân kho|Công nhân vệ sinh công nghiệp|Thợ cơ khí"
    ),
    "public": phrases("Hộ lý|Nhân viên cấp dưỡng|Lái xe cứu thương|Nhân viên phục vụ|Nhân viên kỹ thuật|Thợ sửa chữa"),
}
INDIRECT = phrases("Nhân viên văn phòng|Thủ kho|Kế toán phân xưởng|Kỹ thuật viên")
POSITIONS = ("Công nhân", "Công nhân", "Công nhân", "Tổ trưởng", "Tổ phó", "Nhân viên")
DEPARTMENTS = phrases("Phân xưởng 1|Phân xưởng 2|Tổ cơ điện|Tổ hoàn thiện|Xưởng cắt|Tổ kho vận|Đội bảo trì")
ACHIEVEMENTS = phrases(
    "Vượt năng suất 12%, không có sản phẩm lỗi|Giải Nhất hội thi thợ giỏi cấp cơ sở|"
    "Có 2 cải tiến kỹ thuật được áp dụng|Hoàn thành xuất sắc nhiệm vụ, kèm cặp 3 thợ mới|"
    "Đạt ngày công 100%, chấp hành tốt ATVSLĐ|Tiết kiệm 8% nguyên liệu"
)

PHONE_PREFIXES = words("096 097 098 086 032 033 034 035 036 038 039 090 093 070 077 091 094 083 085 082")
# Of birth registration: most workers of Hà Nội come from the delta around it. Every eleventh step changes the code.
PROVINCES = ("001",) * 11 + ("033", "030", "034", "035", "036", "037", "038", "040", "026", "024", "027", "019", "025")


@cache
def surnames() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Surnames and their shares in percent (surname_freq.csv, the rest shared among rarer ones)."""
    shares: dict[str, float] = {}
    for row in rows("surname_freq"):
        north, _, south = row["surname"].partition("/")
        share = float(row["share_pct"])
        shares[north] = share * (_NORTH if south else 1)
        if south:
            shares[south] = share * (1 - _NORTH)
    left = max(0.0, 100 - sum(shares.values())) / len(_RARE)
    shares |= dict.fromkeys(_RARE, left)
    return tuple(shares), tuple(shares.values())
