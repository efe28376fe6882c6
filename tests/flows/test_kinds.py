"""One night over every kind of list the movement has, and what is published of each."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.flows.office import Office, Person

ANH = Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1)
CHI = Person("Lê Thị Chi", "02/09/1978", "Nữ", 3)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _send(office: Office, name: str, title: str, columns: str, *rows: tuple[object, ...]) -> None:
    office.send(name, rows, title=title, headings=("STT", *columns.split("|")))


def test_every_kind_goes_through_a_night_and_is_counted_as_what_it_is(office: Office) -> None:
    office.send("TX-001/cng.xlsx", [ANH])
    office.send("TX-001/ldg.xlsx", [ANH, CHI], title="DANH SÁCH LAO ĐỘNG GIỎI, LAO ĐỘNG SÁNG TẠO CẤP CƠ SỞ NĂM 2025")
    office.send("TX-001/gvn.xlsx", [ANH, CHI], title="DANH SÁCH NỮ CNVCLĐ GIỎI VIỆC NƯỚC, ĐẢM VIỆC NHÀ NĂM 2025")
    green = "DANH SÁCH TẬP THỂ ĐẠT XANH, SẠCH, ĐẸP, BẢO ĐẢM ATVSLĐ - PCCN NĂM 2025"
    _send(
        office, "TX-001/xsd.xlsx", green, "Tên tập thể|Tổng điểm|Xếp loại", ("CĐCS", 96, "A"), ("Tổ may 1", 92.5, "B")
    )
    best = "KẾT QUẢ HỘI THI THỢ GIỎI NĂM 2025"
    _send(
        office,
        "TX-001/htt.xlsx",
        best,
        "Họ và tên|Ngày sinh|Nghề dự thi|Điểm|Giải",
        ("Lê Thị Chi", "02/09/1978", "May", 9.5, "Nhất"),
    )
    teams = "KẾT QUẢ ĐỒNG ĐỘI HỘI THI TAY NGHỀ NĂM 2025"
    _send(office, "TX-002/htt.xlsx", teams, "Đội thi|Điểm|Giải", ("Đội cơ khí", 27, "Nhì"))
    undertaken = "ĐĂNG KÝ CÔNG TRÌNH, SẢN PHẨM CHÀO MỪNG ĐẠI HỘI NĂM 2025"
    works = ("Nhà để xe cho công nhân", "Vườn hoa trước xưởng may")
    _send(office, "TX-001/dk.xlsx", undertaken, "Tên công trình|Người phụ trách|Thời hạn hoàn thành",
          *((name, "Lê Thị Chi", "01/06/2025") for name in works))  # fmt: skip
    done = "DANH SÁCH CÔNG TRÌNH, SẢN PHẨM HOÀN THÀNH NĂM 2025"
    _send(office, "TX-001/ht.xlsx", done, "Tên công trình|Ngày hoàn thành|Giá trị công trình (triệu đồng)",
          (works[0], "20/05/2025", 120))  # fmt: skip
    figures = "BIỂU SỐ LIỆU PHONG TRÀO THI ĐUA NĂM 2025"
    _send(office, "TX-001/bieu.xlsx", figures, "CĐCS|Tổng số CNVCLĐ|Số CNG đăng ký|Số CNG đạt|Số lao động giỏi đạt",
          ("CĐCS", 120, 3, 1, 2))  # fmt: skip

    told = office.night()

    assert told["status"] == "published"
    assert told["rows"]["held"] == 0 and told["deliveries"]["refused"] == 0
    city = office.mart("award").filter(unit_code="HN", structure="as_was").sort("award_code")
    shown = city.select("award_code", "persons", "women", "initiatives", "benefit_vnd", "units_reporting").rows()
    assert shown == [
        ("CNG", 1, 0, 0, None, 1),
        ("CTDT", 0, 0, 1, 120_000_000, 1),
        ("GVN", 2, 1, 0, None, 1),
        ("HTT", 1, 0, 0, None, 2),
        ("LDG", 2, 1, 0, None, 1),
        ("XSD", 0, 0, 0, None, 1),
    ]
    lineage = office.mart("lineage").group_by("award_code").agg(pl.len(), people=(pl.col("worker_id") != "").sum())
    assert set(lineage.filter(pl.col("people") < pl.col("len")).rows()) == {
        ("XSD", 2, 0),
        ("CTDT", 1, 0),
        ("HTT", 2, 1),
    }
    assert office.mart("worker_award")["worker_id"].n_unique() == 2, "one worker is one worker in every kind of list"
    quality = office.mart("data_quality").filter(unit_code="TX-001")
    assert quality.filter(problem_code="women_only")["rows_open"].sum() == 1
    funnel = office.mart("funnel").filter(unit_code="HN", structure="as_was", campaign_code="XSD-2025")
    assert dict(funnel.select("step", "amount").iter_rows())["grassroots"] == 2
    assert office.night()["checksum"] == told["checksum"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("DANH SÁCH LAO ĐỘNG GIỎI NĂM 2025", "Không có"),
        ("DANH SÁCH TẬP THỂ XANH, SẠCH, ĐẸP NĂM 2025", "Không phát sinh"),
        ("KẾT QUẢ HỘI THI TAY NGHỀ NĂM 2025", "Đơn vị không có"),
        ("ĐĂNG KÝ CÔNG TRÌNH, SẢN PHẨM NĂM 2025", "Không đăng ký"),
    ],
)
def test_a_list_of_any_kind_may_say_that_there_is_nobody(office: Office, title: str, words: str) -> None:
    office.send("TX-001/khong.xlsx", [(words,)], title=title)
    told = office.night()
    assert told["deliveries"] == {"new": 1, "unchanged": 0, "held": 0, "refused": 0}
    assert told["rows"]["received"] == told["rows"]["ignored"]
