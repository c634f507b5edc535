"""Help for tests against the loopback newspaper: how it misbehaves, and crawls of it."""

import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import brotli  # type: ignore[import-untyped]

from monitor.demo.server import Misbehaviour, Reply, Wire
from monitor.options import Fetch

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOW = "2025-03-14T12:00:00+00:00"
ROOT = Path(__file__).parent.parent

HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = Reply(200, HTML, b"<html><h1>Rescate en Puno</h1><p>Una nota.</p></html>")


# -- misbehaviour ----------------------------------------------------------------------------------


def silence(wire: Wire) -> None:
    """Accept the request and say nothing."""
    while wire.wait(1):
        pass


def drip(wire: Wire) -> None:
    """Send a body of 1,000 bytes, 20 a second."""
    wire.head(200, {**HTML, "content-length": "1000"})
    while wire.wait(0.05):
        wire.send(b"x")


def slow_head(wire: Wire) -> None:
    """Send header lines without end, ten a second."""
    wire.send(b"HTTP/1.1 200 OK\r\n")
    while wire.wait(0.1):
        wire.send(b"x-slow: 1\r\n")


def endless_head(wire: Wire) -> None:
    """Send header lines without end, as fast as they are taken."""
    wire.send(b"HTTP/1.1 200 OK\r\n")
    while wire.wait(0):
        wire.send(b"x-more: and more of it\r\n" * 1000)


def endless(wire: Wire) -> None:
    """Send chunks without end."""
    wire.head(200, {**HTML, "transfer-encoding": "chunked"})
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    while wire.wait(0):
        wire.send(chunk)


def reset(wire: Wire) -> None:
    """Break the connection in the middle of the body."""
    wire.head(200, {**HTML, "content-length": "1000"})
    wire.send(b"half a story")
    wire.wait(0.05)
    wire.reset()


def short(wire: Wire) -> None:
    """Close the connection before the promised length."""
    wire.head(200, {**HTML, "content-length": "1000"})
    wire.send(b"half a story")


def declared(length: int) -> Misbehaviour:
    """Promise a body of ``length`` bytes and begin with it."""

    def answer(wire: Wire) -> None:
        wire.head(200, {**HTML, "content-length": str(length)})
        while wire.wait(0):
            wire.send(b"x" * 0x10000)

    return answer


_CODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 1),
    "deflate": lambda body: zlib.compress(body, 1),
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": zstd.compress,
}


@cache
def bomb(coding: str, megabytes: int) -> Reply:
    """Return a small body that decompresses to ``megabytes``."""
    body = _CODERS[coding](bytes(megabytes * 1024 * 1024))
    return Reply(200, {**HTML, "content-encoding": coding}, body)


def packed(coding: str, body: bytes) -> Reply:
    """Return ``body``, honestly compressed."""
    return Reply(200, {**HTML, "content-encoding": coding}, _CODERS[coding](body))


def moved(location: str, status: int = 302) -> Reply:
    """Redirect to ``location``."""
    return Reply(status, {"location": location})


# -- documents -------------------------------------------------------------------------------------


def rss(links: Iterable[str], full_text: str = "") -> Reply:
    """Return a feed that announces ``links``."""
    content = f"<content:encoded>{escape(full_text)}</content:encoded>" if full_text else ""
    entries = "".join(
        f"<item><title>Nota {number}</title><link>{escape(link)}</link>{content}</item>"
        for number, link in enumerate(links)
    )
    text = (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Diario</title>{entries}</channel></rss>"
    )
    return Reply(200, {"content-type": "application/rss+xml"}, text.encode())


def robots(text: str | bytes) -> Reply:
    """Return a robots.txt."""
    body = text.encode() if isinstance(text, str) else text
    return Reply(200, {"content-type": "text/plain"}, body)


# -- crawls ----------------------------------------------------------------------------------------


def plan(
    fetch: Fetch,
    *jobs: str | Mapping[str, Any],
    addresses: Mapping[str, list[str]] | None = None,
    paused: Mapping[str, str] | None = None,
    known: Iterable[str] = (),
    faulty: Iterable[str] = (),
    fatal: Iterable[str] = (),
    stop_after: float | None = None,
) -> str:
    """Return what :mod:`tests.child` is told, as JSON; a job is a feed's address or a mapping."""
    usual = {
        "kind": "feed",
        "etag": "",
        "last_modified": "",
        "full_read": False,
        "link_pattern": "",
    }
    described = [{**usual, **({"url": job} if isinstance(job, str) else job)} for job in jobs]
    return json.dumps(
        {
            "fetch": asdict(fetch),
            "jobs": described,
            "addresses": addresses or {},
            "paused": paused or {},
            "known": list(known),
            "faulty": list(faulty),
            "fatal": list(fatal),
            "stop_after": stop_after,
            "clock": NOW,
        },
        default=str,
    )


COMMAND = (sys.executable, "-W", "default", "-m", "tests.child")
PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY"), "http://127.0.0.1:9/")
"""A crawl that heeded these would reach nothing."""


@dataclass(frozen=True)
class Crawled:
    """What a crawl told its sink."""

    events: list[dict[str, Any]]
    errors: str
    """Standard error."""

    @classmethod
    def read(cls, output: str, errors: str) -> "Crawled":
        return cls([json.loads(line) for line in output.splitlines()], errors)

    def all(self, event: str) -> list[dict[str, Any]]:
        return [told for told in self.events if told["event"] == event]

    def poll(self, endpoint: str) -> dict[str, Any]:
        (poll,) = [poll for poll in self.all("poll") if poll["endpoint"] == endpoint]
        return poll

    def drop(self, url: str) -> dict[str, Any]:
        (drop,) = [drop for drop in self.all("drop") if drop["url"] == url]
        assert url not in {page["url"] for page in self.all("page")}
        return drop

    def page(self, url: str) -> dict[str, Any]:
        (page,) = [page for page in self.all("page") if page["url"] == url]
        assert url not in {drop["url"] for drop in self.all("drop")}
        return page

    @property
    def pages(self) -> set[str]:
        return {page["url"] for page in self.all("page")}


def crawled(fetch: Fetch, *jobs: str | Mapping[str, Any], **rest: Any) -> Crawled:
    """Run a crawl in a child process and return what it told."""
    done = subprocess.run(
        COMMAND,
        input=plan(fetch, *jobs, **rest),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={"PATH": "", **PROXIES},
    )
    assert done.returncode == 0, done.stderr
    return Crawled.read(done.stdout, done.stderr)
