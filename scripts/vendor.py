"""Copy what browsers load from ``node_modules`` to where the workbench serves it; run by ``make web``."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "stewardship" / "static" / "vendor"
FILES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "jspreadsheet.js": "jspreadsheet-ce/dist/index.js",
    "jspreadsheet.css": "jspreadsheet-ce/dist/jspreadsheet.css",
    "jspreadsheet.themes.css": "jspreadsheet-ce/dist/jspreadsheet.themes.css",
    "jsuites.js": "jsuites/dist/jsuites.js",
    "jsuites.css": "jsuites/dist/jsuites.css",
}


def main() -> None:
    """Copy the files, and say which one npm did not bring."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        if not (MODULES / source).is_file():
            sys.exit(f"vendor: npm did not bring {source}: run `npm ci` again")
        shutil.copyfile(MODULES / source, TARGET / name)
    (TARGET / ".installed").touch()


if __name__ == "__main__":
    main()
