"""The kinds of lists that are known, in the order in which recognition tries them.

A new kind is a module that declares a ``Kind``, its name here, its headings and its awards.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemas import (
    cng_list,
    contest_list,
    initiative_list,
    person_list,
    unit_list,
    unit_statistics,
    work_completion,
    work_registration,
)
from schemas.kind import Kind

# Recognised, told and left out: data minimisation (law 91/2025/QH15, domain §4).
DROPPED = ("ethnicity", "religion", "party_member")
# What an answered workbook carries beside each row, so that the row is known when it comes back.
ROW_KEY = "row_key"
# Recognised and part of no record: the running number and the place to sign.
UNREAD = ("stt", "signature")

_MODULES = (
    cng_list,
    person_list,
    contest_list,
    unit_list,
    work_registration,
    work_completion,
    initiative_list,
    unit_statistics,
)
_KINDS = {module.KIND.name: module.KIND for module in _MODULES}
KINDS: Mapping[str, Kind] = MappingProxyType(_KINDS)


def about(*subjects: str) -> tuple[str, ...]:
    """The names of the kinds whose rows are about these subjects of ``schemas.kind``."""
    return tuple(kind.name for kind in KINDS.values() if kind.about in subjects)
