"""Broken workbooks, answered: either refused with a reason or a workbook that opens; never anything else."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.failures import Unreadable
from connectors.returned.answering import answer_file
from connectors.returned.failures import NoSheet
from connectors.returned.markup import check
from tests.connectors.books import by_openpyxl, by_xlsxwriter
from tests.connectors.files import patched
from tests.connectors.test_returned_whole import SAID

WHOLE = (by_xlsxwriter(), by_openpyxl(), answer_file(by_xlsxwriter(), SAID).data)
TOUCHED = ("sheet1.xml", "comment", ".vml", ".rels", "styles.xml", "workbook.xml", "Content_Types")
Places = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from((*b"<>/\"'=:09aZ \0&",))), max_size=4)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [name for name in archive.namelist() if any(part in name for part in TOUCHED)]


PARTS = [(number, name) for number, data in enumerate(WHOLE) for name in names(data)]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(PARTS), Places, st.floats(0, 1), st.floats(0, 0.2))
def test_a_broken_part_is_refused_or_leaves_a_workbook_that_opens(
    part: tuple[int, str], places: list[tuple[float, int]], start: float, share: float
) -> None:
    number, name = part

    def broken(xml: bytes) -> bytes:
        new = bytearray(xml)
        for place, letter in places:
            new[int(place * len(new))] = letter
        cut = int(start * len(new))
        return bytes(new[:cut] + new[cut + int(share * share * len(new)) :])

    made = _answered(patched(WHOLE[number], {name: broken}))
    if made is None:
        return
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        for sheet in archive.namelist():
            if sheet.startswith("xl/worksheets/sheet") and sheet.endswith(".xml"):
                check(archive.read(sheet))


def _answered(data: bytes) -> bytes | None:
    """The answered mutant; None where it is refused, or where the sheet that the answer speaks of has a new name."""
    try:
        return answer_file(data, SAID).data
    except (Unreadable, NoSheet):
        return None
