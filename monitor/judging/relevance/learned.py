"""What the choice of words says: a linear model, learned on our own labelled texts.

The rules read what is told; many stories tell it in words that no rule foresees. Each word, and
each pair of neighbours, carries a weight; their sum is one more opinion that the verdict hears. The
model is a table of words (``data/learned_words.tsv``), made by ``python -m bench.learn``: logistic
regression on the frequencies of stems and of neighbouring stems, the title read twice, and on the
lexicon's classes of words: which are there, which stand in the opening, which two meet in a passage
(work and seized papers, a child and money). ``learned.words`` under ``rules.off`` silences it.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import combinations

from monitor.judging import words
from monitor.judging.relevance.text import Reading
from monitor.judging.relevance.trafficking import Answer, Evidence

TABLE = "learned_words.tsv"
EVIDENCE = (
    "(always)", "(words)", "(words near)", "(points to 1)", "(points over 2)",
    "(support)", "(kept)", "(doubted)", "(title)",
    "(short)", "(short, words)", "(short, words near)", "(short, points)",
    "(short, kept)",
)  # fmt: skip
"""Rows with the worth of the rules' answer and of the words beside each other."""
_OPENING = ("title", "lead")
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
    """What the words say, in logarithmic odds."""

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
    told = {kind: len(several) for kind, several in reading.by_kind.items()}
    classes = Counter({kind: count for kind, count in told.items() if kind not in _OF_PLACE})
    for one in reading.sightings:
        if one.zone in _OPENING and one.kind not in _OF_PLACE:
            classes[f"{one.kind}@{one.zone}"] = 1
    classes.update(dict.fromkeys(_meetings(reading), 1))
    return words.count(reading.title, reading.body, classes)


def _meetings(reading: Reading) -> set[str]:
    """Return the classes that meet in a passage, two and two."""
    met = {pair for kinds in reading.met() for pair in combinations(kinds, 2)}
    return {f"{one}+{other}" for one, other in met if not {one, other} & _OF_PLACE}


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
        float(crime.doubted),
        float(not crime.doubted and any(_is_title(one) for one in crime.evidence)),
        short,
        short * opinion.relevant,
        short * opinion.kept,
        short * min(_ENOUGH, crime.points),
        short * kept,
    )


def _is_title(one: Evidence) -> bool:
    return one.sighting.part == "title" and one.weight >= _ENOUGH


def odds(crime: Answer, opinion: Opinion) -> Odds:
    """Return what rules and words say together."""
    worth = [load().settings[name] for name in EVIDENCE]
    told = list(zip(evidence(crime, opinion), worth, strict=True))
    return Odds(sum(one * row[0] for one, row in told), sum(one * row[1] for one, row in told))
