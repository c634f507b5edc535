"""Bytes of a (news) sitemap to leads, and of a sitemap index to its parts."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from lxml import etree

from monitor.models import UNKNOWN, Lead, Unreadable
from monitor.reading import dates, urls
from monitor.reading.announced import Announced, Skipped
from monitor.reading.decoding import decode, plain, well_formed_xml
from monitor.text import one_line

MAX_ADDRESSES: Final = 5000
"""Addresses read of one sitemap."""
MAX_BYTES: Final = 32 * 1024 * 1024
"""Of a sitemap after decompression; the rest is cut off."""

_ROOTS = ("urlset", "sitemapindex")
_OPENING = re.compile(r"\A(?:\s*<[!?][^>]*>)*\s*<(?:\w+:)?(?:urlset|sitemapindex)\b")


def parse(body: bytes, *, url: str, source_id: str, now: datetime) -> Announced | Unreadable:
    """Return the leads of a sitemap, in its order; none for an index or an empty one.

    ``news:title`` and ``news:publication_date`` fill title and date. ``lastmod`` does not: it is
    the day of a change, and tells that a known article is to be read again. Entries without a web
    address and those after the first ``MAX_ADDRESSES`` are told as skipped.

    Args:
        body: As fetched; gzip is undone, bounded by ``MAX_BYTES``.
        url: The address that answered.
        source_id: Goes into the leads.
        now: For the plausibility of dates.

    Returns:
        What is announced, or ``Unreadable`` with ``empty`` or ``not_a_feed`` (an HTML page with
        status 200).
    """
    text = _text(body)
    if not text:
        return Unreadable("empty")
    root = _root(text)
    if root is None:
        return Unreadable("not_a_feed", one_line(plain(text[:2000]), 120))
    leads: dict[str, Lead] = {}
    skipped: list[Skipped] = []
    entries = _entries(root, "url")
    for entry in islice(entries, MAX_ADDRESSES):
        link = _value(entry, "loc")
        if address := urls.resolve(url, link):
            leads.setdefault(address, _lead(entry, address, url, source_id, now))
        else:
            skipped.append(Skipped("no_link", link, _value(entry, "news", "title")))
    skipped += (Skipped("over_limit", _value(entry, "loc")) for entry in entries)
    return Announced(tuple(leads.values()), tuple(skipped))


def children(body: bytes, url: str, now: datetime) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that an index names; empty for anything else.

    The last changed first, since many an index begins with the oldest; those that do not say when
    they changed come last, in the index's order. ``now`` is for the plausibility of dates.
    """
    root = _root(_text(body))
    if root is None:
        return ()
    changed: dict[str, float] = {}
    for entry in islice(_entries(root, "sitemap"), MAX_ADDRESSES):
        if address := urls.resolve(url, _value(entry, "loc")):
            when = dates.parse(_value(entry, "lastmod"), now=now).at
            changed.setdefault(address, when.timestamp() if when else 0.0)
    return tuple(sorted(changed, key=changed.__getitem__, reverse=True))


def _text(body: bytes) -> str:
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
        except zlib.error:
            return ""
    return decode(body[:MAX_BYTES]).strip()


def _root(text: str) -> etree._Element | None:
    if not _OPENING.match(text[:20_000]):
        return None
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    root = etree.fromstring(well_formed_xml(text), parser)
    return root if root is not None and etree.QName(root).localname in _ROOTS else None


def _entries(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iterchildren(f"{{*}}{name}"))


def _value(entry: etree._Element, *path: str) -> str:
    found = entry.find("/".join(f"{{*}}{name}" for name in path))
    return "" if found is None else "".join(found.itertext()).strip()


def _lead(entry: etree._Element, address: str, url: str, source_id: str, now: datetime) -> Lead:
    published = _value(entry, "news", "publication_date")
    return Lead(
        source_id=source_id,
        endpoint=url,
        url=address,
        title=one_line(plain(_value(entry, "news", "title"))),
        published=dates.parse(published, now=now) if published else UNKNOWN,
        updated=dates.parse(_value(entry, "lastmod"), now=now),
    )
