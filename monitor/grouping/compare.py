"""Two texts side by side: which sentences of one stand in the other, and what differs in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import token_sort_ratio

from monitor.grouping.weights import rarity
from monitor.grouping.words import CALENDAR, Text, days, figures, names, others

_ALIKE = 0.55
"""Word-level similarity from which two sentences count as one."""
_SHARED_WORDS = 0.3
"""Of the smaller vocabulary. In our sets 99 % of the copies share .55 or more, none under .37."""
_MOST_SENTENCES = 250


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What aligned sentences say differently, each figure from 0 to 1."""

    figures_differ: float
    """Among their numbers and days, the share that was exchanged."""
    figures_exchanged: float
    """How many numbers and days were exchanged; three or more are 1."""
    exchanged: frozenset[str]
    """These numbers and days, of both texts."""
    no_people: frozenset[str]
    """Those of them that count no people by the word beside: ages, sums, days."""
    names_differ: float
    """Among their names, the share that was exchanged."""
    names_exchanged: float
    """How many names were exchanged; three or more are 1."""
    names_agree: float
    """How many rare names are shared; four or more are 1."""
    new_names: float
    """Share of the more covered text's names that stand nowhere in the other one."""
    exact: float
    """Share of the aligned sentences that are the same word for word."""
    days_exchanged: bool
    """Whether weekdays and dates were exchanged, and none is shared."""
    days_shared: bool
    """Whether a weekday or a date is shared."""
    dated: bool
    """Whether a day of a month is shared."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two texts is the same, each figure from 0 to 1."""

    inner: float
    """Share of the text that is covered more, standing in the other one."""
    outer: float
    """Share of the text that is covered less."""
    rare: float
    """Share of the smaller vocabulary found in the larger, rare words counting more."""
    opening: float
    """Share of the more covered text's opening that stands in the other one."""
    conflicts: Conflicts


def share_words(one: Text, other: Text) -> bool:
    """Return whether two texts share so many words that one can be a copy of the other at all."""
    smaller = min(len(one.vocabulary), len(other.vocabulary))
    return len(one.vocabulary & other.vocabulary) >= _SHARED_WORDS * smaller


def compare(one: Text, other: Text) -> Likeness:
    """Align the sentences of two texts and measure what is shared and what conflicts."""
    pairs, back = _align(one, other)
    cover_one, cover_other = _coverage(one, pairs), _coverage(other, back)
    if cover_one >= cover_other:
        inner, outer, text, aligned, host = cover_one, cover_other, one, pairs, other
    else:
        inner, outer, text, aligned, host = cover_other, cover_one, other, back, one
    conflicts = _conflicts(text, host, aligned)
    return Likeness(inner, outer, _rare(one, other), _opening(text, aligned), conflicts)


Pairs = dict[int, tuple[int, float]]
"""Sentence -> the sentence of the other text that is most like it, and how much."""


def _align(one: Text, other: Text) -> tuple[Pairs, Pairs]:
    """Sentence of one -> (sentence of the other, similarity), and the same the other way."""
    left, right = one.sentences[:_MOST_SENTENCES], other.sentences[:_MOST_SENTENCES]
    if not left or not right:
        return {}, {}
    table = process.cdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
    best_right, best_left = table.argmax(axis=1), table.argmax(axis=0)
    there = {i: (int(j), float(table[i, j])) for i, j in enumerate(best_right) if table[i, j]}
    back = {int(j): (int(i), float(table[i, j])) for j, i in enumerate(best_left) if table[i, j]}
    return there, back


def _coverage(text: Text, pairs: Pairs) -> float:
    if not text.size:
        return 0.0
    sentences = text.sentences
    return min(1.0, sum(len(sentences[i]) * like for i, (_, like) in pairs.items()) / text.size)


def _opening(text: Text, pairs: Pairs) -> float:
    """Of the first two sentences: a pasted or cut text keeps them, shared background does not."""
    first = range(min(2, len(text.sentences)))
    return sum(pairs[i][1] for i in first if i in pairs) / max(1, len(first))


def _rare(one: Text, other: Text) -> float:
    small, large = sorted((one.vocabulary, other.vocabulary), key=len)
    total = rarity(small)
    return rarity(small & large) / total if total else 0.0


def _conflicts(text: Text, host: Text, pairs: Pairs) -> Conflicts:
    """Compare the figures and the names of aligned sentences, a word met elsewhere apart."""
    figures_differ = figures_agree = names_differ = names_agree = same = new = 0
    shared: set[str] = set()
    exchanged: set[str] = set()
    no_people: set[str] = set()
    days_exchanged, days_shared = False, set[str]()
    for i, (j, _) in pairs.items():
        same += text.sentences[i] == host.sentences[j]
        mine, theirs = figures(text.sentences[i]), figures(host.sentences[j])
        differ, agree = clash(mine, theirs)
        figures_differ, figures_agree = figures_differ + differ, figures_agree + agree
        if differ:
            exchanged |= mine ^ theirs
            no_people |= others(text.sentences[i]) | others(host.sentences[j])
        mine, theirs = days(text.sentences[i]), days(host.sentences[j])
        days_shared |= mine & theirs
        days_exchanged |= bool(mine - theirs and theirs - mine)
        mine, theirs = names(text.raw[i]), names(host.raw[j])
        shared |= mine & theirs
        differ, agree = clash(mine - host.vocabulary, theirs - text.vocabulary)
        names_differ, names_agree = names_differ + differ, names_agree + agree + len(mine & theirs)
        new += len(mine - host.vocabulary)
    return Conflicts(
        figures_differ=_share(figures_differ, figures_agree),
        figures_exchanged=min(1.0, figures_differ / 3),
        exchanged=frozenset(exchanged),
        no_people=frozenset(exchanged & no_people),
        names_differ=_share(names_differ, names_agree),
        names_exchanged=min(1.0, names_differ / 3),
        names_agree=min(1.0, rarity(shared) / 4),
        new_names=min(1.0, new / (names_differ + names_agree + 1)),
        exact=same / len(pairs) if pairs else 0.0,
        days_exchanged=days_exchanged and not days_shared,
        days_shared=bool(days_shared),
        dated=any(day[0].isdigit() for day in days_shared),
    )


def _share(differ: int, agree: int) -> float:
    """Smoothed, so that one conflict among nothing else is no certainty."""
    return differ / (differ + agree + 1)


def clash(mine: frozenset[str], theirs: frozenset[str]) -> tuple[int, int]:
    """Return how many words were exchanged for others, and how many are shared.

    A word written with a slip (Huaihua, Huayhua) counts as shared; a word that the other side
    simply lacks counts for nothing.
    """
    only_mine, only_theirs = mine - theirs, theirs - mine
    agree = len(mine & theirs)
    if not only_mine or not only_theirs:
        return 0, agree
    slips = sum(any(alike(word, other) for other in only_theirs) for word in only_mine)
    return max(0, min(len(only_mine), len(only_theirs)) - slips), agree + slips


def alike(one: str, other: str) -> bool:
    """Return whether two words may be one, written with a slip; numbers and days never are."""
    if one[0].isdigit() or one in CALENDAR or other in CALENDAR:
        return False
    return Indel.normalized_similarity(one, other, score_cutoff=0.74) > 0


def titles(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the similarity of two titles, as words, 0 to 1."""
    return token_sort_ratio(" ".join(one), " ".join(other)) / 100 if one and other else 0.0
