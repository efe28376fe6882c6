"""Which version of a list a title or a file's name states: "lần 2", "sửa đổi lần 1", "bổ sung đợt 2", "xin rút …".

The words are ``schemas/reference/version_words.csv``. A number that a browser put behind a name, "DS (2).xlsx", states
nothing; neither does a round ("đợt 2") of a whole list, nor the number of a contest or a congress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaning.text import keyed, stripped
from schemas.reference import rows

# More versions than this nobody sends; a larger number counts something else.
LARGEST = 9
_REFERENCE = re.compile(r"(?i)^\s*số\s*[:：.]?\s*(?P<text>\d+\s*[/–-]\s*[^\s,;()]*[^\W\d_])")
_YEAR = re.compile(r"\b(?:năm|nam) 20\d\d\b")
_LISTS = re.compile(r"\b(?:danh sách|danh sach|ds)$")


@dataclass(frozen=True, slots=True)
class Version:
    """What is stated: the number of the version (0: none), a withdrawal, the document's own number ("": none)."""

    number: int = 0
    withdrawal: bool = False
    reference: str = ""


UNSTATED = Version()


def stated(lines: Sequence[str], *, addition: bool = False) -> Version:
    """What title lines state; of several numbers the largest, since what replaces version 1 is version 2.

    ``addition``: the lines are those of a supplement, whose number is its own and not that of the list it adds to.
    """
    keys = [keyed(line) for line in lines]
    pairs = zip(["", *keys], keys, strict=False)
    numbers = [number for above, key in pairs for number in _numbers(above, key, addition)]
    references = (found["text"] for line in lines if (found := _REFERENCE.match(line)))
    return Version(
        number=max(numbers, default=0),
        withdrawal=any(_withdraws(key) for key in keys),
        reference="".join(next(references, "").split()).upper(),
    )


def _words(role: str) -> list[str]:
    return [keyed(word) for row in rows("version_words") if row["role"] == role for word in row["words"].split("|")]


_ORDINALS = {word: number for number in range(1, 11) for word in _words(f"ordinal {number}")}


class _Patterns:
    """The words as patterns; ``plain`` for lines that are written without diacritics."""

    def __init__(self, *, plain: bool) -> None:
        self.ordinals = {stripped(word) if plain else word: number for word, number in _ORDINALS.items()}
        count = rf"(?P<n>\d{{1,2}}|{_any([*_ORDINALS])})\b"
        self.number = _made(rf"\b(?P<word>{_any(_words('number'))}) ?(?P<nth>thứ )?{count}", plain=plain)
        self.round = _made(rf"\b(?P<word>{_any(_words('supplement_number'))}) ?(?P<nth>thứ )?{count}", plain=plain)
        self.no_number = _made(rf"\b{_any(_words('no_number'))}$", plain=plain)
        self.revision = _made(rf"\b{_any(_words('revision'))}\b(?: bổ sung)?$", plain=plain)
        self.replaced = _made(rf"\b{_any(_words('replaced'))}$", plain=plain)
        self.event = _made(rf"\b{_any(_words('event'))}\b", plain=plain)
        self.withdrawal = _made(rf"(?<!đã )\b{_any(_words('withdrawal'))}\b", plain=plain)
        self.no_withdrawal = _made(rf"\b{_any(_words('no_withdrawal'))}\b", plain=plain)

    def count(self, found: re.Match[str]) -> int:
        """The number that a match states, 0 when it is none that versions have."""
        text = found["n"]
        if text.isdigit():
            # "V. 2" numbers a section.
            number = int(text) if found["word"] != "v" or found.end() - found.start() == 1 + len(text) else 0
        else:
            # "lần năm 2025" names a year, "v i" is nothing.
            number = self.ordinals[text] if (found["nth"] or self.ordinals[text] != 5) and found["word"] != "v" else 0
        return number if number <= LARGEST else 0


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _made(text: str, *, plain: bool) -> re.Pattern[str]:
    return re.compile(stripped(text) if plain else text)


_PLAIN, _MARKED = _Patterns(plain=True), _Patterns(plain=False)


@lru_cache(maxsize=4096)
def _numbers(above: str, key: str, addition: bool) -> tuple[int, ...]:
    return tuple(_counted(above, key, addition))


def _counted(above: str, key: str, addition: bool) -> Iterator[int]:
    words = _PLAIN if key.isascii() else _MARKED
    if addition and (found := words.round.search(key)):
        yield words.count(found)
    for found in words.number.finditer(key):
        before = key[: found.start()].rstrip()
        # A line that begins with "LẦN THỨ 11" goes on from the line above.
        if words.no_number.search(f"{before} {found['word']}") or _of_event(words, before or above):
            continue
        if words.revision.search(before) or words.replaced.search(before):
            yield words.count(found) + 1 if words.count(found) else 0
        elif not (addition and _LISTS.search(before)):
            yield words.count(found)


def _of_event(words: _Patterns, before: str) -> bool:
    """Whether a contest or congress stands before, and no year between: a number behind the year is the list's."""
    found = words.event.search(before)
    return bool(found) and not _YEAR.search(before[found.end() :] if found else "")


@lru_cache(maxsize=4096)
def _withdraws(key: str) -> bool:
    words = _PLAIN if key.isascii() else _MARKED
    return bool(words.withdrawal.search(words.no_withdrawal.sub(" ", key)))
