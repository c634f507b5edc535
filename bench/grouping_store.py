"""How well grouping works end to end: read, judged and stored as ``trata import`` would.

    python -m bench.grouping_store [--wrong N] [--orders N]

Every hand-written version goes through reading, judging, the database and the decision, in the
order of the file and in random orders. Facts are those that judging found, not those of the label,
so a miss may be judging's; ``--wrong`` says which facts it had. The last row is the replay of the
stored past, which does not depend on the order.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from bench.grouping import copies_score, incidents_score
from bench.grouping_scores import Agreement, agreement
from bench.grouping_sets import Labelled, gold_lines
from monitor import intake
from monitor.bringing import read_line
from monitor.grouping import batch, evidence
from monitor.models import Examined
from monitor.taking import take_examined
from storage.store import Store

_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_ORDERS = 5

Told = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What the database says of each article, in the order of the set."""

    stories: tuple[int, ...]
    told: tuple[Told, ...]
    seconds: tuple[float, ...]
    """Of each decision: looking up, deciding, writing."""


def main() -> None:
    """Print the tables."""
    for split in ("tuning", "test"):
        labelled = read_lines(gold_lines(split))
        print(f"\n{split} half, {len(labelled)} articles")
        in_order = arrive(labelled, range(len(labelled)))
        _show("order of the file", labelled, in_order)
        shuffled = [arrive(labelled, order) for order in orders(len(labelled), _option("--orders"))]
        for number, grouped in enumerate(shuffled):
            _show(f"random order {number}", labelled, grouped)
        canonical = batch.group([one.examined for one in labelled])
        told = canonical.incidents
        _show("batch", labelled, Grouped(canonical.stories, told, ()))
        _agree(labelled, canonical, [in_order, *shuffled])
        spent = [1000 * second for one in shuffled for second in one.seconds]
        print(f"  near, decide and save: p50 {median(spent):.1f} ms, longest {max(spent):.1f} ms")
        if "--wrong" in sys.argv:
            _wrong(labelled, in_order, _option("--wrong"))


def _option(name: str) -> int:
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else _ORDERS


def orders(size: int, many: int) -> list[list[int]]:
    """Return ``many`` random orders of so many articles."""
    found = []
    for seed in range(many):
        order = list(range(size))
        Random(seed).shuffle(order)
        found.append(order)
    return found


def read_lines(lines: Sequence[Mapping[str, Any]]) -> list[Labelled]:
    """Return labelled lines read and judged as an import would."""
    return [
        Labelled(
            id=line["id"],
            family=line["family"],
            split=line["split"],
            story=line["story"],
            incident=line["incidents"][0] if line["incidents"] else "",
            examined=_examined(line),
            others=tuple(line["incidents"][1:]),
        )
        for line in lines
    ]


def _examined(line: Mapping[str, Any]) -> Examined:
    fields = {
        "url": f"https://{line['outlet'].lower().replace(' ', '-')}.example/{line['id']}",
        "outlet": line["outlet"],
        "published": line["published"],
        "title": line["title"],
        "text": line["body"],
    }
    article = read_line(json.dumps(fields).encode(), _NOW)
    assert not isinstance(article, str), article
    return intake.examine(article)


def arrive(labelled: Sequence[Labelled], order: Sequence[int]) -> Grouped:
    """Store the articles one by one in ``order`` and return how the database groups them."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "trata.db") as store:
        numbers: dict[int, int] = {}
        seconds = []
        for position in order:
            examined = labelled[position].examined
            started = perf_counter()
            numbers[position], _ = take_examined(store, examined)
            seconds.append(perf_counter() - started)
        rows = store.rows("SELECT id, story_id FROM articles")
        links = store.rows(
            "SELECT l.article_id AS id, i.live_id AS incident FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id ORDER BY l.score DESC"
        )
    story = {row["id"]: row["story_id"] for row in rows}
    told: dict[int, dict[int, None]] = {number: {} for number in story}
    for link in links:
        told[link["id"]][link["incident"]] = None
    everyone = [numbers[position] for position in range(len(labelled))]
    return Grouped(
        tuple(story[n] for n in everyone), tuple(tuple(told[n]) for n in everyone), tuple(seconds)
    )


def _show(name: str, labelled: Sequence[Labelled], grouped: Grouped) -> None:
    print(f"  {name:18} copies    {copies_score(labelled, grouped.stories)}")
    print(f"  {'':18} incidents {incidents_score(labelled, first_told(grouped.told))}")
    precision, recall = several_told(labelled, grouped.told)
    print(f"  {'':18} articles that tell several: P {precision:.4f}  R {recall:.4f}")


def several_told(labelled: Sequence[Labelled], told: Sequence[Told]) -> tuple[float, float]:
    """Return precision and recall of the links of articles that tell, or seem to tell, several.

    A link is right where the incident is that of another article which mainly tells it.
    """
    right = found = wanted = 0
    for i, one in enumerate(labelled):
        for j, other in enumerate(labelled):
            if i == j or not other.incident or not (one.others or len(told[i]) > 1):
                continue
            true = other.incident in (one.incident, *one.others)
            seen = bool(told[j][:1]) and told[j][0] in told[i]
            right += true and seen
            found += seen
            wanted += true
    return (right / found if found else 1.0, right / wanted if wanted else 1.0)


def first_told(told: Sequence[Told]) -> list[Told]:
    """Return the main incident of each article."""
    return [ids[:1] for ids in told]


def _agree(
    labelled: Sequence[Labelled], canonical: batch.Grouping, arrived: Sequence[Grouped]
) -> None:
    stories = [agreement(canonical.stories, one.stories).ari for one in arrived]
    told = [with_batch(labelled, canonical, one).ari for one in arrived]
    print(f"  agreement with the batch, the worst order: stories {min(stories):.4f},", end=" ")
    print(f"incidents {min(told):.4f}")


def with_batch(
    labelled: Sequence[Labelled], canonical: batch.Grouping, grouped: Grouped
) -> Agreement:
    """Compare incidents with the batch's, an article left without one standing alone."""
    alone: Callable[[int], Told] = lambda i: (-1, i)  # noqa: E731
    everyone = range(len(labelled))
    truth = [canonical.incidents[i][:1] or alone(i) for i in everyone]
    return agreement(truth, [grouped.told[i][:1] or alone(i) for i in everyone])


def _wrong(labelled: Sequence[Labelled], grouped: Grouped, most: int) -> None:
    """Print wrong pairs with what the facts say for and against."""
    shown = 0
    for i, j in combinations(range(len(labelled)), 2):
        one, other = labelled[i], labelled[j]
        if not one.incident or not other.incident or shown >= most:
            continue
        mine, theirs = grouped.told[i][:1] or (-1, i), grouped.told[j][:1] or (-1, j)
        if (one.incident == other.incident) != (mine == theirs):
            shown += 1
            _explain(one, other, "missed" if one.incident == other.incident else "joined")


def _explain(one: Labelled, other: Labelled, kind: str) -> None:
    weighed = evidence.weigh(one.examined.facts, other.examined.facts)
    told = {name: round(value, 2) for name, value in weighed.features.items() if value}
    shared = set(one.examined.incident_keys) & set(other.examined.incident_keys)
    print(f"  {kind} {one.id} {other.id}: {weighed.score:.3f} {weighed.veto} {told}")
    print(f"    {len(shared)} keys shared")
    for telling in (one, other):
        facts, verdict = telling.examined.facts, telling.examined.judgement.verdict
        print(
            f"    {verdict.label} {facts.kind} {facts.status} {facts.event.at:%Y-%m-%d} "
            f"{facts.event.precision} {dict(facts.counts)} {sorted(facts.places)} "
            f"{sorted(facts.departments)} {sorted(facts.names)} {sorted(facts.forms)}"
            if facts.event.at
            else f"    {verdict.label} {facts.kind} {facts.status} undated {dict(facts.counts)}"
        )


if __name__ == "__main__":
    main()
