from __future__ import annotations

import io
import zipfile
from typing import Any

import polars as pl
import pytest

from reports.workbook import report_workbook
from tests.reports.factories import UNITS, award, frame, lineage, report
from tests.reports.sheets import opened

SHEETS = ["Tổng hợp", "Phễu", "Theo đơn vị", "Chưa báo cáo", "Chất lượng dữ liệu", "Truy vết", "Định nghĩa"]
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "https://example.org/"]


@pytest.fixture(scope="module")
def made() -> bytes:
    return report_workbook(report())


@pytest.fixture(scope="module")
def book(made: bytes) -> Any:
    return opened(made)


def texts(page: Any) -> list[Any]:
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert report_workbook(report()) == made


def test_sheets_stand_in_reading_order(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_the_letterhead_is_official(book: Any) -> None:
    page = book["Tổng hợp"]
    assert page["A1"].value == "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HÀ NỘI"
    assert page["A2"].value == "LIÊN ĐOÀN LAO ĐỘNG QUẬN THANH XUÂN"
    assert (page["C1"].value, page["C2"].value) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert page["C4"].value == "Hà Nội, ngày 10 tháng 6 năm 2025"
    assert page["A4"].value.endswith("/BC-LĐLĐ")


def test_figures_are_numbers_and_shares_carry_their_denominator(book: Any) -> None:
    found = texts(book["Tổng hợp"])
    assert {1168, 30, 3, "62,5% (730/1.168)", "66,4% (40.000/60.220)"} <= set(found)


def test_thousands_are_shown_with_dots(book: Any) -> None:
    cell = next(c for row in book["Tổng hợp"].iter_rows() for c in row if c.value == 1168)
    assert cell.number_format == r"0\.000"


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a4_one_page_wide(book: Any, name: str) -> None:
    setup = book[name].page_setup
    assert book[name].sheet_properties.pageSetUpPr.fitToPage
    # A width of one page is what the format means by leaving it out.
    assert (setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight) == (9, 1, 0)


@pytest.mark.parametrize("name", SHEETS[1:])
def test_long_tables_repeat_their_titles_and_number_their_pages(book: Any, name: str) -> None:
    page = book[name]
    assert page.print_title_rows
    assert "&P" in (page.oddHeader.center.text or "")


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_is_in_times_new_roman(book: Any, name: str) -> None:
    assert {c.font.name for row in book[name].iter_rows() for c in row if c.value is not None} == {"Times New Roman"}


def test_the_funnel_has_a_native_chart(made: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert "xl/charts/chart1.xml" in names


def test_lineage_lists_one_line_per_counted_award(book: Any) -> None:
    levels = [row[1].value for row in book["Truy vết"].iter_rows(min_row=5)]
    assert (levels.count("Cấp cơ sở"), levels.count("Cấp trên cơ sở"), levels.count("Cấp thành phố")) == (1168, 30, 3)


def test_a_report_that_does_not_agree_with_its_lineage_says_so() -> None:
    page = opened(report_workbook(report(lineage=lineage().head(-1))))
    assert any(str(text).startswith("- CẢNH BÁO") for text in texts(page["Tổng hợp"]))


def test_missing_units_are_named(book: Any) -> None:
    assert "CĐCS Trường Mầm non Hoa Sen" in texts(book["Chưa báo cáo"])


def test_every_figure_of_the_summary_is_defined(book: Any) -> None:
    defined = set(texts(book["Định nghĩa"]))
    figures = {row[1].value for row in book["Tổng hợp"].iter_rows(min_row=11, max_row=17)}
    assert figures <= defined


def test_a_campaign_of_initiatives_reports_their_value() -> None:
    awards = award().with_columns(
        persons=pl.lit(0), initiatives=pl.lit(50), benefit_vnd=pl.lit(12_210_000_000), initiatives_with_value=pl.lit(33)
    )
    assert {50, 33, 12_210_000_000} <= set(texts(opened(report_workbook(report(award=awards)))["Tổng hợp"]))


def test_names_are_listed_only_when_handed_over(book: Any) -> None:
    persons = frame("fact_id full_name birth_year gender job", [("Acity0", "Nguyễn Thị Đào", 1985, "female", "Hàn")])
    listed = opened(report_workbook(report(persons=persons)))
    assert "Nguyễn Thị Đào" in texts(listed["Danh sách"])
    assert "Danh sách" not in book.sheetnames


@pytest.mark.parametrize("text", HOSTILE)
def test_submitted_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    units = frame("unit_code name level parent_code", [*UNITS[:2], ("A", text, "grassroots", "TX")])
    rows = lineage().head(1).with_columns(pl.lit(text).alias("file"), pl.lit(text).alias("sheet"))
    persons = frame("fact_id full_name birth_year gender job", [(rows["fact_id"][0], text, 1985, "female", text)])
    made = report_workbook(report(units=units, lineage=rows, persons=persons))
    cells = [cell for page in opened(made) for row in page.iter_rows() for cell in row if cell.value == text]
    assert len(cells) >= 6
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert text.startswith("http") or all(cell.quotePrefix for cell in cells)
