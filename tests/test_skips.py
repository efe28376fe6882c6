"""Sessions with a test that cannot run: told on a desk, failed where every test must run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOOKS = "from tests.skips import pytest_addoption, pytest_sessionfinish, pytest_terminal_summary\n"
TESTS = """
import pytest
@pytest.mark.skipif(True, reason="LibreOffice is not installed")
def test_one(): pass
def test_two(): pass
"""


def session(
    folder: Path, *options: str, environment: dict[str, str], tests: str = TESTS
) -> subprocess.CompletedProcess[str]:
    """pytest on two tests, of which one is skipped."""
    (folder / "conftest.py").write_text(HOOKS, encoding="utf-8")
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}", str(folder)]
    settings = {**own, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([*command, *options], env=settings, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("options", "environment", "exit_code"),
    [((), {}, 0), (("--no-skips",), {}, 1), ((), {"CI": "true"}, 1), (("--no-skips", "-n", "2"), {}, 1)],
)
def test_a_skipped_test_is_told_and_fails_only_where_all_must_run(
    options: tuple[str, ...], environment: dict[str, str], exit_code: int, tmp_path: Path
) -> None:
    told = session(tmp_path, *options, environment=environment)
    assert (told.returncode, "1 × LibreOffice is not installed" in told.stdout) == (exit_code, True), told.stdout


def test_a_session_without_skips_passes(tmp_path: Path) -> None:
    told = session(tmp_path, "--no-skips", "-k", "two", environment={})
    assert (told.returncode, "not run" in told.stdout) == (0, False), told.stdout


def test_what_is_opt_in_is_told_and_fails_nobody(tmp_path: Path) -> None:
    opted = TESTS.replace("LibreOffice", "opt-in: Spark")
    told = session(tmp_path, "--no-skips", environment={}, tests=opted)
    assert (told.returncode, "1 × opt-in: Spark is not installed" in told.stdout) == (0, True), told.stdout
