"""The promise of each mart (contract §6): its columns in order, its grain, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TEXT, INTEGER, FLAG, DATE, MOMENT = "text", "integer", "boolean", "date", "timestamp"

STRUCTURES = ("as_was", "as_is")
STEPS = ("received", "readable", "accepted", "distinct", "grassroots", "upper", "city", "revoked")
SEVERITIES = ("error", "query")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a mart and the sentence that explains it."""

    name: str
    type: str  # text | integer | boolean | date | timestamp
    vi: str
    en: str
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Mart:
    """One published table: what a row is, which columns it has in order, and for whom it is."""

    name: str
    grain: tuple[str, ...]
    fields: tuple[Field, ...]
    readers: str
    vi: str
    en: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order readers may rely on."""
        return tuple(field.name for field in self.fields)


_CAMPAIGN = Field("campaign_code", TEXT, "Mã đợt thi đua", "campaign, as in campaigns.csv")
_AWARD = Field("award_code", TEXT, "Mã danh hiệu (CNG, SKST, LDG, XSD …)", "award, as in campaigns.csv")
_LEVEL = Field("award_level", TEXT, "Cấp khen: grassroots, upper hoặc city", "grassroots, upper or city")
_UNDER = Field("unit_code", TEXT, "Mã đơn vị; số liệu gồm cả các đơn vị trực thuộc", "unit; counts it and all under it")
_OF = Field("unit_code", TEXT, "Mã công đoàn cơ sở của dòng", "the grassroots union the row belongs to")
_STRUCTURE = Field(
    "structure",
    TEXT,
    "as_was: hệ thống tổ chức ngày kết thúc đợt; as_is: hệ thống tổ chức hiện nay",
    "as_was: hierarchy on the campaign's closing day; as_is: on the business date",
)
_WORKER = Field("worker_id", TEXT, "Mã người lao động (không phải số định danh)", "our id of the person")


def _count(name: str, vi: str, en: str) -> Field:
    return Field(name, INTEGER, vi, en)


AWARD = Mart(
    "award",
    ("campaign_code", "award_code", "award_level", "unit_code", "structure"),
    (
        _CAMPAIGN,
        _AWARD,
        _LEVEL,
        _UNDER,
        _STRUCTURE,
        _count("persons", "Số người được khen", "awards to a person"),
        _count("direct_workers", "Trong đó: lao động trực tiếp", "of persons, said to be direct workers"),
        _count("women", "Trong đó: nữ", "of persons, women"),
        _count("initiatives", "Số sáng kiến, công trình", "awards to a work: an initiative, a project"),
        _count("initiatives_with_value", "Trong đó: có giá trị làm lợi", "of these works, with a value"),
        Field(
            "benefit_vnd",
            INTEGER,
            "Tổng giá trị làm lợi (đồng); trống khi không sáng kiến, công trình nào ghi giá trị",
            "sum of the values in đồng; null when no work has one",
            nullable=True,
        ),
        _count("units_reporting", "Số công đoàn cơ sở có kết quả", "grassroots unions with an award"),
    ),
    "reports, leaders' dashboards",
    "Kết quả khen thưởng theo đợt, danh hiệu, cấp và đơn vị",
    "Awards by campaign, award, level and unit",
)
FUNNEL = Mart(
    "funnel",
    ("campaign_code", "unit_code", "structure", "step"),
    (
        _CAMPAIGN,
        _UNDER,
        _STRUCTURE,
        Field("step", TEXT, "Bước: từ dòng nhận được đến khen cấp thành phố", "one of the eight steps"),
        _count("step_order", "Thứ tự của bước, từ 1", "order of the step, from 1"),
        _count("amount", "Số lượng ở bước này", "how many reached the step"),
    ),
    "reports, stewards",
    "Từ dòng nhận được đến người được khen",
    "From rows received to awards, step by step",
)
REPORTING = Mart(
    "reporting",
    ("campaign_code", "kind", "unit_code", "structure"),
    (
        _CAMPAIGN,
        Field("kind", TEXT, "Loại biểu phải nộp", "kind of list owed"),
        _UNDER,
        _STRUCTURE,
        _count("units_owing", "Số đơn vị phải nộp", "units that owe the list"),
        _count("on_time", "Nộp đúng hạn", "first arrival on or before the due day"),
        _count("late", "Nộp muộn", "first arrival after the due day"),
        _count("nil", "Báo cáo không có", "reported that there is nothing to report"),
        _count("missing", "Chưa nộp", "nothing has arrived"),
        _count("superseded", "Số biểu đã được thay bằng biểu nộp sau", "lists replaced by a later one"),
    ),
    "reports, stewards who chase missing lists",
    "Tình hình nộp báo cáo",
    "Who reported, when, and who has not",
)
DATA_QUALITY = Mart(
    "data_quality",
    ("campaign_code", "unit_code", "problem_code"),
    (
        Field(
            "campaign_code",
            TEXT,
            "Mã đợt thi đua; trống khi dòng chưa xác định được đợt",
            "campaign; empty text for rows whose campaign is not known",
        ),
        _UNDER,
        Field("problem_code", TEXT, "Mã lỗi trong danh mục lỗi", "code of the problem catalogue"),
        Field("severity", TEXT, "error: giữ dòng lại; query: đề nghị giải trình", "error or query"),
        _count("rows_open", "Số dòng còn lỗi", "rows that have the problem now"),
        _count("rows_fixed", "Số dòng đã được sửa hoặc giải trình", "rows whose problem somebody closed"),
        _count(
            "rows_replayed",
            "Số dòng hết lỗi khi đọc lại theo quy tắc mới",
            "rows whose problem a re-reading under later rules closed",
        ),
    ),
    "stewards, reports",
    "Chất lượng dữ liệu theo đơn vị và loại lỗi",
    "Data quality by unit and problem; hierarchy as on the campaign's closing day",
)
WORKER_AWARD = Mart(
    "worker_award",
    ("worker_id", "campaign_code", "award_code", "award_level"),
    (
        _WORKER,
        _CAMPAIGN,
        _AWARD,
        _LEVEL,
        _OF,
        Field("direct_worker", FLAG, "Lao động trực tiếp; trống: không ghi", "null: not said", nullable=True),
        Field("gender", TEXT, "Giới tính: male hoặc female", "male or female", nullable=True),
        Field("birth_year", INTEGER, "Năm sinh", "year of birth", nullable=True),
    ),
    "analysts",
    "Mỗi dòng là một người được khen một danh hiệu ở một cấp trong một đợt",
    "One award of one person",
)
LINEAGE = Mart(
    "lineage",
    ("fact_id",),
    (
        Field("fact_id", TEXT, "Mã kết quả được tính", "id of the counted award"),
        Field(
            "worker_id",
            TEXT,
            "Mã người lao động; trống nếu là sáng kiến, công trình hoặc tập thể",
            "empty for what is no person",
        ),
        _CAMPAIGN,
        _AWARD,
        _LEVEL,
        _OF,
        Field("delivery_id", TEXT, "Mã tệp đã nhận", "id of the file"),
        Field("file", TEXT, "Đường dẫn của tệp trong hộp nhận", "path below the inbox"),
        Field("sheet", TEXT, "Tên trang tính", "sheet"),
        Field("row", INTEGER, "Số dòng trên trang tính", "first row of the record, counted from 1"),
        Field("run_id", TEXT, "Đêm tổng hợp đã ghi nhận", "the run that opened the award"),
    ),
    "anyone who asks where a figure comes from",
    "Nguồn gốc của từng kết quả: tệp, trang tính, dòng",
    "Where each counted award was read",
)
PUBLICATION = Mart(
    "publication",
    ("publication_id",),
    (
        Field("publication_id", TEXT, "Mã lần công bố", "id of the publication"),
        Field("run_id", TEXT, "Đêm tổng hợp được công bố", "the run published"),
        Field("business_date", DATE, "Ngày nghiệp vụ", "business date of the run"),
        Field("published_at", MOMENT, "Thời điểm công bố", "moment of publication"),
        Field("checksum", TEXT, "Mã kiểm tra nội dung (SHA-256)", "SHA-256 of the content, warehouse/checksum"),
        Field("rows", INTEGER, "Số dòng đã công bố", "rows of the aggregate marts plus counted awards"),
    ),
    "anyone who cites a figure",
    "Các lần công bố số liệu",
    "Publications so far, up to the one in force",
)

ALL = (AWARD, FUNNEL, REPORTING, DATA_QUALITY, WORKER_AWARD, LINEAGE, PUBLICATION)
MARTS: Mapping[str, Mart] = MappingProxyType({mart.name: mart for mart in ALL})
