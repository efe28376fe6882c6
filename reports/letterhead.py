"""The head and foot of an official letter (Decree 30/2020/NĐ-CP, appendix I): national title, issuer, signature."""

from __future__ import annotations

from datetime import date

from reports.book import BOLD, CENTRE, ITALIC, Page
from reports.numerals import long_day

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RULE = "\u2015"


def symbol(unit_name: str) -> str:
    """The symbol of a report by who issues it: a federation (LĐLĐ) or another union (CĐ)."""
    folded = unit_name.casefold()
    return "BC-LĐLĐ" if folded.startswith(("liên đoàn lao động", "lđlđ")) else "BC-CĐ"


def head(page: Page, unit_name: str, superior_name: str, place: str, made_on: date, split: tuple[int, int]) -> int:
    """Write the head over columns 0 to split[1], the issuer's half ending at split[0]; returns the next free row."""
    left, last = split
    page.across(0, 0, left, superior_name.upper(), CENTRE, {"font_size": 12}, height=33)
    page.across(0, left + 1, last, STATE, CENTRE, BOLD, {"font_size": 12})
    page.across(1, 0, left, unit_name.upper(), CENTRE, BOLD, {"font_size": 12}, height=33)
    page.across(1, left + 1, last, MOTTO, CENTRE, BOLD, {"font_size": 13})
    page.across(2, 0, left, RULE * 8, CENTRE, {"font_size": 8, "valign": "top"}, height=11)
    page.across(2, left + 1, last, RULE * 22, CENTRE, {"font_size": 8, "valign": "top"})
    page.across(3, 0, left, f"Số:          /{symbol(unit_name)}", CENTRE, {"font_size": 13}, height=22)
    page.across(3, left + 1, last, f"{place}, {long_day(made_on)}", CENTRE, ITALIC, {"font_size": 13})
    return 5


def foot(page: Page, row: int, superior_name: str, split: tuple[int, int]) -> int:
    """Write recipients and the place of the signature; returns the next free row."""
    left, last = split
    recipients = [f"- {superior_name} (để báo cáo);"] if superior_name else []
    page.across(row, 0, left, "Nơi nhận:", BOLD, ITALIC, {"font_size": 12})
    page.across(row, left + 1, last, "TM. BAN THƯỜNG VỤ", CENTRE, BOLD, {"font_size": 13})
    for number, line in enumerate([*recipients, "- Các đơn vị trực thuộc;", "- Lưu: VT."], start=1):
        page.across(row + number, 0, left, line, {"font_size": 11})
    page.across(row + 1, left + 1, last, "CHỦ TỊCH", CENTRE, BOLD, {"font_size": 13})
    page.across(row + 6, left + 1, last, "(Ký tên, đóng dấu)", CENTRE, ITALIC, {"font_size": 12})
    return row + 7
