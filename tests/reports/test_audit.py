from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.audit import RefusalCount, RunSummary, audit_page
from schemas.audit import AuditResult

ROWS = {"received": 1300, "accepted": 1201, "held": 39, "refused": 20, "superseded": 25, "ignored": 15}


def run(**replaced: Any) -> RunSummary:
    made: dict[str, Any] = {
        "run_id": "2025-06-10-01",
        "business_date": date(2025, 6, 10),
        "rows": ROWS,
        "deliveries": {"new": 63},
        "workers": {"to_review": 4},
        "seconds": {"read": 3.0, "resolve": 1.0},
        "publication_id": "P-1",
        "checksum": "abc",
    }
    return RunSummary(**{**made, **replaced})


def result(
    *, ok: bool = True, severity: str = "error", name: str = "fact_has_delivery", **replaced: Any
) -> AuditResult:
    made: dict[str, Any] = {
        "observed": "0",
        "expected": "0",
        "source": "invariant",
        "sentence_vi": "Mọi kết quả có tệp.",
    }
    return AuditResult(name=name, ok=ok, severity=severity, **{**made, **replaced})


def text(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S).split())


def test_a_passed_audit_names_the_publication() -> None:
    page = text(audit_page([result()], run()))
    assert "Đã công bố P-1" in page
    assert "Không công bố" not in page


def test_a_failed_audit_says_that_nothing_was_published() -> None:
    page = text(audit_page([result(ok=False), result()], run(publication_id=None)))
    assert "Không công bố: 1 quy tắc bắt buộc không đạt." in page
    assert "Đã công bố" not in page


def test_a_warning_does_not_keep_a_night_from_publication() -> None:
    assert "Đạt, có 1 cảnh báo. Đã công bố P-1" in text(audit_page([result(ok=False, severity="warning")], run()))


def test_failed_rules_stand_first_in_their_group() -> None:
    page = audit_page([result(name="fine"), result(name="broken", ok=False)], run())
    assert page.index("broken") < page.index("fine")


def test_rules_of_a_new_source_are_shown_too() -> None:
    assert "somewhere_else" in audit_page([result(source="somewhere_else", name="odd")], run())


@pytest.mark.parametrize(("held", "verdict"), [(39, "✓ khớp"), (38, "✗ lệch 1")])
def test_rows_that_do_not_balance_are_said_so(held: int, verdict: str) -> None:
    assert verdict in text(audit_page([], run(rows={**ROWS, "held": held})))


def test_stages_are_told_with_their_part_of_the_night() -> None:
    assert "Đọc tệp 3,0 75,0%" in text(audit_page([], run()))


def test_refusals_are_counted_by_reason() -> None:
    refused = [RefusalCount("file_encrypted", "Tệp đặt mật khẩu.", 2)]
    assert "Tệp đặt mật khẩu. file_encrypted 2" in text(audit_page([], run(refusals=refused)))


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = audit_page([result()], run())
    assert not re.search(r"<script|<link|<img|<iframe|url\(|@import|src=|href=|\son\w+=", page, flags=re.I)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("field", ["observed", "expected", "sentence_vi", "sentence_en", "name"])
def test_hostile_text_is_shown_and_never_run(field: str) -> None:
    hostile: dict[str, Any] = {field: "<script>alert(1)</script>"}
    page = audit_page([replace(result(), **hostile)], run())
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
