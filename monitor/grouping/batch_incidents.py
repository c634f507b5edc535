"""The incidents of a whole set of stories, by average link over the events that they tell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from monitor.grouping import incidents, several
from monitor.grouping.corroborating import corroborated
from monitor.grouping.linking import Group, join
from monitor.models import Examined, Facts, KnownIncident

FULL = 0.8
"""Share of the longest text from which a copy is full."""

Told = list[tuple[int, int]]
"""The incidents of a story, the main one first, each with the event that tells it."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """An event that a story tells; its fullest text speaks for it."""

    story: int
    episode: int
    facts: Facts
    keys: tuple[str, ...]


def incidents_of(ranked: Sequence[Examined], stories: Sequence[Group]) -> list[Told]:
    """Return what each story tells; incidents are numbered from 0 by their first story.

    Args:
        ranked: The articles, the earliest first.
        stories: Groups of positions in ``ranked``.
    """
    speakers = [_speaker(ranked, story) for story in stories]
    units = [unit for n, one in enumerate(speakers) if one for unit in _units(n, one)]
    groups = _joined(units)
    told: list[Told] = [[] for _ in stories]
    for number, group in enumerate(groups):
        for unit in (units[i] for i in group):
            told[unit.story].append((number, unit.episode))
    tellings = [[units[i].facts for i in group] for group in groups]
    for number, one in enumerate(speakers):
        told[number].sort(key=lambda link: link[1])
        if one and told[number]:
            told[number] += _asides(one, tellings, {incident for incident, _ in told[number]})
    _hear(ranked, stories, tellings, told)
    return told


def _hear(
    ranked: Sequence[Examined],
    stories: Sequence[Group],
    tellings: Sequence[Sequence[Facts]],
    told: list[Told],
) -> None:
    """Add the stories that by themselves are not relevant, but plainly tell an incident."""
    known = [
        KnownIncident(number, "", tuple(enumerate(facts))) for number, facts in enumerate(tellings)
    ]
    holders: dict[str, set[int]] = defaultdict(set)
    for number, facts in enumerate(tellings):
        for key in {key for one in facts for key in incidents.keys(one)}:
            holders[key].add(number)
    for number, story in enumerate(stories):
        silent = [ranked[i] for i in story if ranked[i].silent_keys]
        if told[number] or not silent:
            continue
        one = _full(silent)
        near = sorted({n for key in one.silent_keys for n in holders.get(key, ())})
        own = replace(one.facts, kind="incident")
        found = corroborated(own, [known[n] for n in near])
        told[number] = [(found[0], 0)] if found else []


def _speaker(ranked: Sequence[Examined], story: Group) -> Examined | None:
    """The first among the full texts of a story that tell an incident; later ones may be reruns.

    A copy is what its story's fullest text is: where that is not relevant, none tells anything.
    """
    fullest = ranked[max(story, key=lambda i: (len(ranked[i].article.body), -i))]
    telling = [ranked[i] for i in story if ranked[i].incident_keys]
    is_relevant = fullest.judgement.verdict.label == "relevant"
    return _full(telling) if telling and is_relevant else None


def _full(texts: Sequence[Examined]) -> Examined:
    most = max(len(one.article.body) for one in texts)
    return next(one for one in texts if len(one.article.body) >= FULL * most)


def _units(story: int, one: Examined) -> Iterable[_Unit]:
    yield _Unit(story, 0, one.facts, one.incident_keys)
    episodes = one.judgement.episodes[1:]
    rest = zip(episodes, one.further, one.further_keys, strict=False)
    for number, (episode, facts, keys) in enumerate(rest, 1):
        if not episode.aside:
            yield _Unit(story, number, facts, keys)


def _joined(units: Sequence[_Unit]) -> list[Group]:
    def mean(one: Group, other: Group) -> float:
        if {units[i].story for i in one} & {units[i].story for i in other}:
            return 0.0
        return incidents.agreement([units[i].facts for i in one], [units[i].facts for i in other])

    starts = [(i,) for i in range(len(units))]
    near = _sharing_keys([unit.keys for unit in units])
    scores = {(a, b): mean(starts[a], starts[b]) for a, b in near}
    return join(starts, scores, mean, incidents.JOIN)


def _sharing_keys(keys: Sequence[Iterable[str]]) -> set[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for position, mine in enumerate(keys):
        for key in mine:
            holders[key].append(position)
    return {pair for positions in holders.values() for pair in combinations(positions, 2)}


def _asides(one: Examined, tellings: Sequence[Sequence[Facts]], taken: set[int]) -> Told:
    """The incidents that a text names in passing."""
    found: Told = []
    known = [
        KnownIncident(number, "", tuple(enumerate(facts)))
        for number, facts in enumerate(tellings)
        if number not in taken
    ]
    for number, (episode, facts) in enumerate(
        zip(one.judgement.episodes[1:], one.further, strict=False), 1
    ):
        if not episode.aside:
            continue
        near = [k for k in known if _meet(facts, k)]
        link = several.in_passing(facts, near)
        if link is not None and link.incident_id is not None:
            found.append((link.incident_id, number))
            known = [k for k in known if k.incident_id != link.incident_id]
    return found


def _meet(facts: Facts, known: KnownIncident) -> bool:
    mine = set(incidents.keys(facts))
    return any(mine.intersection(incidents.keys(told)) for _, told in known.tellings)
