"""What every request must pass and every answer carries, whatever page it is about.

- A request must name a host that is ours: a page elsewhere whose name is made to point to this
  machine (DNS rebinding) names its own.
- One that changes something must come from a page of ours, and be small.
- An answer allows no script, style, frame or request but our own.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024
"""Of the body of a request."""
_SAFE = {"GET", "HEAD"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # no-referrer would make browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Doors:
    """Under which names the desk may be asked for."""

    names: frozenset[str] = frozenset()
    """Beside this machine's own."""
    any_address: bool = False
    """Whether it may be asked for by any IP address, as where it listens on all of them."""

    def admit(self, host: str) -> bool:
        """Whether the header ``Host`` names us."""
        name = _name(host)
        if name in {"localhost", *self.names}:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.any_address or address.is_loopback


def _name(host: str) -> str:
    """Return the name in a header ``Host``, without port, brackets and final dot."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


class Guard:
    """The outermost layer of the desk."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self.app = app
        self.doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.doors.admit(host):
            what = "This desk does not answer under that name. Allow it with: trata serve --name"
            return PlainTextResponse(what, 421)
        if scope["method"] in _SAFE:
            return None
        if not _is_ours(headers, scope["scheme"], host):
            return PlainTextResponse("That form is not of this desk.", 403)
        if not headers.get("content-length", "").isdecimal():
            return PlainTextResponse("The length of the form must be given.", 411)
        if int(headers["content-length"]) > MOST_BYTES:
            return PlainTextResponse("That is too long for this desk.", 413)
        return None


def _is_ours(headers: Headers, scheme: str, host: str) -> bool:
    """Whether a browser, by the headers that pages cannot forge, sends a form of our own."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    # behind a proxy that speaks TLS our scheme is http and the page's is https
    return origin is None or origin in {f"{scheme}://{host}", f"https://{host}"}
