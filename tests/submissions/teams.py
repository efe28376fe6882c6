"""Collectives that are proposed for an award, and the columns that speak of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from random import Random

from tests.submissions import words
from tests.submissions.columns import Column, Heading, levels, nothing
from tests.submissions.model import Formula, Value
from tests.submissions.subjects import Subject
from tests.submissions.truth import Values


@dataclass(slots=True)
class Team(Subject):
    """A union, or a team, workshop or office of one."""

    name: str
    size: int
    score: float
    grade: str
    prize: str
    deeds: str
    title: str


TeamCol = Column[Team]


def team(rng: Random, name: str) -> Team:
    """Any collective of this name."""
    score = rng.randrange(150, 200) / 2
    return Team(
        name=name,
        size=rng.randrange(8, 120),
        score=score,
        grade="Xuất sắc" if score > 95 else rng.choice(("Tốt", "Khá")),
        prize=rng.choice(("Nhất", "Nhì", "Ba", "Khuyến khích")),
        deeds=rng.choice(words.CARES),
        title=rng.choice(("Giấy khen", "Bằng khen", "Cờ thi đua")),
    )


def teams(rng: Random, number: int) -> list[Team]:
    """Teams without two of one name."""
    return [team(rng, name) for name in rng.sample(words.TEAMS, min(number, len(words.TEAMS)))]


def spoil(rng: Random, made: list[Team], keys: set[str], share: float, *, twins: bool = True) -> None:
    """Give a share of the teams one mistake, and perhaps name one twice."""
    for one in made[1:]:
        if "size" in keys and rng.random() < share:
            wrong: Value = rng.choice(("nhiều người", "-3", Formula("=SUM(#REF!)", "#REF!")))
            code = "error_cell" if isinstance(wrong, Formula) else "number_unreadable"
            one.spoil("size", wrong, ("team_size",), [code])
    whole = [one for one in made if not one.codes]
    if twins and share and whole and rng.random() < 0.3:
        made.append(deepcopy(rng.choice(whole)))
        made[-1].codes.append(["duplicate_row"])


def stt(heading: Heading = "STT") -> TeamCol:
    """The running number."""
    return Column("stt", levels(heading), ("stt",), lambda _: None, nothing)


def name(heading: Heading = "Tên tập thể") -> TeamCol:
    """The collective."""
    return Column("name", levels(heading), ("collective",), lambda t: t.name, lambda t: {"collective": t.name})


def union(heading: Heading = "Công đoàn cơ sở", *means: str) -> TeamCol:
    """The grassroots union as typed."""
    right = means or ("grassroots_union", "work_unit", "collective")
    return Column("unit", levels(heading), right, lambda t: t.typed_unit, nothing)


def _plain(key: str, heading: Heading, means: str, value: str, *more: str) -> TeamCol:
    def tell(one: Team) -> Values:
        return {means: getattr(one, value)}

    return Column(key, levels(heading), (means, *more), lambda t: getattr(t, value), tell)


def size(heading: Heading = "Số người") -> TeamCol:
    """How many people it has."""
    return _plain("size", heading, "team_size", "size")


def workers(heading: Heading = "Số CNLĐ") -> TeamCol:
    """How many workers a union has."""
    return Column("workers", levels(heading), ("team_size", "stat_workers_total"), lambda t: t.size, nothing)


def score(heading: Heading = "Tổng điểm") -> TeamCol:
    """Points of a hundred."""
    return _plain("score", heading, "score", "score")


def grade(heading: Heading = "Xếp loại") -> TeamCol:
    """Good or very good."""
    return _plain("grade", heading, "grade", "grade")


def prize(heading: Heading = "Giải") -> TeamCol:
    """What it won."""
    return _plain("prize", heading, "prize", "prize")


def deeds(heading: Heading = "Tóm tắt thành tích") -> TeamCol:
    """What it is proposed for."""
    return _plain("deeds", heading, "achievement", "deeds")


def title(heading: Heading = "Hình thức đề nghị khen") -> TeamCol:
    """What is asked for it."""
    return _plain("title", heading, "award_title", "title")


def note(heading: Heading = "Ghi chú") -> TeamCol:
    """Notes, mostly blank."""
    return Column("note", levels(heading), ("note",), lambda _: None, nothing)
