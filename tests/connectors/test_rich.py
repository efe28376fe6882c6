"""One list with merged cells, errors, shown zeros, an old font, hidden parts and 1904 dates, saved by LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.workbook import read
from schemas.sheet import Merge

OFFICE = Path(__file__).parent / "office"
FILES = sorted(OFFICE.glob("rich*"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_office_format_says_all_of_it(path: Path) -> None:
    sheet, codes = read(path.read_bytes()).sheets
    assert sheet.rows[2:] == (
        ("1", "Nguyễn Văn A", "1985-03-07", "001085123456", "0.6", "Tốt", "#N/A", "NguyÔn V¨n H¹nh"),
        ("2", "Trần Thị B", "1990-12-25", "001190123456", "0.4", "Khá", "#DIV/0!", "TrÇn ThÞ HuÖ"),
        ("3", "Lê Văn C", "13/05/1988", "001088123456", "1", "", "x", "Lª V¨n Tó"),
    )
    assert sheet.kinds[2:] == ("nsdnnses", "nsdnnses", "nssnn ss")
    assert set(sheet.merges) == {Merge(0, 0, 0, 7), Merge(3, 5, 4, 5)}
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({4}), frozenset({4}))
    assert [line[7] for line in sheet.fonts] == [" ", " ", "t", "t", "t"]
    assert not "".join(line[:7] for line in sheet.fonts).strip()
    assert (codes.name, codes.hidden) == ("an", True)
