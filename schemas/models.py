"""The record models, one per kind of list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemas import cng_list, initiative_list, unit_statistics
from schemas.record import RecordModel

MODELS: Mapping[str, RecordModel] = MappingProxyType(
    {model.kind: model for model in (cng_list.MODEL, initiative_list.MODEL, unit_statistics.MODEL)}
)
