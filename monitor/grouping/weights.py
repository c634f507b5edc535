"""The fitted numbers of ``data/weights.json``, which ``python -m bench.grouping_fit`` writes."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import exp
from typing import TypedDict


class Model(TypedDict):
    """A logistic model: ``1 / (1 + exp(-(intercept + sum(weight * feature))))``."""

    intercept: float
    weights: dict[str, float]


class Fitted(TypedDict):
    """The whole file."""

    comment: str
    copies: Model
    incidents: Model
    common_words: dict[str, float]


@cache
def fitted() -> Fitted:
    """Return the numbers of ``data/weights.json``."""
    text = files("monitor.grouping").joinpath("data/weights.json").read_text("utf-8")
    loaded: Fitted = json.loads(text)
    return loaded


def probability(model: Model, features: Mapping[str, float]) -> float:
    """Return the model's answer, 0 to 1. A feature that the model does not know is a KeyError."""
    weights = model["weights"]
    total = model["intercept"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + exp(-max(-50.0, min(50.0, total))))


@cache
def _common() -> dict[str, float]:
    return fitted()["common_words"]


def rarity(words: Iterable[str]) -> float:
    """Return how much shared words tell: 1 for each rare one, near 0 for one of every report."""
    weight = _common().get
    return sum(weight(word, 1.0) for word in words)
