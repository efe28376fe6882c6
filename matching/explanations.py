"""Explanations: for any two records, the evidence field by field in words and bits, as data for people to judge."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from cleaning.masking import masked
from matching.clusters import within_slip
from matching.commonness import RAREST
from schemas.sentences import EVIDENCE, Sentence, sentences

# comparison -> the field of the record that people know it by; others are called alike
FIELDS: Final = {
    "name": "full_name",
    "birth": "date_of_birth",
    "citizen": "citizen_id",
    "old": "old_citizen_id",
    "social": "social_insurance_no",
    "unit": "unit_code",
    "sex": "gender",
    "hired": "hire_date",
}
WORDED: Final = ("unit", "sex", "job")  # these agree or differ as a whole
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair: what people read of it, and what its features say about ids and the name.

    ``values``: cleaned values by field; ``citizen_id`` the trusted one only; ``name_share`` the share of people who
    bear the name, None when it is not known.
    """

    record_id: str
    values: Mapping[str, str]
    citizen_id: str | None = None
    name_share: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it may be shown, with the [start, end) of the characters that differ from the other record's."""

    text: str
    differs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison says: its level, its bits for (above 0) or against one person, and why."""

    comparison: str
    field: str
    level: str
    bits: float
    sentence: Sentence
    left: Shown
    right: Shown


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands beside the evidence: a veto, a judgement."""

    kind: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two records are, or are not, one person; the bits of ``evidence`` and ``prior`` sum to ``weight``.

    ``evidence`` begins with what says most; comparisons with nothing to compare stand last. ``commonness`` is None
    unless both bear one name.
    """

    record_l: str
    record_r: str
    weight: float
    probability: float
    conclusion: Sentence
    prior: float
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    commonness: Sentence | None

    def document(self) -> dict[str, Any]:
        """The explanation as plain JSON data, sentences in both languages; a personal value only as it was shown."""
        return {
            "record_l": self.record_l,
            "record_r": self.record_r,
            "weight": self.weight,
            "probability": round(self.probability, 6),
            "conclusion": _both(self.conclusion),
            "prior": self.prior,
            "evidence": [_document(one) for one in self.evidence],
            "remarks": [{"kind": one.kind, **_both(one.sentence)} for one in self.remarks],
            "commonness": _both(self.commonness) if self.commonness else None,
        }


def explain(
    edge: Mapping[str, Any], left: Side, right: Side, *, verdicts: Collection[str] = (), reveal: bool = False
) -> Explanation:
    """The explanation of an edge (``weight`` and ``evidence`` as ``scoring.EDGES`` has them) between two records.

    ``verdicts`` are those of open judgements on the pair. Private values are masked unless ``reveal``.
    """
    weight = float(edge["weight"])
    told: dict[str, tuple[str, float]] = {
        name: (said[0], said[1]) for name, said in json.loads(edge["evidence"]).items()
    }
    evidence = [_evidence(name, level, bits, left, right, reveal) for name, (level, bits) in told.items()]
    evidence.sort(key=lambda one: (one.level == "missing", -abs(one.bits)))
    return Explanation(
        record_l=left.record_id,
        record_r=right.record_id,
        weight=round(weight, 2),
        probability=probability(weight),
        conclusion=conclusion(weight),
        prior=round(weight - sum(bits for _, bits in told.values()), 2),
        evidence=tuple(evidence),
        remarks=tuple(_remarks(left, right, verdicts)),
        commonness=_commonness(left, right, told),
    )


def in_words(evidence: str, lang: str) -> str:
    """The evidence of an edge as one line in ``vi`` or ``en``, what says most first; without a value of a person."""
    told: dict[str, tuple[str, float]] = {name: (said[0], said[1]) for name, said in json.loads(evidence).items()}
    said = sorted(((bits, name, level) for name, (level, bits) in told.items() if level != "missing"), key=_strength)
    return "; ".join(f"{_sentence(name, level).in_(lang)} ({bits:+.1f})" for bits, name, level in said)


def _strength(said: tuple[float, str, str]) -> float:
    return -abs(said[0])


def _sentence(name: str, level: str) -> Sentence:
    known = sentences(EVIDENCE)
    return known.get((name, level)) or known["*", "*"].about(comparison=name, level=level)


def probability(weight: float) -> float:
    """The chance of one person at a weight in bits of log odds."""
    return 1 / (1 + 2.0**-weight) if weight > -1000 else 0.0


def conclusion(weight: float) -> Sentence:
    """What a weight means, in words."""
    words = {float(level): said for (subject, level), said in sentences(EVIDENCE).items() if subject == "weight"}
    return words[max(least for least in words if weight >= least)]


def differing(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of each text that the other does not have; capitals do not count."""
    if not left or not right:
        return (), ()
    found = SequenceMatcher(None, left.lower(), right.lower(), autojunk=False).get_opcodes()
    apart = [code[1:] for code in found if code[0] != "equal"]
    return tuple((a, b) for a, b, _, _ in apart if a < b), tuple((c, d) for _, _, c, d in apart if c < d)


def _evidence(name: str, level: str, bits: float, left: Side, right: Side, reveal: bool) -> Evidence:
    field = FIELDS.get(name, name)
    texts = [side.values.get(field, "") for side in (left, right)]
    spans = ((), ()) if name in WORDED or level == "missing" else differing(*texts)
    shown = [Shown(text if reveal else masked(field, text), span) for text, span in zip(texts, spans, strict=True)]
    return Evidence(name, field, level, bits, _sentence(name, level), *shown)


def _remarks(left: Side, right: Side, verdicts: Collection[str]) -> list[Remark]:
    known = sentences(EVIDENCE)
    apart = left.citizen_id and right.citizen_id and not within_slip(left.citizen_id, right.citizen_id)
    kinds = [*(["citizen_ids"] if apart else []), *sorted(set(verdicts))]
    if {"same", "different"} <= set(verdicts):
        kinds = ["contradiction", *kinds]
    return [Remark(kind, known["veto", kind]) for kind in kinds]


def _commonness(left: Side, right: Side, told: Mapping[str, tuple[str, float]]) -> Sentence | None:
    """How many bear the name, when the two have the same in any spelling; rounded to what can be known."""
    share = left.name_share or right.name_share
    if share is None or told.get("name", ("",))[0] not in ("same", "unmarked", "marks_differ", "reordered"):
        return None
    rare = share <= RAREST
    count = 1 / share
    rounded = round(count, 1 - math.floor(math.log10(count)))
    vi, en = (f"{rounded:,.0f}".replace(",", mark) for mark in (".", ","))
    return sentences(EVIDENCE)["common", "rare" if rare else "name"].about(count=Sentence(vi, en))


def _both(sentence: Sentence) -> dict[str, str]:
    return {"vi": sentence.vi, "en": sentence.en}


def _document(one: Evidence) -> dict[str, Any]:
    sides = {
        name: {"text": side.text, "differs": [list(span) for span in side.differs]}
        for name, side in (("left", one.left), ("right", one.right))
    }
    head = {"comparison": one.comparison, "field": one.field, "level": one.level, "bits": one.bits}
    return {**head, **_both(one.sentence), **sides}
