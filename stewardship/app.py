"""The workbench as an application: its pages, what every answer bears, and how errors are told."""

from __future__ import annotations

import gc
import logging
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from runtime.settings import Settings
from stewardship.desk import Desk
from stewardship.drawing import draw
from stewardship.judging import Clerk
from stewardship.oidc import provider_of
from stewardship.pages import (
    audit,
    bulk,
    deliveries,
    duplicates,
    held,
    home,
    owing,
    people,
    queries,
    releases,
    returning,
    signing,
)
from stewardship.saving import Saver
from stewardship.visitors import Forbidden, SignedOut, Unknown
from warehouse.lock import Locked
from warehouse.session import WarehouseUnavailable

_LOG = logging.getLogger("thidua")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TOLD = {
    403: ("Không được phép", "Not allowed"),
    404: ("Không có trang này", "There is no such page"),
    405: ("Không làm được thế ở đây", "That cannot be done here"),
    500: ("Có lỗi của chương trình; không có gì bị mất", "The program failed; nothing is lost"),
    422: ("Yêu cầu không đọc được", "The request cannot be read"),
    503: ("Kho dữ liệu chưa sẵn sàng", "The warehouse is not available"),
}


def create() -> FastAPI:
    """The application of this installation; what ``thidua serve`` starts."""
    return build(Desk(Settings()))


def build(desk: Desk) -> FastAPI:
    """The application at a desk."""
    app = FastAPI(title="thidua", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_living)
    app.state.desk = desk
    app.state.clerk = Clerk(desk.settings)
    app.state.saver = Saver(desk)
    app.state.provider = provider_of(desk.settings)
    for page in (signing, home, held, bulk, queries, duplicates, deliveries, returning, releases, owing, audit, people):
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=static_folder()), name="static")
    app.middleware("http")(_with_headers)
    # Between the two ends of signing in through a provider; nothing else has a session in a cookie.
    secret = desk.vault.blind_text(["the session of signing in"])[0]
    app.add_middleware(SessionMiddleware, secret, "thidua_sign_in", max_age=600, path="/sign-in")
    for kind, status in ((Forbidden, 403), (Unknown, 404), (RequestValidationError, 422), (WarehouseUnavailable, 503)):
        app.add_exception_handler(kind, _teller(status))
    app.add_exception_handler(Locked, _teller(503))
    app.add_exception_handler(HTTPException, _tell_other)
    app.add_exception_handler(SignedOut, _send_to_sign_in)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    app.state.clerk.start()
    # What the program consists of never becomes rubbish: looking through it again and again doubled a page's time.
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    await run_in_threadpool(app.state.clerk.end)


def static_folder() -> Path:
    """Where scripts and styles lie; what comes from npm is below ``vendor``, put there by the set-up."""
    return Path(str(files("stewardship").joinpath("static")))


async def _with_headers(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    start = time.perf_counter()
    try:
        response = await call(request)
    except Exception as error:  # noqa: BLE001 - the top edge: its text may quote a person's data, so only its place is told
        frames = reversed(traceback.extract_tb(error.__traceback__)[-4:])
        where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        _LOG.error("%s %s: %s at %s", request.method, request.url.path, type(error).__name__, where)
        response = _told(request, 500)
    response.headers["Server-Timing"] = f"app;dur={1000 * (time.perf_counter() - start):.1f}"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _teller(status: int) -> Callable[[Request, Exception], Response]:
    def tell(request: Request, _: Exception) -> Response:
        return _told(request, status)

    return tell


def _tell_other(request: Request, error: Exception) -> Response:
    return _told(request, error.status_code if isinstance(error, HTTPException) else 500)


def _told(request: Request, status: int) -> HTMLResponse | JSONResponse:
    vi, en = _TOLD.get(status, ("Có lỗi", "Something went wrong"))
    if request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse({"message": vi, "message_en": en}, status)
    return draw(request, "told.html.j2", None, status, vi=vi, en=en, status=status)


def _send_to_sign_in(request: Request, _: Exception) -> Response:
    script = request.headers.get("hx-request") or request.headers.get("content-type") == "application/json"
    if script or request.method != "GET":
        return JSONResponse({"message": "Hãy đăng nhập lại", "message_en": "Sign in again"}, 401)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(back, safe='')}", 303)
