"""A small office for tests of whole nights: an inbox of workbooks written by openpyxl, a registry, a warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

from connectors.registry import read_registry
from flows.models import register
from flows.nightly import run_direct
from runtime.settings import Settings
from runtime.wiring import make_folders, open_vault
from schemas.audit import AuditResult
from schemas.reference import example_registry
from warehouse import marts, registry
from warehouse.marts import Edition
from warehouse.session import open_engine, reading, writing
from warehouse.upgrade import upgrade
from warehouse.vault import bind

DAY = date(2025, 6, 10)
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Công việc", "Công nhân trực tiếp")
TITLE = "DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"


@dataclass
class Person:
    """An invented worker whose CCCD agrees with sex and birth."""

    name: str
    born: str = "07/03/1985"
    gender: str = "Nam"
    serial: int = 1
    citizen_id: str | None = None

    def cells(self) -> tuple[object, ...]:
        sex = 0 if self.gender == "Nam" else 1
        made = f"001{sex}{self.born[-2:]}{self.serial:06d}"
        number = made if self.citizen_id is None else self.citizen_id
        return (self.name, self.born, self.gender, number, "Công nhân may", "x")


class NoSecondOpinion:
    """Stands in for the Great Expectations process."""

    def ask(self, chosen: Edition, /) -> None:
        return

    def audit(self, chosen: Edition, /) -> list[AuditResult]:
        return []


@dataclass
class Office:
    """One installation in a folder."""

    folder: Path
    warehouse: str = ""
    landing: str = ""
    s3_endpoint: str | None = None
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = Settings(
            warehouse=self.warehouse or f"sqlite:///{self.folder / 'warehouse.db'}",
            landing=self.landing or str(self.folder / "landing"),
            inbox=str(self.folder / "inbox"),
            output=self.folder / "output",
            key_file=self.folder / "thidua.key",
            readers=1,
            s3_endpoint=self.s3_endpoint,
        )
        make_folders(self.settings)
        engine = open_engine(self.settings.warehouse)
        upgrade(engine)
        with writing(engine) as connection:
            bind(connection, open_vault(self.settings, create=True))
            marts.rebuild(connection)
            registry.load(connection, read_registry(example_registry()), datetime(2025, 1, 1, tzinfo=UTC))
            register(connection, "tests", datetime(2025, 1, 1, tzinfo=UTC))
        engine.dispose()

    def send(
        self,
        path: str,
        people: Sequence[Person | Sequence[object]],
        title: str = TITLE,
        headings: Sequence[str] = HEADINGS,
        lines: Sequence[str] = (),
    ) -> Path:
        """Put a list into the inbox, as openpyxl writes it."""
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append([title])
        for line in lines:
            sheet.append([line])
        sheet.append([])
        sheet.append(list(headings))
        for number, person in enumerate(people, start=1):
            sheet.append([number, *(person.cells() if isinstance(person, Person) else person)])
        file = Path(self.settings.inbox) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        book.save(file)
        return file

    def night(self, day: date = DAY, inbox: str | None = None) -> dict[str, Any]:
        """Run a night without Prefect; only our own invariants audit it, since Great Expectations takes ten seconds."""
        return run_direct(self.settings, inbox, day, lambda _: nullcontext(NoSecondOpinion()))

    def audited_night(self, day: date = DAY, inbox: str | None = None) -> dict[str, Any]:
        """Run a night with both auditors, as operators do."""
        return run_direct(self.settings, inbox, day)

    def mart(self, name: str) -> pl.DataFrame:
        """A mart as readers see it."""
        engine = open_engine(self.settings.warehouse)
        with reading(engine) as connection:
            frame = marts.published(connection, name)
        engine.dispose()
        return frame

    def persons(self, unit: str = "TX", level: str = "grassroots") -> int:
        """The published number of persons of a unit at a level."""
        rows = self.mart("award").filter(unit_code=unit, award_level=level, structure="as_was", award_code="CNG")
        return int(rows["persons"].sum())
