"""The result of a check as a person reads it in a terminal: what was read, what to mend, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.definitions import KIND_LABELS, LEVEL_LABELS
from reports.ranges import ranges

Document = Mapping[str, Any]
_MARKS = {"error": ("✗", "bold red"), "query": ("?", "yellow")}
_PREVIEWED = 5


def show(console: Console, document: Document) -> None:
    """Print every file of a check with its lists and findings, then one line of sums."""
    files = document["files"]
    for file in files:
        console.print(_file(file))
    console.print(_sums(files))


def _file(file: Document) -> RenderableType:
    name = Text(file["file"], style="bold")
    if file["status"] == "refused":
        return Group(Text.assemble(("✗ ", "bold red"), name), Padding(Text(_refusal(file)), (0, 0, 1, 2), expand=False))
    parts: list[RenderableType] = [Text.assemble(_verdict(file), name), *map(_list, file["tables"])]
    if file["findings"]:
        parts.append(Padding(_findings(file["findings"]), (1, 0, 0, 2), expand=False))
    parts += _told(file["inferences"])
    return Group(*parts, Text())


def _refusal(file: Document) -> str:
    return f"Không nhận được tệp này: {file['refusal']['message']}"


def _verdict(file: Document) -> tuple[str, str]:
    worst = {finding["severity"] for finding in file["findings"]}
    if "error" in worst:
        return "✗ ", "bold red"
    return ("? ", "yellow") if worst else ("✓ ", "bold green")


def _list(table: Document) -> RenderableType:
    kind = KIND_LABELS.get(table["kind"] or "", table["kind"] or "chưa rõ loại biểu")
    level = LEVEL_LABELS.get(table["award_level"] or "", "chưa rõ cấp")
    place = f"  {table['sheet']} · {kind} · đợt {table['campaign_code'] or 'chưa rõ'} · {level}: "
    if table["nil"]:
        return Text.assemble(place, ("đơn vị báo không có", "green"))
    if table.get("withdrawal"):
        return Text.assemble(place, (_taken_back(table), "yellow"))
    held = (f"{table['held']:,} giữ lại", "bold red" if table["held"] else "dim")
    return Text.assemble(place, f"{table['rows']:,} dòng, ", (f"{table['accepted']:,} nhận", "green"), ", ", held)


def _taken_back(table: Document) -> str:
    rows = table["rows"]
    return f"văn bản rút: rút lại {rows:,} dòng đã gửi" if rows else "văn bản rút: rút lại cả danh sách đã gửi"


def _findings(findings: list[Document]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("Ô", overflow="fold", max_width=24)
    table.add_column("Dòng", justify="right")
    table.add_column("Vấn đề và cách sửa", overflow="fold")
    for finding in findings:
        mark, style = _MARKS[finding["severity"]]
        cells = f"{finding['sheet']}!{ranges(finding['cells'])}"
        table.add_row(Text(mark, style), Text(cells), f"{finding['rows']:,}", Text("\n").join(_words(finding)))
    return table


def _words(finding: Document) -> Iterator[Text]:
    yield Text(finding["message"], style="bold")
    if finding["expected"]:
        yield Text(f"Cần: {finding['expected']}")
    remedy = finding["remedy"]
    if remedy is None:
        yield Text(f"→ {finding['hint']}" if finding["hint"] else "", style="cyan")
        return
    yield Text(f"→ {remedy['message']}: hết lỗi {remedy['cured']:,}/{finding['rows']:,} dòng", style="green")
    changes = remedy["changes"]
    for change in changes[:_PREVIEWED]:
        yield Text(
            f"   {change['cell']}: {change['before'] or '(trống)'} → {change['after'] or '(trống)'}", style="dim"
        )
    if len(changes) > _PREVIEWED:
        yield Text(f"   … và {len(changes) - _PREVIEWED:,} ô nữa (xem đủ bằng --html hoặc --json)", style="dim")


def _told(inferences: list[Document]) -> Iterator[RenderableType]:
    """What was concluded without asking, each kind once with its number."""
    counted = Counter(inference["message"] for inference in inferences)
    if counted:
        said = (f"{message} ({count:,})" if count > 1 else message for message, count in counted.most_common())
        yield Padding(Text("Tự suy ra: " + "; ".join(said), style="dim"), (1, 0, 0, 2), expand=False)


def _sums(files: list[Document]) -> Text:
    tables = [table for file in files for table in file["tables"]]
    listed = [table for table in tables if not table.get("withdrawal")]
    rows, held = (sum(table[name] for table in listed) for name in ("rows", "held"))
    refused = sum(file["status"] == "refused" for file in files)
    said = f"{len(files):,} tệp, {rows:,} dòng: {rows - held:,} nhận, {held:,} giữ lại"
    taken = sum(table["rows"] for table in tables if table.get("withdrawal"))
    said += f"; rút lại {taken:,} dòng" if taken else ""
    return Text(f"{said}; {refused:,} tệp không nhận được" if refused else said, style="bold")
