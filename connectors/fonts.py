"""Fonts that say a sheet is written in an encoding older than Unicode: ``.Vn…`` is TCVN3, ``VNI-…`` is VNI."""

from __future__ import annotations

import re
from collections import Counter

_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:/>|>.*?</(?:\w+:)?font>)", re.DOTALL)
_NAME = re.compile(rb'<(?:\w+:)?(?:name|rFont) val="([^"]*)"')
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb'<(?:\w+:)?xf\b[^<>]*?\bfontId="(\d+)"')
_TEXT_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bt="(?:s|inlineStr|str)")([^<>]*)>')
_STYLE = re.compile(rb'\bs="(\d+)"')


def encoding_of(name: str) -> str:
    """``tcvn3``, ``tcvn3-capitals`` (such fonts end in H), ``vni`` or "" for a font's name."""
    if name.lower().startswith(".vn"):
        return "tcvn3-capitals" if name.rstrip().endswith("H") else "tcvn3"
    return "vni" if name.lower().startswith("vni-") else ""


def legacy_font(styles: bytes, sheet: bytes) -> str:
    """The old encoding that the fonts of most text cells of a sheet name, "" when there is none."""
    fonts = [encoding_of(_first_name(font)) for font in _FONT.findall(_block(_FONTS, styles))]
    formats = [int(number) for number in _FORMAT.findall(_block(_FORMATS, styles))]
    by_style = [fonts[number] if number < len(fonts) else "" for number in formats] or [""]
    counts: Counter[str] = Counter()
    for attributes in _TEXT_CELL.findall(sheet):
        style = _STYLE.search(attributes)
        number = int(style[1][:6]) if style else 0
        counts[by_style[number] if number < len(by_style) else ""] += 1
    if not counts or counts[""] * 2 >= counts.total():
        return ""
    del counts[""]
    return counts.most_common(1)[0][0]


def _block(pattern: re.Pattern[bytes], xml: bytes) -> bytes:
    found = pattern.search(xml)
    return found[0] if found else b""


def _first_name(font: bytes) -> str:
    found = _NAME.search(font)
    return found[1].decode("utf-8", "replace") if found else ""
