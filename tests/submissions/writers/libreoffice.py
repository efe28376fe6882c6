"""Workbooks as LibreOffice saves them: many in one call, because a call takes seconds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

# format -> (LibreOffice's filter, the extension it gives, the extension people see)
FILTERS = {
    "xls": ("xls:MS Excel 97", "xls", "xls"),
    "ods": ("ods:calc8", "ods", "ods"),
    "html": ("html:HTML (StarCalc)", "html", "xls"),
    "xlsx by LibreOffice": ("xlsx:Calc MS Excel 2007 XML", "xlsx", "xlsx"),
}


def present() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def converted(books: Mapping[str, bytes], target: str, folder: Path) -> dict[str, bytes]:
    """xlsx files by name, in another format; a file LibreOffice does not give back is an error.

    Raises subprocess.CalledProcessError and FileNotFoundError.
    """
    name, extension, _ = FILTERS[target]
    source, output = folder / "in", folder / "out"
    for made in (source, output):
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
    for stem, data in books.items():
        (source / f"{stem}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    files = [str(source / f"{stem}.xlsx") for stem in books]
    command = ["soffice", profile, "--headless", "--convert-to", name, "--outdir", str(output), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 3 * len(files))
    return {stem: (output / f"{stem}.{extension}").read_bytes() for stem in books}
