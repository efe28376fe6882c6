"""The styles of an OpenDocument spreadsheet, as far as they say something that the values do not."""

from __future__ import annotations

from connectors.fonts import letter_of
from connectors.numberformat import ZeroFormat, zero_format

Attributes = dict[str, str]

_STYLE, _NUMBER, _SVG = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("style", "datastyle", "svg-compatible")
)
_DEEPEST = 10  # styles that build upon each other


class OfficeStyles:
    """Takes the elements of the styles as they come, then answers by the name of a cell style."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._faces: dict[str, str] = {}
        self._zeros: dict[str, ZeroFormat] = {}
        self._style = ""
        self._form = ""  # the name of the number style being read
        self._code: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """The beginning of an element."""
        if name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
            self._parents[self._style] = attributes.get(f"{_STYLE}parent-style-name", "")
            if form := attributes.get(f"{_STYLE}data-style-name"):
                self._formats[self._style] = form
        elif name == f"{_STYLE}default-style":
            self._style = "Default"
        elif name == f"{_STYLE}font-face":
            family = attributes.get(f"{_SVG}font-family", "").strip("'\"")
            self._faces[attributes.get(f"{_STYLE}name", "")] = letter_of(family)
        elif name == f"{_STYLE}text-properties" and (font := attributes.get(f"{_STYLE}font-name")):
            self._letters[self._style] = letter_of(font) or self._faces.get(font, "")
        elif name == f"{_NUMBER}number-style":
            self._form, self._code = attributes.get(f"{_STYLE}name", ""), []
        elif name == f"{_NUMBER}number" and self._form:
            self._code.append(_digits(attributes))

    def end(self, name: str) -> None:
        """The end of an element."""
        if name == f"{_NUMBER}number-style":
            if form := zero_format("".join(self._code)):
                self._zeros[self._form] = form
            self._form = ""

    def characters(self, text: str) -> None:
        """Text of an element; only that of number styles counts."""
        if self._form and text.strip():
            self._code.append(f'"{text}"')

    def says_of(self, style: str) -> bool:
        """Whether a cell style has an old font or shows zeros."""
        return bool(self.font(style) or self.zeros(style))

    def font(self, style: str) -> str:
        """The letter of the old alphabet in which cells of a style are written, "" for Unicode."""
        return next((self._letters[name] for name in self._ancestry(style) if name in self._letters), "")

    def zeros(self, style: str) -> ZeroFormat | None:
        """How cells of a style show zeros that the value lost."""
        form = next((self._formats[name] for name in self._ancestry(style) if name in self._formats), "")
        return self._zeros.get(form)

    def _ancestry(self, style: str) -> list[str]:
        found = [style]
        while len(found) < _DEEPEST and (parent := self._parents.get(found[-1])):
            found.append(parent)
        return found


def _digits(attributes: Attributes) -> str:
    whole = attributes.get(f"{_NUMBER}min-integer-digits", "1")
    decimals, grouped = attributes.get(f"{_NUMBER}decimal-places", "0"), attributes.get(f"{_NUMBER}grouping")
    if decimals != "0" or grouped == "true" or not whole.isdecimal() or len(whole) > 2:
        return "0.0"  # no format of digits alone
    return "0" * int(whole)
