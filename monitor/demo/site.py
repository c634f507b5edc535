"""All sample outlets as one function from request to reply; needs no network and keeps no state."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import get_args
from urllib.parse import parse_qsl, urlsplit

from monitor.demo import rendering
from monitor.demo.content import Content, Form, SampleArticle, SampleEndpoint, SampleOutlet, load
from monitor.demo.server import Reply, Request

_TRACKING = ("utm_", "fbclid", "ref")
_Address = tuple[str, str, tuple[tuple[str, str], ...]]
_Answer = tuple[str, Callable[[], Reply]]
_NOT_FOUND = Reply(404, {"content-type": "text/html; charset=utf-8"}, b"<h1>404</h1>")


@dataclass(frozen=True, slots=True)
class Site:
    """The sample outlets, ready to answer."""

    content: Content
    hosts: tuple[str, ...]
    """Every host name that answers, ``www`` twins included."""
    tls_hosts: tuple[str, ...]
    """Those that speak TLS as well as plain HTTP."""
    addresses: Mapping[str, tuple[str, ...]]
    """``outlet/slug`` of an article -> every address that leads to it, the canonical one first."""
    answers: Mapping[_Address, Callable[[], Reply]]

    def __call__(self, request: Request) -> Reply:
        """Answer ``request``; 404 for what no outlet has."""
        address = _address(request.host, request.path, request.query)
        answer = self.answers.get(address)
        return answer() if answer else _NOT_FOUND


def build_site(root: Traversable | None = None) -> Site:
    """Return the site made of the package's files, or of those under ``root``."""
    content = load(root)
    hosts = tuple(host for outlet in content.outlets for host in _hosts(outlet))
    secure = (outlet for outlet in content.outlets if outlet.secure)
    return Site(
        content=content,
        hosts=hosts,
        tls_hosts=tuple(host for outlet in secure for host in _hosts(outlet)),
        addresses={article.key: _addresses(article) for article in content.articles},
        answers=dict(_answers(content)),
    )


def _hosts(outlet: SampleOutlet) -> tuple[str, ...]:
    return outlet.mirrors or (outlet.host,)


def _addresses(article: SampleArticle) -> tuple[str, ...]:
    fitting = [form for form in get_args(Form) if _has(article, form)]
    return tuple(dict.fromkeys(map(article.address, fitting)))


def _has(article: SampleArticle, form: Form) -> bool:
    """Tell whether the outlet's software answers addresses of that form."""
    match form:
        case "amp":
            return bool(article.amp_path)
        case "short":
            return bool(article.short_path)
        case "www":
            return len(article.outlet.mirrors) > 1
        case "slash":
            return "?" not in article.path
        case _:
            return True


def _address(host: str, path: str, query: str) -> _Address:
    """Return what decides the answer: no tracking parameters, no slash at the end, no ``www``."""
    pairs = parse_qsl(query, keep_blank_values=True)
    telling = sorted(pair for pair in pairs if not pair[0].startswith(_TRACKING))
    return host.lower().removeprefix("www."), path.rstrip("/"), tuple(telling)


def _answers(content: Content) -> Iterator[tuple[_Address, Callable[[], Reply]]]:
    for outlet in content.outlets:
        for path, answer in _outlet_answers(outlet, content):
            parts = urlsplit(path)
            yield _address(outlet.host, parts.path, parts.query), answer
    for article in content.articles:
        for path, answer in _article_answers(article, content):
            parts = urlsplit(path)
            yield _address(article.outlet.host, parts.path, parts.query), answer


def _outlet_answers(outlet: SampleOutlet, content: Content) -> Iterator[_Answer]:
    yield "/", lambda: _page(rendering.home_page(outlet, content), outlet)
    robots = outlet.robots.encode()
    yield "/robots.txt", lambda: Reply(200, {"content-type": "text/plain"}, robots)
    for endpoint in outlet.endpoints:
        yield from _endpoint_answers(endpoint, outlet, content)


def _endpoint_answers(
    endpoint: SampleEndpoint, outlet: SampleOutlet, content: Content
) -> Iterator[_Answer]:
    if endpoint.status != 200:
        yield endpoint.path, lambda: Reply(endpoint.status, {"content-type": "text/html"}, b"")
    elif endpoint.moved_to:
        yield endpoint.path, lambda: _moved(f"{outlet.origin}{endpoint.moved_to}")
        yield endpoint.moved_to, lambda: _announced(endpoint, outlet, content)
    else:
        yield endpoint.path, lambda: _announced(endpoint, outlet, content)


def _article_answers(article: SampleArticle, content: Content) -> Iterator[_Answer]:
    if article.gone:
        yield article.path, lambda: Reply(410, {"content-type": "text/html"}, b"<h1>Gone</h1>")
        return
    yield article.path, lambda: _page(rendering.article_page(article, content), article.outlet)
    if article.amp_path:
        yield article.amp_path, lambda: _page(rendering.amp_page(article, content))
    if article.short_path:
        yield article.short_path, lambda: _moved(article.address())


def _announced(endpoint: SampleEndpoint, outlet: SampleOutlet, content: Content) -> Reply:
    text = rendering.announcement(endpoint, outlet, content)
    if endpoint.format == "section":
        return _page(text, outlet)
    kind = "application/atom+xml" if endpoint.format == "atom" else "application/xml"
    return Reply(200, {"content-type": kind}, text.encode(outlet.feed_charset, "xmlcharrefreplace"))


def _page(text: str, outlet: SampleOutlet | None = None) -> Reply:
    charset = outlet.charset if outlet else "utf-8"
    headers = {"content-type": f"text/html; charset={charset}"}
    return Reply(200, headers, text.encode(charset, "xmlcharrefreplace"))


def _moved(address: str) -> Reply:
    return Reply(301, {"content-type": "text/html", "location": address}, b"")
