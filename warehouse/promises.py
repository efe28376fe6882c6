"""What readers were promised of each mart, as rules that Great Expectations can try; plain data, no library of it.

A rule is one line of the audit page and may need several expectations: "no empty cell" asks one per column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemas.audit import ERROR, WARNING
from schemas.kinds import KINDS
from schemas.marts import ALL, INTEGER, SEVERITIES, STEPS, STRUCTURES, TEXT, Mart
from schemas.registry import LEVELS
from warehouse.marts import AGGREGATES

# Twelve digits standing alone; inside a hash of ours they are no citizen id.
IDENTIFIER = r"(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])"
CODE = r"^\S{1,64}$"
OLDEST_BIRTH = 1920
YOUNGEST_AGE = 14
_NAMED_BY_SENDERS = ("file", "sheet")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation by the name of its class, and what it takes."""

    type: str
    takes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise about one mart: kept when every expectation is met."""

    name: str
    mart: str
    expectations: tuple[Expectation, ...]
    vi: str
    en: str
    severity: str = ERROR


def rules(business_year: int) -> list[Rule]:
    """Every promise of every mart; only the youngest year of birth depends on the date."""
    shape = [rule for mart in ALL for rule in _shape(mart)]
    return [*shape, *_value_sets(), *_codes(), *_parts(), *_ranges(business_year)]


def _shape(mart: Mart) -> Iterator[Rule]:
    texts = [column.name for column in mart.fields if column.type == TEXT]
    ours = [name for name in texts if name not in _NAMED_BY_SENDERS]
    yield Rule(
        f"{mart.name}_columns",
        mart.name,
        (Expectation("ExpectTableColumnsToMatchOrderedList", {"column_list": list(mart.columns)}),),
        f"Bảng {mart.name} có đủ các cột theo đúng thứ tự.",
        f"Mart {mart.name} has its columns in order.",
    )
    yield Rule(
        f"{mart.name}_complete",
        mart.name,
        tuple(_each("ExpectColumnValuesToNotBeNull", [f.name for f in mart.fields if not f.nullable])),
        f"Bảng {mart.name} không có ô trống ở cột bắt buộc.",
        f"Mart {mart.name} has no empty cell where a value was promised.",
    )
    yield Rule(
        f"{mart.name}_grain",
        mart.name,
        (_unique(mart.grain),),
        f"Bảng {mart.name} không có hai dòng trùng khoá.",
        f"Mart {mart.name} has one row per {', '.join(mart.grain)}.",
    )
    yield Rule(
        f"{mart.name}_anonymous",
        mart.name,
        tuple(_each("ExpectColumnValuesToNotMatchRegex", ours, regex=IDENTIFIER)),
        f"Bảng {mart.name} không chứa số định danh cá nhân.",
        f"Mart {mart.name} holds no citizen id.",
    )
    if len(ours) < len(texts):
        # A sender may well name a file by twelve digits of a date and time: told, and not held against the night.
        yield Rule(
            f"{mart.name}_names_anonymous",
            mart.name,
            tuple(_each("ExpectColumnValuesToNotMatchRegex", list(_NAMED_BY_SENDERS), regex=IDENTIFIER)),
            "Tên tệp và tên trang tính không chứa số định danh cá nhân.",
            "No file or sheet is named by what looks like a citizen id.",
            WARNING,
        )
    if mart.name in AGGREGATES:
        counts = [column.name for column in mart.fields if column.type == INTEGER]
        yield Rule(
            f"{mart.name}_not_negative",
            mart.name,
            tuple(_each("ExpectColumnValuesToBeBetween", counts, min_value=0)),
            f"Bảng {mart.name} không có số âm.",
            f"Mart {mart.name} has no negative figure.",
        )


def _value_sets() -> Iterator[Rule]:
    closed: list[tuple[str, str, tuple[str, ...]]] = [
        ("award", "award_level", LEVELS),
        ("award", "structure", STRUCTURES),
        ("funnel", "structure", STRUCTURES),
        ("funnel", "step", STEPS),
        ("reporting", "structure", STRUCTURES),
        ("reporting", "kind", tuple(KINDS)),
        ("data_quality", "severity", SEVERITIES),
        ("worker_award", "award_level", LEVELS),
        ("worker_award", "gender", ("male", "female")),
        ("lineage", "award_level", LEVELS),
    ]
    for mart, column, values in closed:
        yield Rule(
            f"{mart}_{column}_known",
            mart,
            (Expectation("ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(values)}),),
            f"Cột {column} của bảng {mart} chỉ có: {', '.join(values)}.",
            f"Column {column} of {mart} holds only {', '.join(values)}.",
        )


def _codes() -> Iterator[Rule]:
    columns = {
        "award": ["campaign_code", "award_code", "unit_code"],
        "funnel": ["campaign_code", "unit_code"],
        "reporting": ["campaign_code", "unit_code"],
        "data_quality": ["unit_code", "problem_code"],
        "worker_award": ["worker_id", "campaign_code", "award_code", "unit_code"],
        "lineage": ["fact_id", "campaign_code", "award_code", "unit_code", "delivery_id", "run_id"],
    }
    for mart, names in columns.items():
        yield Rule(
            f"{mart}_codes",
            mart,
            tuple(_each("ExpectColumnValuesToMatchRegex", names, regex=CODE)),
            f"Các mã của bảng {mart} không trống và không có dấu cách.",
            f"Codes of {mart} are not empty and have no blanks.",
        )


def _parts() -> Iterator[Rule]:
    wholes = [
        ("award", "persons", "women"),
        ("award", "persons", "direct_workers"),
        ("award", "initiatives", "initiatives_with_value"),
        *(("reporting", "units_owing", part) for part in ("on_time", "late", "nil", "missing")),
    ]
    for mart, whole, part in wholes:
        takes = {"column_A": whole, "column_B": part, "or_equal": True}
        yield Rule(
            f"{mart}_{part}_within_{whole}",
            mart,
            (Expectation("ExpectColumnPairValuesAToBeGreaterThanB", takes),),
            f"Trong bảng {mart}, {part} không vượt {whole}.",
            f"In {mart}, {part} is no more than {whole}.",
        )


def _ranges(business_year: int) -> Iterator[Rule]:
    youngest = business_year - YOUNGEST_AGE
    ranges = [
        ("worker_award", "birth_year", OLDEST_BIRTH, youngest),
        ("funnel", "step_order", 1, len(STEPS)),
        ("lineage", "row", 1, None),
        ("award", "units_reporting", 0, None),
    ]
    for mart, column, lowest, highest in ranges:
        takes = {"column": column, "min_value": lowest, "max_value": highest}
        bounds = f"{lowest}–{'…' if highest is None else highest}"
        yield Rule(
            f"{mart}_{column}_plausible",
            mart,
            (Expectation("ExpectColumnValuesToBeBetween", takes),),
            f"Cột {column} của bảng {mart} trong khoảng {bounds}.",
            f"Column {column} of {mart} lies in {bounds}.",
        )


def _each(kind: str, columns: list[str], **takes: Any) -> Iterator[Expectation]:
    return (Expectation(kind, {"column": column, **takes}) for column in columns)


def _unique(grain: tuple[str, ...]) -> Expectation:
    if len(grain) == 1:
        return Expectation("ExpectColumnValuesToBeUnique", {"column": grain[0]})
    return Expectation("ExpectCompoundColumnsToBeUnique", {"column_list": list(grain)})
