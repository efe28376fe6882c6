"""The columns of lists of initiatives and works."""

from __future__ import annotations

from collections.abc import Callable

from tests.submissions.columns import Column, Heading, levels, nothing, slashed
from tests.submissions.model import Value
from tests.submissions.truth import Values
from tests.submissions.works import Line, Work

LineCol = Column[Line]
_NAMES = ("initiative_authors", "full_name")


def _first(
    key: str, heading: Heading, means: tuple[str, ...], write: Callable[[Work], Value], tell: Callable[[Work], Values]
) -> LineCol:
    """A column of the work, written in its first row only."""
    return Column(
        key,
        levels(heading),
        means,
        lambda line: None if line.number else write(line.work),
        lambda line: tell(line.work),
    )


def stt(heading: Heading = "STT") -> LineCol:
    """The running number."""
    return Column("stt", levels(heading), ("stt",), lambda _: None, nothing)


def title(heading: Heading = "Tên sáng kiến", *means: str) -> LineCol:
    """The title; a list of works tells it under a name of its own."""
    name = (means or ("initiative_name",))[-1]
    return _first("title", heading, means or (name,), lambda w: w.title, lambda w: {name: w.title})


def work_title(heading: Heading = "Tên công trình, sản phẩm") -> LineCol:
    """The title of a work."""
    return title(heading, "initiative_name", "work_name")


def author(heading: Heading = "Tác giả", *means: str, shares: bool = True) -> LineCol:
    """One author a row."""
    told = _authors(shares)
    return Column("author", levels(heading), means or _NAMES, lambda line: line.author.name, told)


def _authors(shares: bool) -> Callable[[Line], Values]:
    return lambda line: {"authors": line.work.told(shares=shares)}


def authors(heading: Heading, write: Callable[[Work], Value], *, shares: bool = False) -> LineCol:
    """All authors in one cell."""
    return _first("authors", heading, _NAMES, write, lambda w: {"authors": w.told(shares=shares)})


def share(heading: Heading = "Tỷ lệ đóng góp (%)", write: Callable[[int], Value] = int, *, fmt: str = "") -> LineCol:
    """The share of the row's author."""
    return Column("share", levels(heading), ("contribution_pct",), lambda line: write(line.share), nothing, fmt)


def shares(heading: Heading = "Tỷ lệ đóng góp", write: Callable[[Work], Value] = lambda _: None) -> LineCol:
    """The shares of all authors in one cell."""
    return _first("shares", heading, ("contribution_pct",), write, nothing)


def of_author(key: str, heading: Heading, means: tuple[str, ...], write: Callable[[Line], Value]) -> LineCol:
    """What the row says of its author."""
    return Column(key, levels(heading), means, write, nothing)


def benefit(heading: Heading = "Giá trị làm lợi (đồng)", write: Callable[[int], Value] = int) -> LineCol:
    """The benefit, blank where there is none in money."""
    return _first(
        "benefit",
        heading,
        ("benefit_vnd",),
        lambda w: None if w.benefit is None else write(w.benefit),
        lambda w: {"benefit_vnd": w.benefit},
    )


def reward(heading: Heading = "Tiền thưởng (đồng)", write: Callable[[int], Value] = int) -> LineCol:
    """The money given for it."""
    return _first(
        "reward",
        heading,
        ("initiative_reward", "award_money"),
        lambda w: write(w.reward),
        lambda _: {},
    )


def area(heading: Heading = "Lĩnh vực") -> LineCol:
    """Field of work."""
    return _first("area", heading, ("initiative_field",), lambda w: w.area, lambda w: {"initiative_field": w.area})


def applied(heading: Heading = "Ngày áp dụng lần đầu") -> LineCol:
    """When it was first put to use."""
    return _first(
        "applied",
        heading,
        ("first_applied_date",),
        lambda w: slashed(w.applied),
        lambda w: {"first_applied_date": w.applied.isoformat()},
    )


def social(heading: Heading = "Hiệu quả xã hội") -> LineCol:
    """What it is good for besides money."""
    return _first("social", heading, ("social_benefit",), lambda w: w.social, lambda w: {"social_benefit": w.social})


def leader(heading: Heading = "Người phụ trách") -> LineCol:
    """Who answers for a work."""
    return _first(
        "leader", heading, ("work_leader",), lambda w: w.authors[0].name, lambda w: {"work_leader": w.authors[0].name}
    )


def starts(heading: Heading = "Ngày khởi công") -> LineCol:
    """When it is begun."""
    return _first(
        "starts",
        heading,
        ("starts_on",),
        lambda w: slashed(w.applied),
        lambda w: {"starts_on": w.applied.isoformat()},
    )


def due(heading: Heading = "Thời hạn hoàn thành") -> LineCol:
    """Until when it is to be done."""
    return _first("due", heading, ("due_on",), lambda w: slashed(w.done), lambda w: {"due_on": w.done.isoformat()})


def done(heading: Heading = "Ngày hoàn thành") -> LineCol:
    """When it was done."""
    return _first(
        "done", heading, ("completed_on",), lambda w: slashed(w.done), lambda w: {"completed_on": w.done.isoformat()}
    )


def status(heading: Heading = "Tình trạng") -> LineCol:
    """How far it is."""
    return _first("status", heading, ("work_status",), lambda w: w.status, lambda w: {"work_status": w.status})


def unit(heading: Heading = "Công đoàn cơ sở") -> LineCol:
    """The grassroots union as typed."""
    return _first("unit", heading, ("grassroots_union", "work_unit"), lambda w: w.typed_unit, nothing)


def note(heading: Heading = "Ghi chú") -> LineCol:
    """Notes, mostly blank."""
    return Column("note", levels(heading), ("note",), lambda _: None, nothing)
