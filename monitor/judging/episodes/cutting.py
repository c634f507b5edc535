"""A body cut into stretches that may each tell an event of their own, by place, venue and cue.

A stretch goes on until a sentence names a place apart from its own, another venue, or opens as
another event does (``en otro operativo``). What a stretch tells is judged afterwards.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.judging.claims.phrases import Hits, scan
from monitor.judging.claims.text import Text, read_texts
from monitor.judging.months import MONTHS
from monitor.models import Article, Mention, Span, When

_ELSEWHERE = frozenset({"origin", "recruitment", "transit", "court"})
_CUES = ("another", "several", "earlier")
_LEAD = 2
"""Sentences that may sum up what the following ones tell one by one."""
_OPENS = 60
"""Characters from its start within which a cue, a place or a venue opens a sentence."""
_PROVINCE = 4
"""Digits of a province's ubigeo."""
_CLAUSE = re.compile(r";\s")
_VENUE = re.compile(
    r"\b(?:bar|pub|hostal|hotel|hospedaje|discoteca|cantina|prostibar|night ?club|club|karaoke|"
    r"local|boate|spa|restobar|video ?pub|picanteria|taller|campamento)"
    r"(?: (?:nocturno|clandestino|denominado|llamado|conocido como|called|known as|chamado)){0,2},?"
    r" [\"'«“”‘]?(?P<name>[A-ZÁÉÍÓÚÑ0-9][\w'-]{1,20}(?: [A-ZÁÉÍÓÚÑ0-9][\w'-]{0,20}){0,3})",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(MONTHS)})"
    r"(?: (?:de |del |of )?(?:año )?(?P<year>pasado|ultimo|20\d\d))?\b"
)
PATTERNS = (_CLAUSE, _VENUE, _MONTH)
"""All of them, for the test of hostile texts."""


@dataclass(slots=True)
class Stretch:
    """Sentences, or clauses, that speak of one place or venue."""

    spans: list[Span] = field(default_factory=list)
    sites: set[str] = field(default_factory=set)
    """Ubigeos, or of a place abroad its country."""
    venues: set[str] = field(default_factory=set)
    opened: bool = False
    """It begins as another event does."""
    summary: bool = False
    """It sums up several events, or names several places at once."""
    several: bool = False
    """It says that there were several raids."""
    past: bool = False
    """It speaks of what was before; the sentence that says so, no more."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence or a clause of it."""

    span: Span
    sites: frozenset[str]
    venues: frozenset[str]
    cues: frozenset[str]
    wide: bool
    headed: bool
    """A place or a venue opens it."""


def cut(article: Article, mentions: Sequence[Mention]) -> list[Stretch]:
    """Return the stretches of the body in the order in which they begin."""
    text = read_texts(article)["body"]
    stretches: list[Stretch] = []
    here: Stretch | None = None
    for number, unit in enumerate(_units(text, mentions, article.published)):
        here = _take(stretches, here, unit, lead=number < _LEAD)
    return stretches


def cues_of_opening(article: Article) -> frozenset[str]:
    """Return the cues of the title and of the first sentence, wherever they stand in them."""
    texts = read_texts(article)
    hits = [*_named(scan(texts["title"]), 1), *_named(scan(texts["body"]), 1)]
    return frozenset(hits)


def _named(hits: Hits, sentences: int) -> Iterator[str]:
    for name in _CUES:
        if any(hit.sentence < sentences for hit in hits.get(name, ())):
            yield name


def _take(stretches: list[Stretch], here: Stretch | None, unit: _Unit, *, lead: bool) -> Stretch:
    """Put a unit into the stretch that it goes on with, or into a new one; return what goes on."""
    if here is None or unit.cues & {"another", "earlier"}:
        found = None
    else:
        found = _home(stretches, here, unit, lead=lead)
    if found is None:
        found = Stretch(
            opened="another" in unit.cues and here is not None,
            summary=lead and "another" not in unit.cues and (unit.wide or "several" in unit.cues),
            past="earlier" in unit.cues and here is not None,
        )
        stretches.append(found)
    found.spans.append(unit.span)
    found.several |= "several" in unit.cues
    if not unit.wide and (not found.sites or not unit.sites or not apart(unit.sites, found.sites)):
        found.sites |= unit.sites
    found.venues |= unit.venues
    return here if found.past and here is not None else found


def _home(
    stretches: Sequence[Stretch], here: Stretch, unit: _Unit, *, lead: bool
) -> Stretch | None:
    """Return the stretch that a unit belongs to; None where it begins one."""
    if here.summary:
        sums_up = lead and (unit.wide or "several" in unit.cues)
        return None if unit.headed and not sums_up else here
    if unit.wide or not unit.headed or _goes_on(here.sites, here.venues, unit):
        return here
    return _told_before(stretches, unit)


def _told_before(stretches: Sequence[Stretch], unit: _Unit) -> Stretch | None:
    for known in reversed(stretches):
        if known.summary or known.past:
            continue
        same_site = bool(unit.sites and known.sites and not apart(unit.sites, known.sites))
        same_venue = bool(unit.venues & known.venues)
        other_venue = bool(unit.venues and known.venues and not same_venue)
        if same_venue or (same_site and not other_venue):
            return known
    return None


def _goes_on(sites: set[str], venues: set[str], unit: _Unit) -> bool:
    elsewhere = bool(unit.sites and sites and apart(unit.sites, sites))
    other_venue = bool(unit.venues and venues and not unit.venues & venues)
    return not elsewhere and not other_venue


def apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two sets of ubigeos hold no place that lies in, or is, one of the other."""
    others = tuple(other)
    return not any(a.startswith(b) or b.startswith(a) for a in one for b in others)


def _units(text: Text, mentions: Sequence[Mention], published: When) -> Iterator[_Unit]:
    spans = list(_clauses(text))
    starts = [start for start, _ in spans]
    cues = _cues(text, starts)
    sites: list[dict[str, int]] = [{} for _ in spans]
    played = {bisect_right(starts, m.start) - 1 for m in mentions if _is_scene(m)}
    for mention in mentions:
        number = bisect_right(starts, mention.start) - 1
        if mention.part != "body" or mention.role in _ELSEWHERE:
            continue
        site = mention.place.ubigeo or mention.place.country
        if site != "PE" and (mention.role or number not in played):
            sites[number].setdefault(site, mention.start)
    for number, (span, told, named) in enumerate(zip(spans, cues, sites, strict=True)):
        fine = _finest(set(named))
        venues = dict(_venues(text.original, span))
        first = min((*named.values(), *venues.values()), default=span[1]) - span[0]
        if number >= _LEAD and _is_dated_before(text.folded, span, published):
            told.add("earlier")
        wide = _is_wide(fine) or len(venues) > 1
        yield _Unit(span, fine, frozenset(venues), frozenset(told), wide, first < _OPENS)


def _is_scene(mention: Mention) -> bool:
    return mention.part == "body" and mention.role is not None and mention.role not in _ELSEWHERE


def _cues(text: Text, starts: Sequence[int]) -> list[set[str]]:
    """Return the names of the cues of each unit; a time or another event opens it."""
    cues: list[set[str]] = [set() for _ in starts]
    hits = scan(text)
    for name in _CUES:
        for hit in hits.get(name, ()):
            k = bisect_right(starts, hit.start) - 1
            if name == "several" or hit.start - starts[k] <= _OPENS:
                cues[k].add(name)
    return cues


def _is_dated_before(folded: str, span: Span, published: When) -> bool:
    """Return whether a month is named that lies two or more before publication."""
    if published.at is None:
        return False
    for match in _MONTH.finditer(folded, *span):
        gap = (published.at.month - MONTHS[match["month"]]) % 12
        year = match["year"] or ""
        years = published.at.year - int(year) if year.isdigit() else 0
        if years > 1 or (years == 1 and gap != 1) or gap > (not year or year.isdigit()):
            return True
    return False


def _clauses(text: Text) -> Iterator[Span]:
    for first, last in text.sentences:
        start, end = text.starts[first], text.ends[last - 1]
        for match in _CLAUSE.finditer(text.original, start, end):
            yield start, match.end()
            start = match.end()
        yield start, end


def _finest(sites: set[str]) -> frozenset[str]:
    """Leave out places in which another one named lies."""
    return frozenset(
        site for site in sites if not any(s != site and s.startswith(site) for s in sites)
    )


def _is_wide(sites: frozenset[str]) -> bool:
    return len({site[:_PROVINCE] for site in sites}) > 1


def _venues(original: str, span: Span) -> Iterator[tuple[str, int]]:
    for match in _VENUE.finditer(original, *span):
        if match["name"][0].isupper() or match["name"][0].isdigit():
            yield match["name"].lower(), match.start()
