from __future__ import annotations

from typing import Any

import pytest

from reports.check_page import check_page
from tests.reports.test_audit import text

HOSTILE = "<img src=x onerror=alert(1)>"


def problem(**replaced: Any) -> dict[str, Any]:
    made = {"code": "citizen_id_length", "severity": "error", "sheet": "Sheet1", "cell": "F12", "row": 12,
            "field": "citizen_id", "value": "0011", "expected": "12 chữ số", "message": "Số CCCD có 4 chữ số",
            "cause": "c1"}  # fmt: skip
    return {**made, **replaced}


def finding(**replaced: Any) -> dict[str, Any]:
    made = {
        "cause": "c1",
        "severity": "error",
        "sheet": "Sheet1",
        "field": "citizen_id",
        "codes": ["citizen_id_length"],
        "rows": 1,
        "cells": ["F12"],
        "message": "Số CCCD có 4 chữ số",
        "expected": "12 chữ số",
        "hint": "Ghi lại theo căn cước",
        "remedy": None,
    }
    return {**made, **replaced}


def table(**replaced: Any) -> dict[str, Any]:
    made = {"sheet": "Sheet1", "kind": "cng_list", "unit_code": "A", "campaign_code": "CNG-2025",
            "award_level": "grassroots", "header_rows": [7, 8], "first_row": 9, "last_row": 38, "declared_total": 30,
            "columns": [{"column": "C", "heading": "Họ tên", "field": "full_name"},
                        {"column": "D", "heading": "Dân tộc", "field": ""}],
            "rows": 30, "accepted": 28, "held": 2}  # fmt: skip
    return {**made, **replaced}


def file(**replaced: Any) -> dict[str, Any]:
    made = {"file": "danh sách.xlsx", "status": "read", "tables": [table()], "inferences": [], "problems": []}
    return {**made, **replaced}


def test_a_clean_file_is_said_to_be_clean() -> None:
    assert "Không có vấn đề nào." in text(check_page({"files": [file()]}))


def test_a_refused_file_tells_why() -> None:
    refused = {"file": "x.xls", "status": "refused", "refusal": {"code": "file_encrypted", "message": "Có mật khẩu."}}
    page = text(check_page({"files": [refused]}))
    assert "Không nhận tệp này. Có mật khẩu. file_encrypted" in page
    assert "Tệp bị từ chối 1" in page


def test_counts_of_all_files_are_added() -> None:
    page = text(check_page({"files": [file(), file()]}))
    assert "Dòng đọc được 60 Chấp nhận 56 Giữ lại 4" in page


def test_an_unused_column_is_named() -> None:
    assert "Dân tộc không dùng" in text(check_page({"files": [file()]}))


def test_a_finding_says_what_to_do_and_shows_all_that_its_remedy_would_change() -> None:
    cells = [f"C{row}" for row in range(9, 309)]
    changes = [{"cell": cell, "before": "12/31/1985", "after": "31/12/1985"} for cell in cells]
    remedy = {"name": "month_first", "message": "Đổi lại", "cured": 300, "changes": changes}
    page = text(check_page({"files": [file(findings=[finding(rows=300, cells=cells, remedy=remedy)])]}))
    assert "Sheet1!C9–C308" in page
    assert "hết lỗi 300/300 dòng" in page
    assert page.count("31/12/1985") == 300


def test_a_file_with_queries_only_is_taken() -> None:
    page = text(check_page({"files": [file(problems=[problem(severity="query")])]}))
    assert "Được nhận; có 1 điểm cần giải trình." in page


def test_a_table_of_which_little_is_known_is_shown() -> None:
    unknown = table(kind="", unit_code=None, campaign_code=None, award_level=None, declared_total=None)
    page = text(check_page({"files": [file(tables=[unknown])]}))
    assert "chưa rõ loại biểu" in page
    assert "chưa rõ cấp" in page


@pytest.mark.parametrize(
    "hostile",
    [
        file(file=HOSTILE),
        file(
            findings=[finding(message=HOSTILE, sheet=HOSTILE, expected=HOSTILE, hint=HOSTILE)],
            problems=[problem(value=HOSTILE, message=HOSTILE, sheet=HOSTILE, expected=HOSTILE)],
        ),
        file(
            findings=[
                finding(
                    remedy={
                        "name": "x",
                        "message": HOSTILE,
                        "cured": 1,
                        "changes": [{"cell": "A1", "before": HOSTILE, "after": HOSTILE}],
                    }
                )
            ]
        ),
        file(tables=[table(sheet=HOSTILE, columns=[{"column": "C", "heading": HOSTILE, "field": HOSTILE}])]),
        file(inferences=[{"code": "x", "cell": "A1", "message": HOSTILE}]),
    ],
    ids=["file name", "problem", "remedy", "table", "inference"],
)
def test_submitted_text_never_runs_in_the_page(hostile: dict[str, Any]) -> None:
    page = check_page({"files": [hostile]})
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
