"""What the workbench serves from npm: which files, and whether the set-up has brought them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

FILES = ("htmx.js", "jspreadsheet.js", "jspreadsheet.css", "jspreadsheet.themes.css", "jsuites.js", "jsuites.css")


def folder() -> Path:
    """Where they are put: beside the workbench's own scripts, never committed."""
    found = find_spec("stewardship")
    root = Path(found.origin).parent if found and found.origin else Path()
    return root / "static" / "vendor"


def missing() -> list[str]:
    """The files that are not there."""
    return [name for name in FILES if not (folder() / name).is_file()]
