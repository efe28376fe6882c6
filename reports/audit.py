"""The page that says whether a night may be published, and why: rules, row accounting, timings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from reports.drift import amount, band, night
from reports.numerals import percent
from reports.pages import page
from schemas.audit import DRIFT, ERROR, EXPECTATION, INVARIANT, AuditResult
from schemas.drift import Course, Drift

ROW_PARTS = (
    ("received", "Nhận được"),
    ("accepted", "Chấp nhận"),
    ("held", "Giữ lại"),
    ("refused", "Từ chối"),
    ("superseded", "Đã thay thế"),
    ("ignored", "Bỏ qua"),
)
GROUPS = MappingProxyType({INVARIANT: "Bất biến của kho dữ liệu", EXPECTATION: "Kỳ vọng về số liệu sắp công bố"})
DELIVERY_LABELS = MappingProxyType(
    {"new": "Tệp mới", "unchanged": "Không đổi", "held": "Chờ xem xét", "refused": "Bị từ chối"}
)
WORKER_LABELS = MappingProxyType({"known": "Đã biết", "new": "Mới", "merged": "Đã gộp", "to_review": "Chờ cán bộ xem"})
STAGE_LABELS = MappingProxyType(
    {
        "land": "Tiếp nhận",
        "read": "Đọc tệp",
        "clean": "Làm sạch",
        "check": "Kiểm tra",
        "resolve": "Nhận diện người",
        "load": "Ghi kho",
        "audit": "Kiểm toán",
        "publish": "Công bố",
        "answer": "Trả lời đơn vị",
    }
)


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """How many files were refused for one reason; the text is the catalogue's, without details of a file."""

    code: str
    text: str
    amount: int


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a night did, in counts: the parts of ``thidua nightly --json`` (contract §1) and refusals by reason.

    ``started_at`` is text as it is to be shown; names, ids and file names have no place here.
    """

    run_id: str
    business_date: date
    rows: Mapping[str, int]
    deliveries: Mapping[str, int] = field(default_factory=dict)
    workers: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    refusals: Sequence[RefusalCount] = ()
    publication_id: str | None = None
    checksum: str | None = None
    started_at: str = ""
    drift: Drift = field(default_factory=Drift)


def audit_page(results: Sequence[AuditResult], run: RunSummary) -> str:
    """The whole HTML page; failed rules stand first within their group."""
    difference = run.rows.get("received", 0) - sum(run.rows.get(name, 0) for name, _ in ROW_PARTS[1:])
    return page(
        "audit.html.j2",
        run=run,
        failures=[one for one in results if not one.ok and one.severity == ERROR],
        warnings=[one for one in results if not one.ok and one.severity != ERROR],
        groups=_groups([one for one in results if one.source != DRIFT]),
        row_parts=ROW_PARTS,
        balanced=difference == 0,
        difference=difference,
        ledgers=_ledgers(run),
        stages=_stages(run),
        nights=[night(one) for one in run.drift.nights],
        courses=[(one, amount(one.figure, one.amount), band(one), _before(one)) for one in run.drift.courses],
    )


def _before(course: Course) -> list[str]:
    return [amount(course.figure, value) for value in course.before]


def _groups(results: Sequence[AuditResult]) -> list[tuple[str, str, list[AuditResult]]]:
    sources = [*GROUPS, *sorted({one.source for one in results} - set(GROUPS))]
    grouped = ((source, [one for one in results if one.source == source]) for source in sources)
    return [
        (source, GROUPS.get(source, source), sorted(found, key=lambda one: (one.ok, one.severity != ERROR)))
        for source, found in grouped
        if found
    ]


def _ledgers(run: RunSummary) -> list[tuple[str, list[tuple[str, int]]]]:
    ledgers = (("Tệp", run.deliveries, DELIVERY_LABELS), ("Người lao động", run.workers, WORKER_LABELS))
    return [
        (label, [(names.get(name, name), amount) for name, amount in counts.items()])
        for label, counts, names in ledgers
        if counts
    ]


def _stages(run: RunSummary) -> list[tuple[str, str, str]]:
    # Shares in whole milliseconds: percent() takes numbers that can be counted.
    whole = round(1000 * sum(run.seconds.values()))
    return [
        (STAGE_LABELS.get(stage, stage), f"{seconds:.1f}".replace(".", ","), percent(round(1000 * seconds), whole))
        for stage, seconds in run.seconds.items()
    ]
