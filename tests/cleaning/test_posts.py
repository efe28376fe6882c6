"""Post and union in one column are told apart where the union is the sender's."""

from __future__ import annotations

import pytest

from cleaning.placement import place, resolved, row_units
from cleaning.posts import parted
from schemas.table import Column, Table
from tests.cleaning.union import delivery, listing, names

_NAMES = names()
BOTH = "Chức vụ, đơn vị công tác"


def split(sender: str, *posts: str, heading: str = BOTH) -> Table:
    column = Column(2, heading, "position")
    rows, kinds = tuple(range(9, 9 + len(posts))), {"position": "t" * len(posts)}
    table = listing(columns=(column,), values={"position": list(posts)}, cell_kinds=kinds, row_numbers=rows)
    placement = place(table, delivery(sender), _NAMES)
    made = parted(table, lambda text: bool(resolved(text, placement, _NAMES).unit_code))
    assert [one.unit_code for one in row_units(made, placement, _NAMES)] == [
        one.unit_code for one in row_units(table, placement, _NAMES)
    ]
    return made


@pytest.mark.parametrize(
    ("sender", "text", "post", "unit"),
    [
        ("TX", "Tổ trưởng, Công ty May 10", "Tổ trưởng", "Công ty May 10"),
        ("TX", "Tổ trưởng tổ 2; Chủ tịch - Công ty May 10", "Tổ trưởng tổ 2, Chủ tịch", "Công ty May 10"),
        ("A5", "Công nhân\nCông ty May 10", "Công nhân", "Công ty May 10"),
        ("TX", "Tổ trưởng, phân xưởng 2", "Tổ trưởng, phân xưởng 2", ""),
        ("HM", "Tổ trưởng, Công ty May 10", "Tổ trưởng, Công ty May 10", ""),
        ("TX", "Công ty May 10", "Công ty May 10", ""),
    ],
)
def test_a_post_and_a_union_of_the_sender_are_told_apart(sender: str, text: str, post: str, unit: str) -> None:
    values = split(sender, text, "Tổ trưởng, Xí nghiệp Bóng đèn Phích nước").values
    assert (values["position"][0], values.get("work_unit", [""])[0]) == (post, unit)


def test_a_column_of_posts_alone_is_left_as_it_is() -> None:
    assert "work_unit" not in split("TX", "Tổ trưởng, Công ty May 10", heading="Chức vụ").values
