"""A list of collectives, such as "Xanh, sạch, đẹp"; grain: one grassroots union, or one team of it, in one campaign.

The award is borne by the unit, or by the team that ``collective`` names within it.
"""

from __future__ import annotations

from schemas import kind
from schemas.commendation import COMMENDATION
from schemas.item import COUNT, SHARE, Item
from schemas.place import PLACE

COLLECTIVE = (
    Item("collective", "Tên tập thể", "Collective as written"),
    Item(
        "title_key",
        "Tên tổ, đội không dấu để so sánh; trống khi tập thể là cả đơn vị",
        "Team without diacritics, for comparison only; empty when the collective is the unit",
        headings=(),
    ),
    Item("team_size", "Số người của tập thể", "People of the collective", COUNT),
    Item("score", "Điểm", "Score", SHARE),
    Item("grade", "Xếp loại", "Grade"),
    Item("prize", "Giải", "Prize"),
    Item("contest", "Hội thi, nội dung thi", "Contest"),
)
KIND = kind.Kind(
    "unit_list",
    "Danh sách tập thể",
    "List of collectives",
    about=kind.UNIT,
    items=(*COLLECTIVE, *PLACE, *COMMENDATION),
    naming=("collective", "grassroots_union", "work_unit", "union_unit_code"),
    required=("collective", "grassroots_union", "work_unit"),
    telling=("collective",),
    titles=("đồng đội", "toàn đoàn"),
    hints=("tập thể",),
    against=("full_name", "family_middle_name", "given_name", "initiative_name", "work_name"),
)
