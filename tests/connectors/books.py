"""Workbooks as units keep them, by two writers, and what a test needs to look into them again."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

LIST = "Danh sách"
OTHER = "Lãnh đạo's"
HEADER = 5
ROWS = range(6, 31)
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số căn cước", "Thành tiền")
# A picture of one dot.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a349d030000000049454e44ae426082"
)


def by_xlsxwriter() -> bytes:
    """A list with formulas and their results, drop-downs, a note, a chart, a picture, a filter, merges and names."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 5, 20)})
        sheet, other = book.add_worksheet(LIST), book.add_worksheet(OTHER)
        boxed = book.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
        yellow = book.add_format({"bg_color": "#DDEBF7", "bold": True})
        sheet.merge_range("A1:F1", "DANH SÁCH CÔNG NHÂN GIỎI", yellow)
        sheet.write_row(HEADER - 1, 0, HEADINGS, yellow)
        for row in ROWS:
            sheet.write_row(row - 1, 0, [row - HEADER, f"Nguyễn Văn {row}"])
            sheet.write_datetime(row - 1, 2, date(1985, 3, row % 28 + 1), boxed)
            sheet.write_string(row - 1, 4, f"0010850{row:05}")
            sheet.write_formula(row - 1, 5, f"=A{row}*1000", None, (row - HEADER) * 1000)
        sheet.write("G7", "bên cạnh", yellow)
        sheet.data_validation("D6:D30", {"validate": "list", "source": ["Nam", "Nữ"]})
        sheet.conditional_format("F6:F30", {"type": "cell", "criteria": ">", "value": 20000, "format": yellow})
        sheet.write_comment("B8", "Chị xem lại tên này", {"author": "Văn phòng"})
        sheet.write_comment("A2", "Ghi chú của đơn vị")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{LIST}'!$F$6:$F$30"})
        sheet.insert_chart("I3", chart)
        sheet.insert_image("I20", "dot.png", {"image_data": io.BytesIO(PICTURE)})
        sheet.autofilter("A5:G30")
        sheet.print_area("A1:G30")
        other.print_area("A1:B2")
        other.write("A1", "x")
        book.define_name("Ten", f"='{LIST}'!$B$6:$B$30")
        sheet.activate()
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    """The same kind of list as another library writes it: absolute targets, no shared formulas, other part names."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = LIST
    thin = Side(style="thin")
    sheet.append(["DANH SÁCH"])
    for column, text in enumerate(HEADINGS, 1):
        cell = sheet.cell(HEADER, column, text)
        cell.font, cell.border = Font(bold=True), Border(left=thin, right=thin)
        cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
    for row in ROWS:
        for column, value in enumerate((row - HEADER, f"Trần Thị {row}", date(1990, 1, 2), None, "001190000001"), 1):
            sheet.cell(row, column, value)
        sheet.cell(row, 6, row * 1000)
    sheet.cell(31, 6, "=SUM(F6:F30)")
    sheet.cell(7, 7, "bên cạnh")
    sheet.merge_cells("A1:F1")
    choice = DataValidation(type="list", formula1='"Nam,Nữ"', allow_blank=True)
    choice.add("D6:D30")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("F6:F30", Rule("cellIs", operator="greaterThan", formula=["5"]))
    sheet["B8"].comment = Comment("Chị xem lại tên này", "Văn phòng")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=6, max_row=30))
    sheet.add_chart(chart, "I3")
    book.create_sheet(OTHER)["A1"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """Every member's record as it stands in the file: header, packed bytes and all, up to the next."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [*(info.header_offset for info in infos[1:]), archive.start_dir]
        return {info.filename: data[info.header_offset : end] for info, end in zip(infos, ends, strict=True)}


def part(data: bytes, name: str) -> bytes:
    """The content of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def opened(data: bytes) -> openpyxl.Workbook:
    """The workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(data))
