"""The report as a page to read on a screen or print to PDF: the letter and its annexes, without the lineage's rows."""

from __future__ import annotations

from reports.content import ReportData, Step
from reports.definitions import FIGURES, KIND_LABELS, REPORTING, SEVERITY_LABELS
from reports.letterhead import MOTTO, STATE, symbol
from reports.numerals import ABSENT, integer
from reports.pages import page
from reports.subunits import total
from reports.summary import campaign_title, level_lines, remarks, source_note


def report_page(data: ReportData, *, place: str = "Hà Nội") -> str:
    """The whole HTML document of a report; says the same as the workbook, and lists no person."""
    return page(
        "report.html.j2",
        data=data,
        place=place,
        state=STATE,
        motto=MOTTO,
        symbol=symbol(data.unit_name),
        title=campaign_title(data),
        note=source_note(data),
        lines=_lines(data),
        steps=_steps(data.steps),
        sub_total=total(data.sub_units),
        remarks=remarks(data),
        reporting=REPORTING,
        kinds=KIND_LABELS,
        severities=SEVERITY_LABELS,
    )


def _lines(data: ReportData) -> list[tuple[str, str, list[str]]]:
    return [(*FIGURES[name], [_shown(read(figures)) for figures in data.levels]) for name, read, _ in level_lines(data)]


def _shown(value: int | str | None) -> str:
    return value if isinstance(value, str) else ABSENT if value is None else integer(value)


def _steps(steps: tuple[Step, ...]) -> list[tuple[Step, int]]:
    """Each step with the length of its bar in thousandths of the longest."""
    longest = max((step.amount for step in steps), default=0) or 1
    return [(step, 1000 * step.amount // longest) for step in steps]
