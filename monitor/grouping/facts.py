"""What an article tells of an incident, as facts, and the keys under which like facts are found."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from monitor.grouping.naming import BROAD, PERSON, bare, names_in, sound, tidy
from monitor.grouping.weights import rarity
from monitor.grouping.words import read
from monitor.models import (
    UNKNOWN,
    Article,
    Claim,
    Episode,
    Facts,
    Judgement,
    Mention,
    Place,
    When,
)

COUNTS = (
    "arrested", "rescued", "minors", "adults", "women", "men", "sentence_years",
    "preventive_months",
)  # fmt: skip
"""Fields whose values tell one incident from another."""
_NAMES = ("operation", "gang")
"""Fields whose value is a name; ``venue`` is a kind of place, its name is read from the text."""
_SCENE = ("rescue", "arrest", "exploitation")
_MOST_TERMS = 40
NAMED = "at:"
"""Prefix, among the terms, of a place that an article names in whatever part."""
YEAR = "year:"
"""Prefix, among the terms, of a year that an article names and that is not its own."""
NATION = "nation:"
"""Prefix, among the terms, of a nationality of victims."""
TRAIT = "trait:"
"""Prefix, among the terms, of a police unit or of the job that was offered."""
_TRAITS = ("police_unit", "lure")
_YEAR = re.compile(r"\b(?:19[89]|20[0-4])\d\b")
_MOST_NAMED = 8
_MOST_DATED = 4
"""Districts, and years, under which an article is looked for by both."""
_READ = 20_000
"""Characters of a body in which names are looked for."""
_DISTRICT = 6
"""Digits of a district's ubigeo."""
_TELLING = 4
"""A count from which on equal counts are found over any time, in one department."""


def facts(article: Article, judgement: Judgement) -> Facts:
    """Return what ``article`` says that can tell its incident from others. For matching only.

    Of several events that it tells, those of the main one.
    """
    episodes = judgement.episodes or (_whole(article, judgement),)
    return _facts(article, judgement, episodes[0], article.title)


def further(article: Article, judgement: Judgement) -> tuple[Facts, ...]:
    """Return the facts of the events that ``article`` tells beside its main one."""
    return tuple(_facts(article, judgement, episode, "") for episode in judgement.episodes[1:])


def _whole(article: Article, judgement: Judgement) -> Episode:
    return Episode(
        ((0, len(article.body)),),
        judgement.status,
        judgement.event,
        judgement.claims,
        judgement.mentions,
    )


def _facts(article: Article, judgement: Judgement, episode: Episode, title: str) -> Facts:
    scene = [m.place for m in episode.mentions if m.role in _SCENE]
    claims = [claim for claim in episode.claims if claim.scope == "incident"]
    body = "\n\n".join(article.body[start:end] for start, end in episode.passages)
    return Facts(
        kind=judgement.kind,
        status=episode.status,
        event=episode.event,
        published=UNKNOWN if episode.aside else article.published,
        departments=frozenset(_department(place) for place in scene) - {""},
        places=frozenset(map(_code, scene)) - {""},
        counts=_counts(claims),
        forms=frozenset(str(c.value) for c in claims if c.field == "form"),
        names=_names(title, body, claims, episode.mentions),
        terms=terms(title, body)
        | _named(episode.mentions)
        | _years(body, article.published)
        | _traits(claims),
    )


def _code(place: Place) -> str:
    """The ubigeo; of a town abroad its country and first letters, as long as a district's."""
    if place.country == "PE" or place.precision == "country":
        return place.ubigeo
    letters = "".join(tidy(place.text).split())
    return f"{place.country}{letters[:4]}" if len(letters) > 3 else ""


def _department(place: Place) -> str:
    """The department; of a scene abroad the country's code, so that it meets its like."""
    return place.department if place.country == "PE" else place.country


def _counts(claims: Iterable[Claim]) -> dict[str, int]:
    """The largest value of each field: of several sentences, the longest."""
    counts: dict[str, int] = {}
    for claim in claims:
        if claim.field in COUNTS and isinstance(claim.value, int) and claim.value > 0:
            counts[claim.field] = max(claim.value, counts.get(claim.field, 0))
    return counts


def _names(
    title: str, body: str, claims: Iterable[Claim], mentions: Iterable[Mention]
) -> frozenset[str]:
    places = {tidy(text) for m in mentions for text in (m.place.text, m.place.department)}
    found = names_in(f"{title}.\n{body[:_READ]}", places)
    claimed = {tidy(str(c.value)) for c in claims if c.field in _NAMES} - BROAD
    return frozenset(claimed | {name for name in found if bare(name) not in claimed})


def _years(body: str, published: When) -> frozenset[str]:
    """The years named: a court tells when it was that it judges."""
    own = f"{published.at:%Y}" if published.at else ""
    return frozenset(YEAR + year for year in _YEAR.findall(body[:_READ]) if year != own)


def _traits(claims: Iterable[Claim]) -> frozenset[str]:
    found = {NATION + str(c.value) for c in claims if c.field == "nationality"}
    return frozenset(found | {TRAIT + tidy(str(c.value)) for c in claims if c.field in _TRAITS})


def _named(mentions: Iterable[Mention]) -> frozenset[str]:
    """The first districts named, a court's seat apart: where the scene was not understood."""
    named = (m.place.ubigeo for m in mentions if m.role != "court")
    exact = dict.fromkeys(NAMED + ubigeo for ubigeo in named if len(ubigeo) == _DISTRICT)
    return frozenset(list(exact)[:_MOST_NAMED])


def terms(title: str, body: str) -> frozenset[str]:
    """Return the rare words of the title and the first sentences, at most 40."""
    opening = read(title).sentences + read(body).sentences[:4]
    rare = dict.fromkeys(
        word
        for sentence in opening
        for word in sentence
        if len(word) > 4 and not word[0].isdigit() and rarity((word,)) > 0.8
    )
    return frozenset(list(rare)[:_MOST_TERMS])


def keys(facts: Facts) -> tuple[str, ...]:
    """Return the keys of the index of incidents; empty where the article tells no incident.

    A month and the next one are both keys, so that near dates meet over the turn of a month; names
    and large counts meet over years, for the stages of one case.
    """
    if facts.kind != "incident":
        return ()
    months = list(dict.fromkeys(_months(facts.event, facts.published)))
    found = [f"department:{d}:{m}" for d in sorted(facts.departments) or [""] for m in months]
    named = {term.removeprefix(NAMED) for term in facts.terms if term.startswith(NAMED)}
    found += [f"place:{place}:{m}" for place in sorted(facts.places | named) for m in months]
    found += _year_keys(facts)
    found += _count_keys(facts)
    return tuple(dict.fromkeys(found + list(_name_keys(facts.names))))


def _months(event: When, published: When) -> Iterator[str]:
    for when in (event, published):
        if when.at is not None:
            yield f"{when.at:%Y-%m}"
            yield _next_month(when.at)


def _next_month(at: datetime) -> str:
    year, month = divmod(at.year * 12 + at.month, 12)
    return f"{year:04d}-{month + 1:02d}"


def _year_keys(facts: Facts) -> list[str]:
    """District and year, of the event or told: a court names the year of the raid."""
    years = {term.removeprefix(YEAR) for term in facts.terms if term.startswith(YEAR)}
    if facts.event.at is not None:
        years.add(f"{facts.event.at:%Y}")
    exact = sorted(place for place in facts.places if len(place) == _DISTRICT)
    return [f"year:{p}:{year}" for p in exact[:_MOST_DATED] for year in sorted(years)[:_MOST_DATED]]


def _count_keys(facts: Facts) -> list[str]:
    arrested, rescued = facts.counts.get("arrested"), facts.counts.get("rescued")
    found = [f"counts:{arrested}/{rescued}"] if arrested and rescued else []
    for field in ("arrested", "rescued"):
        value = facts.counts.get(field, 0)
        if value >= _TELLING:
            found += [f"{field}:{value}:{department}" for department in sorted(facts.departments)]
    return found


def _name_keys(names: Iterable[str]) -> Iterator[str]:
    """Names as they sound; of a person's three or more also the first two and the last two."""
    for name in sorted(names):
        yield f"name:{sound(name)}"
        parts = sound(name).split()
        if len(parts) > 2 and name.startswith(PERSON):
            yield f"name:{' '.join(parts[-2:])}"
            yield f"name:{' '.join(parts[:2])}"
