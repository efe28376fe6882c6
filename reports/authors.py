"""The authors of an initiative as lines a person can edit, and back to the list the cleaner reads.

In a cell: one author a line, ``họ tên | tỷ lệ %``. Everything else a list says of an author (sex, unit, phone …)
stays with the author, found again by name and otherwise by place.
"""

from __future__ import annotations

import json
import unicodedata

SEPARATOR = " | "
Author = dict[str, object]


def to_lines(raw: str) -> str:
    """The text of a cell for a JSON list of authors; text that is no such list is given back unchanged."""
    authors = _parse(raw)
    if authors is None:
        return raw
    return "\n".join(_line(author) for author in authors)


def from_lines(text: str, raw: str) -> str:
    """The JSON list of authors that edited lines stand for; ``raw`` is the list the lines were made of."""
    known = _parse(raw) or []
    by_name = {_key(str(author.get("full_name") or "")): author for author in reversed(known)}
    authors: list[Author] = []
    for number, line in enumerate(part for part in text.splitlines() if part.strip()):
        name, _, share = (piece.strip() for piece in line.partition("|"))
        former = by_name.get(_key(name)) or (known[number] if number < len(known) else {})
        authors.append({**former, "full_name": name, "contribution_pct": share})
    return json.dumps(authors, ensure_ascii=False)


def _line(author: Author) -> str:
    name, share = str(author.get("full_name") or ""), str(author.get("contribution_pct") or "")
    return f"{name}{SEPARATOR}{share}" if share else name


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _parse(raw: str) -> list[Author] | None:
    if not raw.lstrip().startswith("["):
        return None
    try:
        authors = json.loads(raw)
    except ValueError:
        return None
    return authors if isinstance(authors, list) and all(isinstance(author, dict) for author in authors) else None
