"""How well grouping works, beside simpler methods on the same sets in the same process.

    python -m bench.grouping [--quick] [--wrong N]

Sets: the hand-written test half; three seeds of generated news whose templates were not used in
tuning, of variants of the hand-written texts, and of variants of articles by authors not used in
tuning. Copies are scored on every article, incidents on those that tell one. Every wrong pair of
the batch is printed with its reason, or the first N.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random
from statistics import median, quantiles

from bench.grouping_articles import article_variants
from bench.grouping_baselines import closure, methods, pairs_above, titles
from bench.grouping_memory import Shelf, arrive_all
from bench.grouping_scores import Agreement, agreement
from bench.grouping_sets import Labelled, gold
from bench.grouping_variants import generate, gold_variants
from monitor.grouping import batch, copies
from monitor.models import Candidate

SEEDS = (1, 2, 3)
_SUMMARY = 32
"""Words of a body from which on it is no summary."""


def main() -> None:
    """Print the tables."""
    quick = "--quick" in sys.argv
    sets = {"hand-written, test half": gold("test")}
    for seed in SEEDS[: 1 if quick else 3]:
        sets[f"generated, seed {seed}"] = generate("test", seed, 40 if quick else 80)
        sets[f"variants of hand-written, seed {seed}"] = gold_variants("test", seed)
        sets[f"variants of articles, seed {seed}"] = article_variants("test", seed)
    for name, labelled in sets.items():
        _report(name, labelled)
    _cost()


def _report(name: str, labelled: Sequence[Labelled]) -> None:
    print(f"\n{name}: {len(labelled)} articles")
    shelf = arrive_all([one.examined for one in labelled])
    canonical = batch.group([one.examined for one in labelled])
    print("same text")
    print(f"  as they arrive            {copies_score(labelled, shelf.stories)}")
    print(f"  batch                     {copies_score(labelled, canonical.stories)}")
    for method, (like, bound) in methods(labelled).items():
        found = closure(len(labelled), pairs_above(labelled, like, bound))
        print(f"  {method:25} {copies_score(labelled, found)}")
    short = candidate_recall(labelled, summaries=True)
    print(f"  candidates found          {candidate_recall(labelled):.4f}, of summaries {short:.4f}")
    most = int(sys.argv[sys.argv.index("--wrong") + 1]) if "--wrong" in sys.argv else 1000
    _wrong(labelled, canonical.stories, most)
    if any(one.incident for one in labelled):
        _report_events(labelled, shelf.told, canonical)


def _report_events(
    labelled: Sequence[Labelled], arrived: Sequence[tuple[int, ...]], canonical: batch.Grouping
) -> None:
    print("same event")
    print(f"  as they arrive            {incidents_score(labelled, arrived)}")
    told = [tuple(sorted(ids)) for ids in canonical.incidents]
    print(f"  batch                     {incidents_score(labelled, told)}")
    found = closure(len(labelled), pairs_above(labelled, titles, 75.0))
    print(f"  title, token_set_ratio    {incidents_score(labelled, [(f,) for f in found])}")


def copies_score(labelled: Sequence[Labelled], stories: Sequence[int]) -> Agreement:
    """Compare stories with the truth."""
    return agreement([one.story for one in labelled], list(stories))


def incidents_score(labelled: Sequence[Labelled], told: Sequence[tuple[int, ...]]) -> Agreement:
    """Compare main incidents with the truth; an article left without one stands alone."""
    rows = [i for i, one in enumerate(labelled) if one.incident]
    return agreement([labelled[i].incident for i in rows], [told[i][:1] or (-1, i) for i in rows])


def candidate_recall(labelled: Sequence[Labelled], *, summaries: bool = False) -> float:
    """Return the share of stories' later articles that find one of their story's earlier ones.

    Args:
        labelled: In order of arrival.
        summaries: Whether only those count that have the length of an RSS summary.
    """
    shelf, asked, found = Shelf(), 0, 0
    for position, one in enumerate(labelled):
        earlier = [i for i in range(position) if labelled[i].story == one.story]
        asks = not summaries or len(one.examined.article.body.split()) <= _SUMMARY
        if earlier and one.examined.sketch and asks:
            asked += 1
            found += bool(set(earlier) & set(shelf.candidates(one.examined.sketch)))
        shelf.kept.append(one.examined)
        shelf.stories.append(earlier[0] if earlier else position)
        for value in one.examined.sketch:
            shelf.by_hash[value].append(position)
    return found / asked if asked else 1.0


def _wrong(labelled: Sequence[Labelled], stories: Sequence[int], most: int) -> None:
    """Print wrong pairs of articles with the reason of the grouping."""
    wrong = [
        (i, j)
        for i, j in combinations(range(len(labelled)), 2)
        if (labelled[i].story == labelled[j].story) != (stories[i] == stories[j])
    ]
    if wrong:
        print(f"  wrong pairs: {len(wrong)}")
    for i, j in wrong[:most]:
        pair = copies.judge_pair(_telling(labelled[i]), _telling(labelled[j]))
        told = {name: round(value, 2) for name, value in pair.features.items() if value}
        kind = "missed" if labelled[i].story == labelled[j].story else "joined"
        reason = copies.explain(pair)
        print(f"    {kind} {labelled[i].id} {labelled[j].id} {pair.score:.3f} {reason}; {told}")


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
