"""The authors of an initiative: several in one cell, or one on each of the following rows."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from cleaning.text import keyed
from schemas.person import OF_AUTHORS

# Fields of a row that speak of its author; the name and the share are treated apart.
ABOUT = tuple(field for field in OF_AUTHORS if field not in ("full_name", "family_middle_name", "given_name"))
NAMES = ("full_name", "family_middle_name", "given_name", "initiative_authors")
SHARE = "contribution_pct"

# No two unbounded repeats stand side by side, and no longer cell is split: one cell must not cost a reader its time.
LONGEST = 2000
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})? ?%)")
_LINES = re.compile(r"[\r\n;]+")
_COMMAS = re.compile(r",(?![^(]*\))| (?:và|&) (?=[A-ZĐÀ-Ỹ])")
_AROUND = " :,;.-–([)]"
_NUMBER = re.compile(r"^\s*(?:\d{1,2}\s*[.)/-]|[-+•*])\s*")
_PERSON = re.compile(
    r"^(?:(?:Ông|Bà|Đ/c|KS|ThS|TS|CN|BS)\.?:?\s+)*[^\W\d_]+(?:[\s.'-]+[^\W\d_]+){1,6}\.?(?:\s*\([^()]*\))?$"
)
_SPACED_COMMA = re.compile(r", ")  # 33,3 is one share
_PARTS = re.compile(r"[\r\n;/]| [-–] ")


def as_json(authors: Sequence[Mapping[str, str | int]]) -> str:
    """The authors of one initiative as the text that travels in its ``authors`` field, "" when there is none."""
    return json.dumps(authors, ensure_ascii=False) if authors else ""


def of_row(row: int, cells: Mapping[str, str]) -> list[dict[str, str | int]]:
    """The authors that one row names: objects of raw text with ``row``, ``full_name`` and what the row says of them.

    A cell with several names is split where every part reads as a name or carries a share; their shares come from the
    brackets, else from a share cell with as many parts. Beside a name, "Đồng tác giả" names the others.
    """
    name = cells.get("full_name") or " ".join(filter(None, (cells.get(key, "") for key in NAMES[1:3])))
    others = cells.get("initiative_authors", "")
    if not (name or others).strip():
        return []
    parts = split(name) if name else split(others)
    if name and others.strip():
        known = {keyed(person) for person, _ in parts}
        parts += [pair for pair in split(others) if keyed(pair[0]) not in known]
    shares = _shares(cells.get(SHARE, ""), len(parts))
    about = {field: cells[field] for field in ABOUT if cells.get(field)} if len(parts) == 1 else {}
    authors: list[dict[str, str | int]] = []
    for (person, told), given in zip(parts, shares, strict=True):
        share = told or given
        author: dict[str, str | int] = {"row": row, "full_name": person, **about}
        authors.append({**author, SHARE: share} if share else author)
    return authors


def split(text: str) -> list[tuple[str, str]]:
    """The (name, share) of each author in a cell; a cell of one author is one pair, share "" when not told."""
    if len(text) > LONGEST:
        return [(text.strip(), "")]
    # Marks apart from their letters (code page 1258) are none of a name's letters to a pattern.
    whole = unicodedata.normalize("NFC", text).strip()
    lines = [" ".join(line.split()) for line in _LINES.split(whole)]
    found = [pair for line in lines if line for pair in _line(line)]
    return [pair for pair in found if pair[0]] or [(whole, "")]


def _line(line: str) -> list[tuple[str, str]]:
    if len(_SHARE.findall(line)) > 1:
        return _with_shares(line)
    parts = [_NUMBER.sub("", part.strip()) for part in _COMMAS.split(line)]
    if len(parts) > 1 and all(_PERSON.match(_one(part)[0]) for part in parts) and _alike(parts):
        return [_one(part) for part in parts]
    return [_one(_NUMBER.sub("", line))]


def _alike(parts: Sequence[str]) -> bool:
    """Names begin every word with a capital; "Nguyễn Văn A, tổ trưởng" does not."""
    words = [word for part in parts for word in re.sub(r"\([^()]*\)", "", part).split() if word[0].isalpha()]
    return all(word[0].isupper() for word in words)


def _with_shares(line: str) -> list[tuple[str, str]]:
    pairs, start = [], 0
    for found in _SHARE.finditer(line):
        name = _NUMBER.sub("", line[start : found.start()].strip(_AROUND)).strip(_AROUND)
        pairs.append((name.removeprefix("và ").removeprefix("& "), found[1].replace(" ", "")))
        start = found.end()
    rest = line[start:].strip(_AROUND)
    return [*pairs, (rest, "")] if rest else pairs


def _one(part: str) -> tuple[str, str]:
    found = _SHARE.search(part)
    if not found:
        return part, ""
    before, behind = part[: found.start()].rstrip(_AROUND), part[found.end() :].lstrip(_AROUND)
    return f"{before} {behind}".strip(), found[1].replace(" ", "")


def _shares(cell: str, count: int) -> list[str]:
    text = cell.strip()
    if count == 1 or len(text) > LONGEST:
        return [text if count == 1 else ""] * count
    for pattern in (_PARTS, _SPACED_COMMA):
        parts = [part.strip() for part in pattern.split(text) if part.strip()]
        if len(parts) == count:
            return parts
    return [""] * count
