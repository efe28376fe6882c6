"""A test that could not run is told with its reason, and where every test must run it fails the session."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections import Counter

import pytest

from flows.commands.vendored import missing

LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed (Debian: libreoffice-calc-nogui)"
)

CHROMIUM = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed (Debian: chromium)")
VENDORED = pytest.mark.skipif(
    bool(missing()), reason="the browser's libraries are not set up (make web; needs Node.js)"
)

# What `make spark` runs in an environment of its own is told and fails nobody.
OPT_IN = "opt-in: "
SPARK = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None, reason=f"{OPT_IN}Spark has an environment of its own (make spark)"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--no-skips``; without it the environment decides: CI=true, as .ci/run and most servers set it."""
    told = "fail when a test was skipped (the default where CI=true)"
    parser.addoption("--no-skips", action="store_true", default=os.environ.get("CI") == "true", help=told)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turns a passed session with skipped tests into a failed one; each worker's session is left alone."""
    passed = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if passed and session.config.getoption("no_skips") and _missing(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for each reason, with the number of tests it kept from running."""
    reasons = _reasons(config)
    if not reasons:
        return
    terminalreporter.section("not run on this machine")
    for reason, tests in reasons.most_common():
        terminalreporter.line(f"{tests} × {reason}")
    if config.getoption("no_skips") and _missing(config):
        terminalreporter.line("A skipped test fails this run (--no-skips, or CI=true).", red=True)


def _missing(config: pytest.Config) -> list[str]:
    """Why tests did not run that every machine of a whole run must run."""
    return [reason for reason in _reasons(config) if not reason.startswith(OPT_IN)]


def _reasons(config: pytest.Config) -> Counter[str]:
    """Why tests did not run; empty in a worker process, whose terminal is the controller's."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return Counter(_reason(report.longrepr) for report in skipped)


def _reason(told: object) -> str:
    """pytest tells (file, line, reason)."""
    return str(told[2] if isinstance(told, tuple) else told).removeprefix("Skipped: ")
