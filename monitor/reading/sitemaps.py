"""Bytes of a (news) sitemap to leads, and of a sitemap index to its parts."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from monitor.models import UNKNOWN, Lead, Unreadable
from monitor.reading import dates, urls
from monitor.reading.decoding import decode, plain, well_formed_xml
from monitor.text import one_line

MAX_ADDRESSES: Final = 5000
"""Addresses read of one sitemap."""
MAX_BYTES: Final = 32 * 1024 * 1024
"""Of a sitemap after decompression; the rest is cut off."""

_ROOTS = ("urlset", "sitemapindex")
_OPENING = re.compile(r"\A(?:\s*<[!?][^>]*>)*\s*<(?:\w+:)?(?:urlset|sitemapindex)\b")


def parse(body: bytes, *, url: str, source_id: str, now: datetime) -> tuple[Lead, ...] | Unreadable:
    """Return the leads of a sitemap, in its order; an empty tuple for an index or an empty one.

    ``news:title`` and ``news:publication_date`` fill title and date. ``lastmod`` does not: it is
    the day of a change.

    Args:
        body: As fetched; gzip is undone, bounded by ``MAX_BYTES``.
        url: The address that answered.
        source_id: Goes into the leads.
        now: For the plausibility of dates.

    Returns:
        Leads, or ``Unreadable`` with ``empty`` or ``not_a_feed`` (an HTML page with status 200).
    """
    text = _text(body)
    if not text:
        return Unreadable("empty")
    root = _root(text)
    if root is None:
        return Unreadable("not_a_feed", one_line(plain(text[:2000]), 120))
    leads: dict[str, Lead] = {}
    for entry in _entries(root, "url"):
        address = urls.resolve(url, _value(entry, "loc"))
        if address:
            leads.setdefault(address, _lead(entry, address, url, source_id, now))
    return tuple(leads.values())


def children(body: bytes, url: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that an index names; empty for anything else."""
    root = _root(_text(body))
    if root is None:
        return ()
    found = (urls.resolve(url, _value(entry, "loc")) for entry in _entries(root, "sitemap"))
    return tuple(dict.fromkeys(address for address in found if address))


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
    found = (element for element in root.iterchildren(f"{{*}}{name}"))
    return (element for _, element in zip(range(MAX_ADDRESSES), found, strict=False))


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
    )
