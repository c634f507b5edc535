"""Simpler methods of telling copies, as they are in use: a likeness, a threshold, closure."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from math import log, sqrt
from random import Random
from zlib import crc32

from rapidfuzz.fuzz import token_set_ratio

from bench.grouping_sets import Labelled
from monitor.grouping.words import figures, names, plain, read, words

Likeness = Callable[[Labelled, Labelled], float]

_MASKS = [Random(seed).getrandbits(32) for seed in range(64)]
_BITS = 64


def titles(one: Labelled, other: Labelled) -> float:
    """Return ``token_set_ratio`` of two titles."""
    return token_set_ratio(_title(one), _title(other))


def bodies(one: Labelled, other: Labelled) -> float:
    """Return ``token_set_ratio`` of two bodies."""
    return token_set_ratio(_body(one), _body(other))


def _title(one: Labelled) -> str:
    return " ".join(words(plain(one.examined.article.title)))


def _body(one: Labelled) -> str:
    return _flat(one.examined.article.body)


@cache
def _flat(body: str) -> str:
    return " ".join(word for sentence in read(body).sentences for word in sentence)


@cache
def _shingles(text: str) -> frozenset[int]:
    tokens = [*text.split(), "", "", ""]
    return frozenset(crc32(" ".join(tokens[i : i + 3]).encode()) for i in range(len(tokens) - 3))


def minhash(one: Labelled, other: Labelled) -> float:
    """Return the share of 64 MinHash values of 3-word shingles that are the same."""
    mine, theirs = _signature(_body(one)), _signature(_body(other))
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)


@cache
def _signature(text: str) -> tuple[int, ...]:
    hashes = _shingles(text)
    return tuple(min(h * 2654435761 % 2**32 ^ mask for h in hashes) for mask in _MASKS)


def simhash(one: Labelled, other: Labelled) -> float:
    """Return the share of equal bits of two 64-bit SimHashes of 3-word shingles."""
    differ = _simhash(_body(one)) ^ _simhash(_body(other))
    return 1 - differ.bit_count() / _BITS


@cache
def _simhash(text: str) -> int:
    hashes = [h * 11400714819323198485 % 2**64 for h in _shingles(text)]
    votes = [sum(1 if h >> bit & 1 else -1 for h in hashes) for bit in range(_BITS)]
    return sum(1 << bit for bit, vote in enumerate(votes) if vote > 0)


def entities(labelled: Sequence[Labelled]) -> Likeness:
    """Return the tf-idf cosine of names and numbers, weighed over the whole set."""
    tokens = {one.id: _tokens(one.examined.article.body) for one in labelled}
    seen = Counter(token for some in tokens.values() for token in some)
    idf = {token: log(len(labelled) / n) for token, n in seen.items()}
    lengths = {
        key: sqrt(sum((n * idf[t]) ** 2 for t, n in some.items())) for key, some in tokens.items()
    }

    def cosine(one: Labelled, other: Labelled) -> float:
        mine, theirs = tokens[one.id], tokens[other.id]
        both = sum(n * theirs[t] * idf[t] ** 2 for t, n in mine.items() if t in theirs)
        size = lengths[one.id] * lengths[other.id]
        return both / size if size else 0.0

    return cosine


def _tokens(body: str) -> Counter[str]:
    text = read(body)
    first = (re.match(r"\W*([A-Z][a-z]+)", raw) for raw in text.raw)
    found = Counter(match[1].lower() for match in first if match)
    for raw, sentence in zip(text.raw, text.sentences, strict=True):
        found.update(names(raw))
        found.update(figures(sentence))
    return found


def methods(labelled: Sequence[Labelled]) -> dict[str, tuple[Likeness, float]]:
    """Return the methods with the thresholds at which they are usually set."""
    return {
        "title, token_set_ratio": (titles, 88.0),
        "body, token_set_ratio": (bodies, 95.0),
        "MinHash 64, 3 words": (minhash, 0.5),
        "SimHash 64, 3 words": (simhash, 0.84),
        "tf-idf, names and numbers": (entities(labelled), 0.6),
    }


def pairs_above(
    labelled: Sequence[Labelled], like: Likeness, bound: float
) -> list[tuple[int, int]]:
    """Return the pairs whose likeness reaches ``bound``."""
    pairs = combinations(range(len(labelled)), 2)
    return [(i, j) for i, j in pairs if like(labelled[i], labelled[j]) >= bound]


def closure(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return groups by plain closure over pairs, as these methods' users do."""
    root = list(range(size))

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in pairs:
        root[top(i)] = top(j)
    return [top(i) for i in range(size)]
