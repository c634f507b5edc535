"""Which stored story carries the same text, however cut, retitled, shortened, patched or embedded.

Sentences are aligned by word-level distance; coverage both ways, shared rare words, titles, days
between and conflicts of numbers, names and places go into a logistic score, and an article joins
the story whose members it resembles on average. Closure over single pairs would let one wrong pair
join two stories for good.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log1p

from monitor.grouping.compare import Conflicts, Likeness, compare, share_words, titles
from monitor.grouping.linking import Group, join, name
from monitor.grouping.sketch import COMMON, MIN_HITS, sketch
from monitor.grouping.twins import Telling, other_raid
from monitor.grouping.versions import differs
from monitor.grouping.weights import fitted, probability
from monitor.grouping.words import MIN_WORDS, plain, read, words
from monitor.models import Article, Candidate, Changes, Facts, Merge, Move, StoryMatch, When

__all__ = ["COMMON", "MIN_HITS", "Telling", "judge_pair", "match", "sketch"]

JOIN = 0.5
"""Mean score from which an article belongs to a story."""
_MOST_CANDIDATES = 64
"""More than this are ranked by their opening words first and the best are compared."""
_FITS = 0.25
"""Score from which an article of another story makes it doubtful where things belong."""
_MOST_DOUBTFUL = 3
"""Other stories that are looked at again."""
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Pair:
    """The comparison of two texts."""

    score: float
    features: Mapping[str, float]
    weight: int
    """Words of the shorter text: a short one fits many and tells little."""
    apart: str = ""
    """Why they tell two raids in one wording, in words."""


def mean(pairs: Iterable[Pair]) -> float:
    """Return the mean score of some pairs, each as heavy as its shorter text."""
    scores = [(pair.score, pair.weight) for pair in pairs]
    return sum(score * weight for score, weight in scores) / sum(weight for _, weight in scores)


_MOST_WEIGHT = 200
_UPDATED_FOR = 0.35
"""Some eight days, as :func:`_day_gap` reckons them."""


def match(article: Article, facts: Facts, candidates: Sequence[Candidate]) -> StoryMatch:
    """Return the stored story whose text ``article`` carries, or a new one.

    Args:
        article: The new article.
        facts: Its facts; other places and other counts speak against a copy.
        candidates: Stored articles that share ``MIN_HITS`` hashes of the sketch, or the address.
    """
    for candidate in candidates:
        if _addresses(article) & {_address(candidate.url)}:
            reason = f"same address as article {candidate.article_id} ({candidate.outlet})"
            return StoryMatch(candidate.story_id, candidate.article_id, 1.0, reason)
    mine = Telling(article.title, article.body, article.published, facts.counts, facts.places)
    if read(article.body).size < MIN_WORDS:
        return StoryMatch(None, None, 0.0, "new story: too little text to compare")
    compared = [(c, judge_pair(mine, _telling(c))) for c in _nearest(mine, candidates)]
    if not compared:
        return StoryMatch(None, None, 0.0, "new story: no stored text shares its wording")
    return _best_story(mine, compared)


Compared = Sequence[tuple[Candidate, Pair]]
"""Stored articles, each compared with the new one."""


def _best_story(mine: Telling, compared: Compared) -> StoryMatch:
    stories: dict[int, list[tuple[Candidate, Pair]]] = defaultdict(list)
    for candidate, pair in compared:
        stories[candidate.story_id].append((candidate, pair))
    means = {s: mean(pair for _, pair in members) for s, members in stories.items()}
    best = max(means, key=lambda story: (means[story], -story))
    match = _matched(best if means[best] >= JOIN else None, stories[best], mine.counts)
    doubtful = _doubtful(stories, match.story_id)
    return _regrouped(match, mine, doubtful) if doubtful else match


def _matched(story: int | None, members: Compared, counts: Mapping[str, int]) -> StoryMatch:
    """The match with a story of these members, or with none; ``counts`` are the article's."""
    candidate, pair = max(members, key=lambda m: (m[1].score, -m[0].article_id))
    kept = {name: round(value, 3) for name, value in pair.features.items() if value}
    score = round(mean(pair for _, pair in members), 4)
    told = f"article {candidate.article_id} ({candidate.outlet})"
    if story is None:
        reason = f"new story: nearest is {told}, {explain(pair)}"
        return StoryMatch(None, candidate.article_id, score, reason, features=kept)
    apart = differs(candidate.counts, counts)
    reason = _sentence(pair, told) + _update(apart)
    return StoryMatch(story, candidate.article_id, score, reason, features=kept, differs=apart)


def _doubtful(stories: Mapping[int, Compared], chosen: int | None) -> Compared:
    """The articles to be grouped anew: where another story fits too, or a member does not fit."""
    fits = {s: max(pair.score for _, pair in members) for s, members in stories.items()}
    others = sorted((s for s in fits if s != chosen and fits[s] >= _FITS), key=lambda s: -fits[s])
    own = stories[chosen] if chosen is not None else ()
    if not others and all(pair.score >= JOIN for _, pair in own):
        return ()
    return [*own, *(member for story in others[:_MOST_DOUBTFUL] for member in stories[story])]


def _regrouped(match: StoryMatch, mine: Telling, doubtful: Compared) -> StoryMatch:
    """Group the article with all that is near anew, by average link as a batch would."""
    tellings = [mine, *(_telling(candidate) for candidate, _ in doubtful)]
    pairs = {(0, i): pair for i, (_, pair) in enumerate(doubtful, 1)}
    for i, j in combinations(range(1, len(tellings)), 2):
        pairs[i, j] = judge_pair(tellings[i], tellings[j])

    def fit(one: Group, other: Group) -> float:
        return mean(pairs[min(a, b), max(a, b)] for a in one for b in other)

    scores = {key: pair.score for key, pair in pairs.items()}
    groups = join([(i,) for i in range(len(tellings))], scores, fit, JOIN)
    named = name(groups, [None, *(candidate.story_id for candidate, _ in doubtful)])
    own = next(group for group in groups if 0 in group)
    members = [doubtful[i - 1] for i in own if i]
    found = (
        _matched(named.of[0], members, mine.counts)
        if members
        else replace(match, story_id=None, differs={})
    )
    moved = [doubtful[i - 1][0] for i in named.moves]
    changes = Changes(
        tuple(Merge(gone, into) for gone, into in named.merges),
        tuple(
            Move(candidate.article_id, candidate.story_id, named.of[i])
            for i, candidate in zip(named.moves, moved, strict=True)
        ),
    )
    return replace(found, changes=changes)


def judge_pair(one: Telling, other: Telling) -> Pair:
    """Score two texts as copies of each other, 0 to 1, with the features that speak."""
    likeness = _likeness(one, other)
    size = max(1, min(read(one.body).size, read(other.body).size, _MOST_WEIGHT))
    if likeness is None:
        return Pair(0.0, {}, size)
    features = _features(one, other, likeness)
    score = probability(fitted()["copies"], features)
    apart = other_raid(one, other, likeness.conflicts) if score > _FITS else ""
    return Pair(0.0 if apart else score, features, size, apart)


def compared(one: Telling, other: Telling) -> Mapping[str, float]:
    """Return the features of a pair of texts; none where they cannot be copies of each other."""
    likeness = _likeness(one, other)
    return _features(one, other, likeness) if likeness else {}


def _likeness(one: Telling, other: Telling) -> Likeness | None:
    text, stored = read(one.body), read(other.body)
    if min(text.size, stored.size) < MIN_WORDS or not share_words(text, stored):
        return None
    return compare(text, stored)


def _features(one: Telling, other: Telling, likeness: Likeness) -> dict[str, float]:
    gap = _day_gap(one.published, other.published)
    counts_differ = _counts_differ(one.counts, other.counts)
    elsewhere = float(bool(one.places and other.places and not _near(one.places, other.places)))
    conflicts = likeness.conflicts
    odd, no_people = _odd(conflicts, one.counts, other.counts, gap)
    return {
        "inner": likeness.inner,
        "outer": likeness.outer,
        "rare": likeness.rare,
        "opening": likeness.opening,
        "exact": conflicts.exact,
        "title": titles(words(plain(one.title)), words(plain(other.title))),
        "gap": gap,
        "figures_differ": conflicts.figures_differ,
        "figures_exchanged": conflicts.figures_exchanged,
        "names_differ": conflicts.names_differ,
        "names_exchanged": conflicts.names_exchanged,
        "names_agree": conflicts.names_agree,
        "new_names": conflicts.new_names,
        "counts_differ": counts_differ,
        "elsewhere": elsewhere * (1 - conflicts.exact),
        "figures_and_gap": conflicts.figures_differ * gap,
        "exchanged_and_gap": conflicts.figures_exchanged * gap,
        "exchanged_alone": conflicts.figures_exchanged * _alone(conflicts, gap),
        "not_counts": min(1.0, odd / 4),
        "no_people": min(1.0, no_people / 4),
        "figures_and_names": conflicts.figures_differ * conflicts.names_exchanged,
        "exact_and_gap": conflicts.exact * gap,
    }


def _odd(
    conflicts: Conflicts, one: Mapping[str, int], other: Mapping[str, int], gap: float
) -> tuple[int, int]:
    """How many exchanged figures no update explains, and how many of them count no people.

    An update comes within days and gives other counts of people; where judging found none on either
    side, the word beside a figure tells what it counts.
    """
    if gap > _UPDATED_FOR:
        return len(conflicts.exchanged), len(conflicts.no_people)
    counts = {str(count) for count in (*one.values(), *other.values())}
    odd = conflicts.exchanged - counts if one and other else conflicts.no_people
    return len(odd), len(conflicts.no_people - counts)


def _alone(conflicts: Conflicts, gap: float) -> float:
    """1 where days and many names are the same, so that other figures are an update; else 0."""
    names = 3 * conflicts.names_exchanged + conflicts.new_names
    return conflicts.names_agree * max(0.0, 1 - names) * max(0.0, 1 - 3 * gap)


def _day_gap(one: When, other: When) -> float:
    """Days between, as a logarithm: 0 for the same day, 1 for a year, 0 where unknown."""
    if one.at is None or other.at is None:
        return 0.0
    days = abs((one.at - other.at).total_seconds()) / _SECONDS_A_DAY
    return log1p(max(0.0, days - 1)) / log1p(365)


def _counts_differ(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Share of the counts that both give and that differ."""
    both = one.keys() & other.keys()
    return sum(one[name] != other[name] for name in both) / (len(both) + 1)


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of ubigeos have a place of one province, or one holds the other."""
    return any(a.startswith(b[:4]) or b.startswith(a[:4]) for a in one for b in other)


def _telling(candidate: Candidate) -> Telling:
    return Telling(
        candidate.title, candidate.body, candidate.published, candidate.counts, candidate.places
    )


def _nearest(mine: Telling, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates worth comparing: those that share most words, where there are very many."""
    if len(candidates) <= _MOST_CANDIDATES:
        return candidates
    vocabulary = frozenset(mine.body.lower().split())

    def opening_shared(candidate: Candidate) -> float:
        opening = frozenset(candidate.body[:600].lower().split())
        return len(opening & vocabulary) / (len(opening) + 1)

    return sorted(candidates, key=opening_shared, reverse=True)[:_MOST_CANDIDATES]


def _address(url: str) -> str:
    bare = url.partition("://")[2].removeprefix("www.")
    return bare.partition("#")[0].rstrip("/").lower()


def _addresses(article: Article) -> set[str]:
    return {_address(url) for url in (article.url, article.canonical_url, *article.aliases)} - {""}


def _sentence(pair: Pair, told: str) -> str:
    share = round(100 * pair.features["inner"])
    if pair.features["outer"] < 0.5:
        words_of_it = f"{share} % of the shorter text stands in the longer one, {told}"
    else:
        words_of_it = f"{share} % of its sentences stand in {told}"
    return f"{words_of_it}; {_difference(pair)}"


def _update(apart: Mapping[str, tuple[int, int]]) -> str:
    """Which counts an update of the story gives otherwise."""
    told = ", ".join(f"{name} {theirs} there, {own} here" for name, (theirs, own) in apart.items())
    return f"; a version with other counts: {told}" if told else ""


def explain(pair: Pair) -> str:
    """Return in words what two texts share, and what differs."""
    if not pair.features or pair.features["inner"] < 0.2:
        return "which shares few of its words"
    return f"{round(100 * pair.features['inner'])} % shared; {_difference(pair)}"


def _difference(pair: Pair) -> str:
    if pair.apart:
        return pair.apart
    features = pair.features
    found = [
        words_of_it
        for name, limit, words_of_it in (
            ("elsewhere", 0.5, "another place"),
            ("names_differ", 0.15, "other names"),
            ("figures_differ", 0.15, "other figures"),
            ("counts_differ", 0.3, "other counts"),
            ("gap", 0.6, "months apart"),
        )
        if features[name] > limit
    ]
    return ", ".join(found) if found else "same names and figures"
