"""Questions on their way to a steward, and the answers on their way back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flows.choices import choices
from reports.questions import Asked, Reply
from runtime.wiring import Connection
from schemas.question import CAMPAIGN, UNIT, Question, sentence
from schemas.registry import Registry
from warehouse import answers, questions, registry
from warehouse.vault import Vault

LANGUAGE = "vi"
_CODE = re.compile(r"\(([^()]+)\)\s*$")
Row = dict[str, Any]


def asked(
    connection: Connection, vault: Vault, unit_code: str | None = None, campaign_code: str | None = None
) -> list[Asked]:
    """The questions that wait, each once for its sender, at the first place it comes from."""
    found = {_key(row): row for row in reversed(questions.waiting(connection, unit_code, campaign_code).to_dicts())}
    known = registry.current(connection)
    names = {unit.unit_code: unit.name for unit in known.units}
    told = []
    for key, row in reversed(found.items()):
        question = _opened(vault, row)
        sender = row["sender_code"]
        told.append(
            Asked(
                key=key,
                unit_code=sender,
                unit_name=names.get(sender, sender),
                file=row["path"],
                sheet=row["sheet"],
                cell=question.cell,
                code=question.code,
                words=sentence(question, LANGUAGE),
                samples=question.samples,
                choices=tuple(choices(question, known).values()),
            )
        )
    return told


def import_answers(
    connection: Connection, vault: Vault, replies: Sequence[Reply], *, made_by: str, made_at: datetime, reason: str
) -> tuple[int, list[Reply]]:
    """Store what was answered; returns how many answers are new, and the replies that say nothing we can use.

    A reply is one of the words offered, or the code of a unit or campaign. An answered question that no longer waits
    is left alone: its list was withdrawn, or read by another answer.
    """
    waiting = {_key(row): row for row in questions.waiting(connection).to_dicts()} if replies else {}
    known = registry.current(connection) if waiting else None
    made, unclear = [], []
    for reply in replies:
        row = waiting.get(reply.key)
        if row is None or known is None:
            continue
        value = _value(_opened(vault, row), reply.text, known)
        if value is None:
            unclear.append(reply)
            continue
        place = (row["sender_code"], row["code"], row["key"])
        made.append(answers.Answer(*place, value, reply.reason or reason, made_by, made_at))
    return answers.add(connection, made), unclear


def answered(connection: Connection, vault: Vault, unit_code: str | None = None) -> list[Row]:
    """Every answer as ``thidua rejects answers`` prints it, with its question in words where that is still known."""
    given = answers.given(connection, unit_code)
    known = registry.current(connection)
    asked_once = {(row["sender_code"], row["code"], row["key"]): row for row in questions.ever(connection).to_dicts()}
    told = []
    for row in given.iter_rows(named=True):
        source = asked_once.get((row["unit_code"], row["code"], row["key"]))
        question = _opened(vault, source) if source else None
        words = choices(question, known).get(row["value"], row["value"]) if question else row["value"]
        said = {"question": sentence(question, LANGUAGE) if question else "", "answer": words}
        told.append({**{name: value for name, value in row.items() if name not in ("key", "value")}, **said})
    return told


def listed(told: Sequence[Asked]) -> list[Row]:
    """Questions as ``thidua rejects list`` prints them."""
    return [
        {
            "question_key": one.key,
            "unit_code": one.unit_code,
            "file": one.file,
            "sheet": one.sheet,
            "cell": one.cell,
            "codes": [one.code],
            "question": one.words,
            "choices": list(one.choices),
        }
        for one in told
    ]


def details(connection: Connection, vault: Vault, unit_code: str | None) -> dict[tuple[str, str], Row]:
    """The words of the messages of open questions, by listing and code; of several the first."""
    waiting = questions.waiting(connection, unit_code).to_dicts()
    return {(row["listing_id"], row["code"]): dict(_opened(vault, row).details) for row in reversed(waiting)}


def _opened(vault: Vault, row: Row) -> Question:
    content = json.loads(vault.open([row["payload"]])[0])
    candidates = tuple(json.loads(row["candidates"]))
    return Question(row["code"], row["key"], row["cell"], content["details"], tuple(content["samples"]), candidates)


def _key(row: Row) -> str:
    """The same question about several lists of a sender is one."""
    parts = (row["sender_code"], row["code"], row["key"])
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def _value(question: Question, text: str, known: Registry) -> str | None:
    offered = {words.casefold(): value for value, words in choices(question, known).items()}
    if text.casefold() in offered:
        return offered[text.casefold()]
    in_brackets = _CODE.search(text)
    code = (in_brackets[1] if in_brackets else text).strip().casefold()
    typed = {UNIT: [u.unit_code for u in known.units], CAMPAIGN: [c.campaign_code for c in known.campaigns]}
    allowed = [*question.candidates, *typed.get(question.code, [])]
    return next((value for value in allowed if value.casefold() == code), None)
