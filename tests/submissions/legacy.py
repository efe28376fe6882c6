"""Vietnamese as the fonts before Unicode store it, from the fonts' own tables."""

from __future__ import annotations

import unicodedata

_TCVN3 = {
    **dict(zip("àảãáạ", "µ¶·¸¹", strict=True)),
    **dict(zip("ăằẳẵắặ", "¨»¼½¾Æ", strict=True)),
    **dict(zip("âầẩẫấậ", "©ÇÈÉÊË", strict=True)),
    **dict(zip("đèẻẽéẹ", "®ÌÎÏÐÑ", strict=True)),
    **dict(zip("êềểễếệ", "ªÒÓÔÕÖ", strict=True)),
    **dict(zip("ìỉĩíị", "×ØÜÝÞ", strict=True)),
    **dict(zip("òỏõóọ", "ßáâãä", strict=True)),
    **dict(zip("ôồổỗốộ", "«åæçèé", strict=True)),
    **dict(zip("ơờởỡớợ", "¬êëìíî", strict=True)),
    **dict(zip("ùủũúụ", "ïñòóô", strict=True)),
    **dict(zip("ưừửữứự", "\xadõö÷øù", strict=True)),
    **dict(zip("ỳỷỹýỵ", "úûüýþ", strict=True)),
    **dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True)),
}
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HATS = {
    "\u0302": {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
_VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_HORN = {"o": "ô", "u": "ö"}


def tcvn3(text: str) -> str:
    """For fonts .Vn…: one Latin letter each; a toned capital is typed as the small letter."""
    return "".join(
        _TCVN3.get(letter, _TCVN3.get(letter.lower(), letter)) for letter in unicodedata.normalize("NFC", text)
    )


def vni(text: str) -> str:
    """For fonts VNI-…: the letter followed by its mark."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_WHOLE:
        return _VNI_WHOLE[small] if letter == small else _VNI_WHOLE[small].upper()
    parts = unicodedata.normalize("NFD", small)
    base, marks = parts[0], parts[1:]
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    hat = next((mark for mark in marks if mark in _VNI_HATS), "")
    stem = _HORN.get(base, base) if "\u031b" in marks else base
    written = stem + (_VNI_HATS[hat][tone] if hat else _VNI_TONES.get(tone, ""))
    return written if letter == small else written.upper()
