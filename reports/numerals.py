"""Numbers, shares, money and days as a Vietnamese office writes them: 1.168 · 62,5% · ngày 10 tháng 6 năm 2025."""

from __future__ import annotations

from datetime import date

ABSENT = "–"


def integer(value: int | None) -> str:
    """A whole number with dots for thousands; a dash for what is not known."""
    return ABSENT if value is None else f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """A share with one decimal after a comma; a dash when there is nothing to share."""
    if whole <= 0:
        return ABSENT
    # Halves are rounded up in whole numbers: binary fractions would round 0,25% and 0,35% to different sides.
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{integer(tenths // 10)},{tenths % 10}%"


def share(part: int, whole: int) -> str:
    """A share that never stands without its denominator: ``62,5% (730/1.168)``."""
    return ABSENT if whole <= 0 else f"{percent(part, whole)} ({integer(part)}/{integer(whole)})"


def pattern(value: int) -> str:
    """The spreadsheet format that shows a whole number with dots whatever the language of the program.

    ``#,##0`` would follow the machine and print 1,168 on an English one, which in Vietnamese is a little over one.
    """
    groups = (len(str(abs(value))) - 1) // 3
    return "0" + r"\.000" * groups


def day(value: date) -> str:
    """A day as in ``10/6/2025``."""
    return f"{value.day}/{value.month}/{value.year}"


def long_day(value: date) -> str:
    """A day as letterheads write it; days below ten and the first two months carry a zero (Decree 30/2020)."""
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"
