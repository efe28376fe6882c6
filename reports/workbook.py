"""The report as an Excel workbook in the official Vietnamese style: values in, bytes out."""

from __future__ import annotations

from reports import annexes, summary, trace
from reports.book import Book
from reports.content import ReportData


def report_workbook(data: ReportData, *, place: str = "Hà Nội") -> bytes:
    """The xlsx of a report; the same data gives the same bytes. ``place`` stands before the date of the letterhead."""
    book = Book(f"{summary.campaign_title(data)} - {data.unit_name}")
    summary.write(book, data, place)
    annexes.funnel(book, data)
    annexes.units(book, data)
    annexes.missing(book, data)
    annexes.quality(book, data)
    trace.persons(book, data)
    trace.trace(book, data)
    annexes.definitions(book, data)
    return book.finish()
