"""Post and place of work that stand in one column: "Tổ trưởng, Công ty A" under "Chức vụ, đơn vị"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from cleaning.text import LOOK, keyed
from schemas.table import Table

_POST, _PLACE = "position", "work_unit"
_BOTH = re.compile(r"\b(?:đơn vị|nơi công tác|nơi làm việc|don vi|noi cong tac|noi lam viec)\b")
_SEPARATORS = re.compile(r"\n|;| [-–] |,")


def parted(table: Table, is_union: Callable[[str], bool]) -> Table:
    """The table with what stands behind a comma as the place of work, where it names a union: ``is_union``.

    A text that names none stays whole: "Tổ trưởng, phân xưởng 2" is a post. Asked once for each different text.
    """
    heading = next((column.heading for column in table.columns if column.field == _POST), "")
    if _POST not in table.values or _PLACE in table.values or not _BOTH.search(keyed(heading)):
        return table
    texts = table.values[_POST]
    parts = {text: _parts(text, is_union) for text in dict.fromkeys(texts)}
    if not any(place for _, place in parts.values()):
        return table
    values = {_POST: [parts[text][0] for text in texts], _PLACE: [parts[text][1] for text in texts]}
    kinds = {_PLACE: table.cell_kinds[_POST]} if _POST in table.cell_kinds else {}
    return replace(table, values={**table.values, **values}, cell_kinds={**table.cell_kinds, **kinds})


def after_commas(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each separator of a text, the longest rest first."""
    parts = [part.strip() for part in _SEPARATORS.split(text[:LOOK])]
    yield from ((", ".join(parts[:start]), ", ".join(parts[start:])) for start in range(1, len(parts)))


def _parts(text: str, is_union: Callable[[str], bool]) -> tuple[str, str]:
    return next(((post, place) for post, place in after_commas(text) if post and is_union(place)), (text, ""))
