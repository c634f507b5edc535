"""Floors of grouping on the labelled sets; bench/grouping.py prints the whole tables."""

from collections import Counter
from random import Random

import pytest

from bench.grouping import candidate_recall, copies_score, incidents_score
from bench.grouping_articles import article_variants
from bench.grouping_memory import arrive_all
from bench.grouping_scores import agreement
from bench.grouping_sets import Labelled, gold, gold_lines
from bench.grouping_store import arrive, first_told, read_lines, several_told
from bench.grouping_variants import generate, gold_variants
from monitor.grouping import batch


def test_hand_written_events_of_the_test_half() -> None:
    labelled = gold("test")
    shelf = arrive_all([one.examined for one in labelled])
    same_text = copies_score(labelled, shelf.stories)
    same_event = incidents_score(labelled, shelf.told)
    assert same_text.precision >= 0.99
    assert same_text.recall >= 0.95
    assert same_event.b_precision >= 0.95
    assert same_event.b_recall >= 0.90


def test_read_judged_and_stored_the_hand_written_events_hold_the_same_bars() -> None:
    labelled = read_lines(gold_lines("test"))
    grouped = arrive(labelled, range(len(labelled)))
    same_event = incidents_score(labelled, first_told(grouped.told))
    assert same_event.b_precision >= 0.95
    assert same_event.b_recall >= 0.92
    precision, recall = several_told(labelled, grouped.told)
    assert precision >= 0.95
    assert recall >= 0.85


def test_generated_news_of_templates_never_tuned_on() -> None:
    labelled = generate("test", 1, 40)
    shelf = arrive_all([one.examined for one in labelled])
    same_text = copies_score(labelled, shelf.stories)
    assert same_text.precision >= 0.995
    assert same_text.f1 >= 0.985
    assert candidate_recall(labelled) >= 0.995
    assert incidents_score(labelled, shelf.told).ari >= 0.95


def test_variants_of_hand_written_texts() -> None:
    for seed in (1, 2, 3):
        labelled = gold_variants("test", seed)
        shelf = arrive_all([one.examined for one in labelled])
        same_text = copies_score(labelled, shelf.stories)
        assert same_text.precision >= 0.995
        assert same_text.f1 >= 0.99
        assert incidents_score(labelled, shelf.told).ari >= 0.95


def test_variants_of_real_length_articles_of_authors_never_tuned_on() -> None:
    labelled = article_variants("test", 2, 25)
    grouped = batch.group([one.examined for one in labelled])
    same_text = copies_score(labelled, grouped.stories)
    assert same_text.precision >= 0.995
    assert same_text.f1 >= 0.99
    assert candidate_recall(labelled) >= 0.995


def test_families_are_never_shared_between_tuning_and_test() -> None:
    assert not {one.family for one in gold("tuning")} & {one.family for one in gold("test")}
    versions = Counter(i for one in gold() for i in (one.incident, *one.others) if i)
    assert sum(number > 1 for number in versions.values()) >= 60


def test_batch_does_not_depend_on_order() -> None:
    labelled = gold()
    first = _batch(labelled)
    for seed in range(5):
        Random(seed).shuffle(labelled)
        assert _batch(labelled) == first


@pytest.mark.parametrize(
    ("labelled", "orders", "same_story", "same_incident"),
    [
        (gold(), 20, 0.99, 0.99),
        (gold_variants("test", 2), 20, 0.99, 0.98),
        (generate("test", 1, 40), 5, 0.99, 0.99),
    ],
    ids=["by hand", "variants", "generated"],
)
def test_arrival_in_random_orders_agrees_with_batch(
    labelled: list[Labelled], orders: int, same_story: float, same_incident: float
) -> None:
    examined = [one.examined for one in labelled]
    canonical = batch.group(examined)
    rows = [i for i, ids in enumerate(canonical.incidents) if ids]
    stories, told = [], []
    for seed in range(orders):
        order = list(range(len(examined)))
        Random(seed).shuffle(order)
        shelf = arrive_all([examined[i] for i in order])
        place = {i: n for n, i in enumerate(order)}
        found = [shelf.stories[place[i]] for i in range(len(order))]
        stories.append(agreement(canonical.stories, found).ari)
        mains = [shelf.told[place[i]][:1] for i in rows]
        told.append(agreement([canonical.incidents[i][:1] for i in rows], mains).ari)
    assert min(stories) >= same_story
    assert min(told) >= same_incident


def _batch(labelled: list[Labelled]) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    grouping = batch.group([one.examined for one in labelled])
    return _groups(labelled, grouping.stories), _groups(labelled, grouping.incidents)


def _groups(labelled: list[Labelled], numbers: tuple[object, ...]) -> set[frozenset[str]]:
    groups: dict[object, set[str]] = {}
    for one, number in zip(labelled, numbers, strict=True):
        groups.setdefault(number, set()).add(one.id)
    return {frozenset(group) for group in groups.values()}
