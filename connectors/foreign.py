"""Files that are no workbook: what they are, so that the sender hears "a PDF" and not "an unknown format"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from connectors.failures import Unreadable
from schemas.reference import rows

WORD, SLIDES, MAIL, OPEN_TEXT, FLAT_ODS = "word", "slides", "mail", "open_text", "flat_ods"
NUMBERS, ARCHIVE, XML, UNKNOWN = "numbers", "archive", "xml", "unknown"


def foreign(kind: str) -> Unreadable:
    """The refusal of a file of a kind of ``foreign_files.csv``."""
    words = _words()[kind]
    return Unreadable("format_unknown", what_vi=words["vi"], what_en=words["en"])


def kind_of(start: bytes) -> str:
    """The kind of a file by its first bytes (letters in lower case count as well), "unknown" when none fits."""
    lower = start.lower()
    for signature, kind in _signatures():
        if start.startswith(signature) or lower.startswith(signature.lower()):
            return kind
    return UNKNOWN


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return {row["kind"]: row for row in rows("foreign_files")}


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    known = [(bytes.fromhex(row["start"]), row["kind"]) for row in rows("foreign_files") if row["start"]]
    return tuple(sorted(known, key=lambda one: -len(one[0])))
