"""Curves as static SVG, drawn without any library: lines over one axis of weights, with grid, labels and a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 40, 50
COLOURS: Final = ("#0b6e99", "#c2571a", "#4a7c2c", "#7a3e9d", "#555555", "#a8871b")
FONT: Final = 'font-family="sans-serif" font-size="13"'


@dataclass(frozen=True, slots=True)
class Line:
    """One named line; ``dashed`` sets a baseline apart in print as well."""

    name: str
    points: Sequence[tuple[float, float]]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows: its title, its marks, and how a value is placed (a logarithm, say)."""

    title: str
    marks: Sequence[float]
    placed: Callable[[float], float] = float

    def share(self, value: float) -> float:
        """Where a value lies between the first and the last mark, held inside."""
        first, last = self.placed(self.marks[0]), self.placed(self.marks[-1])
        held = min(max(value, self.marks[0]), self.marks[-1])
        return (self.placed(held) - first) / (last - first)


def drawing(title: str, across: Axis, up: Axis, lines: Sequence[Line]) -> str:
    """An SVG document of the lines."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" {FONT} font-weight="bold">{title}</text>',
        *(_across(across, mark) for mark in across.marks),
        *(_up(up, mark) for mark in up.marks),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across.title),
        _upright(up.title),
    ]
    for number, line in enumerate(lines):
        parts += _line(line, number, across, up)
    return "\n".join([*parts, "</svg>", ""])


def _x(axis: Axis, value: float) -> float:
    return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT)


def _y(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM)


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {FONT} text-anchor="{anchor}">{text}</text>'


def _upright(text: str) -> str:
    turned = f"translate(16 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)"
    return f'<text transform="{turned}" {FONT} text-anchor="middle">{text}</text>'


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dddddd"/>'


def _across(axis: Axis, mark: float) -> str:
    x = _x(axis, mark)
    return _grid(x, TOP, x, HEIGHT - BOTTOM) + _text(x, HEIGHT - BOTTOM + 18, f"{mark:g}")


def _up(axis: Axis, mark: float) -> str:
    y = _y(axis, mark)
    return _grid(LEFT, y, WIDTH - RIGHT, y) + _text(LEFT - 8, y + 4, f"{mark:g}", "end")


def _line(line: Line, number: int, across: Axis, up: Axis) -> list[str]:
    colour = COLOURS[number % len(COLOURS)]
    dashes = ' stroke-dasharray="6 4"' if line.dashed else ""
    points = [(_x(across, x), _y(up, y)) for x, y in line.points]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    stroke = f'fill="none" stroke="{colour}" stroke-width="2"{dashes}'
    legend = TOP + 14 + 22 * number
    start = WIDTH - RIGHT + 16
    return [
        f'<polyline points="{drawn}" {stroke}/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points),
        f'<polyline points="{start},{legend} {start + 28},{legend}" {stroke}/>',
        _text(start + 36, legend + 4, line.name, "start"),
    ]
