"""Learning tables of words: ridge regression on stems, logistic regression on what adds up."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from monitor.judging import words

Floats = npt.NDArray[np.float64]
Shares = dict[str, float]
"""Stem or pair -> its damped frequency in one text."""

_LATER = "uvwxz"
"""Letters with which the ids of other authors begin."""
_DEALT = 5
_LEAST_TEXTS = 3
_MOST_SHARE = 0.5
"""A word of more texts than this says nothing."""
_RIDGE = 0.3
_STEPS = 30
_DAMPING = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of stems and pairs, a column a question, and where each column begins."""

    places: dict[str, int]
    columns: Floats
    bases: Floats

    def scores(self, texts: Sequence[Shares]) -> Floats:
        """Return a row a text, a column a question."""
        return _matrix(texts, self.places) @ self.columns + self.bases


def shares(counts: words.Counts, may_speak: Callable[[str], bool] = bool) -> Shares:
    """Return the damped frequencies of the grams of a text that may speak."""
    return {gram: counts.share(gram) for gram in counts.grams if may_speak(gram)}


def author(name: str) -> str:
    """Return who wrote a labelled text; the oldest sets have one author: dealt into fifths."""
    opening = name.split("-", maxsplit=1)[0]
    if opening[0] in _LATER and opening[1:].isdigit():
        return opening
    return f"old {zlib.crc32(name.encode()) % _DEALT}"


def learn(texts: Sequence[Shares], truths: Sequence[Sequence[bool]], kept: int) -> Weights:
    """Return the weights that ridge regression finds.

    Args:
        texts: One a row.
        truths: The answers of all texts, one sequence a question; yes and no weigh the same in sum.
        kept: Weights that stay in a column; the others say next to nothing.
    """
    seen = Counter(gram for text in texts for gram in text)
    most = _MOST_SHARE * len(texts)
    grams = sorted(
        gram
        for gram, count in seen.items()
        if count >= _LEAST_TEXTS and (count <= most or gram.startswith("["))
    )
    places = {gram: place for place, gram in enumerate(grams)}
    rarity = np.array([_rarity(gram, seen[gram], len(texts)) for gram in grams])
    told = _matrix(texts, places) * rarity
    kernel = told @ told.T
    columns, bases = [], []
    for truth in truths:
        weights, base = _ridge(told, kernel, np.where(np.array(truth), 1.0, -1.0))
        weights *= rarity
        weights[np.argsort(-np.abs(weights))[kept:]] = 0.0
        columns.append(weights)
        bases.append(base)
    return Weights(places, np.column_stack(columns), np.array(bases))


def _rarity(gram: str, count: int, texts: int) -> float:
    """Return the inverse document frequency; classes of words are few and need none."""
    return 1.0 if gram.startswith("[") else float(np.log((1 + texts) / (1 + count)) + 1)


def by_others(
    texts: Sequence[Shares], truths: Sequence[Sequence[bool]], authors: Sequence[str], kept: int
) -> Floats:
    """Return the scores of each text by weights that never met its author."""
    scores = np.zeros((len(texts), len(truths)))
    for one in sorted(set(authors)):
        own = [place for place, name in enumerate(authors) if name == one]
        rest = [place for place, name in enumerate(authors) if name != one]
        others = [[truth[place] for place in rest] for truth in truths]
        weights = learn([texts[place] for place in rest], others, kept)
        scores[own] = weights.scores([texts[place] for place in own])
    return scores


def logistic(told: Floats, truth: Sequence[bool], worth: Sequence[float]) -> Floats:
    """Return the weights of each piece of evidence by Newton's method, damped towards nothing.

    Args:
        told: A row an example, a column a piece of evidence.
        truth: The answers.
        worth: How much each example counts.
    """
    answers, counted = np.array(truth, float), np.array(worth)
    weights = np.zeros(told.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (counted * (answers - chance)) - _DAMPING * weights
        bend = (told * (counted * chance * (1 - chance))[:, None]).T @ told
        weights = weights + np.linalg.solve(bend + _DAMPING * np.eye(len(weights)), slope)
    return weights


def write(path: Path, head: str, weights: Weights, settings: Iterable[tuple[str, Floats]]) -> None:
    """Write a table of words that :func:`monitor.judging.words.load` reads."""
    rows = [(words.BASE, weights.bases, 4), *((name, row, 4) for name, row in settings)]
    rows += [
        (gram, weights.columns[place], 3)
        for gram, place in weights.places.items()
        if weights.columns[place].any()
    ]
    lines = [
        "\t".join([name, *(f"{each:.{digits}f}" for each in row)]) for name, row, digits in rows
    ]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows")


def _matrix(texts: Sequence[Shares], places: dict[str, int]) -> Floats:
    told = np.zeros((len(texts), len(places)))
    for row, text in enumerate(texts):
        for gram in text.keys() & places.keys():
            told[row, places[gram]] = text[gram]
    return told


def _ridge(told: Floats, kernel: Floats, truth: Floats) -> tuple[Floats, float]:
    """Solve the dual problem, texts and answers centred, yes and no of one worth in sum.

    Args:
        told: A row a text.
        kernel: Products of the rows with each other.
        truth: The answers, 1 or -1.
    """
    yes = min(max(float((truth > 0).mean()), 1 / len(truth)), 1 - 1 / len(truth))
    worth = np.where(truth > 0, 0.5 / yes, 0.5 / (1 - yes))
    part = worth / worth.sum()
    middle, level = told.T @ part, float(part @ truth)
    towards = kernel @ part
    centred = kernel - towards[:, None] - towards[None, :] + float(part @ towards)
    root = np.sqrt(worth)
    damping = _RIDGE * float(np.trace(kernel)) / len(truth)
    bend = centred * np.outer(root, root) + damping * np.eye(len(truth))
    pull = root * np.linalg.solve(bend, (truth - level) * root)
    weights: Floats = told.T @ pull - middle * pull.sum()
    return weights, level - float(middle @ weights)
