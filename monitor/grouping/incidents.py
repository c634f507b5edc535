"""Which real events an article tells, by its facts: date, places, counts, names; never by wording.

Equal counts speak strongly for one incident, unequal ones weakly against (outlets disagree in a
third of the events); another place, or another date with other counts, forbids it.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from monitor.grouping.evidence import Evidence, days_apart, weigh
from monitor.grouping.facts import facts, further, keys
from monitor.models import Facts, IncidentLink, KnownIncident
from monitor.titles import title

__all__ = ["agreement", "compare", "facts", "further", "keys", "link", "title", "weigh"]

JOIN = 0.5
"""Score from which an article tells a known incident."""
_DISTRICT = 6
"""Digits of a district's ubigeo."""
_SURE = 0.9
"""A telling that agrees so well outweighs another one's veto."""
COPY = 0.97
"""How sure it is that a copy tells what its story tells."""


def link(facts: Facts, known: Sequence[KnownIncident]) -> tuple[IncidentLink, ...]:
    """Return the incident that an article tells; empty where it tells none.

    Args:
        facts: Of the article, or of one event that it tells.
        known: Stored incidents that share a key with it.
    """
    if facts.kind != "incident":
        return ()
    weighed = [(_fit(facts, k), k) for k in known if k.tellings]
    if not weighed:
        return (IncidentLink(None, 1.0, "new incident: none known near its place, date or names"),)
    score, nearest = max(weighed, key=lambda found: (found[0], -found[1].incident_id))
    best = max((weigh(facts, f) for _, f in nearest.tellings), key=lambda e: e.score)
    score = round(score, 4)
    if score < JOIN:
        reason = f"new incident: nearest is {nearest.incident_id}, but {_against(best)}"
        return (IncidentLink(None, round(1 - score, 4), reason),)
    later = max((days_apart(facts, f) for _, f in nearest.tellings), default=0.0)
    return (IncidentLink(nearest.incident_id, score, _for(best, later)),)


def _fit(facts: Facts, known: KnownIncident) -> float:
    """How well facts fit an incident; one that a person made of several, by the best telling."""
    tellings = [telling for _, telling in known.tellings]
    if known.by_hand:
        return max(weigh(facts, telling).score for telling in tellings)
    return compare(facts, tellings)


def compare(facts: Facts, tellings: Sequence[Facts]) -> float:
    """Return how well facts fit an incident: the mean over its better half of tellings, 0 to 1.

    Copies with the same facts count once. A veto holds unless another telling agrees for sure.
    """
    apart = pooled([t for i, t in enumerate(tellings) if t not in tellings[:i]])
    weighed = sorted((weigh(facts, telling) for telling in apart), key=lambda e: -e.score)
    best = weighed[0].score
    if best < _SURE and any(evidence.veto for evidence in weighed):
        return 0.0
    return fmean(evidence.score for evidence in weighed[: (len(weighed) + 1) // 2])


def agreement(one: Sequence[Facts], other: Sequence[Facts]) -> float:
    """Return how well two groups of tellings fit each other, 0 to 1."""
    there = fmean(compare(facts, other) for facts in one)
    back = fmean(compare(facts, one) for facts in other)
    return (there + back) / 2


def pooled(tellings: Sequence[Facts]) -> list[Facts]:
    """Return the tellings of one incident, each knowing what the others name.

    What a telling leaves out (a name, a count, the district) stands in another one; what it says
    itself stays.
    """
    if len(tellings) < 2:
        return list(tellings)
    names = frozenset[str]().union(*(telling.names for telling in tellings))
    counts = {name: value for t in reversed(tellings) for name, value in t.counts.items()}
    exact = frozenset(place for t in tellings for place in t.places if len(place) == _DISTRICT)
    return [
        replace(
            telling,
            names=names,
            counts=counts | dict(telling.counts),
            places=telling.places | _within(exact, telling.places),
        )
        for telling in tellings
    ]


def _within(exact: frozenset[str], places: frozenset[str]) -> frozenset[str]:
    """Districts that lie in a place told more coarsely."""
    coarse = tuple(place for place in places if len(place) < _DISTRICT)
    return frozenset(place for place in exact if place.startswith(coarse))


def _for(evidence: Evidence, days: float) -> str:
    features = evidence.features
    told = [
        words
        for name, limit, words in (
            ("same_district", 0, "same district"),
            ("same_province", 0, "same province"),
            ("same_department", 0, "same department"),
            ("shared_names", 0, "a shared name (operation, gang, venue or accused)"),
            ("equal_counts", 0, "equal counts"),
            ("close_counts", 0, "close counts"),
            ("unequal_counts", 0, "other counts differ"),
        )
        if features[name] > limit
    ]
    told.insert(0, _apart(days))
    if features["later_stage"]:
        told.append("another stage of the case")
    return "; ".join(told)


def _apart(days: float) -> str:
    if days < 1:
        return "same days"
    return "up to 1 day apart" if round(days) == 1 else f"up to {round(days)} days apart"


def _against(evidence: Evidence) -> str:
    if evidence.veto:
        return evidence.veto
    features = evidence.features
    told = [
        words
        for name, words in (
            ("unequal_counts", "other counts"),
            ("venues_differ", "another venue"),
            ("persons_differ", "other persons accused"),
            ("other_district", "another district"),
            ("gap", "another date"),
        )
        if features[name] > 0
    ]
    return ", ".join(told) if told else "too little agrees"
