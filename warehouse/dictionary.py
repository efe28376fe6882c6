"""The data dictionary of the marts, written from their promises and the heads of their files.

``python -m warehouse.dictionary > docs/marts.md`` renews the page; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import takewhile

from schemas.marts import ALL, Field, Mart
from warehouse import invariants
from warehouse.marts import AGGREGATES, sql
from warehouse.promises import rules

_HEAD = """# Marts

What scripts and BI tools may read; contract version 1. On PostgreSQL the marts are views of schema `mart`
(`mart.award`) and each column carries its Vietnamese sentence as a comment; on SQLite they have the prefix `mart_`
(`mart_award`). They show the edition in force: the run, the registry load and the business date of the publication
that the pointer names, and nothing before the first publication. Any earlier edition can be drawn again
(`warehouse.marts.draw`), since facts are opened and closed by run and never overwritten.

A row for unit U counts U and everything under it. Under structure `as_was` the hierarchy is that of the campaign's
closing day, under `as_is` that of the business date. Only units open on that day have rows, and the city always. A unit
counts for those above it as long as each of them is open too; a unit closed on that day counts for the city only, so
the city's figures are equal under both structures.

No mart holds a name, an id number or a phone.

This page is written by `python -m warehouse.dictionary` from `schemas/marts.py`, `warehouse/marts/*.sql`,
`warehouse/invariants/*.sql` and `warehouse/promises.py`."""
_SPECIMEN_YEAR = 2025


def render() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, *(_mart(mart) for mart in ALL), _checksum(), _audit()]
    return "\n\n".join(parts) + "\n"


def _mart(mart: Mart) -> str:
    lines = [
        f"## {mart.name}",
        "",
        f"{mart.vi}. {mart.en}. Grain: {', '.join(f'`{name}`' for name in mart.grain)}. Readers: {mart.readers}.",
        "",
        *_notes(mart),
        "| Column | Type | Tiếng Việt | English |",
        "|---|---|---|---|",
        *(_column(field) for field in mart.fields),
    ]
    return "\n".join(lines)


def _notes(mart: Mart) -> Iterator[str]:
    """What the file's head says after grain, readers and source."""
    head = list(takewhile(lambda line: line.startswith("--"), sql(mart.name).splitlines()))
    after = next(number for number, line in enumerate(head) if line.startswith("-- source: "))
    notes = [line.removeprefix("--").removeprefix(" ") for line in head[after + 1 :]]
    if notes:
        yield from ("```text", *notes, "```", "")


def _column(field: Field) -> str:
    null = ", may be null" if field.nullable else ""
    return f"| `{field.name}` | {field.type}{null} | {field.vi} | {field.en} |"


def _checksum() -> str:
    return (
        "## Checksum\n\n"
        f"SHA-256 over the rows of {', '.join(AGGREGATES)} in the order of their grain, and over the count of the open "
        "facts and the\nsums of the two halves of their content hashes. Equal content gives an equal checksum on "
        "either database, whatever the\nrun ids, the moments and the order of loading. `rows` counts the rows of "
        "those marts and the counted awards."
    )


def _audit() -> str:
    lines = [
        "## Audit",
        "",
        "Before the pointer moves, every rule below is tried on the edition; one failed error publishes nothing.",
        "",
        "| Invariant | Tiếng Việt | English |",
        "|---|---|---|",
        *(
            f"| `{name}` | {invariants.sentence(name, 'vi')} | {invariants.sentence(name, 'en')} |"
            for name in invariants.NAMES
        ),
        "",
        "| Expectation | Severity | Tiếng Việt | English |",
        "|---|---|---|---|",
        *(f"| `{rule.name}` | {rule.severity} | {rule.vi} | {rule.en} |" for rule in rules(_SPECIMEN_YEAR)),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(render())
