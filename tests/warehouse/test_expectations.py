from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from schemas.audit import AuditResult
from schemas.marts import MARTS
from tests.warehouse.rows import insert, read_yaml
from warehouse import expectations
from warehouse.marts import Edition
from warehouse.promises import rules
from warehouse.session import open_engine, writing

FOLDER = Path(__file__).parent / "marts"
SOUND, DAMAGED = Edition(1, 1, date(2025, 6, 10)), Edition(2, 1, date(2025, 6, 11))
# Facts of run 2 only: edition 1 stays sound.
DAMAGE = {
    "fact": [
        {"fact_id": "f8", "entry_id": "e1", "worker_id": "001085012345", "unit_code": "A", "opened_by": 2},
        {"fact_id": "f9", "entry_id": "e1", "worker_id": "w9", "unit_code": "A", "opened_by": 2, "gender": "nam"},
        {"fact_id": "f9", "entry_id": "e1", "worker_id": "w8", "unit_code": "A", "opened_by": 2, "birth_year": 2024},
    ]
}


@contextmanager
def started(url: str) -> Iterator[expectations.Handle]:
    handle = expectations.start(url)
    try:
        yield handle
    finally:
        handle.close()


def _fill(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as conn:
        insert(conn, read_yaml(FOLDER / "registry.yaml"))
        insert(conn, read_yaml(FOLDER / "sound.yaml"))
        insert(conn, DAMAGE)
    engine.dispose()


@pytest.fixture
def filled(sqlite_url: str) -> str:
    """A warehouse whose edition 1 keeps every promise and whose edition 2 breaks some."""
    _fill(sqlite_url)
    return sqlite_url


def _failed(results: list[AuditResult]) -> dict[str, str]:
    return {result.name: result.observed for result in results if not result.ok}


def test_broken_promises_are_told_by_count_and_never_by_value(postgresql_url: str) -> None:
    _fill(postgresql_url)
    with started(postgresql_url) as handle:
        handle.ask(DAMAGED)
        results = handle.audit(DAMAGED)
    assert [result.name for result in results] == [rule.name for rule in rules(2025)]
    assert _failed(results) == {
        "lineage_grain": "1 of 1 not met; 2 values",
        "worker_award_anonymous": "1 of 6 not met; 1 values",
        "lineage_anonymous": "1 of 8 not met; 1 values",
        "worker_award_gender_known": "1 of 1 not met; 1 values",
        "worker_award_birth_year_plausible": "1 of 1 not met; 1 values",
    }
    assert "001085012345" not in repr(results)


def test_a_killed_process_fails_the_audit(filled: str) -> None:
    with started(filled) as handle:
        handle.process.kill()
        handle.process.wait()
        assert _failed(handle.audit(SOUND))[expectations.PROCESS] in {
            "ended with code -9",
            "could not be asked (BrokenPipeError)",
        }


def test_a_process_that_does_not_answer_in_time_fails_the_audit(filled: str) -> None:
    with started(filled) as handle:
        assert _failed(handle.audit(SOUND, seconds=0.01)) == {expectations.PROCESS: "no answer within 0.01 s"}
        assert handle.process.poll() is not None


def test_an_answer_that_cannot_be_read_fails_the_audit(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expectations, "_CHILD", "import sys; sys.stdin.readlines(); print('{}')")
    with started(filled) as handle:
        assert _failed(handle.audit(SOUND)) == {expectations.PROCESS: "answered what cannot be read (KeyError)"}


def test_a_failure_is_named_without_its_words(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    child = "import sys; sys.stdin.readlines(); raise ValueError('Nguyễn Văn Bí Mật')"
    monkeypatch.setattr(expectations, "_CHILD", child)
    with started(filled) as handle:
        assert _failed(handle.audit(SOUND)) == {expectations.PROCESS: "ended with code 1 (ValueError)"}


def test_a_process_never_asked_ends_with_the_night(filled: str) -> None:
    handle = expectations.start(filled)
    handle.close()
    handle.close()
    assert handle.process.poll() is not None


def test_the_library_is_not_imported_into_the_night() -> None:
    assert "great_expectations" not in sys.modules


def test_every_mart_has_its_columns_grain_and_anonymity_promised() -> None:
    names = {rule.name for rule in rules(2025)}
    assert len(names) == len(rules(2025)) >= 30
    for part in ("columns", "complete", "grain", "anonymous"):
        assert {f"{mart}_{part}" for mart in MARTS} <= names
