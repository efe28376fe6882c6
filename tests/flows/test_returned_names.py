"""What an answered file is called: as its sender called it, ending in what it is."""

from __future__ import annotations

import pytest

from flows.returning import file_name
from schemas.answer import Returned


@pytest.mark.parametrize(
    ("name", "form", "called"),
    [
        ("ds.xlsx", "xlsx", "ds.xlsx"),
        ("DS.XLSX", "xlsx", "DS.XLSX"),
        ("ds.xls", "xlsx", "ds.xlsx"),
        ("ds.xls", "xlsm", "ds.xlsm"),
        ("ds.xlsm", "xlsx", "ds.xlsx"),
        ("ds.csv", "xlsx", "ds.xlsx"),
        ("CNG quý 2.2025", "xlsx", "CNG quý 2.2025.xlsx"),
        ("danh sach", "xlsx", "danh sach.xlsx"),
        ("ds 2025.06.xls", "xlsx", "ds 2025.06.xlsx"),
    ],
)
def test_an_answered_file_ends_in_what_it_is(name: str, form: str, called: str) -> None:
    assert file_name(name, Returned(b"", format=form)) == called
