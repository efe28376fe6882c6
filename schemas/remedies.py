"""What a proposed remedy says to people, in Vietnamese and English (``reference/remedies.csv``)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemas.reference import rows

# remedy -> language -> sentence
SENTENCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {row["remedy"]: {"vi": row["vi"], "en": row["en"]} for row in rows("remedies")}
)
