"""Learn the weights of words for the form of exploitation from our own labelled texts.

python -m bench.learn_forms           # scores on texts of other authors
python -m bench.learn_forms --write   # also writes monitor/judging/data/learned_forms.tsv
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench import regression
from bench.regression import Floats, Shares
from bench.scoring import Score, as_article
from monitor.judging import places, words
from monitor.judging.claims.facts import form_words as forms
from monitor.judging.claims.facts.stated import phrase_claims
from monitor.judging.claims.reading import read

_GOLD = Path(__file__).parent.parent / "tests" / "gold"
_OUT = Path(words.__file__).parent / "data" / forms.TABLE
_KEPT = 900
_SEEN = 0.2
"""Worth of a text with which phrases were tuned: they are better there than they are."""
_MISSED = 0.35
"""Worth of each text once more as if its phrases said nothing: they miss a quarter of new texts."""
_NONE: frozenset[str] = frozenset()
_HEAD = f"""\
# Stems of six letters and pairs of them, folded, each with a weight a form of exploitation:
# {", ".join(forms.FORMS)}.
# Made by `python -m bench.learn_forms --write` from the labelled texts in tests/gold;
# monitor/judging/claims/facts/form_words.py says how it is used.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled incident with what its phrases say of the form."""

    author: str
    forms: frozenset[str]
    said: frozenset[str]
    firm: frozenset[str]
    shares: Shares
    shortness: float


def load() -> list[Text]:
    """Return the incidents whose form is beyond dispute."""
    return [_text(row, truth) for row, truth in _rows()]


def _rows() -> Iterator[tuple[dict[str, object], frozenset[str]]]:
    for name, key in (("claims", "expected"), ("incidents", "expected"), ("articles", "claims")):
        for line in (_GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told = row.get("kind", "incident") == "incident" and row.get("verdict") != "rejected"
            if told and "form" not in row["optional"] and "form" in row[key]:
                yield row, frozenset(row[key]["form"] or ())


def _text(row: dict[str, object], truth: frozenset[str]) -> Text:
    article = as_article(row)
    readings = read(article, places.find(article))
    said = {str(c.value) for c in phrase_claims(readings) if c.field == "form"}
    hits = [hit for reading in readings.values() for hit in reading.hits.get("form", ())]
    firm = frozenset(hit.value for hit in hits if hit.firm)
    counts = forms.count(readings)
    author, shares = regression.author(str(row["id"])), regression.shares(counts)
    return Text(author, truth, frozenset(said), firm, shares, counts.shortness)


def evidence(texts: list[Text], scores: Floats) -> Floats:
    """Return a row a text and form."""
    return np.array(
        [
            forms.evidence(
                form,
                dict(zip(forms.FORMS, row, strict=True)),
                text.said,
                text.firm,
                text.shortness,
            )
            for text, row in zip(texts, scores, strict=True)
            for form in forms.FORMS
        ]
    )


def report(name: str, texts: list[Text], given: list[set[str]]) -> None:
    """Print precision, recall and F1 a row."""
    score = Score()
    for text, said in zip(texts, given, strict=True):
        score.right += len(text.forms & said)
        score.invented += len(said - text.forms)
        score.missed += len(text.forms - said)
    print(score.line(name))


def main() -> None:
    """Print how words and phrases do on the texts of other authors; write the table if asked."""
    texts = load()
    shares, authors = [text.shares for text in texts], [text.author for text in texts]
    truths = [[form in text.forms for text in texts] for form in forms.FORMS]
    scores = regression.by_others(shares, truths, authors, _KEPT)
    told = evidence(texts, scores)
    silent = evidence([replace(text, said=_NONE, firm=_NONE) for text in texts], scores)
    answers = [form in text.forms for text in texts for form in forms.FORMS]
    counted = [_SEEN if text.author[0] == "o" else 1.0 for text in texts for _ in forms.FORMS]
    worth = regression.logistic(
        np.vstack([told, silent]),
        [*answers, *answers],
        [*counted, *(_MISSED * each for each in counted)],
    )
    odds = (told @ worth).reshape(len(texts), len(forms.FORMS))
    given = [{f for f, odd in zip(forms.FORMS, row, strict=True) if odd > 0} for row in odds]
    for one in sorted(set(authors)):
        own = [place for place, name in enumerate(authors) if name == one]
        report(one, [texts[place] for place in own], [given[place] for place in own])
    fresh = [place for place, name in enumerate(authors) if name[0] != "o"]
    ours = [texts[place] for place in fresh]
    report("all but the oldest", ours, [given[place] for place in fresh])
    report("by phrases alone", ours, [set(text.said) for text in ours])
    for name, each in zip(forms.EVIDENCE, worth, strict=True):
        print(f"  {name:16} {each:+.2f}")
    if "--write" in sys.argv:
        settings = (
            (name, np.array([each])) for name, each in zip(forms.EVIDENCE, worth, strict=True)
        )
        regression.write(_OUT, _HEAD, regression.learn(shares, truths, _KEPT), settings)


if __name__ == "__main__":
    main()
