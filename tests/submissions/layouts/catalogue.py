"""The register of layouts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.submissions.desk import ANY, Desk


@dataclass(frozen=True, slots=True)
class Layout:
    """One way of laying a list out; ``keeps`` are the families of formats that can hold it."""

    name: str
    draw: Callable[[Desk], None]
    keeps: frozenset[str]
    what: str


LAYOUTS: dict[str, Layout] = {}


def layout(keeps: frozenset[str] = ANY) -> Callable[[Callable[[Desk], None]], Callable[[Desk], None]]:
    """Register a drawing function under its name; its docstring says what it looks like."""

    def register(draw: Callable[[Desk], None]) -> Callable[[Desk], None]:
        what = (draw.__doc__ or "").strip().splitlines()[0].rstrip(".")
        LAYOUTS[draw.__name__] = Layout(draw.__name__, draw, keeps, what)
        return draw

    return register
