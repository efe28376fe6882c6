from __future__ import annotations

import pytest

from cleaning.masking import masked


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("citizen_id", "001185000111", "001••••••111"),
        ("old_citizen_id", "012345678", "012•••678"),
        ("phone", "0912345678", "091••••678"),
        ("tax_code", "12345", "•••••"),
        ("email", "lan@example.vn", "••••••••••••••"),
        ("address", "12 Phố Huế", "••••••••••"),
        ("full_name", "Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        ("citizen_id", "", ""),
    ],
)
def test_private_values_are_hidden_but_for_their_ends(field: str, value: str, shown: str) -> None:
    assert masked(field, value) == shown
