"""Blank workbooks for tests: an office whose registry has a campaign for every kind, and a clerk who fills them in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from connectors.registry import read_registry
from flows.cli import app
from schemas.awards import AWARDS
from schemas.kinds import KINDS
from schemas.reference import example_registry
from schemas.registry import Campaign
from schemas.template import TemplateColumn, columns, current
from tests.flows.office import Office
from warehouse import registry
from warehouse.session import open_engine, writing

SHEET = "Danh sách"
UNION = "CĐCS Công ty TNHH May mặc Hà Thành"
YEAR = 2025
# A campaign whose lists a kind may be of; figures belong to any.
CAMPAIGNS = {
    kind: f"{award.code}-{YEAR}" for award in reversed(tuple(AWARDS.values())) for kind in reversed(award.kinds)
}
CAMPAIGNS["unit_statistics"] = f"CNG-{YEAR}"
# What the clerk writes, by field; what is not named here stays blank.
WRITTEN: Mapping[str, str | int | float] = {
    "full_name": "Nguyễn Thị An",
    "date_of_birth": "07/03/1985",
    "gender": "Nữ",
    "id_number": "001185000011",
    "social_insurance_no": "0123456789",
    "phone": "0912345678",
    "job": "Công nhân may",
    "direct_worker": "x",
    "grassroots_union": UNION,
    "achievement": "Vượt năng suất 15%",
    "initiative_name": "Cải tiến gá kẹp máy may hai kim",
    "initiative_authors": "Nguyễn Thị An",
    "contribution_pct": 100,
    "first_applied_date": "15/01/2025",
    "benefit_vnd": 12_210_000,
    "trade": "May công nghiệp",
    "contestant_no": "012",
    "score": 92.5,
    "prize": "Nhất",
    "collective": "Tổ may số 3",
    "team_size": 24,
    "grade": "Tốt",
    "work_name": "Cải tạo hệ thống thông gió xưởng may",
    "work_leader": "Nguyễn Thị An",
    "starts_on": "15/01/2025",
    "due_on": "30/04/2025",
    "completed_on": "25/04/2025",
    "stat_workers_total": 250,
    "stat_workers_female": 180,
    "stat_members_total": 240,
    "stat_members_female": 175,
}
# What must come of it, by the name of the cleaned value.
CLEANED: Mapping[str, Any] = {
    "full_name": "Nguyễn Thị An",
    "date_of_birth": "1985-03-07",
    "gender": "female",
    "citizen_id": "001185000011",
    "social_insurance_no": "0123456789",
    "phone": "0912345678",
    "direct_worker": True,
    "initiative_name": "Cải tiến gá kẹp máy may hai kim",
    "first_applied_date": "2025-01-15",
    "benefit_vnd": 12_210_000,
    "contestant_no": "012",
    "prize": "Nhất",
    "collective": "Tổ may số 3",
    "team_size": 24,
    "work_name": "Cải tạo hệ thống thông gió xưởng may",
    "due_on": "2025-04-30",
    "completed_on": "2025-04-25",
    "stat_workers_total": 250,
    "stat_members_female": 175,
}


@dataclass(frozen=True)
class Desk:
    """An office that gives out templates and reads what comes back."""

    office: Office

    @classmethod
    def opened(cls, folder: Path) -> Desk:
        """A desk with a campaign for every award."""
        office = Office(folder)
        known = read_registry(example_registry())
        # Ended before the districts of the example did.
        more = [
            Campaign(
                f"{award.code}-{YEAR}", f"{award.vi} năm {YEAR}", award.code, YEAR, date(YEAR, 1, 1), date(YEAR, 6, 15)
            )
            for award in AWARDS.values()
        ]
        ours = {one.campaign_code for one in more}
        others = [one for one in known.campaigns if one.campaign_code not in ours]
        engine = open_engine(office.settings.warehouse)
        with writing(engine) as connection:
            whole = replace(known, campaigns=(*others, *more))
            registry.load(connection, whole, datetime(2025, 1, 2, tzinfo=UTC))
        engine.dispose()
        return cls(office)

    def run(self, *arguments: str) -> Any:
        """A command as an operator types it."""
        return CliRunner().invoke(app, list(arguments), env={"THIDUA_WAREHOUSE": self.office.settings.warehouse})

    def blank(self, out: Path, kind: str = "cng_list", unit: str = "TX-001", campaign: str = "", *more: str) -> Path:
        """A template as the command writes it."""
        chosen = campaign or CAMPAIGNS[kind]
        told = self.run(
            "template", kind, "--unit", unit, "--campaign", chosen, "--out", str(out), "--rows", "20", *more
        )
        assert told.exit_code == 0, (told.output, told.exception)
        return out

    def read(self, file: Path, unit: str = "TX-001") -> dict[str, Any]:
        """What the pre-check says of a file of a unit."""
        return self.read_all([file], unit)[0]

    def read_all(self, files: Sequence[Path], unit: str = "TX-001") -> list[dict[str, Any]]:
        """The same of several files, in one go: starting the readers is what takes time."""
        told = self.run("check", *map(str, files), "--unit", unit, "--json", "--records")
        found: list[dict[str, Any]] = json.loads(told.stdout)["files"]
        return found


def place(found: dict[str, Any]) -> tuple[object, ...]:
    """Kind, campaign, level, rows and held rows of the only table of a file."""
    (table,) = found["tables"]
    return tuple(table[name] for name in ("kind", "campaign_code", "award_level", "rows", "held"))


def codes(found: dict[str, Any]) -> list[str]:
    """The problems of a file."""
    return [told["code"] for told in found["problems"]]


def heading_row(sheet: Worksheet) -> int:
    """The row with the headings, one-based."""
    return next(row for row in range(1, 30) if sheet.cell(row, 1).value == "STT")


def line(sheet: Worksheet, start: str) -> Any:
    """The first cell of column A whose text begins so."""
    return next(sheet.cell(row, 1) for row in range(1, 30) if str(sheet.cell(row, 1).value or "").startswith(start))


def filled(file: Path, kind: str = "cng_list", people: Sequence[Mapping[str, str | int | float]] = ({},)) -> Path:
    """Fill in a row of WRITTEN for each of some people, with what is special about them."""
    book = openpyxl.load_workbook(file)
    sheet = book[SHEET]
    top = heading_row(sheet)
    places = {str(cell.value): cell.column or 0 for cell in sheet[top]}
    for number, own in enumerate(people, start=1):
        for column in shown(kind):
            value = {**WRITTEN, **own}.get(column.field, "")
            if value != "" and column.heading in places:
                sheet.cell(top + number, places[column.heading]).value = value
    book.save(file)
    return file


def shown(kind: str) -> tuple[TemplateColumn, ...]:
    """The columns of the newest template of a kind."""
    return columns(kind, current(kind))


assert set(CAMPAIGNS) == set(KINDS), "every kind has a campaign to be tried with"
