"""Bytes of an RSS, RDF or Atom feed to leads."""

import html
import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import feedparser

from monitor.models import UNKNOWN, Lead, Unreadable, When
from monitor.reading import dates, urls
from monitor.reading.announced import Announced, Skipped
from monitor.reading.decoding import decode, plain, well_formed_xml
from monitor.text import one_line

MAX_ENTRIES: Final = 5000
"""Entries read of one feed; the newest stand first."""
MIN_FULL_TEXT: Final = 600
"""Characters from which ``content:encoded`` counts as the article itself."""
_MAX_HTML = 500_000

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_CUT_SHORT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|(?:leer|lee|ver|seguir|sigue|continuar|read|continue)\s+"
    r"(?:m[áa]s|leyendo|more|reading|la nota completa|aqu[íi])\W{0,5})\s*$",
    re.IGNORECASE,
)
_MAIL_AUTHOR = re.compile(r"^\s*[^\s@]+@[^\s@]+\s*(?:\((.{1,200})\))?\s*$")


def parse(body: bytes, *, url: str, source_id: str, now: datetime) -> Announced | Unreadable:
    """Return the leads of a feed, in its order; none for a feed without entries.

    What the server called it does not matter. Entries without a web address and those after the
    first ``MAX_ENTRIES`` are told as skipped.

    Args:
        body: The bytes as fetched, decompressed.
        url: The address that answered; relative links are resolved against it.
        source_id: Goes into the leads.
        now: For the plausibility of dates.

    Returns:
        What is announced, or ``Unreadable`` with ``empty`` or ``not_a_feed`` (a block page, a
        login page).
    """
    text = decode(body).strip()
    if not text:
        return Unreadable("empty")
    root, page = _ROOT.search(text, 0, 20_000), _HTML.search(text, 0, 20_000)
    if not root or (page and page.start() < root.start()):
        return Unreadable("not_a_feed", one_line(plain(text[:2000]), 120))
    try:
        parsed = _feedparser(well_formed_xml(text), url)
    except (ValueError, LookupError, AssertionError) as error:  # its loose parser, at times
        return Unreadable("not_a_feed", one_line(repr(error), 120))
    leads: dict[str, Lead] = {}
    skipped: list[Skipped] = []
    for entry in parsed.entries[:MAX_ENTRIES]:
        if lead := _lead(entry, url, source_id, now):
            leads.setdefault(lead.url, lead)
        else:
            skipped.append(Skipped("no_link", _text(entry, "link"), _title(entry)))
    skipped += (
        Skipped("over_limit", _text(entry, "link"), _text(entry, "title"))
        for entry in parsed.entries[MAX_ENTRIES:]
    )
    return Announced(tuple(leads.values()), tuple(skipped))


def _feedparser(body: bytes, url: str) -> Any:  # noqa: ANN401 - feedparser has no types
    """Parse with feedparser, which opens what is no stream: only ever give it a stream."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    return feedparser.parse(
        io.BytesIO(body),
        response_headers=headers,
        resolve_relative_uris=False,
        sanitize_html=False,
    )


def _lead(entry: dict[str, Any], url: str, source_id: str, now: datetime) -> Lead | None:
    address = next(_addresses(entry, url), None)
    if address is None:
        return None
    return Lead(
        source_id=source_id,
        endpoint=url,
        url=address,
        title=_title(entry),
        published=_published(entry, now),
        summary=one_line(plain(_text(entry, "summary")), 2000),
        author=_author(entry),
        updated=dates.parse(_text(entry, "updated"), now=now),
        html=_full_text(entry),
    )


def _addresses(entry: dict[str, Any], base: str) -> Iterator[str]:
    for name in ("feedburner_origlink", "link", "id"):
        link = _text(entry, name)
        if name == "id" and not link.startswith("http"):
            continue
        address = urls.resolve(base, html.unescape(link))
        if address and address != base:
            yield address


def _text(entry: dict[str, Any], name: str) -> str:
    value = dict.get(entry, name)  # feedparser's own get() answers with other fields, and warns
    return value if isinstance(value, str) else ""


def _title(entry: dict[str, Any]) -> str:
    title = one_line(plain(_text(entry, "title")))
    source = entry.get("source")
    outlet = one_line(_text(source, "title")) if isinstance(source, dict) else ""
    return title.removesuffix(f" - {outlet}") if outlet else title


def _published(entry: dict[str, Any], now: datetime) -> When:
    for name in ("published", "updated", "created"):
        when = dates.parse(_text(entry, name), now=now)
        if when.at is not None:
            return when
    return UNKNOWN


def _author(entry: dict[str, Any]) -> str:
    author = one_line(plain(_text(entry, "author")), 200)
    mail = _MAIL_AUTHOR.match(author)
    return (mail[1] or "") if mail else author


def _full_text(entry: dict[str, Any]) -> str:
    contents = entry.get("content") or ()
    values = [content.get("value") or "" for content in contents]
    longest = max(values, key=len, default="")[:_MAX_HTML]
    text = plain(longest)
    if len(text) < MIN_FULL_TEXT or _CUT_SHORT.search(text[-60:]):
        return ""
    return longest
