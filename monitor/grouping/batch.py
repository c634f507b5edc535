"""The canonical grouping of a whole set; the order of arrival plays no part.

Average link over the pairs that the indexes propose: the two groups that agree best are joined
first, and joining stops where the mean over pairs falls below the bar of the incremental decision.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from monitor.grouping import copies
from monitor.grouping.batch_incidents import incidents_of
from monitor.grouping.linking import Group, join
from monitor.models import Examined

_MOST_HOLDERS = 4 * copies.COMMON
"""Storage counts stories to tell boilerplate; here only articles can be counted."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One entry for each article of the set, in its order."""

    stories: tuple[int, ...]
    incidents: tuple[tuple[int, ...], ...]
    """The main one first; empty for an article that tells none."""
    episodes: tuple[tuple[int, ...], ...]
    """For each of these incidents, which event of its story's fullest text tells it."""


def group(examined: Sequence[Examined]) -> Grouping:
    """Return the story and the incidents of each article, numbered from 0 by their first article.

    Args:
        examined: Any number of articles; permuting them permutes the result and changes no group.
    """
    order = sorted(range(len(examined)), key=lambda i: _rank(examined[i]))
    ranked = [examined[i] for i in order]
    stories = _stories(ranked)
    told = incidents_of(ranked, stories)
    place = {i: rank for rank, i in enumerate(order)}
    story_of = {i: number for number, story in enumerate(stories) for i in story}
    everyone = range(len(examined))
    mine = [told[story_of[place[i]]] for i in everyone]
    return Grouping(
        stories=tuple(story_of[place[i]] for i in everyone),
        incidents=tuple(tuple(incident for incident, _ in ids) for ids in mine),
        episodes=tuple(tuple(episode for _, episode in ids) for ids in mine),
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


def _between(one: Group, other: Group) -> Iterable[tuple[int, int]]:
    return ((min(a, b), max(a, b)) for a in one for b in other)
