"""The desk as an application: its addresses, its answers to errors."""

import logging
from collections.abc import Callable
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from monitor.errors import StorageError, TrataError, UsageError
from monitor.web import deciding, pages
from monitor.web.guard import Doors, Guard
from monitor.web.rendering import render
from monitor.web.sessions import COOKIE, Session
from monitor.web.visit import Setting, Visit, own_path

log = logging.getLogger(__name__)

Page = Callable[[Visit], Response]

MOST_FIELDS = 200


class App:
    """The desk's pages behind its doors.

    Args:
        setting: What it is opened with.
        doors: Under which names it may be asked for.
    """

    def __init__(self, setting: Setting, doors: Doors) -> None:
        self.setting = setting
        self.asgi = Starlette(
            routes=[
                *(self._route(path, page, "GET") for path, page in pages.PAGES.items()),
                *(self._route(path, page, "POST") for path, page in deciding.DECISIONS.items()),
                self._route("/login", deciding.login, "POST", is_open=True),
                self._route("/login", pages.login, "GET", is_open=True),
                Mount("/static", StaticFiles(packages=[("monitor.web", "static")])),
            ],
            middleware=[Middleware(Guard, doors=doors)],
            exception_handlers={HTTPException: self._missing, 500: self._fault},
        )

    def _route(self, path: str, page: Page, method: str, *, is_open: bool = False) -> Route:
        async def answer(request: Request) -> Response:
            body = await request.body() if method == "POST" else b""
            return await run_in_threadpool(self._answer, request, page, body, is_open)

        return Route(path, answer, methods=[method], name=f"{method} {path}")

    def _answer(self, request: Request, page: Page, body: bytes, is_open: bool) -> Response:
        found = self.setting.sessions.find(request.cookies.get(COOKIE, ""), self.setting.clock())
        if found is None and request.headers.get("sec-fetch-site") == "cross-site":
            return _once_more(request)
        session = found or self.setting.sessions.begin(self.setting.clock())
        visit = Visit(self.setting, request, session, _form(body))
        response = self._admitted(visit, page, is_open)
        current = visit.request.scope.get("session", session)
        if current is not found:
            _set_cookie(response, current, request)
        return response

    def _admitted(self, visit: Visit, page: Page, is_open: bool) -> Response:
        if self.setting.password and not visit.session.signed_in and not is_open:
            back = quote(visit.address) if visit.request.method == "GET" else "/"
            return RedirectResponse(f"/login?back={back}", 303)
        if visit.request.method == "POST" and not visit.session.knows(visit.field("token")):
            return _refused(visit)
        try:
            return page(visit)
        except StorageError as error:
            return _sorry(visit, error, 503)
        except UsageError as error:
            return _sorry(visit, error, 404)
        except TrataError as error:
            return _sorry(visit, error, 409)

    def _outside(self, request: Request) -> Visit:
        cookie = request.cookies.get(COOKIE, "")
        session = self.setting.sessions.find(cookie, self.setting.clock())
        return Visit(self.setting, request, session or Session("", self.setting.clock()))

    def _missing(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        visit = self._outside(request)
        what = {404: visit.speech.say("There is no such page.")}.get(error.status_code)
        return render(
            visit,
            "error.html",
            error.status_code,
            what=what or error.detail,
            remedy="",
            again=False,
        )

    def _fault(self, request: Request, error: Exception) -> Response:
        log.error("%s %s: %s", request.method, request.url.path, error)
        visit = self._outside(request)
        what = visit.speech.say("This is a fault of the program; nothing was changed.")
        return render(visit, "error.html", 500, what=what, remedy="", again=False)


def _form(body: bytes) -> dict[str, tuple[str, ...]]:
    """Return the fields of a form; a body that is none has no fields, so no token either."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return fields


def _once_more(request: Request) -> Response:
    """Let a browser that came by a link elsewhere ask again, with the cookie this time.

    A cookie that is SameSite=Strict is not sent along such a link; a new session would take the
    place of the one that stands.
    """
    path = own_path(request.url.path)
    query = f"?{request.url.query}" if request.url.query else ""
    page = quote(f"{path}{query}", safe="/?&=%+")
    return HTMLResponse(
        f'<!doctype html><meta charset="utf-8"><title>trata</title>'
        f'<meta http-equiv="refresh" content="0;url={page.replace("&", "&amp;")}">'
        f'<p><a href="{page.replace("&", "&amp;")}">trata</a></p>'
    )


def _set_cookie(response: Response, session: Session, request: Request) -> None:
    secure = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    response.set_cookie(
        COOKIE, session.id, httponly=True, samesite="strict", secure=secure, path="/"
    )


def _refused(visit: Visit) -> Response:
    say = visit.speech.say
    return render(
        visit,
        "error.html",
        403,
        what=say("This form is too old: the desk was opened anew since."),
        remedy=say("Nothing was changed. Send it again with the button below."),
        again=True,
    )


def _sorry(visit: Visit, error: TrataError, status: int) -> Response:
    remedy = error.remedy
    again = status == 503 and visit.request.method == "POST"
    if again:
        remedy = visit.speech.say("Nothing was changed. Send it again with the button below.")
    return render(visit, "error.html", status, what=f"{error.subject}: {error.what}",
                  remedy=remedy, again=again)  # fmt: skip
