"""The cell formats of an .xlsx: which of them write in an old font, and which show zeros that the value lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from connectors.fonts import letter_of
from connectors.numberformat import ZeroFormat, zero_format

_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:/>|>.*?</(?:\w+:)?font>)", re.DOTALL)
_NAME = re.compile(rb'<(?:\w+:)?(?:name|rFont)\b[^<>]*?\bval="([^"]*)"')
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^<>]*>")
_CODE, _ID = re.compile(rb'\bformatCode="([^"]*)"'), re.compile(rb'\bnumFmtId="(\d{1,9})"')
_FONT_ID = re.compile(rb'\bfontId="(\d{1,9})"')


@dataclass(frozen=True, slots=True)
class Styles:
    """Places in the list of cell formats: ``fonts`` with the letter of their old alphabet, ``zeros`` with the form."""

    fonts: Mapping[int, str] = field(default_factory=dict)
    zeros: Mapping[int, ZeroFormat] = field(default_factory=dict)


def read_styles(xml: bytes) -> Styles:
    """What the styles part says; substring searches first, for nearly every workbook has nothing of this."""
    old = b'".V' in xml or b'"VNI' in xml
    codes = _codes(xml) if b"<numFmt" in xml or b":numFmt" in xml else {}
    if not old and not codes:
        return Styles()
    formats = _FORMAT.findall(_block(_FORMATS, xml))
    letters = [letter_of(_first_name(font)) for font in _FONT.findall(_block(_FONTS, xml))] if old else []
    fonts = {place: letter for place, one in enumerate(formats) if (letter := _of(letters, _FONT_ID, one))}
    zeros = {place: codes[number] for place, one in enumerate(formats) if (number := _number(_ID, one)) in codes}
    return Styles(fonts, zeros)


def _codes(xml: bytes) -> dict[int, ZeroFormat]:
    found = {}
    for tag in _NUMBER_FORMAT.findall(xml):
        code = _CODE.search(tag)
        form = zero_format(unescape(code[1].decode("utf-8", "replace"))) if code else None
        if form:
            found[_number(_ID, tag)] = form
    return found


def _of(letters: list[str], pattern: re.Pattern[bytes], tag: bytes) -> str:
    number = _number(pattern, tag)
    return letters[number] if 0 <= number < len(letters) else ""


def _number(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return int(found[1]) if found else -1


def _block(pattern: re.Pattern[bytes], xml: bytes) -> bytes:
    found = pattern.search(xml)
    return found[0] if found else b""


def _first_name(font: bytes) -> str:
    found = _NAME.search(font)
    return found[1].decode("utf-8", "replace") if found else ""
