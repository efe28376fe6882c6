"""Failures of patching: the workbook is rebuilt then, or the caller mistaken."""

from __future__ import annotations


class Unpatchable(Exception):
    """A part is missing, or built in a way that cannot be changed in place without risk."""


class NoSheet(ValueError):
    """An answer speaks of a sheet that the workbook does not have: a mistake of the caller."""
