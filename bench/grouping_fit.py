"""Fit the weights of grouping on the tuning half and write monitor/grouping/data/weights.json.

    python -m bench.grouping_fit [copies | incidents] [--print]

Ridge logistic regression on the pairs that the indexes propose. A weight whose sign contradicts
what the feature means (a conflict that speaks for a copy) is set to nought and the rest fitted
again.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import log
from pathlib import Path
from random import Random

import numpy as np

from bench.grouping_articles import article_variants
from bench.grouping_sets import Labelled, gold, gold_lines
from bench.grouping_store import read_lines
from bench.grouping_variants import generate, gold_variants
from monitor.grouping import batch, copies, evidence, incidents, weights
from monitor.grouping.weights import Model
from monitor.grouping.words import read
from monitor.models import Facts

TUNING_SEEDS = (101, 102, 103, 104)
_EVENTS = 70
_FILE = Path(batch.__file__).parent / "data" / "weights.json"
_AGAINST = {
    "gap", "figures_differ", "names_differ", "new_names", "counts_differ", "elsewhere",
    "names_exchanged", "figures_exchanged", "exchanged_and_gap", "not_counts", "no_people",
    "figures_and_gap", "figures_and_names", "other_district", "unequal_counts", "venues_differ",
    "gap_between_stages", "forms_differ", "unequal_alone", "nowhere", "later_stage",
    "persons_differ", "nations_differ",
}  # fmt: skip
_NAMES = ("names_differ", "names_exchanged", "names_agree", "new_names", "figures_and_names")
_ACCUSED = ("shared_names", "venues_differ", "persons_differ")
_EITHER = {"later_stage"}
_RIDGE = 1.0
_LATE = 0.35
_LOST, _MISTAKEN = 0.3, 0.15
"""How often judging misses a fact, and how often a count of it is another one."""

Rows = list[tuple[Mapping[str, float], bool]]


def main() -> None:
    """Fit and write."""
    by_hand = gold("tuning")
    sets = [by_hand, *(generate("tuning", seed, _EVENTS) for seed in TUNING_SEEDS)]
    result = weights.fitted()
    if "incidents" not in sys.argv:
        result = {**result, "copies": fit(_copy_rows(sets)), "common_words": common_words(by_hand)}
    if "copies" not in sys.argv:
        result = {**result, "incidents": fit(_incident_rows(sets))}
    result["comment"] = (
        "Fitted by python -m bench.grouping_fit on the tuning halves of the hand-written events and"
        f" of the articles of tests/gold and on generated seeds {TUNING_SEEDS}, November 2026."
    )
    text = json.dumps(result, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
    if "--print" in sys.argv:
        sys.stdout.write(text[:3000])
    else:
        _FILE.write_text(text, "utf-8")


def _copy_rows(sets: Sequence[Sequence[Labelled]]) -> Rows:
    varied = [gold_variants("tuning", seed) for seed in TUNING_SEEDS]
    varied += [article_variants("tuning", seed) for seed in TUNING_SEEDS]
    return without([row for one in [*sets, *varied] for row in copy_pairs(one)], _NAMES)


def _incident_rows(sets: Sequence[Sequence[Labelled]]) -> Rows:
    told = [*sets, read_lines(gold_lines("tuning")), *map(blurred, sets, range(len(sets)))]
    return without([row for one in told for row in incident_pairs(one)], _ACCUSED)


def common_words(labelled: Sequence[Labelled]) -> dict[str, float]:
    """Words of three stories or more -> how much they tell, from 0.02 to 1."""
    stories = {one.story: one for one in labelled}
    seen = Counter(
        w for one in stories.values() for w in read(one.examined.article.body).vocabulary
    )
    total = len(stories)
    weights = {w: round(log(total / n) / log(total), 2) for w, n in seen.items() if n >= 3}
    return {w: max(0.02, weight) for w, weight in sorted(weights.items())}


def copy_pairs(labelled: Sequence[Labelled]) -> Rows:
    """The features of pairs of near texts, with whether they are one story."""
    rows: Rows = []
    tellings = [telling(one) for one in labelled]
    for i, j in batch.near_copies([one.examined.sketch for one in labelled]):
        told = tellings[i]
        if (i + j) % 4 == 0:  # as if judging had missed the counts
            told = replace(told, counts={})
        features = copies.compared(told, tellings[j])
        same = labelled[i].story == labelled[j].story
        if features and not (same and _through_another(features)):
            rows.append((features, same))
    return rows


def _through_another(features: Mapping[str, float]) -> bool:
    """Whether two are one story only because both are near a third: an update, a late copy."""
    return features["gap"] > _LATE and features["figures_exchanged"] > 0


def without(rows: Rows, names: Sequence[str]) -> Rows:
    """Every third pair as if its texts named nobody, so that names never decide alone."""
    nothing = dict.fromkeys(names, 0.0)
    return [
        ({**features, **nothing} if i % 3 == 0 else features, same)
        for i, (features, same) in enumerate(rows)
    ]


def blurred(labelled: Sequence[Labelled], seed: int) -> list[Labelled]:
    """The same articles as if judging had missed or mistaken some of their facts."""
    random = Random(seed)
    return [
        replace(one, examined=replace(one.examined, facts=_blurred(one.examined.facts, random)))
        for one in labelled
    ]


def _blurred(facts: Facts, random: Random) -> Facts:
    counts = {name: value for name, value in facts.counts.items() if random.random() > _LOST}
    if counts and random.random() < _MISTAKEN:
        counts[random.choice(sorted(counts))] = random.randint(1, 12)
    coarse = random.random() < _LOST
    if random.random() < _LOST / 2:
        facts = replace(facts, places=frozenset(), departments=frozenset())
    return replace(
        facts,
        counts=counts,
        places=frozenset(place[:2] if coarse else place for place in facts.places),
        names=frozenset(name for name in sorted(facts.names) if random.random() > _LOST),
        event=facts.published if random.random() < _LOST else facts.event,
    )


def telling(one: Labelled) -> copies.Telling:
    """What copies are compared by."""
    article, facts = one.examined.article, one.examined.facts
    return copies.Telling(
        article.title, article.body, article.published, facts.counts, facts.places
    )


def incident_pairs(labelled: Sequence[Labelled]) -> Rows:
    """The features of pairs of tellings that share a key, vetoed ones and copies left out."""
    rows: Rows = []
    told = [(one, _keys(one)) for one in labelled if one.incident]
    for (one, mine), (other, theirs) in combinations(told, 2):
        if one.story == other.story or not mine & theirs:
            continue
        facts, others = one.examined.facts, other.examined.facts
        features = evidence.compared(facts, others)
        if not evidence.veto(facts, others, features):
            rows.append((features, one.incident == other.incident))
    return rows


def _keys(one: Labelled) -> frozenset[str]:
    """Its keys, whatever kind of article judging took it for."""
    return frozenset(incidents.keys(replace(one.examined.facts, kind="incident")))


def fit(rows: Rows) -> Model:
    """Return the logistic model of the rows, conflicts never speaking for."""
    names = list(rows[0][0])
    x = np.array([[features[name] for name in names] + [1.0] for features, _ in rows])
    y = np.array([float(same) for _, same in rows])
    allowed = np.ones(len(names) + 1, dtype=bool)
    while True:
        full = np.zeros(len(names) + 1)
        full[allowed] = _newton(x[:, allowed], y)
        wrong = [i for i, name in enumerate(names) if full[i] * _sign(name) < 0]
        if not wrong:
            break
        allowed[max(wrong, key=lambda i: abs(full[i]))] = False
    fitted = {name: round(float(value), 3) for name, value in zip(names, full, strict=False)}
    return Model(intercept=round(float(full[-1]), 3), weights=fitted)


def _sign(name: str) -> int:
    if name in _EITHER:
        return 0
    return -1 if name in _AGAINST else 1


def _newton(
    x: "np.typing.NDArray[np.float64]", y: "np.typing.NDArray[np.float64]"
) -> "np.typing.NDArray[np.float64]":
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - p) - ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + np.clip(step, -5, 5)
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


if __name__ == "__main__":
    main()
