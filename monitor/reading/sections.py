"""Bytes of a section or listing page to leads."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from monitor.models import UNKNOWN, Lead, Unreadable, When
from monitor.reading import blocks, dates, urls
from monitor.reading.announced import Announced, Skipped
from monitor.reading.decoding import decode, tree
from monitor.text import fold, one_line

MAX_LINKS: Final = 3000
"""Links looked at on one page."""
_CLIMB: Final = 5
"""Levels above a link or a ``<time>`` within which the two belong together."""
_HEADLINE: Final = range(20, 301)
"""Characters of an anchor that may be a headline; shorter ones are navigation."""

_NAVIGATION = re.compile(
    r"/(?:tags?|etiquetas?|temas?|topics?|categor(?:y|ia|ias|ies)|autor(?:es)?|authors?|secci?on(?:es)?"
    r"|busca(?:r|dor)|search|page|pagina|archivo|login|registro|suscrib\w*|suscripci\w*|newsletters?"
    r"|contact\w*|terminos[\w-]*|privacidad|politica-de-[\w-]+|quienes-somos|publicidad|rss|feeds?|share"
    r"|wp-admin|wp-login\.php)(?:/|$)"
)
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|gif|webp|mp[34]|docx?|xlsx?|zip|xml|rss)$")
_ID = re.compile(r"\d{4,}")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def parse(
    body: bytes,
    *,
    url: str,
    source_id: str,
    now: datetime,
    link_pattern: str = "",
    content_type: str = "",
) -> Announced | Unreadable:
    """Return the article links of a listing page, in its order, each address once.

    Only links within the same site count. With ``link_pattern`` those whose full address it is
    found in; without, those that look like an article: a slug of words or an id in the address,
    a headline as their text, no navigation.

    Args:
        body: The bytes as fetched, decompressed.
        url: The address that answered.
        source_id: Goes into the leads.
        now: For the plausibility of dates.
        link_pattern: A regular expression that compiles.
        content_type: The header, for its charset.

    Returns:
        What is announced: leads with the anchor's text as title and the date of a ``<time>`` that
        stands beside it, and the links after the first ``MAX_LINKS`` as skipped; or ``Unreadable``
        with ``empty`` or ``not_a_feed`` (a challenge, no HTML).
    """
    text = decode(body, content_type)
    if not text.strip():
        return Unreadable("empty")
    root = tree(text) if "<" in text else None
    if root is None or root.find(".//body") is None:
        return Unreadable("not_a_feed", "no HTML")
    if blocks.is_block(root):
        return Unreadable("not_a_feed", "block page")
    anchors = _articles(root, url, re.compile(link_pattern) if link_pattern else None)
    days = _days(root, anchors, now)
    leads = (
        Lead(
            source_id=source_id,
            endpoint=url,
            url=address,
            title=_headline(found),
            published=days.get(address, UNKNOWN),
        )
        for address, found in anchors.items()
    )
    over = (anchor.get("href") for anchor in islice(root.iter("a"), MAX_LINKS, None))
    return Announced(tuple(leads), tuple(Skipped("over_limit", link) for link in over if link))


def _articles(
    root: HtmlElement, url: str, pattern: re.Pattern[str] | None
) -> dict[str, list[HtmlElement]]:
    """Return the anchors of each article, under the address that was written first."""
    first_form: dict[str, str] = {urls.canonical(url): ""}
    anchors: dict[str, list[HtmlElement]] = {}
    for address, anchor in _links(root, url):
        form = first_form.setdefault(urls.canonical(address), address)
        if form:
            anchors.setdefault(form, []).append(anchor)
    if pattern:
        return {address: found for address, found in anchors.items() if pattern.search(address)}
    return {
        address: found
        for address, found in anchors.items()
        if _looks_like_article(address, _headline(found))
    }


def _links(root: HtmlElement, url: str) -> Iterator[tuple[str, HtmlElement]]:
    base_element = root.find(".//base[@href]")
    base = urls.resolve(url, base_element.get("href")) if base_element is not None else None
    for anchor in islice(root.iter("a"), MAX_LINKS):
        address = urls.resolve(base or url, anchor.get("href") or "")
        if address and _same_site(urls.host(address), urls.host(url)):
            yield address.partition("#")[0], anchor


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _title(anchor: HtmlElement) -> str:
    """Return the headline that an anchor shows: its heading, its text, or its label."""
    heading = next(anchor.iter("h1", "h2", "h3", "h4"), None)
    shown = one_line((anchor if heading is None else heading).text_content(), 300)
    return shown or one_line(anchor.get("title") or anchor.get("aria-label") or "", 300)


def _headline(anchors: list[HtmlElement]) -> str:
    title = max(map(_title, anchors), key=len)
    return title if len(title) in _HEADLINE else ""


def _looks_like_article(address: str, title: str) -> bool:
    parts = urlsplit(address)
    path = fold(parts.path)
    if _NAVIGATION.search(path) or _FILE.search(path):
        return False
    slug = max(path.split("/"), key=len)
    words = len(_WORDS.findall(slug))
    if words >= 5:
        return True
    return len(title.split()) >= 4 and (
        words >= 3 or _ID.search(path + "?" + parts.query) is not None
    )


def _days(
    root: HtmlElement, anchors: dict[str, list[HtmlElement]], now: datetime
) -> dict[str, When]:
    """Return the date of each address whose surroundings hold one ``<time>`` and no other link."""
    around: dict[HtmlElement, set[str]] = {}
    for address, found in anchors.items():
        for anchor in found:
            for element in _upwards(anchor):
                around.setdefault(element, set()).add(address)
    days: dict[str, When] = {}
    for _, stamp in zip(range(MAX_LINKS), root.iter("time"), strict=False):
        near = next((around[element] for element in _upwards(stamp) if element in around), set())
        when = dates.parse(stamp.get("datetime") or stamp.text_content(), now=now)
        if len(near) == 1 and when.at is not None:
            days.setdefault(next(iter(near)), when)
    return days


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    for _, ancestor in zip(range(_CLIMB), element.iterancestors(), strict=False):
        yield ancestor
