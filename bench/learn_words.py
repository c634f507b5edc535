"""Learn the weights of plain words from the tuning texts: ``python -m bench.learn_words``.

Writes monitor/judging/data/relevance_words.tsv and prints how it does out of fold. Texts on cases
abroad are left out: they are about trafficking, but rejected for where they happen.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import judgement, style
from monitor.judging import relevance_words
from monitor.judging.lexicon_rules import LEARNED
from monitor.judging.relevance_text import read
from monitor.text import fold

TARGET = Path(relevance_words.__file__).parent / "data" / "relevance_words.tsv"
_LEAST = 4
_NAMES = 0.5
"""Share of capitals from which a word is a name: no place and no outlet may decide."""
_BARRED = frozenset(map(relevance_words.stem, (*style.FUNCTION_WORDS, "trata", "tratar")))
"""Function words, which tell style, and the verb that looks like the crime."""
_RIDGE = 2.0
_STEPS = 60
_FOLDS = 6
Floats = npt.NDArray[np.float64]


def main() -> int:
    """Write the weights; return 0."""
    cases = [case for case in judgement.load() if case.half == "tune" and not _abroad(case)]
    names = _names(cases)
    texts = [_stems(case) - names - _BARRED for case in cases]
    truth = np.array([case.label == "relevant" for case in cases], float)
    _cross(texts, truth)
    words = _vocabulary(texts)
    weights, bias = _fit(_matrix(texts, words), truth)
    lines = [f"*\t{bias:.3f}", *(f"{w}\t{x:.3f}" for w, x in zip(words, weights, strict=True))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(words)} words from {len(cases)} texts")
    return 0


def _stems(case: judgement.Case) -> frozenset[str]:
    return frozenset(relevance_words.stems(read(case.article, frozenset())))


def _names(cases: list[judgement.Case]) -> frozenset[str]:
    """Return the openings of words that stand with a capital at least half of the time."""
    words: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for case in cases:
        for word in re.findall(r"\w+", case.article.body):
            stem = relevance_words.stem(fold(word))
            words[stem] += 1
            capitals[stem] += word[0].isupper()
    return frozenset(stem for stem, count in words.items() if capitals[stem] >= _NAMES * count)


def _abroad(case: judgement.Case) -> bool:
    """Tell whether the rules read a rejected text as trafficking elsewhere."""
    if case.label != "rejected":
        return False
    verdict = judgement.judged(case.article, frozenset({LEARNED}))
    points = sum(one.weight for one in verdict.reasons if one.question == "trafficking")
    return points >= 1.0


def _vocabulary(texts: list[frozenset[str]]) -> list[str]:
    counts = Counter(word for text in texts for word in text)
    return sorted(word for word, count in counts.items() if count >= _LEAST)


def _matrix(texts: list[frozenset[str]], words: list[str]) -> Floats:
    place = {word: column for column, word in enumerate(words)}
    matrix = np.zeros((len(texts), len(words)))
    for row, text in enumerate(texts):
        known = [place[word] for word in text if word in place]
        matrix[row, known] = relevance_words.SCALE / max(len(known), 1) ** 0.5
    return matrix


def _fit(matrix: Floats, truth: Floats) -> tuple[Floats, float]:
    """Return weights and bias of a ridge-penalised logistic regression, by Newton's method."""
    weights, bias = np.zeros(matrix.shape[1]), 0.0
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(matrix @ weights + bias)))
        spread = chance * (1 - chance) + 1e-6
        slope = matrix.T @ (chance - truth) + _RIDGE * weights
        bend = matrix.T @ (matrix * spread[:, None]) + _RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        bias -= float((chance - truth).sum() / spread.sum())
        if np.abs(step).max() < 1e-4:
            break
    return weights, bias


def _cross(texts: list[frozenset[str]], truth: Floats) -> None:
    fold = np.random.default_rng(1).permutation(len(texts)) % _FOLDS
    odds = np.zeros(len(texts))
    for one in range(_FOLDS):
        learn = [text for text, at in zip(texts, fold, strict=True) if at != one]
        words = _vocabulary(learn)
        weights, bias = _fit(_matrix(learn, words), truth[fold != one])
        asked = [text for text, at in zip(texts, fold, strict=True) if at == one]
        odds[fold == one] = _matrix(asked, words) @ weights + bias
    yes = odds >= relevance_words.YES
    print(f"out of fold: {yes[truth == 1].mean():.3f} of the relevant texts reach a yes by words,")
    print(f"  {yes[truth == 0].mean():.3f} of the others (before any check)")


if __name__ == "__main__":
    sys.exit(main())
