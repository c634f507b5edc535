"""An incident's brief -> what a digest says of it, in one language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.briefs import ArticleBrief, ClaimBrief, IncidentBrief, PlaceBrief
from monitor.models import Role, When
from monitor.privacy import shown
from monitor.privacy.addresses import sheltered
from monitor.reporting.figures import figures
from monitor.reporting.graphic import is_graphic
from monitor.reporting.tongue import Tongue, is_country
from monitor.reporting.views import MOST_FRESH, Figure, IncidentView, Line, Text
from monitor.text import fold, one_line
from monitor.titles import retold

_SCENE: tuple[Role, ...] = ("exploitation", "rescue", "arrest")
_FURTHER: tuple[Role, ...] = ("recruitment", "origin", "transit", "court")
_TITLED = ("arrested", "rescued")
"""Figures that a title made here tells, as a stored one does; else the first there is."""


@dataclass(frozen=True, slots=True)
class IncidentTeller:
    """Tells incidents and articles in one language."""

    tongue: Tongue

    def incident(self, incident: IncidentBrief, *, brief: bool = False) -> IncidentView:
        """Return what a digest says of ``incident``; in brief without quotes and old articles."""
        stories = {article.article_id: article.story_id for article in incident.articles}
        claims, articles = incident.claims, incident.articles
        if brief:
            claims = tuple(replace(claim, quote="") for claim in claims)
            articles = tuple(a for a in articles if a.is_new)[:MOST_FRESH]
        told = tuple(figures(claims, stories, incident.decided, self.tongue))
        place = "; ".join(_names(incident.places, _SCENE, self.tongue))
        return IncidentView(
            incident_id=incident.incident_id,
            title=self._title(incident, told),
            when=self.tongue.when(incident.event),
            place=place,
            line="; ".join(figure.line for figure in _headline(told)),
            facts=tuple(self._facts(incident)),
            figures=told,
            sources=self._sources(incident.articles),
            texts=tuple(self._texts(articles, headlines=not brief)),
            changes=() if incident.is_new else tuple(self._changes(incident, told)),
            event=_iso(incident.event, self.tongue),
            status=incident.status,
            forms=tuple(
                dict.fromkeys(one_line(str(c.value), 80) for c in claims if c.field == "form")
            ),
            departments=_departments(incident.places),
            first_seen=incident.first_seen_at,
            brief=brief,
        )

    def _title(self, incident: IncidentBrief, told: Sequence[Figure]) -> str:
        """Return the stored title, which is Spanish, or one of the same facts: the best values."""
        if self.tongue.language == "es":
            return retold(one_line(incident.title), {f.field: f.best for f in told})
        say = self.tongue.say
        main = [f for f in told if f.field in _TITLED] or told[:1]
        what = self.tongue.listing(f.line.split(",")[0] for f in main)
        places = _names(incident.places, _SCENE, self.tongue)
        what = what or say("Human trafficking case")
        return say("{what} in {place}", what=what, place=places[0]) if places else what

    def _facts(self, incident: IncidentBrief) -> Iterable[tuple[str, str]]:
        say, term = self.tongue.say, self.tongue.term
        for role in _FURTHER:
            names = _names(incident.places, (role,), self.tongue)
            if names:
                yield say("Place ({part})", part=term(role)), "; ".join(names)
        forms = dict.fromkeys(str(c.value) for c in incident.claims if c.field == "form")
        if forms:
            yield say("Form"), self.tongue.listing(map(term, forms))
        lure = tuple(self._lure(incident.claims))
        if lure:
            yield say("Recruitment"), "; ".join(lure)
        yield say("Status"), term(incident.status)

    def _lure(self, claims: Sequence[ClaimBrief]) -> Iterable[str]:
        for job in dict.fromkeys(str(c.value) for c in claims if c.field == "lure"):
            yield self.tongue.say("job offered: {job}", job=one_line(job, 80))
        for pay in dict.fromkeys(c.value for c in claims if c.field == "promised_pay_pen"):
            told = self.tongue.number(pay) if isinstance(pay, int) else one_line(pay, 40)
            yield self.tongue.say("S/ {pay} a month promised", pay=told)

    def _sources(self, articles: Sequence[ArticleBrief]) -> str:
        if len(articles) == 1:
            return self.tongue.say("one article")
        outlets = len({article.outlet for article in articles})
        stories = len({article.story_id for article in articles})
        told = self.tongue.count("{n} article", "{n} articles", len(articles))
        at = self.tongue.count("of {n} outlet", "of {n} outlets", outlets)
        agencies = dict.fromkeys(one_line(a.credit, 80) for a in articles if a.credit)
        texts = self.tongue.count("one single text", "{n} different texts", stories)
        note = self.tongue.say("first: {outlet}", outlet=one_line(articles[0].outlet, 80))
        if agencies:
            note = self.tongue.say("a note of {agency}", agency=self.tongue.listing(agencies))
        return f"{told} {at}; {texts}" + (f" ({note})" if stories == 1 < outlets else "")

    def _texts(self, articles: Sequence[ArticleBrief], *, headlines: bool) -> Iterator[Text]:
        """Yield each text once, with who copied whom; ``articles`` come oldest first."""
        by_story: dict[int, list[ArticleBrief]] = {}
        for article in articles:
            by_story.setdefault(article.story_id, []).append(article)
        for first, *copies in by_story.values():
            credit = next((a.credit for a in (first, *copies) if a.credit), "")
            lines = [self.line(article, headline=headlines) for article in (first, *copies)]
            yield Text(lines[0], tuple(lines[1:]), one_line(credit, 80))

    # -- what is new ------------------------------------------------------------------------------

    def _changes(self, incident: IncidentBrief, told: Sequence[Figure]) -> Iterator[str]:
        before = incident.told
        if before and before.status != incident.status:
            yield self.tongue.say(
                "Status: {now} (before: {before})",
                now=self.tongue.term(incident.status),
                before=self.tongue.term(before.status),
            )
        for figure in told:
            yield from self._new_values(incident, figure)

    def _new_values(self, incident: IncidentBrief, figure: Figure) -> Iterator[str]:
        say = self.tongue.say
        known = [value for field, value in _known(incident, figure) if field == figure.field]
        for said in figure.said:
            if said.value in known:
                continue
            outlets = self.tongue.listing(said.outlets)
            now = say(
                "{figure}: {n} (according to {outlets})",
                figure=figure.label,
                n=said.value,
                outlets=outlets,
            )
            before = say("before: {values}", values=self.tongue.listing(known)) if known else ""
            yield f"{now}; {before}" if before else now

    # -- articles ---------------------------------------------------------------------------------

    def line(self, article: ArticleBrief, note: str = "", *, headline: bool = True) -> Line:
        """Return how a digest names an article; without its headline where there are very many."""
        told = shown(article.title) or self.tongue.say("[headline left out]") if headline else ""
        return Line(
            outlet=one_line(article.outlet, 80),
            title=told,
            url=sheltered(article.url),
            when=self.tongue.when(article.published),
            note=one_line(note, 200),
            is_new=article.is_new,
            graphic=headline and is_graphic(article.title),
        )

    def other(self, article: ArticleBrief, fields: Iterable[str]) -> Line:
        """Return how a digest names an article outside incidents, with the words of its figures."""
        wanted = set(fields)
        quotes = dict.fromkeys(
            shown(claim.quote, 240) for claim in article.claims if claim.field in wanted
        )
        quiet = tuple(quote for quote in quotes if not is_graphic(quote))
        return replace(self.line(article, self.tongue.term(article.kind)), quotes=quiet[:3])


def _iso(event: When, tongue: Tongue) -> str:
    """Return a moment as precisely as it is known, in figures."""
    length = {"year": 4, "month": 7, "unknown": 0}.get(event.precision, 10)
    return event.at.astimezone(tongue.zone).date().isoformat()[:length] if event.at else ""


def _departments(places: Sequence[PlaceBrief]) -> tuple[str, ...]:
    scene = (place.department for place in places if place.role in _SCENE)
    return tuple(dict.fromkeys(one_line(name, 80) for name in scene if name))


def _headline(told: Sequence[Figure]) -> list[Figure]:
    """Return the figures that a reader in a hurry needs: how many, not their shares."""
    has = {figure.field for figure in told}
    people = "rescued" if "rescued" in has else "victims"
    shares = () if people in has else ("women", "men", "adults")
    wanted = {"arrested", people, "minors", "sentence_years", "preventive_months", *shares}
    return [figure for figure in told if figure.field in wanted]


def _known(incident: IncidentBrief, figure: Figure) -> list[tuple[str, str]]:
    """Return the values that were told before, by size; without a memory, those that are old."""
    if incident.told is None:
        return [(figure.field, said.value) for said in figure.said if not said.is_new]
    values = [pair for pair in incident.told.values if pair[0] == figure.field]
    return sorted(values, key=lambda pair: (len(pair[1]), pair[1]))


def _names(places: Sequence[PlaceBrief], roles: Sequence[Role], tongue: Tongue) -> list[str]:
    mine = [place for role in roles for place in places if place.role == role]
    return list(dict.fromkeys(_place_name(place, tongue) for place in _finest(mine)))


def _finest(places: list[PlaceBrief]) -> list[PlaceBrief]:
    """Leave out a department where a place within it is named too."""
    finer = {place.department for place in places if len(place.ubigeo) > 2}
    return [p for p in places if len(p.ubigeo) != 2 or p.department not in finer] or places


def _place_name(place: PlaceBrief, tongue: Tongue) -> str:
    parts = [place.text, place.district, place.department]
    if place.country != "PE":
        country = tongue.country(place.country)
        parts = [country] if is_country(place.text, place.country) else [place.text, country]
    named: dict[str, str] = {}
    for part in parts:
        if part:
            named.setdefault(fold(one_line(part, 80)), one_line(part, 80))
    return ", ".join(named.values())
