"""A list of Công nhân giỏi; grain: one worker proposed or recognised at one level in one campaign."""

from __future__ import annotations

from schemas import kind
from schemas.commendation import COMMENDATION
from schemas.person import CONTACT, PERSON, WORK
from schemas.place import PLACE

KIND = kind.Kind(
    "cng_list",
    "Danh sách Công nhân giỏi",
    "List of excellent workers",
    about=kind.PERSON,
    items=(*PERSON, *WORK, *PLACE, *CONTACT, *COMMENDATION),
    naming=("full_name", "family_middle_name", "given_name"),
    required=("full_name", "family_middle_name", "given_name"),
    telling=("direct_worker", "skill_grade"),
)
