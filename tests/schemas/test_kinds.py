from __future__ import annotations

import pytest

from cleaning.titles import read
from schemas.awards import AWARDS, codes_of
from schemas.kind import SUBJECTS
from schemas.kinds import DROPPED, KINDS, UNREAD

KIND = pytest.mark.parametrize("name", list(KINDS))


@KIND
def test_a_kind_has_each_field_and_column_once_with_both_labels(name: str) -> None:
    kind = KINDS[name]
    assert len(set(kind.names)) == len(kind.names)
    assert len({item.name for item in kind.items}) == len(kind.items)
    assert all(field.vi and field.en for field in kind.fields)


@KIND
def test_what_tells_a_kind_is_among_its_fields(name: str) -> None:
    kind = KINDS[name]
    assert {*kind.required, *kind.telling, *kind.naming} <= set(kind.names)
    assert kind.about in SUBJECTS
    assert 1 <= kind.least <= len(kind.required)
    assert not kind.telling or 1 <= kind.tells <= len(kind.telling)


@KIND
def test_no_kind_keeps_what_is_left_out(name: str) -> None:
    assert not {*KINDS[name].names} & {*DROPPED, *UNREAD}


@KIND
def test_a_kind_s_own_name_leads_to_it(name: str) -> None:
    assert read([KINDS[name].vi]).named.kinds[0] == name


@KIND
def test_a_kind_that_awards_has_awards(name: str) -> None:
    assert bool(codes_of(name)) or not KINDS[name].awarding


@pytest.mark.parametrize("code", list(AWARDS))
def test_an_award_s_own_name_leads_to_it_and_to_its_kinds(code: str) -> None:
    award = AWARDS[code]
    named = read([award.vi]).named
    assert named.awards[0] == code
    assert set(award.kinds) <= set(named.kinds) <= set(KINDS)
    assert award.en
