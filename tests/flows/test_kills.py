"""A night that is killed anywhere and started again ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flows.office import Office, Person

NIGHT = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.flows.office import Office
print("ready", flush=True)
Office(Path(sys.argv[1])).night()
"""
ROOT = Path(__file__).resolve().parents[2]


def fill(office: Office) -> None:
    for unit in range(1, 7):
        people = [Person(f"Nguyễn Văn {name}", "07/03/1985", "Nam", unit * 10 + n) for n, name in enumerate("ABCD")]
        office.send(f"TX-{unit:03d}/a.xlsx", people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_night_started_again_gives_the_same_checksum(tmp_path: Path, seed: int) -> None:
    calm = Office(tmp_path / "calm")
    fill(calm)
    expected = calm.night()["checksum"]
    restless = Office(tmp_path / "restless")
    shutil.copytree(calm.settings.inbox, restless.settings.inbox, dirs_exist_ok=True)
    moments = random.Random(seed)
    for _ in range(2):
        kill_after(moments.uniform(0.0, 2.5), tmp_path / "restless")
    told = restless.night()
    assert told["checksum"] == expected
    assert told["status"] == "published"


def kill_after(seconds: float, folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", NIGHT, str(folder), str(ROOT)], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
