"""The canonical grouping of a whole set; the order of arrival plays no part.

Average link over the pairs that the indexes propose: the two groups that agree best are joined
first, and joining stops where the mean over pairs falls below the bar of the incremental decision.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from monitor.grouping import copies, incidents
from monitor.grouping.linking import Group, join
from monitor.models import Examined, Facts

_MOST_HOLDERS = 4 * copies.COMMON
"""Storage counts stories to tell boilerplate; here only articles can be counted."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One entry for each article of the set, in its order."""

    stories: tuple[int, ...]
    incidents: tuple[frozenset[int], ...]
    """Empty for an article that tells none."""


def group(examined: Sequence[Examined]) -> Grouping:
    """Return the story and the incidents of each article, numbered from 0 by their first article.

    Args:
        examined: Any number of articles; permuting them permutes the result and changes no group.
    """
    order = sorted(range(len(examined)), key=lambda i: _rank(examined[i]))
    ranked = [examined[i] for i in order]
    stories = _stories(ranked)
    told = _incidents(ranked, stories)
    place = {i: rank for rank, i in enumerate(order)}
    story_of = {i: number for number, story in enumerate(stories) for i in story}
    incident_of = {i: number for number, incident in enumerate(told) for i in incident}
    everyone = range(len(examined))
    return Grouping(
        stories=tuple(story_of[place[i]] for i in everyone),
        incidents=tuple(
            frozenset({incident_of[place[i]]} if place[i] in incident_of else ()) for i in everyone
        ),
    )


def _rank(one: Examined) -> tuple[str, str]:
    article = one.article
    return ((article.published.at or article.fetched_at).isoformat(), article.url)


def _stories(ranked: Sequence[Examined]) -> list[Group]:
    tellings = [_telling(one) for one in ranked]
    known: dict[tuple[int, int], copies.Pair] = {}

    def judged(pair: tuple[int, int]) -> copies.Pair:
        if pair not in known:
            known[pair] = copies.judge_pair(tellings[pair[0]], tellings[pair[1]])
        return known[pair]

    def fit(one: Group, other: Group) -> float:
        return copies.mean(map(judged, _between(one, other)))

    near = near_copies([one.sketch for one in ranked])
    scores = {pair: judged(pair).score for pair in near}
    return join([(i,) for i in range(len(ranked))], scores, fit, copies.JOIN)


def _telling(one: Examined) -> copies.Telling:
    article = one.article
    return copies.Telling(
        article.title, article.body, article.published, one.facts.counts, one.facts.places
    )


def near_copies(sketches: Sequence[Iterable[int]]) -> list[tuple[int, int]]:
    """Return the pairs that share ``MIN_HITS`` hashes, hashes of very many texts ignored."""
    holders: dict[int, list[int]] = defaultdict(list)
    for position, sketch in enumerate(sketches):
        for value in sketch:
            holders[value].append(position)
    hits: dict[tuple[int, int], int] = defaultdict(int)
    for positions in holders.values():
        if len(positions) <= _MOST_HOLDERS:
            for pair in combinations(positions, 2):
                hits[pair] += 1
    return [pair for pair, shared in hits.items() if shared >= copies.MIN_HITS]


def _incidents(ranked: Sequence[Examined], stories: Sequence[Group]) -> list[Group]:
    """Stories are the smallest groups, and the fullest text of each speaks for it."""
    telling = [tuple(i for i in story if ranked[i].incident_keys) for story in stories]
    starts = [group for group in telling if group]
    spoken = {
        i: max(group, key=lambda i: (len(ranked[i].article.body), -i))
        for group in starts
        for i in group
    }
    near = _sharing_keys([{key for i in g for key in ranked[i].incident_keys} for g in starts])

    def told(group: Group) -> list[Facts]:
        return [ranked[i].facts for i in sorted({spoken[i] for i in group})]

    def mean(one: Group, other: Group) -> float:
        return incidents.agreement(told(one), told(other))

    scores = {(a, b): mean(starts[a], starts[b]) for a, b in near}
    whole = {group: story for group, story in zip(telling, stories, strict=True) if group}
    joined = join(starts, scores, mean, incidents.JOIN)
    return [tuple(sorted(_spread(group, whole))) for group in joined]


def _spread(group: Group, whole: Mapping[Group, Group]) -> set[int]:
    """With the copies that themselves tell too little to be judged an incident."""
    members = set(group)
    return {i for part, story in whole.items() if members & set(part) for i in story}


def _sharing_keys(keys: Sequence[Iterable[str]]) -> set[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for position, mine in enumerate(keys):
        for key in mine:
            holders[key].append(position)
    return {pair for positions in holders.values() for pair in combinations(positions, 2)}


def _between(one: Group, other: Group) -> Iterable[tuple[int, int]]:
    return ((min(a, b), max(a, b)) for a in one for b in other)
