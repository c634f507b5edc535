"""What a page declares of itself: JSON-LD however broken, meta tags, microdata, ``<time>``."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lxml.html import HtmlElement

from monitor.models import UNKNOWN, When
from monitor.reading import bylines, dates
from monitor.reading.decoding import plain
from monitor.text import one_line

_DEEPEST: Final = 6
_MOST_OBJECTS: Final = 200
_LONGEST_SCRIPT: Final = 400_000
_ARTICLE: Final = re.compile(r"(?:Article|BlogPosting|Report|Posting|NewsStory)$")
_WRAPPING: Final = (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"))
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_END_OF_VALUE: Final = re.compile(r"\"\s*(?:,\s*\"[@\w]{1,40}\"\s*:|[}\]])")
_FIELDS: Final = {
    "headline": 1000,
    "datePublished": 100,
    "articleBody": 200_000,
    "description": 5000,
}


_NAME_PARTS: Final = ("givenName", "familyName")


@dataclass(frozen=True, slots=True)
class Declared:
    """A page's own words about itself; empty where it says nothing."""

    titles: tuple[str, ...]
    """Best first."""
    author: str
    published: When
    canonical: str
    amp: str
    body: str
    """``articleBody``, as plain text."""
    site: str


def read(root: HtmlElement, *, now: datetime) -> Declared:
    """Return what the HTML tree ``root`` declares; ``now`` bounds its dates."""
    nodes = list(_objects(root))
    article = next(filter(_is_article, nodes), {})
    people = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    meta = _meta(root)
    headings = [one_line(plain_text(heading)) for heading in root.iter("h1")]
    return Declared(
        titles=tuple(_titles(article, meta, headings, root)),
        author=_author(_names(article.get("author"), people), meta, root),
        published=_published(article, meta, root, now),
        canonical=_link(root, "canonical") or meta.get("og:url", ""),
        amp=_link(root, "amphtml"),
        body=plain(_string(article.get("articleBody"))),
        site=one_line(meta.get("og:site_name", ""), 100),
    )


def plain_text(element: HtmlElement) -> str:
    """Return all text below an element, blanks as they are."""
    return "".join(element.itertext())


def _objects(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every JSON-LD object of the page, nested graphs opened."""
    found = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _walk(_parse(script.text or ""), 0):
            found += 1
            if found > _MOST_OBJECTS:
                return
            yield node


def _walk(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value[:_MOST_OBJECTS]:
            yield from _walk(inner, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "hasPart"):
            yield from _walk(value.get(name), depth + 1)


def _parse(text: str) -> object:
    """Return JSON-LD as values; what is no JSON is searched for the fields that matter."""
    text = text[:_LONGEST_SCRIPT].strip()
    for opening, closing in _WRAPPING:
        text = text.removeprefix(opening).removesuffix(closing).strip()
    text = text.rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def _salvage(text: str) -> dict[str, Any]:
    """Read the fields of JSON that string concatenation broke: raw quotes, missing commas."""
    kind = re.search(r"\"@type\"\s*:\s*\[?\s*\"(\w{3,40})\"", text)
    found: dict[str, Any] = {"@type": kind[1] if kind else ""}
    for field, longest in _FIELDS.items():
        found[field] = _salvaged(text, rf"\"{field}\"\s*:\s*\"", longest)
    author = re.search(r"\"author\"\s*:\s*(?:\[\s*)?", text)
    if author:
        rest = text[author.end() : author.end() + 600]
        found["author"] = _salvaged(rest, r"\"name\"\s*:\s*\"" if rest[:1] == "{" else r"^\"", 200)
    return found


def _salvaged(text: str, opening: str, longest: int) -> str:
    start = re.search(opening, text)
    if not start:
        return ""
    value = text[start.end() : start.end() + longest]
    end = _END_OF_VALUE.search(value)
    return _unescaped(value[: end.start()]) if end else ""


def _unescaped(value: str) -> str:
    value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), value)
    return value.replace("\\n", "\n").replace("\\r", "").replace("\\t", " ").replace("\\", "")


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def _string(value: object) -> str:
    """Return a JSON-LD value as text: a string, the first of a list, or an object's value."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return _string(value[0])
    if isinstance(value, dict):
        whole = _string(value.get("@value") or value.get("name"))
        return whole or " ".join(filter(None, map(_string, map(value.get, _NAME_PARTS))))
    return ""


def _meta(root: HtmlElement) -> dict[str, str]:
    """Return the meta tags, names in lower case; the first of a name holds."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), html.unescape(content))
    return found


def _link(root: HtmlElement, relation: str) -> str:
    for element in root.iter("link"):
        if relation in (element.get("rel") or "").lower().split():
            return (element.get("href") or "").strip()
    return ""


def _titles(
    article: dict[str, Any], meta: dict[str, str], headings: list[str], root: HtmlElement
) -> Iterator[str]:
    declared = [_string(article.get("headline")) or _string(article.get("name"))]
    declared += [meta.get(name, "") for name in ("og:title", "twitter:title", "dc.title", "title")]
    page_title = root.findtext(".//title") or ""
    for title in (*declared, *headings[:1], page_title):
        if cleaned := one_line(plain(title)):
            yield cleaned


_AUTHOR_META: Final = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl",
    "sailthru.author", "cxenseparse:author", "article:author_name",
)  # fmt: skip


def _author(names: Iterable[str], meta: dict[str, str], root: HtmlElement) -> str:
    declared = bylines.join(names)
    if declared:
        return declared
    for name in _AUTHOR_META:
        if found := bylines.join([meta.get(name, "")]):
            return found
    return bylines.join(_shown_authors(root))


def _names(value: object, people: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names behind an ``author``, references into the graph followed."""
    listed = value[:20] if isinstance(value, list) else [value]
    known = [
        people.get(one.get("@id", ""), one) if isinstance(one, dict) and "name" not in one else one
        for one in listed
    ]
    return [_string(one) for one in known]


def _shown_authors(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("a", "span", "div", "p", "address", "meta"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split()
        if "author" in marks:
            inner = element.find(".//*[@itemprop='name']")
            yield one_line(plain_text(element if inner is None else inner), 200)


_ZONED: Final = re.compile(r"\d{2}:?\d{2}.*(?:[zZ]|[+-]\d{2}:?\d{2}|[A-Z]{3,4})\s*$")
_SHOWN_WITHIN: Final = 80
"""Elements after the headline among which a date that is only text is looked for."""
_DATE_META: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "publishdate", "publish-date", "pubdate", "publication_date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "datecreated", "article:published", "article_date_original", "published_time",
    "originalpublicationdate",
    "article.published", "shareaholic:article_published_time", "iso-8601-publish-date", "created",
)  # fmt: skip


def _published(
    article: dict[str, Any], meta: dict[str, str], root: HtmlElement, now: datetime
) -> When:
    declared = [_string(article.get("datePublished"))]
    declared += [meta[name] for name in _DATE_META if name in meta]
    declared += _stamps(root)
    return best(dates.parse(text, now=now) for text in _zoned_first(declared) if text)


def _zoned_first(declared: list[str]) -> list[str]:
    """Put a spelling with a zone before one of the same day without: some systems write both."""
    first = next(filter(None, declared), "")
    if not first or _ZONED.search(first):
        return declared
    zoned = [text for text in declared if text[:10] == first[:10] and _ZONED.search(text)]
    return [*zoned, *declared]


def shown_date(root: HtmlElement, *, now: datetime) -> When:
    """Return the first date that stands alone, as text, shortly after the headline.

    A date before the headline is often the clock of the page.
    """
    heading = next(root.iter("h1"), None)
    if heading is None:
        return UNKNOWN
    after = heading.xpath("following::*[not(self::script or self::style)]")[:_SHOWN_WITHIN]
    lines = (" ".join(plain_text(element)[:200].split()) for element in after)
    return best(dates.parse(line, now=now) for line in lines if dates.is_stamp(line))


def best(found: Iterable[When]) -> When:
    """Return the first known moment, or a finer one of the same day that follows it."""
    chosen = UNKNOWN
    for when in found:
        if chosen.at is None:
            chosen = when
        elif chosen.precision == "day" and when.precision == "time" and _same_day(when, chosen):
            return when
    return chosen


def _same_day(one: When, other: When) -> bool:
    assert one.at is not None
    assert other.at is not None
    return one.at.astimezone(dates.LIMA).date() == other.at.astimezone(dates.LIMA).date()


def _stamps(root: HtmlElement) -> Iterator[str]:
    """Yield microdata dates and the ``<time>`` elements that stand with the article's head."""
    for element in root.iter("time", "span", "div", "p", "abbr"):
        if "datepublished" in (element.get("itemprop") or "").lower():
            yield element.get("datetime") or element.get("content") or plain_text(element)[:100]
    yield from _nearest_stamp(root)


def _nearest_stamp(root: HtmlElement) -> Iterator[str]:
    heading = next(root.iter("h1"), None)
    above = [] if heading is None else list(heading.iterancestors())
    nearest: tuple[int, str] | None = None
    for _, stamp in zip(range(50), root.iter("time"), strict=False):
        level = next((above.index(up) for up in stamp.iterancestors() if up in above), None)
        if level is not None and (nearest is None or level < nearest[0]):
            nearest = level, stamp.get("datetime") or plain_text(stamp)[:100]
    if nearest:
        yield nearest[1]
