"""Material -> Digest: what a person reads, as lines and figures without markup."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.briefs import (
    ArticleBrief,
    ClaimBrief,
    IncidentBrief,
    Material,
    PlaceBrief,
    SourceBrief,
)
from monitor.models import Role
from monitor.privacy import shown
from monitor.reporting import words
from monitor.text import one_line

_SHOWN_ROLES: tuple[Role, ...] = ("exploitation", "rescue", "arrest", "recruitment", "origin")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words, and the outlets that have just these."""

    words: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a figure, who gave it and in which words."""

    value: str
    outlets: tuple[str, ...]
    quotes: tuple[Quote, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of an incident, with every value that was reported."""

    label: str
    text: str
    """``20`` or, where outlets disagree, ``20 – 23``."""
    said: tuple[Said, ...]

    @property
    def disputed(self) -> bool:
        """Whether outlets disagree."""
        return len(self.said) > 1


@dataclass(frozen=True, slots=True)
class Line:
    """One article as a digest names it."""

    outlet: str
    title: str
    url: str
    when: str
    note: str = ""
    is_new: bool = True
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident as a digest tells it."""

    incident_id: int
    title: str
    facts: tuple[tuple[str, str], ...]
    """``(label, text)``: date, places, form, recruitment, status."""
    figures: tuple[Figure, ...]
    sources: str
    """How many articles, outlets and different texts."""
    articles: tuple[Line, ...]
    changes: tuple[str, ...]
    """For a known incident: what is new in it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A morning's digest; the renderers only lay it out."""

    language: str
    day: str
    title: str
    period: str
    notice: str
    """``nothing found`` or ``nothing could be looked at``; empty where there is something."""
    blind: bool
    new: tuple[IncidentView, ...]
    updated: tuple[IncidentView, ...]
    others: tuple[Line, ...]
    related: tuple[Line, ...]
    health: tuple[str, ...]
    rejects: tuple[Line, ...]

    def word(self, name: str) -> str:
        """Return one of the digest's own words in its language."""
        return words.CATALOGUES[self.language][name]


def build(material: Material, day: date, language: str, zone: ZoneInfo) -> Digest:
    """Return the digest of ``material`` for the local ``day``."""
    view = _View(language, zone)
    incidents = sorted(material.incidents, key=_event, reverse=True)
    blind = is_blind(material.counters)
    something = incidents or material.others or material.related
    catalogue = words.CATALOGUES[language]
    return Digest(
        language=language,
        day=day.isoformat(),
        title=catalogue["title"].format(day=words.date_in_words(day, language)),
        period=catalogue["period"].format(
            since=words.moment(material.since, language, zone),
            until=words.moment(material.until, language, zone),
        ),
        notice=catalogue["blind"] if blind else "" if something else catalogue["nothing"],
        blind=blind,
        new=tuple(view.incident(incident) for incident in incidents if incident.is_new),
        updated=tuple(view.incident(incident) for incident in incidents if not incident.is_new),
        others=tuple(view.other(article) for article in material.others),
        related=tuple(view.line(article) for article in material.related),
        health=view.health(material),
        rejects=tuple(view.line(article, _against(article)) for article in material.rejects),
    )


def is_blind(counters: Mapping[str, int]) -> bool:
    """Whether nothing could be looked at, which is not the same as nothing found."""
    read = counters.get("polls", 0) - counters.get("polls_failed", 0)
    return read <= 0 and not counters.get("articles", 0)


@dataclass(frozen=True, slots=True)
class _View:
    language: str
    zone: ZoneInfo

    def word(self, name: str, **values: object) -> str:
        return words.CATALOGUES[self.language][name].format(**values)

    def term(self, name: str) -> str:
        return words.term(name, self.language)

    # -- incidents --------------------------------------------------------------------------------

    def incident(self, incident: IncidentBrief) -> IncidentView:
        figures = tuple(self.figures(incident.claims))
        return IncidentView(
            incident_id=incident.incident_id,
            title=one_line(incident.title),
            facts=tuple(self.facts(incident)),
            figures=figures,
            sources=self.sources(incident.articles),
            articles=tuple(self.line(article) for article in incident.articles),
            changes=() if incident.is_new else tuple(self.changes(figures)),
        )

    def facts(self, incident: IncidentBrief) -> Iterable[tuple[str, str]]:
        yield self.word("when"), words.when(incident.event, self.language, self.zone)
        for role in _SHOWN_ROLES:
            places = [place for place in incident.places if place.role == role]
            if places:
                label = f"{self.word('place')} ({self.term(role)})"
                yield label, "; ".join(dict.fromkeys(map(_place_name, _finest(places))))
        forms = dict.fromkeys(str(c.value) for c in incident.claims if c.field == "form")
        if forms:
            yield self.word("form"), ", ".join(map(self.term, forms))
        lure = tuple(self.lure(incident.claims))
        if lure:
            yield self.word("lure"), "; ".join(lure)
        yield self.word("status"), self.term(incident.status)

    def lure(self, claims: tuple[ClaimBrief, ...]) -> Iterable[str]:
        for job in dict.fromkeys(str(c.value) for c in claims if c.field == "lure"):
            yield self.word("job", job=job)
        for pay in dict.fromkeys(c.value for c in claims if c.field == "promised_pay_pen"):
            yield self.word("pay", pay=f"{pay:,}" if isinstance(pay, int) else pay)

    def figures(self, claims: tuple[ClaimBrief, ...]) -> Iterable[Figure]:
        for field in words.COUNTS:
            said = tuple(_said([claim for claim in claims if claim.field == field]))
            if said:
                yield Figure(self.term(field), _range(field, said), said)

    def sources(self, articles: tuple[ArticleBrief, ...]) -> str:
        if len(articles) == 1:
            return self.word("one_article")
        outlets = len({article.outlet for article in articles})
        stories = len({article.story_id for article in articles})
        name = "one_text" if stories == 1 else "texts"
        return self.word(name, articles=len(articles), outlets=outlets, stories=stories)

    def changes(self, figures: tuple[Figure, ...]) -> Iterable[str]:
        for figure in figures:
            fresh = [said for said in figure.said if said.is_new]
            for said in fresh:
                outlets = self.word("according", outlets=", ".join(said.outlets))
                yield f"{figure.label}: {said.value} ({outlets})"

    # -- articles and sources ---------------------------------------------------------------------

    def line(self, article: ArticleBrief, note: str = "") -> Line:
        return Line(
            outlet=one_line(article.outlet, 80),
            title=shown(article.title),
            url=article.url,
            when=words.when(article.published, self.language, self.zone),
            note=one_line(note, 200),
            is_new=article.is_new,
        )

    def other(self, article: ArticleBrief) -> Line:
        line = self.line(article, self.term(article.kind))
        quotes = dict.fromkeys(
            one_line(claim.quote, 240) for claim in article.claims if claim.field in words.COUNTS
        )
        return Line(
            line.outlet, line.title, line.url, line.when, line.note, quotes=tuple(quotes)[:3]
        )

    def health(self, material: Material) -> tuple[str, ...]:
        count = material.counters.get
        lines = [
            self.word(
                "looked",
                read=count("polls", 0) - count("polls_failed", 0),
                polls=count("polls", 0),
                articles=count("articles", 0),
                relevant=count("relevant", 0),
                related=count("related", 0),
                rejected=count("rejected", 0),
            )
        ]
        if count("older", 0):
            lines.append(self.word("older", older=count("older", 0)))
        if material.drops:
            words_of = (
                (n, words.dropped(name, self.language)) for name, n in material.drops.items()
            )
            drops = ", ".join(f"{n} {told}" for n, told in sorted(words_of, reverse=True))
            lines.append(self.word("lost", drops=drops))
        ill = [s for s in material.sources if s.state in {"failing", "silent", "never"}]
        lines += [f"{s.name}: {self.term(s.state)} ({self.why(s)})" for s in ill]
        if not ill and material.sources and not is_blind(material.counters):
            lines.append(self.word("all_well"))
        return tuple(lines)

    def why(self, source: SourceBrief) -> str:
        """Return why a source needs a look."""
        if source.state == "silent" and source.days_silent is not None:
            days, pace = round(source.days_silent), f"{source.usual_per_week:g}"
            return self.word("silent_since", days=days, pace=pace)
        if source.state == "failing" and source.last_success_at:
            last = words.moment(source.last_success_at, self.language, self.zone)
            return self.word("failing_since", last=last)
        names = {"silent": "silent_always", "failing": "failing_always"}
        return self.word(names.get(source.state, "never_polled"))


def _against(article: ArticleBrief) -> str:
    """Return the words that spoke against a rejected article; empty where none did."""
    rule, _, told = article.reason.partition(": ")
    return "" if rule == "label" else told


def _event(incident: IncidentBrief) -> datetime:
    return incident.event.at or incident.first_seen_at


def _finest(places: list[PlaceBrief]) -> list[PlaceBrief]:
    """Leave out a department where a place within it is named too."""
    finer = {place.department for place in places if len(place.ubigeo) > 2}
    return [p for p in places if len(p.ubigeo) != 2 or p.department not in finer] or places


def _place_name(place: PlaceBrief) -> str:
    parts = [place.text, place.district, place.department]
    if place.country != "PE":
        parts = [place.text, place.country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _said(claims: list[ClaimBrief]) -> Iterable[Said]:
    by_value: dict[str, list[ClaimBrief]] = {}
    for claim in sorted(claims, key=lambda claim: (_size(claim.value), str(claim.value))):
        by_value.setdefault(str(claim.value), []).append(claim)
    for value, same in by_value.items():
        outlets = tuple(dict.fromkeys(claim.outlet for claim in same))
        is_new = all(claim.is_new for claim in same)
        yield Said(value, outlets, tuple(_quotes(same)), is_new)


def _quotes(claims: list[ClaimBrief]) -> Iterable[Quote]:
    by_words: dict[str, dict[str, None]] = {}
    for claim in claims:
        by_words.setdefault(one_line(claim.quote, 240), {})[claim.outlet] = None
    for quote, outlets in by_words.items():
        yield Quote(quote, tuple(outlets))


def _range(field: str, said: tuple[Said, ...]) -> str:
    values = [one.value for one in said]
    if field == "sentence_years":
        return ", ".join(values)  # one for each defendant, no disagreement
    return values[0] if len(values) == 1 else f"{values[0]} – {values[-1]}"


def _size(value: str | int) -> int:
    return value if isinstance(value, int) else 0
