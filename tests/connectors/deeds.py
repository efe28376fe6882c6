"""What hostile files make libraries do, as functions for a reading process to run."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from connectors.failures import LandingDamaged, Unreadable


def act(what: str) -> object:
    """Do the deed of that name, or hand the word back."""
    return _DEEDS[what]() if what in _DEEDS else what


def _hang() -> object:
    while True:
        time.sleep(60)


def _deafly_hang() -> object:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return _hang()


def _refuse() -> object:
    raise Unreadable("file_damaged", part="sheet1")


def _find_damage() -> object:
    raise LandingDamaged("the landing lies")


def _chatter() -> object:
    os.write(1, b"Nguyen Van Kin 001090123456\n")
    for _ in range(1000):
        sys.stderr.write("Nguyen Van Kin 001090123456\n")
    return "said"


def _write() -> object:
    Path("escaped.txt").write_text("x" * 10)
    return "written"


_DEEDS: dict[str, Callable[[], object]] = {
    "abort": os.abort,
    "fault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "hang": _hang,
    "hang, deaf": _deafly_hang,
    "swell": lambda: len(bytearray(2 << 30)),
    "leave": lambda: os._exit(3),
    "exit": lambda: sys.exit(3),
    "refuse": _refuse,
    "damaged": _find_damage,
    "chatter": _chatter,
    "write": _write,
    "environment": lambda: sorted(os.environ),
    "stranger": lambda: Path("x"),
}
