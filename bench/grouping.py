"""How well grouping works, beside simpler methods on the same sets in the same process.

    python -m bench.grouping [--quick] [--wrong N]

Sets: the hand-written test half, and three seeds of generated news whose templates were not used in
tuning. Copies are scored on every article, incidents on those that tell one.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random
from statistics import median, quantiles
from zlib import crc32

from rapidfuzz.fuzz import token_set_ratio

from bench.grouping_memory import Shelf, arrive_all
from bench.grouping_scores import Agreement, agreement
from bench.grouping_sets import Labelled, gold
from bench.grouping_variants import generate, gold_variants
from monitor.grouping import batch, copies
from monitor.grouping.words import plain, read, words
from monitor.models import Candidate

SEEDS = (1, 2, 3)
_BOUNDS = {
    "title, token_set_ratio": 88.0,
    "body, token_set_ratio": 95.0,
    "MinHash 64, 3 words": 0.5,
}
"""Thresholds as they are usually set."""


def main() -> None:
    """Print the tables."""
    quick = "--quick" in sys.argv
    sets = {"hand-written, test half": gold("test")}
    for seed in SEEDS[: 1 if quick else 3]:
        sets[f"generated, seed {seed}"] = generate("test", seed, 40 if quick else 80)
        sets[f"variants of hand-written, seed {seed}"] = gold_variants("test", seed)
    for name, labelled in sets.items():
        _report(name, labelled)
    _cost()


def _report(name: str, labelled: Sequence[Labelled]) -> None:
    print(f"\n{name}: {len(labelled)} articles")
    shelf = arrive_all([one.examined for one in labelled])
    canonical = batch.group([one.examined for one in labelled])
    print("same text")
    print(f"  as they arrive           {copies_score(labelled, shelf.stories)}")
    print(f"  batch                    {copies_score(labelled, canonical.stories)}")
    for baseline, like in _BASELINES.items():
        found = closure(len(labelled), _pairs_above(labelled, like, _BOUNDS[baseline]))
        print(f"  {baseline:24} {copies_score(labelled, found)}")
    print(f"  candidates found         {candidate_recall(labelled):.4f}")
    print("same event")
    print(f"  as they arrive           {incidents_score(labelled, shelf.told)}")
    told = [ids[:1] for ids in canonical.incidents]
    print(f"  batch                    {incidents_score(labelled, told)}")
    found = closure(len(labelled), _pairs_above(labelled, _titles, 75.0))
    print(f"  title, token_set_ratio   {incidents_score(labelled, [(f,) for f in found])}")
    if "--wrong" in sys.argv:
        _wrong(labelled, shelf, int(sys.argv[sys.argv.index("--wrong") + 1]))


def copies_score(labelled: Sequence[Labelled], stories: Sequence[int]) -> Agreement:
    """Compare stories with the truth."""
    return agreement([one.story for one in labelled], list(stories))


def incidents_score(labelled: Sequence[Labelled], told: Sequence[tuple[int, ...]]) -> Agreement:
    """Compare incidents with the truth; an article left without one stands alone."""
    rows = [i for i, one in enumerate(labelled) if one.incident]
    return agreement([labelled[i].incident for i in rows], [told[i] or (-1, i) for i in rows])


def candidate_recall(labelled: Sequence[Labelled]) -> float:
    """Return the share of stories' later articles that find one of their story's earlier ones."""
    shelf, asked, found = Shelf(), 0, 0
    for position, one in enumerate(labelled):
        earlier = [i for i in range(position) if labelled[i].story == one.story]
        if earlier and one.examined.sketch:
            asked += 1
            found += bool(set(earlier) & set(shelf.candidates(one.examined.sketch)))
        shelf.kept.append(one.examined)
        shelf.stories.append(earlier[0] if earlier else position)
        for value in one.examined.sketch:
            shelf.by_hash[value].append(position)
    return found / asked if asked else 1.0


# Baselines: a likeness of two articles and closure over the pairs that reach a threshold.


def _titles(one: Labelled, other: Labelled) -> float:
    return token_set_ratio(_title(one), _title(other))


def _title(one: Labelled) -> str:
    return " ".join(words(plain(one.examined.article.title)))


def _bodies(one: Labelled, other: Labelled) -> float:
    return token_set_ratio(_body(one), _body(other))


def _body(one: Labelled) -> str:
    return " ".join(word for s in read(one.examined.article.body).sentences for word in s)


_MASKS = [Random(seed).getrandbits(32) for seed in range(64)]
_SIGNED: dict[str, tuple[int, ...]] = {}


def _minhash(one: Labelled, other: Labelled) -> float:
    mine, theirs = _signature(one), _signature(other)
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)


def _signature(one: Labelled) -> tuple[int, ...]:
    text = _body(one)
    if text not in _SIGNED:
        tokens = [*text.split(), "", "", ""]
        hashes = {crc32(" ".join(tokens[i : i + 3]).encode()) for i in range(len(tokens) - 3)}
        _SIGNED[text] = tuple(min(h * 2654435761 % 2**32 ^ m for h in hashes) for m in _MASKS)
    return _SIGNED[text]


_BASELINES: dict[str, Callable[[Labelled, Labelled], float]] = {
    "title, token_set_ratio": _titles,
    "body, token_set_ratio": _bodies,
    "MinHash 64, 3 words": _minhash,
}


def _pairs_above(
    labelled: Sequence[Labelled], like: Callable[[Labelled, Labelled], float], bound: float
) -> list[tuple[int, int]]:
    pairs = combinations(range(len(labelled)), 2)
    return [(i, j) for i, j in pairs if like(labelled[i], labelled[j]) >= bound]


def closure(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return groups by plain closure over pairs, as the baselines' users do."""
    root = list(range(size))

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in pairs:
        root[top(i)] = top(j)
    return [top(i) for i in range(size)]


def _wrong(labelled: Sequence[Labelled], shelf: Shelf, most: int) -> None:
    """Print wrong pairs of articles with the reason of the grouping."""
    shown = 0
    for i, j in combinations(range(len(labelled)), 2):
        same = labelled[i].story == labelled[j].story
        if same != (shelf.stories[i] == shelf.stories[j]) and shown < most:
            pair = copies.judge_pair(_telling(labelled[i]), _telling(labelled[j]))
            told = {name: round(value, 2) for name, value in pair.features.items() if value}
            kind = "missed" if same else "joined"
            print(f"  {kind} {labelled[i].id} {labelled[j].id} {pair.score:.3f} {told}")
            shown += 1


def _telling(one: Labelled) -> copies.Telling:
    article, facts = one.examined.article, one.examined.facts
    return copies.Telling(
        article.title, article.body, article.published, facts.counts, facts.places
    )


def _cost() -> None:
    """Time of one decision, in milliseconds, and of one huge body against many."""
    labelled = generate("test", 9, 60)
    shelf, spent, seen = Shelf(), [], []
    for one in labelled:
        known = shelf.known(one.examined)
        started = time.perf_counter()
        copies.match(one.examined.article, one.examined.facts, known.candidates)
        spent.append((time.perf_counter() - started) * 1000)
        seen.append(len(known.candidates))
        shelf.arrive(one.examined)
    cuts = quantiles(spent, n=100)
    print(
        f"\ncopies.match: p50 {median(spent):.2f} ms, p99 {cuts[98]:.2f} ms,"
        f" {median(seen):.0f} candidates at the median"
    )
    print(f"100 KB against 5,000 candidates: {huge(5000):.2f} s")


def huge(many: int) -> float:
    """Return the seconds that one body of 100 KB takes against ``many`` candidates of 50 KB."""
    random = Random(5)
    vocabulary = [f"palabra{i}" for i in range(4000)]

    def body(size: int) -> str:
        sentences = (" ".join(random.choices(vocabulary, k=15)).capitalize() for _ in range(size))
        return ". ".join(sentences)

    one = generate("test", 9, 5)[0].examined
    article = replace(one.article, body=body(650))
    few = [body(325) for _ in range(50)]
    candidates = [
        Candidate(
            article_id=i,
            story_id=i,
            url=f"https://outlet.example/{i}",
            outlet="",
            title="",
            body=few[i % 50] + str(i),
            published=article.published,
            fetched_at=article.fetched_at,
            verdict="relevant",
            incident_ids=(),
            counts={},
            places=frozenset(),
        )
        for i in range(many)
    ]
    started = time.perf_counter()
    copies.match(article, one.facts, candidates)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
