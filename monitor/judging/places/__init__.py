"""The places of an article, each with its part in the event and the words that say so.

Names come from :mod:`monitor.judging.places.gazetteer`; scan finds them, context drops what
is no place, resolve says which one is meant, roles what it is to the event.
"""

from datetime import timedelta

from monitor.judging.places import context, gazetteer, resolve, roles, scan
from monitor.judging.places.quoting import quoted
from monitor.judging.places.scan import Hit
from monitor.models import Article, Mention, Role, When

_LIMA = timedelta(hours=-5)


def find(article: Article) -> tuple[Mention, ...]:
    """Return the Peruvian places and the foreign countries and towns that ``article`` names.

    Offsets count characters of the stored title or body and span the place's own words; the quote
    is what stands around them in their clause, with no name of a person and no age. A mention that
    is not ``certain`` has no role: its name is ambiguous and nothing nearby settles it.
    """
    texts = [scan.read("title", article.title), scan.read("body", article.body)]
    hits = [hit for text in texts for hit in context.keep_places(scan.scan(text))]
    hits = resolve.resolve(texts, hits, article.outlet)
    parts = roles.assign(hits, _month(article.published), resolve.home_of(article.outlet))
    return tuple(
        _mention(hit, role)
        for hit, role in zip(hits, parts, strict=True)
        if role or hit.name is not scan.UNLISTED
    )


def _month(published: When) -> tuple[int, int]:
    """Return year and month in Lima; zeros where the date is not known."""
    day = published.at + _LIMA if published.at else None
    return (day.year, day.month) if day else (0, 0)


def _mention(hit: Hit, role: Role | None) -> Mention:
    source = hit.text.source
    start, end = quoted(source, hit)
    assert hit.sense is not None
    return Mention(
        place=gazetteer.load().place(hit.sense, source[hit.start : hit.end]),
        role=role,
        quote=source[start:end],
        start=hit.start,
        end=hit.end,
        part=hit.text.part,
        certain=hit.certain,
    )
