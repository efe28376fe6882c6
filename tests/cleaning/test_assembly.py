from __future__ import annotations

import pytest

from cleaning.assembly import assemble, entry_id
from schemas.kinds import KINDS
from schemas.models import MODELS
from schemas.record import ENVELOPE
from tests.cleaning.lists import Unit, placed


def test_lists_of_different_columns_make_one_frame_in_order() -> None:
    first = placed("cng_list", [{"full_name": "Nguyễn Văn An"}, {"full_name": "Trần Thị Bình"}])
    second = placed("cng_list", [{"full_name": "Lê Văn Cường", "phone": "0912345678"}], delivery_id="d2", table_no=3)
    frame = assemble("cng_list", [first, second])
    assert frame.select("delivery_id", "table_no", "row", "raw_full_name", "raw_phone", "cell_phone").rows() == [
        ("d1", 0, 9, "Nguyễn Văn An", None, " "),
        ("d1", 0, 10, "Trần Thị Bình", None, " "),
        ("d2", 3, 9, "Lê Văn Cường", "0912345678", "s"),
    ]


@pytest.mark.parametrize("kind", list(MODELS))
def test_no_list_at_all_makes_an_empty_frame_of_the_same_columns(kind: str) -> None:
    one = placed(kind, [{KINDS[kind].required[0]: "1"}])
    assert assemble(kind, []).schema == assemble(kind, [one]).schema


def test_a_blank_cell_is_null_and_a_dash_is_kept_as_written() -> None:
    frame = assemble("cng_list", [placed("cng_list", [{"full_name": "Nguyễn Văn An", "note": "", "phone": "-"}])])
    assert frame.select("raw_note", "raw_phone").row(0) == (None, "-")


def test_the_envelope_says_where_a_row_comes_from_and_belongs() -> None:
    unknown = Unit(unit_code=None, problem="unit_ambiguous", candidates=("TX-001", "TX-002"))
    table = placed("cng_list", [{"full_name": "An"}], units=[unknown], hold_codes=("unit_mismatch",), declared_total=30)
    row = assemble("cng_list", [table]).select(list(ENVELOPE)).row(0, named=True)
    assert (row["unit_code"], row["unit_problem"], row["unit_candidates"]) == (None, "unit_ambiguous", "TX-001; TX-002")
    assert (row["hold_codes"], row["declared_total"], row["table_rows"]) == ("unit_mismatch", 30, 1)


@pytest.mark.parametrize(
    ("heading", "table_unit", "expected"),
    [
        ("Giá trị làm lợi (triệu đồng)", 1, 1_000_000),
        ("Giá trị làm lợi (tỷ đồng)", 1, 1_000_000_000),
        ("Giá trị làm lợi (nghìn đồng)", 1, 1_000),
        ("Giá trị làm lợi (đồng)", 1_000_000, 1),
        ("Giá trị làm lợi", 1_000_000, 1_000_000),
    ],
)
def test_the_unit_in_a_heading_goes_before_the_one_of_the_table(heading: str, table_unit: int, expected: int) -> None:
    table = placed(
        "initiative_list",
        [{"initiative_name": "Cải tiến", "benefit_vnd": "12"}],
        headings={"benefit_vnd": heading},
        money_unit=table_unit,
    )
    assert assemble("initiative_list", [table])["unit_benefit_vnd"].to_list() == [expected]


def test_an_entry_is_known_by_its_place_alone() -> None:
    assert entry_id("d1", 0, 9) == entry_id("d1", 0, 9)
    assert len({entry_id("d1", 0, 9), entry_id("d1", 0, 10), entry_id("d1", 1, 9), entry_id("d2", 0, 9)}) == 4
