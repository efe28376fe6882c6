"""The results of a trade contest; grain: one person in one trade of one contest. Teams are lists of collectives."""

from __future__ import annotations

from schemas import kind
from schemas.commendation import COMMENDATION
from schemas.item import SHARE, Item
from schemas.person import CONTACT, PERSON, WORK
from schemas.place import PLACE

CONTEST = (
    Item("contest", "Hội thi, nội dung thi", "Contest"),
    Item("trade", "Nghề dự thi", "Trade of the contest"),
    Item("contestant_no", "Số báo danh", "Number of the contestant"),
    Item("score", "Điểm", "Score", SHARE),
    Item("rank", "Thứ hạng", "Rank"),
    Item("prize", "Giải", "Prize"),
)
KIND = kind.Kind(
    "contest_list",
    "Kết quả hội thi tay nghề",
    "Results of a trade contest",
    about=kind.PERSON,
    items=(*PERSON, *CONTEST, *WORK, *PLACE, *CONTACT, *COMMENDATION),
    naming=("full_name", "family_middle_name", "given_name"),
    required=("full_name", "family_middle_name", "given_name"),
    telling=("prize", "trade", "contestant_no"),
    signs=("prize", "contestant_no", "trade"),
    tells=2,
)
