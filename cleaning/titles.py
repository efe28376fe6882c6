"""What the lines above a header say: award, level, year, who sends, "bổ sung", the unit of money, the kind of list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaning.mentions import NOTHING, Mentions, mentions
from cleaning.text import keyed, tidy
from cleaning.versions import UNSTATED, Version, stated

GRASSROOTS, UPPER, CITY = "grassroots", "upper", "city"

# "cấp trên cơ sở" is one level up and must not read as "cấp cơ sở"; city before upper before grassroots.
_LEVELS = (
    (CITY, re.compile(r"\b(?:thủ đô|cấp (?:thành phố|tp|tỉnh)|thu do|cap (?:thanh pho|tp|tinh))\b")),
    (
        UPPER,
        re.compile(
            r"\bcấp (?:quận|huyện|thị xã|trên|ngành|phường|xã|tổng công ty|trên trực tiếp)\b"
            r"|\bcap (?:quan|huyen|thi xa|tren|nganh|phuong|xa|tong cong ty)\b"
        ),
    ),
    (
        GRASSROOTS,
        re.compile(r"\bcấp (?:cơ sở|cs|công ty|đơn vị|trường|cđcs)\b|\bcap (?:co so|cs|cong ty|don vi|truong|cdcs)\b"),
    ),
)
# Whose level is asked for stands behind these words; what was already held stands in front.
_ASKED = re.compile(r"\b(?:đề nghị|đề xuất|trình|xét|de nghi|de xuat|trinh|xet)\b")
_LETTERHEAD = re.compile(
    r"^(?:cộng hòa xã hội|độc lập|liên đoàn lao động|lđlđ|tổng liên đoàn|ubnd|ủy ban|công đoàn|cđ|cđcs|cong hoa xa hoi"
    r"|doc lap|lien doan lao dong|cong doan|số \d|số \S* ?cđ|so \d)\b"
)
_NATION = re.compile(r"^(?:cộng hòa xã hội|độc lập|cong hoa xa hoi|doc lap|tổng liên đoàn)")
_UNION = re.compile(
    r"^(?:(?:ban chấp hành |bch )?(?:liên đoàn lao động|lđlđ|công đoàn|cđ|cđcs|cđcstv)|nghiệp đoàn|lien doan"
    r"|cong doan|cdcs)\b"
)
_BARE_UNION = re.compile(
    r"^(?:(?:bch|ban chấp hành) )?(?:công đoàn(?: cơ sở)?|cđcs|cđ cơ sở|cđ|bch cđcs|cong doan(?: co so)?)$"
)
_NAMED_UNIT = re.compile(
    r"(?i)^(?:tên\s+)?(?:đơn\s*vị(?:\s+(?:báo cáo|gửi|đề nghị|lập))?|cđcs|công đoàn cơ sở|tên (?:cđcs|công đoàn cơ sở)"
    r"|don vi(?: bao cao)?)\s*[:：]\s*(?P<unit>\S.*)$"
)
_UNIT_CODE = re.compile(
    r"(?i)\b(?:mã\s*(?:số\s*)?(?:đơn\s*vị|cđcs|công đoàn|unit)|ma\s*(?:don\s*vi|cdcs)|unit[ _]?code)\s*[:：=]?\s*"
    r"(?P<code>[A-Z0-9][\w.\-/]*)"
)
_OTHER_LINE = re.compile(
    r"^(?:số|so|\*|v v|danh sách|biểu|bảng|báo cáo|tổng hợp|phụ lục|mẫu|kèm|tháng|năm|đơn vị tính|đvt"
    r"|danh sach|bieu|bang)\b"
)
_PLACE_DATE = re.compile(r"ngày[\d.…\s]*tháng[\d.…\s]*năm[\d.…\s]*|ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|(?<!\d)\d{1,2}\s*[/-]\s*20\d\d|tháng\s+\d{1,2}\s+năm\s+20\d\d"
)
_REFERENCE = re.compile(r"(?:số|tờ trình|công văn|quyết định|kế hoạch|hướng dẫn)\s[^()]*?\d+\s*/\s*\S+")
_YEAR = re.compile(r"(?:năm|nam|nam hoc|giai đoạn|đợt|\b)\s*(?:20\d\d\s*[-–]\s*)?(20[0-4]\d)\b")
# What is completed or revised is the whole list again; "bổ sung" alone adds to it.
_ADDITION = re.compile(
    r"(?<!đã )(?<!sửa đổi )(?<!điều chỉnh )(?<!chỉnh sửa )(?<!cập nhật )(?<!da )(?<!sua doi )(?<!dieu chinh )"
    r"(?<!cap nhat )\b(?:bổ sung|bo sung)\b(?! (?:điều|một số|luật|thông tin|số liệu|hồ sơ|thong tin|so lieu|ho so))"
)
_AMOUNT = r"(?P<unit>1[.,]?000[.,]?000|1[.,]?000|triệu|trđ|tr\b|nghìn|ngàn|tỷ|tỉ|trieu|nghin|ty)"
_MONEY = re.compile(rf"(?:đơn vị(?: tính)?|đvt|don vi tinh|dvt)\s*(?:tiền)?\s*[:(]?\s*{_AMOUNT}")
_IN_HEADING = re.compile(rf"\(\s*(?:đvt\s*:?|tính bằng)?\s*{_AMOUNT}\.?\s*(?:đồng|đ|vnđ|vnd|dong)?\s*\)")
_UNITS = {"triệu": 10**6, "trđ": 10**6, "tr": 10**6, "trieu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "nghin": 10**3}
_UNITS |= {"tỷ": 10**9, "tỉ": 10**9, "ty": 10**9, "1000": 10**3, "1000000": 10**6}


@dataclass(frozen=True, slots=True)
class Titles:
    """What the lines say; "" or 0 where they say nothing."""

    lines: tuple[str, ...] = ()
    named: Mentions = NOTHING  # the kinds and awards whose phrases they hold, the earliest first
    award_level: str = ""
    year: int = 0
    unit_text: str = ""
    unit_code_text: str = ""
    addition: bool = False
    version: Version = UNSTATED
    money_unit: int = 1


def read(lines: Sequence[str], left: Sequence[str] | None = None) -> Titles:
    """Read title lines in their order; ``left`` are the lines of the letterhead's left block, by default all."""
    texts = tuple(tidy(line) for line in lines if line.strip())
    keys = [keyed(line) for line in texts]
    own = [key for key in keys if not _LETTERHEAD.match(key)]
    named = mentions(own)
    addition = any(_ADDITION.search(key) for key in own)
    return Titles(
        lines=texts,
        named=named,
        award_level=level_named(own),
        year=year_named(texts),
        unit_text=_unit([tidy(line) for line in left] if left is not None else texts),
        unit_code_text=next((found["code"] for line in texts if (found := _UNIT_CODE.search(line))), ""),
        addition=addition,
        version=stated(texts, addition=addition),
        money_unit=next((unit for line in texts if (unit := money_unit(line)) != 1), 1),
    )


@lru_cache(maxsize=1024)
def of_name(name: str) -> Titles:
    """What the name of a sheet or file says; thousands of sheets are called Sheet1."""
    return read([name])


def level_named(keys: Sequence[str]) -> str:
    """The award level that keyed lines name; of several the one asked for, else the first line's."""
    for key in keys:
        asked = _ASKED.search(key)
        level = (asked and _level(key[asked.start() :])) or _level(key)
        if level:
            return level
    return ""


def year_named(lines: Sequence[str]) -> int:
    """The year that titles name, 0 when none; dates of letters and numbers of documents are no such year."""
    for line in lines:
        key = tidy(line).lower()
        if "20" not in key:
            continue
        for noise in (_PLACE_DATE, _DATE, _REFERENCE):
            key = noise.sub(" ", key)
        found = _YEAR.search(key)
        if found and not _NATION.match(key):
            return int(found[1])
    return 0


def money_unit(text: str) -> int:
    """Đồng per unit in a line "Đơn vị tính: triệu đồng" or a heading "(triệu đồng)"; 1 when it says nothing else."""
    key = tidy(text).lower()
    found = _MONEY.search(key) or _IN_HEADING.search(key)
    if not found:
        return 1
    return _UNITS.get(found["unit"].replace(".", "").replace(",", "").replace(" ", "").removesuffix("đ"), 1) or 1


def _level(key: str) -> str:
    found = [(match.start(), level) for level, pattern in _LEVELS if (match := pattern.search(key))]
    return min(found)[1] if found else ""


def _unit(lines: Sequence[str]) -> str:
    """The unit a letterhead names: the lowest union line of the left block, with the line it runs on to."""
    for line in lines:
        named = _NAMED_UNIT.match(line)
        if named:
            return named["unit"]
    found = ""
    for number, line in enumerate(lines):
        key = keyed(line)
        if not _UNION.match(key) or _NATION.match(key):
            continue
        bare = _BARE_UNION.match(key)
        found = (_joined(line, lines, number) or found) if bare else _run_on(line, lines, number)
    return found


def _joined(line: str, lines: Sequence[str], number: int) -> str:
    """ "CÔNG ĐOÀN CƠ SỞ" alone belongs to the company on the line below, else above."""
    for other in (number + 1, number - 1):
        if 0 <= other < len(lines) and _is_name(lines[other]):
            return f"{line} {lines[other]}"
    return ""


def _run_on(line: str, lines: Sequence[str], number: int) -> str:
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return (
        f"{line} {below}"
        if below and _is_name(below) and below == below.upper() == below and line == line.upper()
        else line
    )


def _is_name(line: str) -> bool:
    key = keyed(line)
    plain = any(map(str.isalpha, key)) and not _OTHER_LINE.match(key) and not _UNION.match(key)
    return plain and not _NATION.match(key) and not _PLACE_DATE.search(line.lower())
