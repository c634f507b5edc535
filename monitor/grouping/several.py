"""The incidents of an article that tells several events: one each, the main one scored highest."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from monitor.grouping.evidence import weigh
from monitor.grouping.incidents import COPY, compare, link
from monitor.models import Episode, Facts, IncidentLink, KnownIncident

ASIDE = 0.8
"""Score from which something told in passing is a known incident."""
_TELLING = 0.9
"""Equal counts, as evidence weighs them, that tell an incident told in passing."""
_STEP = 0.01
_ALIKE = 0.25
"""Score from which an event of a copy may be what the other copies tell."""


def link_others(
    facts: Sequence[Facts],
    episodes: Sequence[Episode],
    known: Sequence[KnownIncident],
    links: Sequence[IncidentLink],
) -> tuple[IncidentLink, ...]:
    """Return ``links`` with those of the article's other events, the first event scored highest.

    What is told in passing opens no incident, and no two events of an article are one.

    Args:
        facts: Of each event.
        episodes: The events; empty where there is but one.
        known: Stored incidents that share a key with any of them.
        links: Of the events that are linked already.
    """
    found = {one.episode: one for one in links}
    if not found or not episodes:
        return tuple(links)
    for number, told in enumerate(facts):
        taken = {one.incident_id for one in found.values()}
        if number not in found:
            free = [one for one in known if one.incident_id not in taken]
            other = _link(told, free, aside=episodes[number].aside)
            if other is not None:
                found[number] = replace(other, episode=number)
    return ranked([found[number] for number in sorted(found)])


def ranked(links: Sequence[IncidentLink]) -> tuple[IncidentLink, ...]:
    """Return links, each scored less than the one before it."""
    ranked: list[IncidentLink] = []
    for one in links:
        most = ranked[-1].score - _STEP if ranked else 1.0
        ranked.append(replace(one, score=round(max(0.0, min(one.score, most)), 4)))
    return tuple(ranked)


def _link(facts: Facts, known: Sequence[KnownIncident], *, aside: bool) -> IncidentLink | None:
    return in_passing(facts, known) if aside else next(iter(link(facts, known)), None)


def in_passing(facts: Facts, known: Sequence[KnownIncident]) -> IncidentLink | None:
    """Return the known incident that is told in passing; None where none is for sure."""
    sure = [one for one in known if _is_surely(facts, [told for _, told in one.tellings])]
    found = next(iter(link(facts, sure)), None) if sure else None
    if found is None or found.incident_id is None:
        return None
    return replace(found, reason=f"told in passing; {found.reason}")


def _is_surely(facts: Facts, tellings: Sequence[Facts]) -> bool:
    """Return whether what is told in passing is an incident: by its counts or names, and place."""
    if not tellings or compare(facts, tellings) < ASIDE:
        return False
    weighed = [weigh(facts, told).features for told in tellings]
    return any(one["shared_names"] or one["equal_counts"] >= _TELLING for one in weighed)


def as_copies(
    facts: Sequence[Facts], known: Sequence[KnownIncident], told: Sequence[int]
) -> tuple[IncidentLink, ...]:
    """Return the links of a copy: what its story tells, each with the event that fits it best.

    Args:
        facts: Of the article's events, the main one first.
        known: Stored incidents, those of ``told`` among them as far as they share a key.
        told: Incidents that the other copies tell, the main one first.
    """
    reason = "same text as another article of this incident"
    tellings = {one.incident_id: [f for _, f in one.tellings] for one in known if one.tellings}
    free = list(range(len(facts)))
    links = []
    for rank, incident in enumerate(told):
        episode = _fitting(facts, tellings.get(incident, ()), free)
        if episode in free:
            free.remove(episode)
        links.append(IncidentLink(incident, round(COPY - _STEP * rank, 4), reason, episode))
    return tuple(links)


def _fitting(facts: Sequence[Facts], tellings: Sequence[Facts], free: Collection[int]) -> int:
    """Return the event that fits an incident best; the first free one where none is known."""
    scored = [(compare(facts[i], tellings), -i) for i in free] if tellings else []
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= _ALIKE else min(free, default=0)
