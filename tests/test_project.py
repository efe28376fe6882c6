"""The project as a whole: what it declares, documents and ships."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from runtime.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
# The second adds what Spark needs, which brings older companions with it.
LOCKS = ("requirements.lock", "requirements-spark.lock")
PACKAGES = ("schemas", "cleaning", "connectors", "matching", "warehouse", "reports", "runtime", "flows")


def test_no_other_distribution_provides_a_package_of_ours() -> None:
    provided = packages_distributions()
    assert {name: set(provided.get(name, [])) - {"thidua"} for name in PACKAGES} == {name: set() for name in PACKAGES}


def test_every_setting_is_documented() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`THIDUA_{name.upper()}`" not in guide]
    assert not missing


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from flows.cli import app

    documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = "\n".join(document.read_text(encoding="utf-8") for document in documents)
    commands = get_command(app).commands  # type: ignore[attr-defined]
    missing = [name for name in commands if f"thidua {name}" not in text]
    assert not missing


def test_every_problem_has_all_its_texts() -> None:
    with (ROOT / "schemas" / "reference" / "problems.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["message_vi"] and row["message_en"] for row in rows)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    lines = [line for name in LOCKS for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    locked = {line.split("==")[0].split("[")[0] for line in lines}
    names = {one.split(">")[0].split("<")[0].split("=")[0].split("[")[0].lower().replace("_", "-") for one in wanted}
    assert names <= {name.lower().replace("_", "-") for name in locked}


def test_modules_stay_small_and_named() -> None:
    modules = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    long = [str(path.relative_to(ROOT)) for path in modules if len(path.read_text(encoding="utf-8").splitlines()) > 350]
    grab_bags = [path.name for path in modules if path.stem in {"utils", "helpers", "common", "misc", "core", "base"}]
    assert (long, grab_bags) == ([], [])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_data_and_no_tests(wheel: set[str]) -> None:
    tracked = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, check=True, capture_output=True, text=True)
    wanted = {name for name in tracked.stdout.splitlines() if not name.startswith("tests/")}
    assert wanted - wheel == set()
    assert not [name for name in wheel if name.startswith(("tests/", "bench/"))]
