"""Of which kind a list is: by its titles, else its sheet's name, its file's name, else by what its columns are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaning.mentions import NOTHING, Mentions
from schemas.kind import PERSON
from schemas.kinds import KINDS, about
from schemas.table import Column


def kind_of(evidence: Sequence[Mentions], columns: Sequence[Column], awards: Mentions = NOTHING) -> str:
    """The kind of a table, "" when neither words nor columns tell.

    ``evidence`` is what the titles, the sheet's name and the file's name mention, the stronger first; a word counts
    only when the columns can carry that kind. ``awards`` is what the cells of a column of award titles mention.
    """
    fields = {column.field for column in columns if column.field}
    for said in evidence:
        likeliest = (_likeliest(group, fields) for group in said.groups)
        kinds = [name for name in likeliest if name]
        if kinds:
            return _chosen(kinds, fields)
    return _by_columns(fields, awards)


def _likeliest(group: Sequence[str], fields: Collection[str]) -> str:
    """Of the kinds that one phrase may mean, the one whose columns are there, "" when the table can carry none."""
    kinds = [name for name in group if carries(name, fields)]
    return next((name for name in kinds if _signed(name, fields)), next(iter(kinds), ""))


def _chosen(kinds: Sequence[str], fields: Collection[str]) -> str:
    """The kind that is named first, unless the columns are those of another subject.

    "Công nhân giỏi và sáng kiến" over a table of initiatives: its columns choose between persons and works.
    """
    fitting = [name for name in kinds if not any(field in fields for field in KINDS[name].against)] or kinds
    first = fitting[0]
    others = (name for name in fitting if KINDS[name].about != KINDS[first].about and _signed(name, fields))
    return next(others, first)


def _signed(name: str, fields: Collection[str]) -> bool:
    return any(field in fields for field in KINDS[name].signs)


def carries(name: str, fields: Collection[str]) -> bool:
    """Whether a table with these fields may be of a kind."""
    kind = KINDS[name]
    return sum(1 for field in kind.required if field in fields) >= kind.least


def _by_columns(fields: Collection[str], awards: Mentions) -> str:
    for name in reversed(tuple(KINDS)):
        kind = KINDS[name]
        told = sum(1 for field in kind.telling if field in fields)
        if told >= kind.tells and carries(name, fields):
            return name
    people = about(PERSON)
    return next((name for name in awards.kinds if name in people and carries(name, fields)), "")
