"""What one more article changes among the stored incidents near it.

An article is decided on alone, in the order of arrival; a batch sees all at once. Where another
incident fits too, or a telling of the chosen one does not, the few incidents at stake are grouped
anew as a batch would: two may prove to be one, a telling may belong elsewhere. What a person
confirmed or separated stays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.grouping.incidents import JOIN, agreement, link, weigh
from monitor.grouping.linking import Group, Named, join, name
from monitor.models import Changes, Facts, IncidentLink, KnownIncident, Merge, Move
from monitor.titles import plain_title

_FITS = 0.25
"""Score from which a telling of another incident makes it doubtful where things belong."""
_MOST_DOUBTFUL = 3
_MOST_TELLINGS = 8
"""Of one incident; with the number of incidents it bounds the cost."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A telling of a stored incident."""

    article_id: int
    home: KnownIncident
    facts: Facts


def settle(
    facts: Facts,
    links: tuple[IncidentLink, ...],
    known: Sequence[KnownIncident],
    copies: Collection[int] = (),
    language: str = "es",
) -> tuple[tuple[IncidentLink, ...], Changes]:
    """Return the links of an article and what it changes among stored incidents.

    Args:
        facts: Of the article.
        links: What it tells by itself, from :func:`incidents.link`; several are left as they are.
        known: As for :func:`incidents.link`.
        language: Of the titles of incidents that split off.
        copies: Stored articles of its text, which it now speaks for as the fullest.
    """
    by_hand = {one.incident_id for one in known if one.by_hand}
    if len(links) != 1 or links[0].incident_id in by_hand:
        return links, Changes()
    stored = _doubtful(facts, links[0].incident_id, known)
    if not stored:
        return links, Changes()
    groups = _groups(facts, stored, copies)
    reviewed = {one.home.incident_id for one in stored if one.home.reviewed}
    named = name(groups, [None, *(one.home.incident_id for one in stored)], reviewed)
    own = [stored[i - 1] for i in next(g for g in groups if 0 in g) if i]
    return (_linked(facts, links[0], named.of[0], own),), _changes(named, stored, language)


def _doubtful(facts: Facts, chosen: int | None, known: Sequence[KnownIncident]) -> list[_Stored]:
    fits: dict[int, list[float]] = {
        k.incident_id: [weigh(facts, telling).score for _, telling in _some(k)]
        for k in known
        if k.tellings
    }
    others = [n for n, scores in fits.items() if n != chosen and max(scores) >= _FITS]
    if not others and all(score >= JOIN for score in fits.get(chosen or 0, ())):
        return []
    others.sort(key=lambda n: (-max(fits[n]), n))
    at_stake = {chosen, *others[:_MOST_DOUBTFUL]}
    near = [k for k in known if k.incident_id in at_stake and k.tellings]
    return [_Stored(number, k, telling) for k in near for number, telling in _some(k)]


def _some(known: KnownIncident) -> Sequence[tuple[int, Facts]]:
    return known.tellings[:_MOST_TELLINGS]


def _groups(facts: Facts, stored: Sequence[_Stored], copies: Collection[int]) -> list[Group]:
    """By average link; the tellings of a reviewed incident stay together."""
    told = [facts, *(facts if one.article_id in copies else one.facts for one in stored)]

    def mean(one: Group, other: Group) -> float:
        if not _may_join(_homes(one, stored), _homes(other, stored)):
            return 0.0
        return agreement([told[i] for i in one], [told[i] for i in other])

    starts = _starts(stored, copies)
    pairs = [(a, b) for b in range(len(starts)) for a in range(b)]
    scores = {(a, b): mean(starts[a], starts[b]) for a, b in pairs}
    return join(starts, scores, mean, JOIN)


def _starts(stored: Sequence[_Stored], copies: Collection[int]) -> list[Group]:
    mine = {one.home.incident_id for one in stored if one.article_id in copies}
    starts: dict[tuple[str, int], list[int]] = {("", 0): [0]}
    for i, one in enumerate(stored, 1):
        incident, held = one.home.incident_id, one.home.reviewed
        if one.article_id in copies or (held and incident in mine):
            key = ("", 0)
        else:
            key = ("held", incident) if held else ("loose", i)
        starts.setdefault(key, []).append(i)
    return sorted(map(tuple, starts.values()))


def _homes(group: Group, stored: Sequence[_Stored]) -> list[KnownIncident]:
    return list({stored[i - 1].home.incident_id: stored[i - 1].home for i in group if i}.values())


def _may_join(some: Sequence[KnownIncident], others: Sequence[KnownIncident]) -> bool:
    """Whether nothing stands against it: no person who confirmed or separated both, no article.

    An article that tells two events tells them apart.
    """
    for one in some:
        for other in others:
            if one.incident_id == other.incident_id:
                continue
            if {number for number, _ in one.tellings} & {number for number, _ in other.tellings}:
                return False
            separated = other.incident_id in one.apart or one.incident_id in other.apart
            if separated or (one.reviewed and other.reviewed):
                return False
    return True


def _linked(
    facts: Facts, link_alone: IncidentLink, number: int | None, own: Sequence[_Stored]
) -> IncidentLink:
    """The article's link with the incident of the group that it is in now."""
    if not own:
        return (
            IncidentLink(None, link_alone.score, link_alone.reason)
            if (link_alone.incident_id is None)
            else IncidentLink(None, 1.0, "new incident: what it resembled belongs to another one")
        )
    tellings = tuple((one.article_id, one.facts) for one in own)
    (found,) = link(facts, [KnownIncident(own[0].home.incident_id, "", tellings)])
    return IncidentLink(number, max(found.score, JOIN), found.reason)


def _changes(named: Named, stored: Sequence[_Stored], language: str) -> Changes:
    moved = [(i, stored[i - 1]) for i in named.moves]
    titles = {named.of[i]: plain_title(one.facts, language) for i, one in moved}
    return Changes(
        tuple(Merge(gone, into) for gone, into in named.merges),
        tuple(Move(one.article_id, one.home.incident_id, named.of[i]) for i, one in moved),
        tuple((number, title) for number, title in titles.items() if number and number < 0),
    )
