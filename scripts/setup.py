"""Make a virtual environment of this checkout: locked packages with their hashes, then thidua itself.

``setup.py [FOLDER LOCK]``, by default ``.venv`` of ``requirements.lock``. Run by ``make`` with nothing but a Python
3.11 or later; needs the package index that pip is set up for.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / (sys.argv[1] if len(sys.argv) > 1 else ".venv")
LOCK = sys.argv[2] if len(sys.argv) > 2 else "requirements.lock"
PYTHON = VENV / "bin" / "python"
INSTALLER = "uv==0.13.9"


def run(*command: str) -> None:
    """Run one step and stop at the first that fails, with its exit code."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
    if code:
        sys.exit(f"setup: this step failed (exit {code}): {' '.join(command)}")


def main() -> None:
    """Create or refresh the environment; safe to repeat."""
    if sys.version_info < (3, 11):  # noqa: UP036
        found = sys.version.split()[0]
        sys.exit(f"setup: thidua needs Python 3.11 or later; this is {found}. Try: make PYTHON=python3.12")
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    # uv installs 200 packages in seconds where pip takes minutes; it reads the same index settings. Compiled once
    # here, the packages load three times faster in every process of a night, also where Python may not write caches.
    run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", INSTALLER)
    uv = str(VENV / "bin" / "uv")
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--compile-bytecode",
        "--python",
        str(PYTHON),
        "--require-hashes",
        "-r",
        LOCK,
    )
    run(uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps", "--editable", ".")
    # Our own modules lie in the checkout, where nothing is compiled by being installed.
    run(str(PYTHON), "-m", "compileall", "-q", *(str(path.parent) for path in sorted(ROOT.glob("*/__init__.py"))))
    (VENV / "installed").touch()


if __name__ == "__main__":
    main()
