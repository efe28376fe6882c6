"""Of which kind a list is: by its titles, else its sheet's name, its file's name, else by what its columns are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaning.text import keyed
from cleaning.titles import Titles, kinds_named
from schemas.kinds import CNG_LIST, INITIATIVE_LIST, KINDS
from schemas.table import Column

_INITIATIVE_SIGNS = frozenset(("initiative_authors", "contribution_pct", "benefit_vnd", "first_applied_date"))


def kind_of(evidence: Sequence[Titles], columns: Sequence[Column], awards: Sequence[str] = ()) -> str:
    """The kind of a table, "" when neither words nor columns tell.

    ``evidence`` is what the titles, the sheet's name and the file's name say, the stronger first; a word counts only
    when the columns can carry that kind. ``awards`` are cells of a column of award titles.
    """
    fields = {column.field for column in columns if column.field}
    for said in evidence:
        kinds = [name for name in said.kinds if _carries(name, fields)]
        # "Công nhân giỏi và sáng kiến" over a table of initiatives: its columns choose between the two.
        if len(kinds) > 1 and INITIATIVE_LIST in kinds and fields & _INITIATIVE_SIGNS:
            return INITIATIVE_LIST
        if kinds:
            return kinds[0]
    return _by_columns(fields, awards)


def _carries(name: str, fields: Collection[str]) -> bool:
    kind = KINDS[name]
    return sum(1 for field in kind.required if field in fields) >= kind.least


def _by_columns(fields: Collection[str], awards: Sequence[str]) -> str:
    for name in reversed(tuple(KINDS)):
        kind = KINDS[name]
        told = sum(1 for field in kind.telling if field in fields)
        if told >= kind.tells and _carries(name, fields):
            return name
    named = kinds_named([keyed(text) for text in awards])
    return CNG_LIST if CNG_LIST in named and _carries(CNG_LIST, fields) else ""
