"""What bytes are, told by the bytes alone: names and extensions lie too often."""

from __future__ import annotations

import re

from connectors.encoding import utf16
from connectors.failures import Unreadable
from connectors.foreign import FLAT_ODS, UNKNOWN, foreign, kind_of

ZIP, COMPOUND, HTML, XML, TEXT = "zip", "compound", "html", "xml", "text"

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Starts of files that are text or nearly so, and still no table.
_OTHERS = (b"%pdf", b"{\\rtf", b"mime-version:", b"<?xml", b"<svg", b"%!ps", b"#!", b"-----begin", b"<?php")
_WORKBOOK, _FLAT = b"urn:schemas-microsoft-com:office:spreadsheet", b"<office:document"
_CONTROLS = [chr(code) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31)] + ["\ufffd"]
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|meta|body|table|div|style|center|font|title|script|!--)")


def sniff(data: bytes) -> str:
    """One of ZIP, COMPOUND (the container of .xls), XML (of Office 2003), HTML and TEXT.

    Raises Unreadable: file_empty, or format_unknown with what the file is.
    """
    if not data.strip(b"\0 \t\r\n" if len(data) < 1 << 16 else b""):
        raise foreign(UNKNOWN) if data.strip(b" \t\r\n") else Unreadable("file_empty")
    if data.startswith(b"PK\x03\x04"):
        return ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return COMPOUND
    return _text(data)


def _text(data: bytes) -> str:
    start = _opening(data)
    if _MARKUP.match(start) or (start.startswith(b"<?xml") and b"<html" in start):
        return HTML
    if _WORKBOOK in start and start.startswith((b"<?xml", b"<workbook", b"<ss:workbook")):
        return XML
    if start.startswith(b"<?xml") and _FLAT in start:
        raise foreign(FLAT_ODS)
    if start.startswith(_OTHERS) or _is_binary(data):
        raise foreign(kind_of(data if _is_binary(data) else start))
    return TEXT


def _opening(data: bytes) -> bytes:
    """The first letters in lower case, without byte order mark, white space and the zeros of UTF-16."""
    head = data[:4096]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\0", b"").lstrip().lower()


def _is_binary(data: bytes) -> bool:
    """Control characters that no text has; the letters of UTF-16 are made of such bytes and are decoded first."""
    head = data[:4096]
    if name := utf16(head):
        text = head.decode(name, "replace").removeprefix("\ufeff")
        return sum(map(text.count, _CONTROLS)) * 10 > len(text)
    controls = sum(head.count(ord(letter)) for letter in _CONTROLS if letter < "\x20")
    return controls * 10 > len(head) or head.count(0) * 10 > len(head) * 6
