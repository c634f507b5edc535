"""What the choice of words says: a linear model, learned on our own labelled texts.

The rules read what is told; many stories tell it in words that no rule foresees. Each word, and
each pair of neighbours, carries a weight; their sum is one more opinion that the verdict hears. The
model is a table of words (``data/learned_words.tsv``), made by ``python -m bench.learn``: ridge
regression on the frequencies of stems, of neighbouring stems and of the lexicon's classes of words,
the title read twice. ``learned.words`` under ``rules.off`` silences it.
"""

from dataclasses import dataclass
from functools import cache
from heapq import nlargest

from monitor.judging import words
from monitor.judging.relevance.text import Reading
from monitor.judging.relevance.trafficking import Answer

TABLE = "learned_words.tsv"
EVIDENCE = (
    "(always)", "(words)", "(words near)", "(points to 1)", "(points over 2)", "(support)",
    "(kept)", "(short)", "(short, points)", "(short, kept)",
)  # fmt: skip
"""Rows with the worth of the rules' answer and of the words beside each other."""
_OF_PLACE = frozenset(
    {
        "peru", "peruplace", "peruvian", "perubody", "usperu", "foreign", "foreignbody", "region",
        "countrylist", "route", "aside",
    }
)  # fmt: skip
"""Classes that answer the other question."""
_SHOWN = 6
_ENOUGH, _MUCH = 1.0, 2.0
_MOST_SUPPORT = 1.5


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the words say, about -1 for no to 1 for yes."""

    relevant: float
    """Is it trafficking."""
    kept: float
    """Is it trafficking, or at least next to it."""
    shortness: float
    """Of the text, as :attr:`monitor.judging.words.Counts.shortness`: few words say less."""
    words: tuple[tuple[str, float], ...]
    """Stems that speak most for or against trafficking, with their share of the sum."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Logarithmic odds; 0 is as likely as not."""

    relevant: float
    """That a text is on trafficking."""
    kept: float
    """That it is on trafficking or next to it."""


@cache
def load() -> words.Table:
    """Return the table of the package."""
    return words.load(TABLE)


def count(reading: Reading) -> words.Counts:
    """Return the words of an article, and the classes of the lexicon that stand in it."""
    classes = {
        kind: len(several) for kind, several in reading.by_kind.items() if kind not in _OF_PLACE
    }
    return words.count(reading.title, reading.body, classes)


def read(counts: words.Counts) -> Opinion | None:
    """Return what the words of a text say; nothing where there are few."""
    table = load()
    if len(counts.grams) < words.LEAST:
        return None
    relevant, kept = table.base
    sums = []
    for gram in counts.grams.keys() & table.weights.keys():
        share = counts.share(gram)
        one, other = table.weights[gram]
        relevant += one * share
        kept += other * share
        sums.append((gram, one * share))
    shown = nlargest(_SHOWN, sums, key=_strength)
    return Opinion(relevant, kept, counts.shortness, tuple(shown))


def _strength(told: tuple[str, float]) -> tuple[float, str]:
    return abs(told[1]), told[0]


def evidence(crime: Answer, opinion: Opinion) -> tuple[float, ...]:
    """Return what speaks for trafficking, in the order of :data:`EVIDENCE`."""
    short = opinion.shortness
    kept = float(bool(crime.weak) or crime.points >= _ENOUGH)
    return (
        1.0,
        opinion.relevant,
        opinion.kept,
        min(_ENOUGH, crime.points),
        float(crime.points >= _MUCH),
        min(_MOST_SUPPORT, crime.support),
        kept,
        short,
        short * min(_ENOUGH, crime.points),
        short * kept,
    )


def odds(crime: Answer, opinion: Opinion) -> Odds:
    """Return what rules and words say together."""
    worth = [load().settings[name] for name in EVIDENCE]
    told = list(zip(evidence(crime, opinion), worth, strict=True))
    return Odds(sum(one * row[0] for one, row in told), sum(one * row[1] for one, row in told))
