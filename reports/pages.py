"""Pages that work offline: one file of HTML each, styles inside, no script, nothing fetched."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.numerals import day, integer, long_day, percent, share


def _environment() -> Environment:
    # Every value is escaped, whatever the template is called: these pages quote what strangers wrote.
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(integer=integer, day=day, long_day=long_day)
    environment.globals.update(share=share, percent=percent)
    return environment


ENVIRONMENT = _environment()


def page(template: str, **values: Any) -> str:
    """Render a template of ``reports/templates`` to a whole HTML document."""
    return ENVIRONMENT.get_template(template).render(values)
