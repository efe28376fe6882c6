"""A list of persons for another title than Công nhân giỏi; grain: one person at one level in one campaign.

Which title says the award: Lao động giỏi, Giỏi việc nước – đảm việc nhà, Lao động tiên tiến, Chiến sĩ thi đua.
"""

from __future__ import annotations

from schemas import kind
from schemas.commendation import COMMENDATION
from schemas.person import CONTACT, PERSON, WORK
from schemas.place import PLACE

KIND = kind.Kind(
    "person_list",
    "Danh sách cá nhân được khen",
    "List of persons for an award",
    about=kind.PERSON,
    items=(*PERSON, *WORK, *PLACE, *CONTACT, *COMMENDATION),
    naming=("full_name", "family_middle_name", "given_name"),
    required=("full_name", "family_middle_name", "given_name"),
    telling=(),
    hints=("cá nhân",),
)
