from __future__ import annotations

from cleaning.titles import read
from schemas.kinds import DROPPED, KINDS, UNREAD
from schemas.registry import AWARD_CODES


def test_a_kind_has_each_field_once_with_both_labels() -> None:
    for kind in KINDS.values():
        assert len(set(kind.names)) == len(kind.names)
        assert all(field.vi and field.en for field in kind.fields)


def test_what_tells_a_kind_is_among_its_fields() -> None:
    for kind in KINDS.values():
        assert {*kind.required, *kind.telling, *kind.identifying} <= set(kind.names)
        assert 1 <= kind.least <= len(kind.required)
        assert 1 <= kind.tells <= len(kind.telling)


def test_no_kind_keeps_what_is_left_out() -> None:
    assert not {name for kind in KINDS.values() for name in kind.names} & {*DROPPED, *UNREAD}


def test_awards_are_known_and_a_kind_s_own_name_leads_to_it() -> None:
    for kind in KINDS.values():
        assert kind.award_code in ("", *AWARD_CODES)
        assert read([kind.vi]).kinds[0] == kind.name
