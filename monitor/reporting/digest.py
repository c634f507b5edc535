"""Material -> Digest: what a person reads, as lines and figures without markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from monitor.briefs import ArticleBrief, IncidentBrief, Material
from monitor.reporting.charts import charts
from monitor.reporting.collection import Collection, is_blind
from monitor.reporting.errata import errata
from monitor.reporting.incidents import IncidentTeller
from monitor.reporting.terms import COUNTED, mark
from monitor.reporting.tongue import Tongue
from monitor.reporting.views import Digest, IncidentView

MOST_IN_FULL = 40
"""Incidents that a digest tells in full; further ones get a line each."""


def build(material: Material, day: date, language: str, zone: ZoneInfo) -> Digest:
    """Return the digest of ``material``.

    Args:
        material: From storage.
        day: The local day; of a summary the last one.
        language: ``es`` or ``en``.
        zone: Whose days count.
    """
    tongue = Tongue(language, zone)
    teller = IncidentTeller(tongue)
    incidents = sorted(material.incidents, key=_recent, reverse=True)
    new = _told((one for one in incidents if one.is_new), teller, MOST_IN_FULL)
    known = _told((one for one in incidents if not one.is_new), teller, MOST_IN_FULL - len(new))
    changed = [view for view in known if view.changes]
    blind = is_blind(material.counters)
    corrections = tuple(errata(material.errata, tongue))
    return Digest(
        tongue=tongue,
        number=material.number,
        since=material.since,
        until=material.until,
        day=day.isoformat(),
        title=_title(material, day, tongue),
        period=_period(material, tongue),
        notice=_notice(material, blind, tongue),
        blind=blind,
        glance=tuple(_glance(material, new, changed, tongue)),
        new=tuple(new),
        updated=tuple(changed),
        again=tuple(replace(view, brief=True) for view in known if not view.changes),
        others=tuple(teller.other(article, COUNTED) for article in material.others),
        related=tuple(teller.line(article) for article in material.related),
        charts=charts(material.overview, tongue),
        errata=corrections,
        health=tuple(Collection(tongue).lines(material)),
        rejects=tuple(teller.line(article, _against(article)) for article in material.rejects),
    )


def _told(
    incidents: Iterable[IncidentBrief], teller: IncidentTeller, full: int
) -> list[IncidentView]:
    """Return incidents as a digest tells them, the first ones in full."""
    return [
        teller.incident(incident, brief=place >= full) for place, incident in enumerate(incidents)
    ]


def _recent(incident: IncidentBrief) -> tuple[str, int]:
    at = incident.event.at or incident.first_seen_at
    return at.isoformat(), -incident.incident_id


def _title(material: Material, day: date, tongue: Tongue) -> str:
    if material.number:
        return tongue.say("Human trafficking in Peru: digest of {day}", day=tongue.day(day))
    begin = material.since.astimezone(tongue.zone).date()
    if begin.day == 1 and (day + timedelta(1)).day == 1 and day - begin < timedelta(31):
        return tongue.say("Human trafficking in Peru: {month}", month=tongue.month(day))
    return tongue.say(
        "Human trafficking in Peru: from {begin} to {end}",
        begin=tongue.day(begin),
        end=tongue.day(day),
    )


def _period(material: Material, tongue: Tongue) -> str:
    lima = tongue.zone.key == "America/Lima"
    zone = tongue.say("Lima time") if lima else tongue.zone.key
    if not material.number:
        message = mark("What the press published in these days ({zone}), as it is known now.")
        return tongue.say(message, zone=zone)
    return tongue.say(
        "Everything stored between {since} and {until} ({zone}).",
        since=tongue.moment(material.since),
        until=tongue.moment(material.until),
        zone=zone,
    )


def _notice(material: Material, blind: bool, tongue: Tongue) -> str:
    if blind:
        return tongue.say(
            "NOTHING COULD BE LOOKED AT: no source could be read in this period. That no news "
            "stands here does not mean that there was none."
        )
    if material.incidents or material.others or material.related:
        return ""
    return tongue.say("Nothing new about human trafficking was found.")


def _glance(
    material: Material, new: Sequence[IncidentView], changed: Sequence[IncidentView], tongue: Tongue
) -> Iterator[str]:
    """Yield what a reader in a hurry needs, a few words each."""
    if new:
        yield tongue.count("{n} new incident", "{n} new incidents", len(new))
        yield from _people(new, tongue)
    if changed:
        yield tongue.count(
            "{n} known incident with news", "{n} known incidents with news", len(changed)
        )
    if material.errata:
        yield tongue.count(
            "{n} correction of earlier digests",
            "{n} corrections of earlier digests",
            len(material.errata),
        )


def _people(views: Iterable[IncidentView], tongue: Tongue) -> Iterator[str]:
    totals: Mapping[str, int] = {
        field: sum(f.best for view in views for f in view.figures if f.field == field)
        for field in ("rescued", "arrested")
    }
    return (tongue.counted(field, n) for field, n in totals.items() if n)


def _against(article: ArticleBrief) -> str:
    """Return the words that spoke against a rejected article; empty where none did."""
    rule, _, told = article.reason.partition(": ")
    return "" if rule == "label" else told
