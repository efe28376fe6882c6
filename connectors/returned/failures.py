"""The one failure of patching, never seen outside: the workbook is rebuilt then."""

from __future__ import annotations


class Unpatchable(Exception):
    """A part is missing, or built in a way that cannot be changed in place without risk."""
