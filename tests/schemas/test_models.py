from __future__ import annotations

import pytest

from schemas.kinds import DROPPED, KINDS
from schemas.models import MODELS
from schemas.problems import CATALOGUE
from schemas.record import ENVELOPE, told

KIND = pytest.mark.parametrize("kind", list(MODELS))


@KIND
def test_every_field_a_list_may_have_is_read_and_no_other(kind: str) -> None:
    # A second id column is kept apart where a caller has one; lists name both "id_number".
    assert set(MODELS[kind].raw_fields) - {"old_citizen_id"} == set(KINDS[kind].names)


@KIND
def test_the_kinds_of_cells_are_kept_where_they_matter(kind: str) -> None:
    asked = {field.name for field in KINDS[kind].fields if field.keeps_cell_kind}
    assert set(MODELS[kind].cell_fields) - {"old_citizen_id"} <= asked


@KIND
def test_every_flag_is_of_a_code_in_the_catalogue_and_of_a_column(kind: str) -> None:
    model = MODELS[kind]
    for code, field in map(told, model.flags):
        assert code in CATALOGUE
        assert field in {"", *ENVELOPE, *model.by_name}


@KIND
def test_every_column_is_explained_in_both_languages(kind: str) -> None:
    assert all(item.vi and item.en for item in MODELS[kind].items)


@KIND
def test_what_must_not_be_imported_has_no_column(kind: str) -> None:
    assert not set(DROPPED) & (set(MODELS[kind].raw_fields) | set(MODELS[kind].by_name))


def test_each_kind_has_its_model() -> None:
    assert set(MODELS) == set(KINDS)
