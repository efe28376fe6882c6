"""The record model of each kind of list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from schemas.kind import Kind
from schemas.kinds import KINDS
from schemas.record import RecordModel


class _Models(Mapping[str, RecordModel]):
    """A model per kind, made when first asked for."""

    def __getitem__(self, kind: str) -> RecordModel:
        return _model(KINDS[kind])

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)


@cache
def _model(kind: Kind) -> RecordModel:
    return RecordModel(kind.name, kind.items)


MODELS: Mapping[str, RecordModel] = _Models()
