"""Bytes of a text file to text: which encoding, and whether its Vietnamese survived being saved."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cleaning import legacy
from cleaning.legacy import TCVN3, VNI
from cleaning.mojibake import MISREAD, mended
from connectors.failures import Unreadable
from connectors.foreign import foreign, kind_of
from schemas.table import Inference

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
MISREAD_UTF8 = "utf-8 read as windows-1252"
# Letters that settle in which alphabet a text of bytes is written.
_LOOKED_AT = 200_000
# A question mark or replacement character inside a word stands where a letter was lost.
_LOST = re.compile(r"[^\W\d_][?\ufffd]+[^\W\d_]|\b[^\W\d_]\?(?=[\s,;\t]|$)", re.MULTILINE)
# Fewer marks than these may be a customer's question or a single damaged row.
_FEW, _PER_LINE = 3, 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and the old font encoding its letters still have ("" when none)."""

    text: str
    encoding: str
    legacy_font: str = ""

    def told(self, sheet: str) -> tuple[Inference, ...]:
        """What is to be told of the encoding of a sheet's text."""
        return (Inference("misread_text_mended", "", sheet, {"sheet": sheet}),) if self.encoding == MISREAD_UTF8 else ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file; ``declared`` is what an HTML page says of itself, believed only when it fits.

    Raises Unreadable: text_lossy when letters are gone for good, format_unknown when this is no text.
    """
    decoded = _decode(data, declared)
    if "\0" in decoded.text:
        raise foreign(kind_of(data))
    if not decoded.text.strip():
        raise Unreadable("file_empty")
    return _unlost(decoded)


def _decode(data: bytes, declared: str) -> Decoded:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data.removeprefix(bom).decode(name, "replace"), name)
    if name := utf16(data):
        return Decoded(data.decode(name, "replace"), name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    good = sum(1 for letter in text if letter > "\x7f" and letter != "\ufffd")
    if good > 4 * text.count("\ufffd"):
        return Decoded(text, "utf-8")  # a few damaged bytes in a text that is UTF-8 beyond doubt
    return _one_byte(data, declared)


def utf16(data: bytes) -> str:
    """The kind of UTF-16 by its mark or, without one, by its zeros: every second byte of what is plain letters."""
    for bom, name in _BOMS:
        if data.startswith(bom) and len(bom) == 2:
            return name
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 5 > len(head) // 2 and odd > 8 * even:
        return "utf-16-le"
    if even * 5 > len(head) // 2 and even > 8 * odd:
        return "utf-16-be"
    return ""


def _one_byte(data: bytes, declared: str) -> Decoded:
    modern = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if declared.lower() in ("windows-1258", "cp1258"):
        return Decoded(modern, "cp1258")
    # The bytes of the old fonts are letters of Latin-1, their quotation marks those of Windows.
    old = data.decode("cp1252", "replace")
    texts = {"": modern, TCVN3: old, VNI: old}
    likeness = {name: legacy.likeness(text[:_LOOKED_AT], name) for name, text in texts.items()}
    best = max(likeness, key=lambda name: likeness[name])
    return Decoded(texts[best], best or "cp1258", best)


def _unlost(decoded: Decoded) -> Decoded:
    text = decoded.text
    limit = max(_FEW, (text.count("\n") or text.count("\r")) // _PER_LINE)
    if len(MISREAD.findall(text)) >= limit:
        if again := mended(text):
            return Decoded(again, MISREAD_UTF8)
        raise Unreadable("text_lossy")
    if len(_LOST.findall(text)) >= limit and "http" not in text:
        raise Unreadable("text_lossy")
    return decoded
