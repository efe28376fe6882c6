"""Invented workers as the truth knows them: families, namesakes and couples among them, in unions of uneven size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

SURNAMES = (
    "Nguyễn:384 Trần:110 Lê:95 Phạm:71 Hoàng:36 Huỳnh:15 Phan:45 Vũ:28 Võ:11 Đặng:21 Bùi:20 Đỗ:14 Hồ:13 Ngô:13 Dương:10"
    " Lý:5 Đào:6 Đoàn:6 Trịnh:6 Mai:5 Đinh:6 Lương:5 Trương:6 Tạ:4 Hà:5 Cao:4 Phùng:4 Chu:3 Lưu:3 Tô:3 Kiều:2 Quách:2"
    " Thái:2 Tống:2 La:1 Nghiêm:2 Khuất:1 Doãn:1 Vương:2 Lại:2 Quản:1 Bạch:1 Mạc:1 Triệu:1 Nông:1 Ninh:1 Từ:1 Lã:1"
)
GIVEN = {
    "female": "Hương:30 Lan:26 Hoa:24 Nga:20 Thảo:22 Linh:30 Trang:28 Hà:28 Thu:18 Mai:22 Hằng:24 Hạnh:22 Ngọc:20"
    " Yến:16 Oanh:14 Phương:26 Dung:18 Thủy:26 Huyền:22 Nhung:20 Vân:22 Loan:14 Liên:16 Hiền:24 Tuyết:12 Bích:9"
    " Quyên:10 Thanh:16 Anh:30 Hải:5 Minh:8 Chi:9 Giang:10 Hòa:12 Lý:7 My:6 Ngân:12 Nhàn:7 Nguyệt:9 Tâm:9 Thắm:8 Thoa:7"
    " Tình:5 Trâm:5 Uyên:5 Xuân:8 Ánh:9 Duyên:9 Hường:7 Luyến:4 Lụa:2 Mận:2 Thơm:4 Diệp:3 Khuyên:2 Thúy:14 Ái:1 Đào:4"
    " Châu:3",
    "male": "Hùng:28 Dũng:28 Tuấn:30 Cường:24 Hải:24 Nam:22 Sơn:22 Long:18 Minh:24 Thắng:22 Thành:22 Trung:20 Hiếu:16"
    " Đức:20 Anh:22 Hoàng:14 Huy:14 Quang:16 Tùng:18 Phong:10 Bình:14 Chiến:12 Công:6 Cảnh:4 Doanh:3 Đạt:12 Hòa:12"
    " Hưng:16 Khánh:6 Kiên:12 Lâm:8 Linh:5 Lợi:4 Mạnh:14 Nghĩa:8 Phúc:8 Phương:8 Quân:10 Quyết:5 Quý:5 Tài:6 Tâm:4"
    " Thái:6 Tiến:10 Toàn:8 Toản:3 Trường:8 Tú:8 Việt:8 Vinh:8 Vũ:6 Vượng:3 Xuân:4 Đông:5 Giang:4 Khoa:4 Lộc:3 Thịnh:4"
    " Tuyên:3 Thuận:3",
}
MIDDLE = {
    "female": "Thị:560 Thu:50 Thanh:45 Ngọc:45 Minh:30 Phương:35 Hồng:30 Kim:25 Thúy:20 Bích:20 Mai:15 Quỳnh:15 Lan:12"
    " Diệu:8 Hải:8 Khánh:8 Thùy:12 Như:6 Tuyết:6 Vân:5",
    "male": "Văn:400 Đức:60 Xuân:45 Ngọc:40 Quang:45 Minh:40 Hữu:40 Đình:40 Công:30 Mạnh:30 Anh:20 Duy:20 Tuấn:18"
    " Thanh:20 Trọng:15 Thế:15 Quốc:18 Hồng:12 Việt:12 Bá:8 Tiến:8 Hoàng:12",
}
JOBS = (
    "Công nhân may",
    "Thợ điện",
    "Thợ hàn",
    "Lái xe",
    "Nhân viên kỹ thuật",
    "Nhân viên kế toán",
    "Giáo viên",
    "Điều dưỡng",
    "Nhân viên bán hàng",
    "Cấp dưỡng",
    "Thợ cơ khí",
    "Nhân viên văn phòng",
)
PREFIXES = ("032", "034", "035", "036", "038", "039", "070", "079", "085", "090", "091", "094", "096", "097", "098")
FIRST_DAY, DAYS = date(1962, 1, 1), 365 * 42
UNITS_PER_DISTRICT = 30
# Hard negatives, as shares of all people. About one birth in eighty is a twin, and family works together: few of them
# in one union still are thousands in a city.
TWINS, COUPLES, NAMESAKES = 0.005, 0.015, 0.015
FIRST_OF_MONTH, LAST_HIRED = 0.3, date(2024, 12, 31)
UNKNOWN_DAY = 0.02  # born on 1 January, on paper

Table = tuple[Sequence[str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Person:
    """One invented worker, as the truth knows them."""

    person: int
    full_name: str
    gender: str
    born: date
    unit_code: str
    citizen_id: str
    old_citizen_id: str
    social_insurance_no: str
    phone: str
    job: str
    hired: date


def shares(text: str) -> dict[str, float]:
    """A table of ``word:weight`` as shares that sum to one."""
    pairs = [item.split(":") for item in text.split()]
    total = sum(int(weight) for _, weight in pairs)
    return {word: int(weight) / total for word, weight in pairs}


def district(unit_code: str) -> str:
    """The union above a unit."""
    return f"CT{int(unit_code[2:]) // UNITS_PER_DISTRICT:03d}"


def population(persons: int, seed: int = 0, unit_size: int = 120) -> list[Person]:
    """That many invented workers, family members and namesakes among them."""
    rng = random.Random(seed)
    tables = {"surname": _table(SURNAMES)} | {f"given_{s}": _table(GIVEN[s]) for s in GIVEN}
    tables |= {f"middle_{s}": _table(MIDDLE[s]) for s in MIDDLE}
    found: list[Person] = []
    units = max(1, persons // unit_size)
    sizes = [rng.paretovariate(1.3) for _ in range(units)]
    trades = [rng.choice(JOBS) for _ in range(units)]
    homes = rng.choices(range(units), sizes, k=persons)
    for number, home in enumerate(homes):
        job = trades[home] if rng.random() < 0.6 else rng.choice(JOBS)
        person = _person(rng, number, f"CS{home:05d}", job, tables)
        found.append(_related(rng, person, found, tables))
    return found


def _table(text: str) -> Table:
    found = shares(text)
    return tuple(found), tuple(accumulate(found.values()))


def _pick(rng: random.Random, table: Table) -> str:
    return rng.choices(table[0], cum_weights=table[1])[0]


def _person(rng: random.Random, number: int, unit: str, job: str, tables: dict[str, Table]) -> Person:
    gender = rng.choice(("female", "male"))
    middles = rng.choices((0, 1, 2), (6, 72, 22))[0]
    between = dict.fromkeys(_pick(rng, tables[f"middle_{gender}"]) for _ in range(middles))
    words = [_pick(rng, tables["surname"]), *between]
    born = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    if rng.random() < UNKNOWN_DAY:
        born = born.replace(month=1, day=1)
    hired = min(born + timedelta(days=365 * 19 + rng.randrange(365 * 18)), LAST_HIRED)
    if rng.random() < FIRST_OF_MONTH:
        hired = hired.replace(day=1)
    return Person(
        person=number,
        full_name=" ".join([*words, _pick(rng, tables[f"given_{gender}"])]),
        gender=gender,
        born=born,
        unit_code=unit,
        citizen_id=_citizen(rng, gender, born),
        old_citizen_id=f"{rng.randrange(10**9):09d}",
        social_insurance_no=f"{rng.randrange(10**10):010d}",
        phone=rng.choice(PREFIXES) + f"{rng.randrange(10**7):07d}",
        job=job,
        hired=hired,
    )


def _citizen(rng: random.Random, gender: str, born: date) -> str:
    digit = 2 * (born.year // 100 - 19) + (gender == "female")
    province = rng.choice(("001", "001", "034", "036", "038", "040"))
    return f"{province}{digit}{born.year % 100:02d}{rng.randrange(10**6):06d}"


def _related(rng: random.Random, person: Person, others: list[Person], tables: dict[str, Table]) -> Person:
    """Sometimes a twin of, the spouse of, or a colleague with the name of somebody already there."""
    chance = rng.random()
    if not others or chance > TWINS + COUPLES + NAMESAKES:
        return person
    other = others[rng.randrange(max(0, len(others) - 300), len(others))]
    person = replace(person, unit_code=other.unit_code)
    if chance < TWINS:  # same day, surname and middle name, neighbouring serial
        words, given = other.full_name.split(), _pick(rng, tables[f"given_{other.gender}"])
        if given == words[-1]:
            return person
        serial = f"{(int(other.citizen_id[6:]) + 1) % 10**6:06d}"
        twin = replace(person, full_name=" ".join([*words[:-1], given]), gender=other.gender, born=other.born)
        return replace(twin, citizen_id=other.citizen_id[:6] + serial)
    if chance < TWINS + COUPLES:
        return replace(person, phone=other.phone)
    citizen = _citizen(rng, other.gender, person.born)
    return replace(person, full_name=other.full_name, gender=other.gender, citizen_id=citizen)
