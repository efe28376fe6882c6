"""UTF-8 that was read as Windows-1252 or Windows-1258 ("Nguyá»…n"): turned back where every letter can be."""

from __future__ import annotations

import re

# Every Vietnamese letter of such a text starts with one of these.
MISREAD = re.compile(r"á[»º]|[ÃĂ][\u0080-\u00bf\u2010-\u2122]|Ä[‘\u0090-\u0192]|Æ[°¡]")
_CODE_PAGES = ("cp1252", "cp1258")


def mended(text: str) -> str:
    """The text as it was written; "" when a letter of the mishap is gone, or when there was none."""
    if not MISREAD.search(text):
        return ""
    for page in _CODE_PAGES:
        try:
            return b"".join(_byte(letter, page) for letter in text).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _byte(letter: str, page: str) -> bytes:
    try:
        return letter.encode(page)
    except UnicodeEncodeError:
        if letter > "\xff":
            raise
        return bytes([ord(letter)])  # Windows maps its undefined bytes to themselves, and Latin-1 maps all
