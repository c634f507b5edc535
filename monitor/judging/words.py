"""The words of an article as the learned tables count them: stems, and pairs of neighbours."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt

_WORD = re.compile(r"[a-zñ]{3,}")
_STEM = 5
"""Letters of a word that count: endings in gender, number and tense fall away."""
_SMALL = 10.0
"""Added to the length of a text, so that a few words do not weigh like many."""
_CLASS = 0.1
"""Share of a class of the lexicon's words: no more in a long text than in a short one."""
LEAST = 40
"""Stems and pairs of a text of some twenty words; of a shorter one its words say too little."""
_LONG = 400
LONGEST = 12_000
"""Characters of a body that are read."""
BASE = "(base)"
"""Row of a table with what a text scores that has none of its words."""

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of stems and pairs, one a question, as ``python -m bench.learn`` wrote them."""

    base: Row
    weights: Mapping[str, Row]
    settings: Mapping[str, Row]
    """Rows in brackets: what is no word."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each stem and pair of a text stands in it, its title counted twice."""

    grams: Counter[str]
    length: float

    @property
    def shortness(self) -> float:
        """Return 0 for a text of two hundred words or more, near 1 for a headline."""
        return max(0.0, 1.0 - len(self.grams) / _LONG)

    def share(self, gram: str) -> float:
        """Return the frequency of a gram of the text, damped; classes stand beside its length."""
        count = self.grams[gram]
        if gram.startswith("["):
            return _CLASS * (1.0 + log(count))
        return (1.0 + log(count)) / self.length if count > 1 else 1.0 / self.length


def stem(word: str) -> str:
    """Return the stem of a folded word."""
    return word[:_STEM]


def load(name: str) -> Table:
    """Return a table of the package."""
    text = files("monitor.judging").joinpath("data", name).read_text("utf-8")
    rows: dict[str, Row] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            gram, *numbers = line.split("\t")
            rows[gram] = tuple(map(float, numbers))
    settings = {gram: row for gram, row in rows.items() if gram.startswith("(")}
    weights = {gram: row for gram, row in rows.items() if gram not in settings}
    return Table(settings.pop(BASE), weights, settings)


def count(title: str, body: str, classes: Mapping[str, int] | None = None) -> Counts:
    """Return the stems and pairs of a folded title and body.

    Args:
        title: Folded.
        body: Folded.
        classes: What the lexicon sees there, and how often; it counts like words, in square
            brackets.
    """
    grams = _grams(title, body)
    length = sqrt(len(grams)) + _SMALL
    if classes:
        grams = grams.copy()
        grams.update({f"[{name}]": number for name, number in classes.items()})
    return Counts(grams, length)


@lru_cache(maxsize=2)
def _grams(title: str, body: str) -> Counter[str]:
    """Return the stems and pairs; verdict and form ask for the same text in turn."""
    stems = [stem(word) for word in _WORD.findall(title)]
    grams = Counter([*stems, *map(" ".join, pairwise(stems))] * 2)
    stems = [stem(word) for word in _WORD.findall(body[:LONGEST])]
    grams.update(stems)
    grams.update(map(" ".join, pairwise(stems)))
    return grams


def where(gram: str, folded: str) -> tuple[int, int] | None:
    """Return where a stem or a pair of stems stands first in a folded text."""
    first, _, second = gram.partition(" ")
    start = folded.find(first)
    while start >= 0:
        word = _WORD.match(folded, start)
        if word and word[0][:_STEM] == first and not folded[start - 1 : start].isalpha():
            follower = _WORD.search(folded, word.end()) if second else word
            if not second or (follower and follower[0][:_STEM] == second):
                return start, (follower or word).end()
        start = folded.find(first, start + 1)
    return None
