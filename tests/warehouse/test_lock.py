from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from warehouse.lock import Locked, hold

NIGHT = date(2025, 6, 10)
_HOLDER = """
import sys, time
from datetime import date
from warehouse.lock import hold
from warehouse.session import open_engine
with hold(open_engine(sys.argv[1]), date(2025, 6, 9)):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(warehouse_url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the warehouse's lock."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _HOLDER, warehouse_url]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_another_process_is_turned_away_and_told_who_holds_it(engine: Engine, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(Locked, match="2025-06-09 process"), hold(engine, NIGHT):
        pass


def test_a_killed_holder_holds_nothing(engine: Engine, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    # PostgreSQL notices a lost client a moment later.
    _eventually(lambda: hold(engine, NIGHT))


def test_two_dates_of_one_warehouse_exclude_each_other(engine: Engine) -> None:
    with hold(engine, NIGHT), pytest.raises(Locked), hold(engine, date(2025, 6, 11)):
        pass


def test_a_lock_given_back_can_be_taken_again(engine: Engine) -> None:
    for _ in range(3):
        with hold(engine, NIGHT):
            pass


def test_a_failed_run_gives_the_lock_back(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), hold(engine, NIGHT):
        raise ZeroDivisionError
    with hold(engine, NIGHT):
        pass


def _eventually(take: Callable[[], AbstractContextManager[None]]) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            with take():
                return
        except Locked:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
