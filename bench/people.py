"""Invented workers as units would list them, with the truth beside: to train the model on and to measure it by.

Errors are correlated as they are in life: a unit that writes no diacritics writes none for anybody. Among the people
are namesakes in one unit, twins, couples on one phone, and ids pasted from the neighbour's row.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

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
PREFIXES = ("032", "034", "035", "036", "038", "039", "070", "079", "085", "090", "091", "094", "096", "097", "098")
FIRST_DAY, DAYS = date(1962, 1, 1), 365 * 42


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


@dataclass(frozen=True, slots=True)
class Habits:
    """How one unit writes its lists: which columns its form has, and how careful it is."""

    unmarked: bool
    year_only: bool
    citizen: bool
    social: bool
    phone: bool
    slips: float
    text_numbers: bool


def shares(text: str) -> dict[str, float]:
    """A table of ``word:weight`` as shares that sum to one."""
    pairs = [item.split(":") for item in text.split()]
    total = sum(int(weight) for _, weight in pairs)
    return {word: int(weight) / total for word, weight in pairs}


def population(persons: int, seed: int = 0, unit_size: int = 120) -> list[Person]:
    """That many invented workers, family members and namesakes among them."""
    rng = random.Random(seed)
    tables = {"surname": shares(SURNAMES)} | {f"given_{s}": shares(GIVEN[s]) for s in GIVEN}
    tables |= {f"middle_{s}": shares(MIDDLE[s]) for s in MIDDLE}
    found: list[Person] = []
    units = max(1, persons // unit_size)
    sizes = [rng.paretovariate(1.3) for _ in range(units)]
    homes = rng.choices(range(units), sizes, k=persons)
    for number, home in enumerate(homes):
        person = _person(rng, number, f"CS{home:05d}", tables)
        found.append(_related(rng, person, found, tables))
    return found


def records(persons: list[Person], seed: int = 0) -> pl.DataFrame:
    """Rows of lists over all persons in a stable shuffled order: ``record_id``, ``person``, and the person's fields."""
    rng = random.Random(seed + 1)
    habits = {unit: _habits(rng) for unit in sorted({p.unit_code for p in persons})}
    rows: list[dict[str, object]] = []
    previous: dict[str, Person] = {}
    for person in persons:
        listed = rng.choices((1, 2, 3), (35, 45, 20))[0]
        for occasion in range(listed):
            habit = habits[person.unit_code] if occasion == 0 else replace(_habits(rng), slips=0.04)
            rows.append(_row(rng, person, habit, previous.get(person.unit_code)))
        previous[person.unit_code] = person
    rng.shuffle(rows)
    return pl.DataFrame([{"record_id": f"r{i:07d}"} | row for i, row in enumerate(rows)], infer_schema_length=None)


def _pick(rng: random.Random, table: dict[str, float]) -> str:
    return rng.choices(list(table), list(table.values()))[0]


def _person(rng: random.Random, number: int, unit: str, tables: dict[str, dict[str, float]]) -> Person:
    gender = rng.choice(("female", "male"))
    middles = rng.choices((0, 1, 2), (6, 72, 22))[0]
    words = [_pick(rng, tables["surname"]), *(_pick(rng, tables[f"middle_{gender}"]) for _ in range(middles))]
    born = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    if rng.random() < 0.02:
        born = born.replace(month=1, day=1)
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
    )


def _citizen(rng: random.Random, gender: str, born: date) -> str:
    digit = 2 * (born.year // 100 - 19) + (gender == "female")
    province = rng.choice(("001", "001", "034", "036", "038", "040"))
    return f"{province}{digit}{born.year % 100:02d}{rng.randrange(10**6):06d}"


def _related(rng: random.Random, person: Person, others: list[Person], tables: dict[str, dict[str, float]]) -> Person:
    """Sometimes a twin of, the spouse of, or a colleague with the name of somebody already there."""
    chance = rng.random()
    if not others or chance > 0.035:
        return person
    other = others[rng.randrange(max(0, len(others) - 300), len(others))]
    if chance < 0.005:  # twin: same day, surname and middle name, neighbouring serial
        words = [*other.full_name.split()[:-1], _pick(rng, tables[f"given_{other.gender}"])]
        serial = f"{(int(other.citizen_id[6:]) + 1) % 10**6:06d}"
        twin = replace(person, full_name=" ".join(words), gender=other.gender, born=other.born)
        return replace(twin, citizen_id=other.citizen_id[:6] + serial, unit_code=other.unit_code)
    if chance < 0.02:
        return replace(person, phone=other.phone, unit_code=other.unit_code)
    twin_name = replace(person, full_name=other.full_name, gender=other.gender, unit_code=other.unit_code)
    return replace(twin_name, citizen_id=_citizen(rng, other.gender, person.born))


def _habits(rng: random.Random) -> Habits:
    return Habits(
        unmarked=rng.random() < 0.04,
        year_only=rng.random() < 0.25,
        citizen=rng.random() < 0.65,
        social=rng.random() < 0.3,
        phone=rng.random() < 0.5,
        slips=rng.choice((0.01, 0.02, 0.06)),
        text_numbers=rng.random() < 0.9,
    )


def _row(rng: random.Random, person: Person, habit: Habits, neighbour: Person | None) -> dict[str, object]:
    born = _written_birth(rng, person.born, habit)
    citizen = person.citizen_id if habit.citizen and rng.random() < 0.95 else None
    if citizen and neighbour and rng.random() < 0.01:
        citizen = neighbour.citizen_id
    if citizen and rng.random() < 0.08:
        citizen = person.old_citizen_id
    moved = rng.random() < 0.05
    return {
        "person": person.person,
        "full_name": _written_name(rng, person.full_name, habit),
        "gender": person.gender if rng.random() < 0.9 else None,
        "date_of_birth": born,
        "citizen_id": _written_number(rng, citizen, habit),
        "social_insurance_no": _written_number(rng, person.social_insurance_no if habit.social else None, habit),
        "phone": _written_number(rng, person.phone if habit.phone and rng.random() < 0.9 else None, habit),
        "unit_code": f"CS{rng.randrange(99999):05d}" if moved else person.unit_code,
        "job": rng.choice(("Công nhân may", "Thợ điện", "Thợ hàn", "Lái xe", "Cấp dưỡng", None)),
    }


def _written_name(rng: random.Random, name: str, habit: Habits) -> str:
    words = name.split()
    if rng.random() < habit.slips / 2:
        place = rng.randrange(len(words))
        word = words[place]
        words[place] = word[:-1] or word if rng.random() < 0.5 else word + rng.choice("nhgt")
    if len(words) > 2 and rng.random() < habit.slips / 3:
        del words[1]
    text = " ".join(words)
    if habit.unmarked or rng.random() < habit.slips / 3:
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        return bare.replace("đ", "d").replace("Đ", "D")
    return text.upper() if rng.random() < 0.05 else text


def _written_birth(rng: random.Random, born: date, habit: Habits) -> str | None:
    chance = rng.random()
    if chance < 0.02:
        return None
    if habit.year_only:
        return str(born.year + (chance > 0.995))
    if chance < 0.02 + habit.slips / 3 and born.day <= 12:
        return f"{born.year}-{born.day:02d}-{born.month:02d}"
    if chance < 0.02 + habit.slips:
        return (born.replace(day=1) + timedelta(days=rng.randrange(28))).isoformat()
    return born.isoformat() if rng.random() < 0.5 else f"{born.day:02d}/{born.month:02d}/{born.year}"


def _written_number(rng: random.Random, number: str | None, habit: Habits) -> str | None:
    if number is None:
        return None
    if rng.random() < habit.slips / 2:
        place = rng.randrange(3, len(number))
        number = number[:place] + str(rng.randrange(10)) + number[place + 1 :]
    return number if habit.text_numbers else str(int(number))
