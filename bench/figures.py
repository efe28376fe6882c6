"""What a benchmark found, as lines of one table: ratios of one run on one machine."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from typing import TypeVar, cast

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its baseline and its target; ``met`` is None where nothing is promised."""

    target: str
    what: str
    ours: str
    baseline: str
    ratio: str
    promised: str
    met: bool | None


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table, padded so that it reads as well on a screen."""
    return drawn([("", "Work", "Ours", "Baseline", "Ratio", "Target", "Met"), *map(_cells, lines)])


def drawn(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of cells, the first of them headings, as a Markdown table padded for the screen."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    found = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    found.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(found)


def apart(function: Callable[..., _Found], *arguments: object) -> _Found:
    """Call it in a new process, so that memory and warm caches of one measurement are not another's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def lines_of(module: str) -> list[Line]:
    """What the module of one benchmark measures."""
    return cast("list[Line]", importlib.import_module(module).lines())


def _cells(line: Line) -> tuple[str, ...]:
    *texts, met = astuple(line)
    return (*texts, "" if met is None else "yes" if met else "no")
