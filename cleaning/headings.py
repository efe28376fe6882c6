"""What a column heading means: from its words to fields of ours, never by a silent guess.

The spelling with its diacritics is tried first, because năm/Nam and công nhân/công nhận collide without them; then
without, then without remarks in brackets, then with abbreviations written out, then the same words in another order,
then a known spelling inside a longer one, then a slip of the pen. What a short form alone cannot say (NS, ĐV, TT) is
left to the cells below it (``cleaning.profiles``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from cleaning.text import keyed, stripped
from schemas.reference import rows

# Below CERTAIN the meaning is told to the sender as an inference; below DOUBTFUL a person is asked, if it matters.
CERTAIN, DOUBTFUL = 0.9, 0.65
# Among the fields a short heading may mean: something that is none of ours.
OTHER = "-"
LONGEST = 160
_SMALL = 91
_SLIP = 88  # per cent of agreement; "ngày cấp" and "ngày lập" agree by 75
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*+")
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}\)?[.)/]|\(?[a-zA-Z]\)|[IVX]{1,4}\.)\s*")
_DOTTED = re.compile(r"(?<=\b\w)[./](?=\w\b)")  # Đ/T, T.T
# Several meanings, and nothing in the words tells which.
_OPEN = 0.6
_PARTS = (re.compile(r"\s*[/,;+]\s*|\s+-\s+"), re.compile(r"\s*[/,;+]\s*|\s+-\s+|\s+(?:và|hoặc)\s+"))
# Spellings of three letters and less differ by one letter only, and are too easily met inside other headings.
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Meaning:
    """The fields a heading may stand for, the likeliest first, and how sure that is; no field: not understood."""

    fields: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def field(self) -> str:
        """The likeliest field, "" when the heading is not understood."""
        return self.fields[0] if self.fields else ""


NONE = Meaning()


@lru_cache(maxsize=16384)
def meaning(heading: str) -> Meaning:
    """What one heading text means by itself."""
    if not heading or len(heading) > LONGEST:
        return NONE
    for text, trust in _forms(heading):
        found = _known(text)
        if found.fields:
            return Meaning(found.fields, found.confidence * trust)
    key = keyed(_bare(heading))
    words = written_out(key)
    sure = _abbreviated(words) or _several(heading) or _turned(words)
    # A slip in the whole heading goes before a part of it: "Chức vụ công đòan" is no position.
    return sure or _slip(key, _SMALL) or _inside(key) or _inside(words) or _slip(key, _SLIP) or NONE


@lru_cache(maxsize=16384)
def known(heading: str) -> str:
    """The field of a heading that stands in the tables as written, "" for any other text: a cheap look at any cell."""
    if not heading or len(heading) > LONGEST:
        return ""
    for text, _ in _forms(heading):
        found = _known(text)
        if found.fields:
            return found.field
    return ""


@lru_cache(maxsize=16384)
def stacked(levels: tuple[str, ...]) -> Meaning:
    """What a heading of several levels means, the outermost first: "Năm sinh" over "Nam" is a man's year of birth."""
    leaf = levels[-1]
    if len(levels) == 1:
        return meaning(leaf)
    for start in range(len(levels) - 1):
        joined = _known(" ".join(levels[start:]))
        if joined.fields:
            return joined
    above = meaning(levels[-2])
    beside = in_context(above.field, leaf)
    if beside:
        return Meaning((beside,), CERTAIN)
    own = meaning(leaf)
    if len(own.fields) > 1 and above.field in own.fields:
        return Meaning((above.field,), CERTAIN)
    if not keyed(_bare(leaf)):
        return stacked(levels[:-1])
    return own


def in_context(field: str, heading: str) -> str:
    """The field of a heading under or right of a column of ``field``, "" when that tells nothing more."""
    if not field:
        return ""
    return _contexts().get((field, keyed(heading))) or _contexts().get((field, keyed(_bare(heading))), "")


def right_of(field: str, heading: str) -> str:
    """The field of a heading right of a column of ``field``: "Trong đó nữ" beside a count of members, else ""."""
    asked = (field.replace("_female", "_total"), keyed(_bare(heading)))
    return _contexts()[asked] if asked in _passing_on() else ""


def written_out(key: str) -> str:
    """A key with its abbreviated words in full and its empty words left out: "sk của cn" is "sáng kiến công nhân"."""
    words = _abbreviations()
    return " ".join(filter(None, (words.get(word, word) for word in key.split())))


def plain(heading: str) -> bool:
    """Whether a heading was written without any diacritics."""
    return unicodedata.normalize("NFD", heading).isascii()


def _forms(heading: str) -> tuple[tuple[str, float], ...]:
    bare = _bare(heading)
    forms = dict.fromkeys((heading, bare, _DOTTED.sub("", bare)))
    return tuple((form, 1.0 if form == heading else 0.97) for form in forms)


def _bare(heading: str) -> str:
    return _REMARK.sub(" ", _NUMBERING.sub("", heading)).strip(" :.-–")


def _known(text: str) -> Meaning:
    key = keyed(text)
    if not key:
        return NONE
    exact = _synonyms().get(key)
    bare = stripped(key)
    # A row of its own for the spelling with diacritics (năm) goes before the one they share without (nam).
    asked = key if key in _candidates() else bare
    open_question = _candidates().get(asked)
    # Written with its own diacritics a short form has one meaning: ĐT is the phone, Năm the year, Nữ the women.
    if exact and (key != bare or not open_question):
        return Meaning(exact + tuple(field for field in open_question or () if field not in exact), 1.0)
    if open_question:
        return Meaning(open_question, _OPEN if len(open_question) > 1 else 1.0 if key == asked else 0.85)
    without = _bare_synonyms().get(bare)
    if without and len(without) == 1 and (key == bare or len(bare) > _SHORT):
        return Meaning(without, 1.0 if key == bare else 0.92)
    compact = _compact().get(bare.replace(" ", ""))
    return Meaning((compact,), 0.92) if compact and len(bare) > _SHORT else NONE


def _abbreviated(key: str) -> Meaning | None:
    fields = _whole_words().get(key)
    return Meaning(fields, 0.92) if fields and len(fields) == 1 else None


def _turned(key: str) -> Meaning | None:
    """ "CCCD số" is "Số CCCD": the same words in another order."""
    words = key.split()
    fields = _any_order().get(" ".join(sorted(words))) if len(words) > 1 else None
    return Meaning(fields, 0.86) if fields and len(fields) == 1 else None


def _several(heading: str) -> Meaning | None:
    """ "Tổ/Bộ phận" says one thing twice; "Chức vụ, đơn vị" is two things in one column, read as the first."""
    for signs in _PARTS:
        parts = [_known(part).field for part in signs.split(_bare(heading)) if part]
        if parts[:1] == ["family_middle_name"]:
            return None  # "Họ và tên công nhân" is one name
        if len(parts) > 1 and all(parts):
            return Meaning((parts[0],), 0.95 if len(set(parts)) == 1 else 0.8)
    return None


def _inside(key: str) -> Meaning | None:
    words = key.split()
    for length in range(min(len(words) - 1, 8), 1, -1):
        for start in (0, len(words) - length) if length > 2 else (0,):
            fields = _synonyms().get(" ".join(words[start : start + length]))
            if fields and len(fields) == 1:
                return Meaning(fields, 0.8 if start == 0 else 0.7)
    return None


def _slip(key: str, least: int) -> Meaning | None:
    if len(key) <= _SHORT + 1:
        return None
    near = process.extract(key, _spellings(), scorer=fuzz.ratio, score_cutoff=least, limit=3)
    if not near:
        return None
    best, score, _ = near[0]
    fields = _synonyms()[best]
    # Two meanings equally near are none: "ngày công nhân" must not fall to whichever comes first.
    rivals = {_synonyms()[other][0] for other, points, _ in near if points > score - 3}
    return Meaning(fields, 0.85 * score / 100) if len(rivals) == 1 else None


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("header_synonyms"):
        fields = found.setdefault(keyed(row["synonym"]), [])
        if row["field"] not in fields:
            fields.append(row["field"])
    return MappingProxyType({key: tuple(fields) for key, fields in found.items()})


@cache
def _spellings() -> tuple[str, ...]:
    return tuple(key for key in _synonyms() if len(key) > _SHORT)


@cache
def _bare_synonyms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, fields in _synonyms().items():
        found.setdefault(stripped(key), {}).update(dict.fromkeys(fields))
    return MappingProxyType({key: tuple(fields) for key, fields in found.items()})


@cache
def _compact() -> Mapping[str, str]:
    """Headings with their spaces lost or between all letters: "HỌVÀTÊN", "H Ọ  T Ê N"."""
    once: dict[str, set[str]] = {}
    for key, fields in _bare_synonyms().items():
        once.setdefault(key.replace(" ", ""), set()).update(fields)
    return MappingProxyType({key: next(iter(fields)) for key, fields in once.items() if len(fields) == 1})


@cache
def _whole_words() -> Mapping[str, tuple[str, ...]]:
    return _regrouped(written_out)


@cache
def _any_order() -> Mapping[str, tuple[str, ...]]:
    return _regrouped(lambda key: " ".join(sorted(written_out(key).split())))


def _regrouped(form: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, fields in _synonyms().items():
        found.setdefault(form(key), {}).update(dict.fromkeys(fields))
    return MappingProxyType({key: tuple(fields) for key, fields in found.items()})


@cache
def _abbreviations() -> Mapping[str, str]:
    return MappingProxyType({row["written"]: row["meant"] for row in rows("heading_words")})


@cache
def _candidates() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row["heading"]: tuple(row["fields"].split("|")) for row in rows("heading_candidates")})


@cache
def _contexts() -> Mapping[tuple[str, str], str]:
    return MappingProxyType({(row["beside"], keyed(row["heading"])): row["field"] for row in rows("heading_contexts")})


@cache
def _passing_on() -> frozenset[tuple[str, str]]:
    return frozenset((row["beside"], keyed(row["heading"])) for row in rows("heading_contexts") if row["right"])
