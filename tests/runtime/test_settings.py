from __future__ import annotations

import pytest
from pydantic import ValidationError

from flows.console import explain
from runtime.settings import Settings, export


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_WAREHOUSE", "sqlite:///elsewhere.db")
    assert Settings().warehouse == "sqlite:///elsewhere.db"


def test_a_bad_setting_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_READERS", "many")
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "readers" in explain(refused.value)
    assert "\n" not in explain(refused.value)


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_KEY", "c2VjcmV0")
    assert "c2VjcmV0" not in repr(Settings())


def test_what_the_command_line_says_reaches_a_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THIDUA_WAREHOUSE", "THIDUA_LANDING", "THIDUA_INBOX"):
        monkeypatch.setenv(name, "before")
    export(Settings().model_copy(update={"landing": "s3://bucket/landing"}))
    assert Settings().landing == "s3://bucket/landing"
