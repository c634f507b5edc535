"""A page, a feed entry or a plain text to an article.

Title, author and date are what the page itself declares; the body is trafilatura's, in its
balanced and its strict mode together, without the lines that are no part of the article.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import htmldate
import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from monitor.models import Article, Lead, Outlet, Page, Unreadable, When
from monitor.reading import (
    addresses,
    blocks,
    bylines,
    cleaning,
    dates,
    declarations,
    language,
    urls,
)
from monitor.reading.declarations import Declared
from monitor.reading.decoding import decode, is_binary, tree, visible_text
from monitor.text import clean, fold, one_line

MAX_BODY: Final = 100_000
"""Characters of a body; what is longer is cut at a line."""
_NOTHING: Final = Lead(source_id="", endpoint="", url="")
_HTML_TYPES: Final = ("html", "xml", "text/plain", "octet-stream")
_INVISIBLE: Final = (
    "script", "style", "svg", "noscript", "template", "iframe", "object", "link", "meta",
)  # fmt: skip

for _library in ("trafilatura", "htmldate"):
    # they warn of every page that holds nothing, which is told as a value here
    logging.getLogger(_library).setLevel(logging.CRITICAL)


def read(page: Page, lead: Lead, outlet: Outlet) -> Article | Unreadable:
    """Return the article that a fetched page carries.

    Returns:
        The article, or ``Unreadable``: ``http_404`` and the like, ``not_html``, ``empty``,
        ``block_page``, ``no_text``; ``moved`` where a home or section page answered.
    """
    if page.status != 200:
        return Unreadable(f"http_{page.status}", page.final_url)
    asked, final = (urls.canonical(url, outlet.mirrors) for url in (lead.url, page.final_url))
    if addresses.has_moved(asked, final):
        return Unreadable("moved", page.final_url)
    content_type = page.headers.get("content-type", "")
    if content_type and not any(kind in content_type.lower() for kind in _HTML_TYPES):
        return Unreadable("not_html", one_line(content_type, 100))
    source = _Source(lead.url, page.final_url, outlet, page.fetched_at, lead, content_type)
    return _from_markup(page.body, source)


def from_html(
    html: bytes, *, url: str, outlet: Outlet, fetched_at: datetime, lead: Lead | None = None
) -> Article | Unreadable:
    """Return the article that HTML carries, with no more known than its address."""
    return _from_markup(html, _Source(url, url, outlet, fetched_at, lead or _NOTHING, ""))


def from_feed(lead: Lead, outlet: Outlet, fetched_at: datetime) -> Article | Unreadable:
    """Return the article that a feed carried whole; ``no_text`` where it did not."""
    markup = tree(lead.html)
    text = "" if markup is None else _feed_text(markup)
    if not text:
        return Unreadable("no_text", lead.url)
    return from_text(
        url=lead.url,
        title=lead.title,
        text=cleaning.tidy(text, lead.title),
        outlet=outlet,
        author=bylines.join([lead.author]),
        published=lead.published,
        fetched_at=fetched_at,
    )


def from_text(
    *,
    url: str,
    title: str,
    text: str,
    outlet: Outlet,
    author: str = "",
    language: str = "",
    published: When,
    fetched_at: datetime,
) -> Article:
    """Return an article of plain text, cleaned.

    A language that is not given is told from the text, and so is a date that is not known: a line
    near the head that is nothing else.
    """
    title, body = one_line(title), _bounded(cleaning.tidy(clean(text)))
    if published.at is None:
        published = dates.dateline(body, now=fetched_at)
    return Article(
        url=url,
        canonical_url=urls.canonical(url, outlet.mirrors),
        outlet=outlet,
        title=title,
        body=body,
        author=one_line(author, 200),
        language=language or _language(title, body),
        published=published,
        fetched_at=fetched_at,
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where markup came from."""

    url: str
    final_url: str
    outlet: Outlet
    fetched_at: datetime
    lead: Lead
    content_type: str


def _from_markup(html: bytes, source: _Source) -> Article | Unreadable:
    if not html.strip():
        return Unreadable("empty", source.final_url)
    text = "" if html.lstrip().startswith(b"%PDF") else decode(html, source.content_type)
    root = tree(text) if "<" in text and not is_binary(text) else None
    if root is None:
        return Unreadable("not_html", source.final_url)
    if blocks.is_block(root):
        return Unreadable("block_page", one_line(root.findtext(".//title") or "", 120))
    declared = declarations.read(root, now=source.fetched_at)
    title = _title(declared, source)
    published = _published(root, declared, source)
    body = _body(root, declared, title)
    if not body:
        return Unreadable("no_text", source.final_url)
    return _article(source, declared, title, body, published)


def _article(
    source: _Source, declared: Declared, title: str, body: str, published: When
) -> Article:
    canonical, aliases = _addresses(declared, source)
    return Article(
        url=source.url,
        canonical_url=canonical,
        outlet=source.outlet,
        title=title,
        body=body,
        author=declared.author or bylines.join([source.lead.author]),
        language=_language(title, body),
        published=published,
        fetched_at=source.fetched_at,
        aliases=aliases,
    )


def _addresses(declared: Declared, source: _Source) -> tuple[str, tuple[str, ...]]:
    """Return the canonical address and the other forms under which the page was seen."""
    mirrors = source.outlet.mirrors
    asked, final = (urls.canonical(url, mirrors) for url in (source.lead.url, source.final_url))

    def believed(link: str) -> str:
        named = urls.canonical(urls.resolve(source.final_url, link) or final, mirrors)
        return named if addresses.is_page_of(named, final, asked) else final

    canonical = believed(declared.canonical)
    seen = (urls.canonical(source.url, mirrors), asked, believed(declared.amp), final)
    others = dict.fromkeys(filter(None, seen))
    return canonical, tuple(address for address in others if address != canonical)


def _title(declared: Declared, source: _Source) -> str:
    names = (declared.site, source.outlet.name, urls.host(source.final_url))
    titles = [without_outlet(title, names) for title in declared.titles]
    if not titles:
        return source.lead.title
    best = next((title for title in titles if _is_head_of(title, titles[0])), titles[0])
    if best.endswith(("…", "...")):
        stem = best.rstrip("….").strip()
        best = next((title for title in titles if title.startswith(stem) and title != best), best)
    return best


def _is_head_of(title: str, longer: str) -> bool:
    """Tell whether ``longer`` is ``title`` with something like ``| Deportes | Diario`` after it."""
    rest = longer[len(title) :].lstrip()
    return len(title) >= 15 and longer.startswith(title) and rest[:1] in set("|–—-«»·•")


def without_outlet(title: str, names: tuple[str, ...]) -> str:
    """Return ``title`` without a last part that names the outlet: ``| Diario``, ``- Diario``."""
    for separator in (" | ", " - ", " – ", " — ", " :: ", " « ", " » "):
        head, found, tail = title.rpartition(separator)
        if found and head and any(_names_outlet(tail, name) for name in names):
            return without_outlet(head.strip(), names)
    return title


def _names_outlet(tail: str, name: str) -> bool:
    squeezed, outlet = ("".join(filter(str.isalnum, fold(text))) for text in (tail, name))
    return len(squeezed) > 2 and bool(outlet) and (squeezed in outlet or outlet in squeezed)


def _published(root: HtmlElement, declared: Declared, source: _Source) -> When:
    now = source.fetched_at
    found = declarations.best((declared.published, source.lead.published))
    if found.at is None:
        found = declarations.shown_date(root, now=now)
    if found.at is None:
        found = dates.parse(_searched_date(root, source.final_url), now=now)
    return found if found.at is not None else dates.from_url(source.final_url, now=now)


def _searched_date(root: HtmlElement, url: str) -> str:
    """Ask htmldate for a date that the text shows; it reads Spanish words and many layouts."""
    try:
        found: str = htmldate.find_date(root, original_date=True, url=url) or ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""
    # a bare year somewhere in the text, a copyright line say, comes back as its first day
    return "" if found.endswith("-01-01") else found


def _body(root: HtmlElement, declared: Declared, title: str) -> str:
    etree.strip_elements(root, *_INVISIBLE, with_tail=False)
    cleaning.drop_menus(root)
    cleaning.unlink(root)
    text = cleaning.tidy(clean(_extracted(root)), title)
    if len(declared.body) > 400 and len(text) < len(declared.body) // 2:
        text = cleaning.tidy(declared.body, title)
    return _bounded(text or cleaning.tidy(_shown_article(root), title))


def _extracted(root: HtmlElement) -> str:
    """Return the text of trafilatura's strict and balanced modes together.

    The strict one decides, with the lines that only the other found between its first and its
    last; where it lost much, the balanced one alone. The slower search of the balanced mode is
    asked only where the quick ones disagree or find little of the page. The shares were compared
    on all pages of the public 181-page benchmark, so its figures flatter them a little: F1 .973,
    exact .481 (the balanced mode alone .960 and .293, the strict .964 and .337).
    """
    strict = trafilatura.extract(root, include_comments=False, favor_precision=True, fast=True)
    balanced = trafilatura.extract(root, include_comments=False, fast=True)
    strict, balanced = strict or "", balanced or ""
    little = len(balanced) < 0.12 * sum(len(text.strip()) for text in root.itertext())
    if little or not 0.9 * len(balanced) <= len(strict) <= 1.1 * len(balanced):
        balanced = trafilatura.extract(root, include_comments=False) or ""
    if len(strict) < 0.6 * len(balanced):
        return balanced
    if not 0.7 * len(balanced) <= len(strict) < len(balanced):
        return strict
    return _merged(strict, balanced)


def _merged(strict: str, balanced: str) -> str:
    lines = balanced.split("\n")
    known = [cleaning.key(line) for line in strict.split("\n")]
    whole, sure = " ".join(known), set(known)
    keys = [cleaning.key(line) for line in lines]
    kept = [key in sure or (len(key) > 20 and key in whole) for key in keys]
    if True not in kept:
        return strict
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    while first and len(lines[first - 1]) > 100 and cleaning.is_prose(lines[first - 1]):
        first -= 1  # a standfirst, which the strict mode takes for a caption
    merged = "\n".join(
        line
        for number, line in enumerate(lines)
        if kept[number] or (first <= number < last and not cleaning.is_shouted(line))
    )
    return merged if len(merged) >= len(strict) else strict


def _shown_article(root: HtmlElement) -> str:
    """Return what the page's ``<article>`` or ``<main>`` shows, for pages of odd markup."""
    holder = next(root.iter("article", "main"), None)
    return "" if holder is None else visible_text(holder)


def _feed_text(root: HtmlElement) -> str:
    etree.strip_elements(root, *_INVISIBLE, "figure", with_tail=False)
    cleaning.unlink(root)
    return visible_text(root)


def _bounded(body: str) -> str:
    if len(body) <= MAX_BODY:
        return body
    return body[:MAX_BODY].rpartition("\n")[0] or body[:MAX_BODY]


def _language(title: str, body: str) -> str:
    return language.detect(f"{title}\n{body}")
