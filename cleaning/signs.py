"""The words and marks by which rows of a list show what they are: totals, signers, group titles, "nobody"."""

from __future__ import annotations

import re
from functools import cache

from cleaning.text import fold, keyed
from schemas.reference import rows

# What a formula shows that found nothing. An error among other values is a value; a row of nothing else is not.
FILLERS = frozenset(("0", "0.0", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#DIV/0!", "FALSE"))
NUMBER = re.compile(r"^\(?\d+(?:\.\d+)?\s*[.)]?$")
ROMAN = re.compile(r"^(?:[IVX]{1,5}|[A-HĐ])\s*[.)]?$")
ROMAN_TITLE = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H])\s*[.)/:-]\s*\S")
NUMBERED_TITLE = re.compile(r"^\s*\d{1,2}\s*[.)/:-]\s*\S")
LIST_TITLE = re.compile(r"^(?:[ivx]{1,4} |\d )?(?:danh sách|danh sach|biểu|bảng|phụ lục)\b(?! này)")


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(alternatives) + ")")


_NOBODY = _any(
    r"không(?: có(?: .{0,40})?)?$",
    r"khong(?: co)?$",
    r"(?:chưa có|chua co|ko(?: có)?|k|n a|none|nil)$",
    r"không (?:phát sinh|đề nghị|đăng ký|tham gia)\b",
    r"(?:(?:trong )?(?:năm|quý|tháng|kỳ|đợt)\b.{0,40} )?(?:đơn vị|công đoàn|cđcs|công ty|nhà trường|trường)\b"
    r".{0,80} không (?:có|phát sinh|đề nghị|đăng ký|tham gia)\b.{0,100}$",
    r"(?:trong )?(?:năm|quý|tháng|kỳ|đợt)\b.{0,40} không (?:có|phát sinh)\b.{0,60}$",
)
_TOTAL = _any(
    r"tổng cộng\b",
    r"tổng số\b",
    r"tổng(?= *$| *\d| nhóm| khối| i)",
    r"cộng(?! hòa| hưởng| đồng| tác)(?= |$)",
    r"tong (?:cong|so)\b",
    r"ấn định\b",
    r"an dinh danh sach",
    r"(?:tổng )?danh sách (?:này )?(?:gồm|có)\b",
    r"danh sach nay\b",
    r"(?:số tiền )?(?:viết )?bằng chữ",
    r"bang chu\b",
)
_SUBTOTAL = re.compile(
    r"^cộng(?:$| [ivxa-h]+$| nhóm| khối| phần| mục| đơn vị| tổ"
    r"| phân xưởng| xưởng| phòng| ban| bộ phận| đội| cụm| cđcs| cđ| công đoàn| công ty| trường| chi nhánh)\b"
)
_CARRIED = _any(
    r"(?:tổng )?cộng (?:mang sang|trang|chuyển)", r"mang sang\b", r"chuyển (?:sang )?trang\b", r"trang(?: số)? \d"
)
_SIGNED = _any(
    r"người (?:lập|tổng hợp|báo cáo|duyệt|kiểm tra|nhận)",
    r"nguoi (?:lap|tong hop)",
    r"lập biểu",
    r"cán bộ (?:lập|tổng hợp)",
    r"t m\b|tm\b|kt (?:chủ|giám|trưởng|thủ)|tl (?:ban|chủ)|tuq\b",
    r"(?:phó )?chủ tịch(?: |$)",
    r"chu tich$",
    r"xác nhận(?: của)?\b|xac nhan\b",
    r"thủ trưởng",
    r"(?:phó )?(?:tổng )?giám đốc$",
    r"ban (?:chấp hành|thường vụ)",
    r"hội đồng (?:thi đua|sáng kiến)",
    r"nơi nhận|noi nhan",
    r"ký(?: tên| ghi|$)|ky (?:ten|ghi)",
    r"như trên$",
    r"lưu (?:vt|văn)",
    r"đại diện\b",
    r".{0,40}ngày .{0,12}tháng .{0,12}năm",
)
_SECTION = r"^(?:(?:[ivx]{1,4}|[a-h]|\d) )?(?:danh sách |ds )?(?:các |khối |về )?"
_COLLECTIVE = re.compile(rf"{_SECTION}(?:tập thể|tap the)\b(?!.*\b(?:cá nhân|ca nhan)\b)")
_PEOPLE = re.compile(rf"{_SECTION}(?:cá nhân|ca nhan)\b")
_UNIT = re.compile(
    r"(?i)^\s*(?:[IVX\d]{1,4}\s*[.)/-]\s*|[-–+*•]\s*)?"
    r"(?:công đoàn|cđcs|cđ\s|cđbp|công\s?ty|cty|ct\s?tnhh|ctcp|tổng công ty"
    r"|tập đoàn|xí nghiệp|nhà máy|trường|bệnh viện|trung tâm|ủy ban|ubnd|liên đoàn|lđlđ|nghiệp đoàn|chi nhánh|cụm"
    r"|khối|phường\s|xã\s|quận\s|huyện\s|phòng\s|phân xưởng|tổ\s(?:sản|may|cơ|\d)|hợp tác xã|htx|ngân hàng|cong doan"
    r"|cdcs|cong ty|đơn vị|bộ phận)"
)
_PERSON = re.compile(r"^[^\W\d_]+(?:[\s.'’-]+[^\W\d_]+){1,6}(?:\s*\([^()]*\))?\.?$")


def says_nobody(text: str) -> bool:
    """Whether a text says that there is nothing to report: "Không có", "Đơn vị không có sáng kiến"."""
    return bool(_NOBODY.match(keyed(text)))


def is_total(text: str) -> bool:
    """Whether a text opens a row of totals or a declared number: "Tổng cộng", "Danh sách này gồm 30 người"."""
    return bool(_TOTAL.match(keyed(text)))


def is_subtotal(text: str) -> bool:
    """Whether a total is by its words that of a group: "Cộng", "Cộng I", "Cộng khối"."""
    return bool(_SUBTOTAL.match(keyed(text)))


def is_carried(text: str) -> bool:
    """Whether a text belongs to a page and not to the list: "Cộng trang", "Mang sang", "Trang 2/3"."""
    return bool(_CARRIED.match(keyed(text)))


def is_signed(text: str) -> bool:
    """Whether a text belongs to the block of place, date and signatures under a list."""
    return bool(_SIGNED.match(keyed(text)))


def is_unit(text: str) -> bool:
    """Whether a text begins as names of units do, and names of people do not."""
    return bool(_UNIT.match(text))


def is_person(text: str) -> bool:
    """Whether a text reads as the name of a Vietnamese: two to seven words, the first a known family name.

    A family name is compared with its diacritics, since "Tổ may" is a team and Tô a family.
    """
    if not _PERSON.match(text.strip()) or is_unit(text):
        return False
    return keyed(text).split(" ", 1)[0] in _surnames(plain=text.isascii())


def is_name(text: str) -> bool:
    """Whether a text reads as somebody's name, also of a family that is not known: every word with its capital."""
    return is_person(text) or (text.istitle() and bool(_PERSON.match(text.strip())) and not is_unit(text))


def is_collective(title: str) -> bool:
    """Whether the title of a section announces collectives: "II. TẬP THỂ"."""
    return bool(_COLLECTIVE.match(keyed(title)))


def opens_section(title: str) -> bool:
    """Whether a title opens a section of another subject: collectives, people, or anything under a Roman number."""
    return is_collective(title) or bool(_PEOPLE.match(keyed(title))) or bool(ROMAN_TITLE.match(title))


def follows(number: str, following: str) -> bool:
    """Whether a running number comes right after another: "30." and "31"."""
    before, after = (text.strip(" .()") for text in (number, following))
    return before.isdecimal() and after.isdecimal() and int(after) == int(before) + 1


@cache
def _surnames(*, plain: bool) -> frozenset[str]:
    return frozenset(fold(row["surname"]) if plain else keyed(row["surname"]) for row in rows("surnames"))
