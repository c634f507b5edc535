"""Learn the weights of words for the verdict from our own labelled texts.

python -m bench.learn           # scores on texts of other authors
python -m bench.learn --write   # also writes monitor/judging/data/learned_words.tsv

Texts of both halves, since others measure with texts of their own. Each author's are scored by
weights that never met that author, so that what is printed is about texts to come. No name of a
person or place and no function word speaks.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import plain, regression
from bench.regression import Floats, Shares
from bench.scoring import as_article
from monitor.judging import claims, lexicon, places, words
from monitor.judging.relevance import learned, peru, trafficking
from monitor.judging.relevance.text import read
from monitor.models import Article

_GOLD = Path(__file__).parent.parent / "tests" / "gold"
_OUT = Path(words.__file__).parent / "data" / learned.TABLE
_FILES = {
    "relevance.jsonl": "label", "learning.jsonl": "label", "articles.jsonl": "verdict",
    "claims.jsonl": "", "incidents.jsonl": "",
}  # fmt: skip
"""Labelled sets and the key of their verdict; without one all texts are relevant."""
_QUESTIONS = (("relevant",), ("relevant", "related"))
_KEPT = 20_000
_SEEN = 0.2
"""Worth of a text with which rules were tuned: they are better there than they are."""
_ORDINARY = 1.5
"""Worth of a rejected text in which no rule sees anything: most news is such, our texts are not."""
_HEAD = """\
# Stems of six letters and pairs of them, folded, each with two weights: for trafficking, and for
# trafficking or what is next to it. Made by `python -m bench.learn --write` from the labelled texts
# in tests/gold; monitor/judging/relevance/learned.py says how it is used.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text as the model reads it."""

    author: str
    label: str
    crime: trafficking.Answer
    """What the rules say."""
    shares: Shares
    shortness: float

    @property
    def is_fresh(self) -> bool:
        """Tell whether no rule was made with this text in sight."""
        return not self.author.startswith("old")


def load() -> list[Text]:
    """Return the texts for tuning that have a link to Peru; others say nothing of the crime."""
    rows = [row for name, key in _FILES.items() for row in _rows(_GOLD / name, key)]
    may_speak = plain.speaking(article for _, _, article in rows)
    texts = (_text(author, label, article, may_speak) for author, label, article in rows)
    return [text for text in texts if text is not None]


def _rows(path: Path, key: str) -> Iterator[tuple[str, str, Article]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = as_article({"published": "2025-03-14", **row})
        yield regression.author(row["id"]), row[key] if key else "relevant", article


def _text(
    author: str, label: str, article: Article, may_speak: Callable[[str], bool]
) -> Text | None:
    mentions, book = places.find(article), lexicon.load()
    reading = read(article, book)
    if peru.weigh(article, mentions, reading).link in ("none", "aside"):
        return None
    crime = trafficking.weigh(reading, lambda: claims.find(article, mentions), book)
    counts = learned.count(reading)
    shares = regression.shares(counts, may_speak)
    return None if crime.barred else Text(author, label, crime, shares, counts.shortness)


def balance(texts: list[Text], scores: Floats) -> Floats:
    """Return how much each piece of evidence counts, a column a question."""
    told = np.array([_evidence(*one) for one in zip(texts, scores, strict=True)])
    worth = [_worth(text) for text in texts]
    return np.column_stack([regression.logistic(told, truth, worth) for truth in _truths(texts)])


def _worth(text: Text) -> float:
    if not text.is_fresh:
        return _SEEN
    ordinary = text.label == "rejected" and not text.crime.points and not text.crime.weak
    return _ORDINARY if ordinary else 1.0


def _truths(texts: list[Text]) -> list[list[bool]]:
    return [[text.label in labels for text in texts] for labels in _QUESTIONS]


def _evidence(text: Text, score: Floats) -> tuple[float, ...]:
    return learned.evidence(
        text.crime, learned.Opinion(float(score[0]), float(score[1]), text.shortness, ())
    )


def labels(texts: list[Text], scores: Floats, worth: Floats) -> list[str]:
    """Return the label that rules and words together give each text."""
    odds = np.array([_evidence(*one) for one in zip(texts, scores, strict=True)]) @ worth
    return ["relevant" if yes > 0 else "related" if near > 0 else "rejected" for yes, near in odds]


def report(texts: list[Text], said: list[str], name: str) -> None:
    """Print precision, recall and three-way accuracy a row."""
    truth = [text.label for text in texts]
    right = sum(a == b == "relevant" for a, b in zip(truth, said, strict=True))
    precision = right / max(1, said.count("relevant"))
    recall = right / max(1, truth.count("relevant"))
    accuracy = sum(a == b for a, b in zip(truth, said, strict=True)) / len(truth)
    print(f"{name:28} n {len(texts):4}  P {precision:.3f}  R {recall:.3f}  3-way {accuracy:.3f}")


def main() -> None:
    """Print how words and rules do on the texts of other authors; write the table if asked."""
    texts = load()
    shares, authors = [text.shares for text in texts], [text.author for text in texts]
    scores = regression.by_others(shares, _truths(texts), authors, _KEPT)
    worth = balance(texts, scores)
    said = labels(texts, scores, worth)
    for author in sorted(set(authors)):
        own = [place for place, name in enumerate(authors) if name == author]
        report([texts[place] for place in own], [said[place] for place in own], author)
    fresh = [place for place, text in enumerate(texts) if text.is_fresh]
    ours = [texts[place] for place in fresh]
    report(ours, [said[place] for place in fresh], "all but the oldest")
    report(ours, [_by_rules(text.crime) for text in ours], "by rules alone")
    for name, row in zip(learned.EVIDENCE, worth, strict=True):
        print(f"  {name:20} {row[0]:+.2f} {row[1]:+.2f}")
    if "--write" in sys.argv:
        weights = regression.learn(shares, _truths(texts), _KEPT)
        settings = zip(learned.EVIDENCE, worth, strict=True)
        regression.write(_OUT, _HEAD, weights, settings)


def _by_rules(crime: trafficking.Answer) -> str:
    return "relevant" if crime.points >= 1 else "related" if crime.weak else "rejected"


if __name__ == "__main__":
    main()
