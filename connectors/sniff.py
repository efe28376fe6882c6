"""What bytes are, told by the bytes alone: names and extensions lie too often."""

from __future__ import annotations

import re

from connectors.failures import Unreadable

ZIP, COMPOUND, HTML, TEXT = "zip", "compound", "html", "text"

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Starts of files that are text or nearly so, and still no table.
_OTHERS = (b"%pdf", b"{\\rtf", b"mime-version:", b"<?xml", b"<svg", b"%!ps", b"#!", b"-----begin", b"<?php")
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|meta|body|table|div|style|center|font|title|script|!--)")


def sniff(data: bytes) -> str:
    """One of ZIP, COMPOUND (the container of .xls), HTML and TEXT; Unreadable when it is none or empty."""
    if not data.strip(b"\0 \t\r\n" if len(data) < 1 << 16 else b""):
        raise Unreadable("file_empty" if not data.strip(b" \t\r\n") else "format_unknown")
    if data.startswith(b"PK\x03\x04"):
        return ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return COMPOUND
    return _text(data)


def _text(data: bytes) -> str:
    start = _opening(data)
    if _MARKUP.match(start) or (start.startswith(b"<?xml") and b"<html" in start):
        return HTML
    if start.startswith(_OTHERS) or _is_binary(data):
        raise Unreadable("format_unknown")
    return TEXT


def _opening(data: bytes) -> bytes:
    """The first letters in lower case, without byte order mark, white space and the zeros of UTF-16."""
    head = data[:4096]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\0", b"").lstrip().lower()


def _is_binary(data: bytes) -> bool:
    """Control characters that no text has; zeros are left to the decoder, which knows UTF-16."""
    head = data[:4096]
    controls = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    zeros = head.count(0)
    # UTF-16 of Vietnamese has a zero in most character pairs and few other controls; code points 01xx give 0x01.
    return controls * 10 > len(head) or zeros * 10 > len(head) * 6
