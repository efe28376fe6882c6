from __future__ import annotations

from reports.labels import label


def test_a_field_is_called_what_units_call_it() -> None:
    assert [label(field) for field in ("full_name", "id_number", "authors")] == ["Họ và tên", "Số CCCD", "Các tác giả"]


def test_a_field_without_a_heading_keeps_its_name() -> None:
    assert label("no_such_field") == "no_such_field"
