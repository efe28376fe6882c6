"""What a cell of a blank workbook takes, as rules that a spreadsheet program knows, with the words beside them.

A rule warns and does not forbid, except where a list of words is complete: a person without a CCCD is still entered,
and the check of the list tells the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from schemas.template import (
    CHOICE,
    CITIZEN_ID,
    COUNT,
    DATE,
    FIGURE,
    INSURANCE_NO,
    MONEY,
    PERCENT,
    PHONE,
    UNION,
    TemplateColumn,
)

# How each check is told, in the cell's own note and on the page of instructions.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        CITIZEN_ID: "Đủ 12 chữ số, giữ số 0 ở đầu; không chấm, không cách.",
        INSURANCE_NO: "Đủ 10 chữ số, giữ số 0 ở đầu.",
        PHONE: "10 chữ số, bắt đầu bằng số 0; chỉ ghi một số.",
        DATE: "Ngày/tháng/năm, ví dụ 07/03/1985; chỉ biết năm thì ghi năm: 1985.",
        CHOICE: "Chọn trong danh sách thả xuống.",
        UNION: "Chọn đúng tên trong danh sách thả xuống.",
        COUNT: "Số nguyên, không âm, không kèm chữ.",
        FIGURE: "Một số, không âm, không kèm chữ.",
        MONEY: "Số tiền bằng đồng, chỉ ghi chữ số, ví dụ 12210000.",
        PERCENT: "Số từ 0 đến 100, không ghi dấu %; các tác giả cộng lại bằng 100.",
    }
)
_DIGITS = {CITIZEN_ID: 12, INSURANCE_NO: 10, PHONE: 10}
_FIRM = (CHOICE,)
_TITLE = 32  # letters that a note's title may have

Rule = dict[str, Any]


def rule(column: TemplateColumn, cell: str, unions: str) -> Rule | None:
    """The validation of a column whose first cell to fill in is ``cell``; None where any text is right.

    ``unions`` is the range with the names of unions, "" where there is none to choose from.
    """
    kind = _kind(column, cell, unions)
    if kind is None:
        return None
    title, words = column.heading[:_TITLE], WORDS[column.check]
    told = {"input_title": title, "input_message": words, "error_title": title, "error_message": words}
    return {**kind, **told, "error_type": "stop" if column.check in _FIRM else "warning"}


def _kind(column: TemplateColumn, cell: str, unions: str) -> Rule | None:
    if column.check in _DIGITS:
        return {"validate": "custom", "value": _digits(cell, _DIGITS[column.check])}
    if column.check == DATE:
        return {"validate": "custom", "value": _day(cell)}
    if column.check == CHOICE:
        return {"validate": "list", "source": list(column.choices)}
    if column.check == UNION:
        return {"validate": "list", "source": f"={unions}"} if unions else None
    if column.check == COUNT:
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if column.check == PERCENT:
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    return {"validate": "decimal", "criteria": ">=", "value": 0} if column.check else None


def _digits(cell: str, count: int) -> str:
    # Written out again as a number of so many digits it is the same text only if nothing but digits was there.
    return f'=AND(LEN({cell})={count},{cell}&""=TEXT(VALUE({cell}),REPT("0",{count})))'


def _day(cell: str) -> str:
    """A day first, or a year alone, as text: a cell of text is never turned into a date of another order."""
    day, month, year = f"LEFT({cell},2)", f"MID({cell},4,2)", f"RIGHT({cell},4)"
    made = f"DATE({year},{month},{day})"
    exact = f'MID({cell},3,1)="/",DAY({made})=VALUE({day}),MONTH({made})=VALUE({month})'
    return f"=IF(LEN({cell})=4,ABS(VALUE({cell})-1990)<100,AND(LEN({cell})=10,{exact}))"
