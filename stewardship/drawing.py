"""Pages drawn from templates: Vietnamese or English, everything escaped."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from flows.values import Side, sides, written
from reports.numerals import integer
from runtime.settings import TIMEZONE
from schemas.problems import problem
from schemas.sentences import word
from stewardship.desk import now
from stewardship.visitors import Visitor

_DAY = timedelta(days=1)


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("stewardship"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    made.filters |= {"integer": integer, "day": _day, "moment": _moment, "marked": marked}
    return made


def draw(request: Request, template: str, who: Visitor | None, status: int = 200, /, **words: Any) -> HTMLResponse:
    """A page for somebody, or for nobody in particular."""
    lang = who.language if who else _language_of(request)
    told = _ENVIRONMENT.get_template(template).render(
        who=who,
        lang=lang,
        path=request.url.path,
        t=lambda vi, en: vi if lang == "vi" else en,
        ago=lambda at: ago(at, lang),
        word=lambda subject, level: word(subject, level).in_(lang),
        written=lambda field, text, units: written(field, text, lang, units),
        sides=lambda evidence, units: sides(evidence, lang, units),
        problem=lambda code, given=None: problem(code).render(lang, given),
        **words,
    )
    return HTMLResponse(told, status)


def _language_of(request: Request) -> str:
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "vi"


def ago(at: datetime | date, lang: str) -> str:
    """How long something has waited, in whole days."""
    day = at.astimezone(TIMEZONE).date() if isinstance(at, datetime) else at
    days = (now().astimezone(TIMEZONE).date() - day) // _DAY
    if days < 1:
        return "hôm nay" if lang == "vi" else "today"
    return f"{integer(days)} ngày" if lang == "vi" else f"{days:,} day{'s' if days > 1 else ''}"


def marked(side: Side) -> Markup:
    """A value with the characters that differ from the other side marked."""
    text, spans = side
    parts, at = [], 0
    for start, end in spans:
        parts.append(Markup("{}<mark>{}</mark>").format(text[at:start], text[start:end]))
        at = end
    parts.append(Markup("{}").format(text[at:]))
    return Markup("").join(parts)


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(TIMEZONE):%d/%m/%Y %H:%M}" if value else ""


_ENVIRONMENT = _environment()
