from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from warehouse import models

NOW = datetime(2025, 6, 10, 1, tzinfo=UTC)
FIRST = models.Version("people-1", models.SHIPPED, None, "2026-11-22", 1000, 700_000, "1", NOW, '{"a": 1}')


def test_a_model_is_kept_once_and_read_back_as_it_was(conn: Connection) -> None:
    assert models.add(conn, FIRST)
    assert not models.add(conn, FIRST)
    assert models.of_id(conn, "people-1") == FIRST
    assert models.of_id(conn, "people-9") is None


def test_a_model_never_changes_under_its_id(conn: Connection) -> None:
    models.add(conn, FIRST)
    with pytest.raises(ValueError, match="people-1"):
        models.add(conn, replace(FIRST, document='{"a": 2}'))


def test_the_latest_activation_is_in_force_and_all_are_remembered(conn: Connection) -> None:
    assert models.in_force(conn) is None
    second = replace(FIRST, model_id="people-2", parent_id="people-1", origin=models.TRAINED)
    for version in (FIRST, second):
        models.add(conn, version)
    models.activate(conn, "people-2", by="an", at=NOW, reason="first")
    models.activate(conn, "people-1", by="an", at=NOW, reason="back", run_no=7)
    found = models.in_force(conn)
    assert found is not None
    assert (found.version, found.reason, found.known_records) == (FIRST, "back", 0)
    assert models.activations(conn)["model_id"].to_list() == ["people-1", "people-2"]


def test_models_are_listed_without_their_documents(conn: Connection) -> None:
    models.add(conn, FIRST)
    listed = models.every(conn)
    assert "document" not in listed.columns
    assert listed.select("model_id", "edges").rows() == [("people-1", 0)]
