"""A second opinion from plain words: weights learned from our own labelled texts.

A logistic regression over the openings of words, made by ``python -m bench.learn_words`` from the
tuning half of tests/gold/relevance.jsonl and kept as data/relevance_words.tsv. It is asked only
where the rules do not say yes, it never takes a yes away, and it can be switched off by its id.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.judging.lexicon_rules import LEARNED, Term
from monitor.judging.relevance_text import Reading, Sighting
from monitor.models import Part

YES = 1.5
"""Log odds from which the words alone say yes. Out of fold, with the checks that go before, 23 % of
the relevant texts reach it and 1 % of the others."""
SUPPORT = 0.45
"""What the tally must reach in a passage with a purpose before the words are asked."""
OTHER_MATTERS = (
    "ransom", "disaster", "animal", "fiction", "history", "drugged", "fraud", "protest", "votes",
    "vacancy", "porn", "things", "drugs", "own_account", "harass", "consent", "smuggle",
    "childwork", "rape", "homicide", "othercrime",
)  # fmt: skip
"""Classes of words beside which the words alone are not asked."""

SCALE = 5.0
_FILE = Path(__file__).parent / "data" / "relevance_words.tsv"
_BIAS = "*"
_STEM = 6
_READ = 1500
"""Characters of a body that are read."""
_SHOWN = 5
_WORD = re.compile(r"[a-zñ]{3,}")
_RULE = Term(
    LEARNED, "Words learned from labelled texts.", "learned", 1.0, (), None, None, None, "", ""
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Log odds for trafficking, and the words that spoke most for it."""

    odds: float
    words: tuple[Sighting, ...]


@cache
def load() -> Mapping[str, float]:
    """Return the weight of each word's opening; the bias stands under ``*``."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return {word: float(weight) for word, weight in (line.split("\t") for line in lines)}


def stem(word: str) -> str:
    """Return the opening of a folded word, under which its forms are one."""
    return word[:_STEM]


def stems(reading: Reading) -> dict[str, tuple[Part, int, int]]:
    """Return the opening of each word of the title and the first lines, with its first place."""
    found: dict[str, tuple[Part, int, int]] = {}
    parts: tuple[tuple[Part, str], ...] = (("title", reading.title), ("body", reading.body[:_READ]))
    for part, text in parts:
        for match in _WORD.finditer(text):
            found.setdefault(stem(match[0]), (part, match.start(), match.end()))
    return found


def weigh(reading: Reading) -> Opinion:
    """Return what the words alone say of ``reading``."""
    weights = load()
    known = {word: place for word, place in stems(reading).items() if word in weights}
    share = SCALE / math.sqrt(max(len(known), 1))
    odds = weights[_BIAS] + share * sum(weights[word] for word in known)
    most = sorted(known, key=lambda word: -weights[word])[:_SHOWN]
    return Opinion(odds, tuple(_sighting(reading, *known[word]) for word in most))


def _sighting(reading: Reading, part: Part, start: int, end: int) -> Sighting:
    return Sighting(_RULE, part, start, end, 0, reading.zone(part, start))
