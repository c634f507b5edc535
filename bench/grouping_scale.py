"""What one new article costs against 1,000 to 1,000,000 stored stories.

    python -m bench.grouping_scale [--stories N]

Builds the database in a temporary folder, step by step, and deletes it. Stories are made of words
as frequent as those of a language (Zipf) and of stock sentences, some of which stand in very many
stories; every fiftieth tells an incident. At each power of ten a process of its own looks up and
decides on 400 articles: copies that are cut, wrapped, summed up or misspelled, and new ones. Times
are of the processor, since others may use it too. A million takes an
hour or two beside other work, and 4 GB of disk.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

import numpy as np

from bench.grouping_sets import examine
from monitor import intake
from monitor.grouping.sketch import of_words
from monitor.models import (
    Article,
    Claim,
    Examined,
    Judgement,
    Mention,
    Outlet,
    Place,
    Verdict,
    When,
)
from storage import shingles
from storage.rows import Row, facts_text, sketch_blob, stamp
from storage.store import Store

_STORIES = 1_000_000
_CHUNK = 5_000
_ASKED = 400
_INCIDENT = 50
"""Every so many stories one tells an incident."""
_BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
_INDEX = ("story_shingles",)
_KEYS = ("aliases", "articles_by_hash", "articles_by_story", "incident_keys")


def main() -> None:
    """Build and print the table, or answer as the process that looks up."""
    if "--ask" in sys.argv:
        file, stored = sys.argv[sys.argv.index("--ask") + 1 :][:2]
        print(json.dumps(ask(Path(file), int(stored))))
        return
    most = int(sys.argv[sys.argv.index("--stories") + 1]) if "--stories" in sys.argv else _STORIES
    print(
        "   stories   candidates p50  p99   with decision p50  p99 (ms)   found   memory   "
        "shingles   other keys (MB)"
    )
    with tempfile.TemporaryDirectory() as folder:
        path, done = Path(folder) / "trata.db", 0
        for size in (10**power for power in range(3, 7)):
            if size > most:
                break
            build(path, done, size)
            done = size
            _report(size, asked_apart(path, size), sizes(path))


def _report(size: int, told: dict[str, float], megabytes: tuple[float, float]) -> None:
    print(
        f"{size:10,}   {told['near_p50']:14.2f} {told['near_p99']:4.2f}   "
        f"{told['whole_p50']:17.2f} {told['whole_p99']:4.2f}        {told['found']:.3f}   "
        f"{told['memory']:6.0f}   {megabytes[0]:8.0f}   {megabytes[1]:10.0f}",
        flush=True,
    )


# -- stories --------------------------------------------------------------------------------------


Sentence = tuple[str, ...]
Sentences = list[Sentence]
Weights = np.typing.NDArray[np.float64]


@cache
def _vocabulary() -> tuple[list[str], Weights]:
    random = Random(7)
    syllables = [c + v + e for c in "bcdfglmnprstv" for v in "aeiou" for e in ("", "n", "r", "s")]
    found = dict.fromkeys(
        "".join(random.choices(syllables, k=random.choice((1, 2, 2, 3, 3, 4))))
        for _ in range(60_000)
    )
    return list(found), _zipf(len(found))


def _zipf(size: int) -> Weights:
    weights: Weights = np.cumsum(1 / (np.arange(size) + 3))
    weights /= weights[-1]
    return weights


@cache
def _stock() -> tuple[Sentences, Weights]:
    return _sentences(np.random.default_rng(8), 4_000), _zipf(4_000)


def _sentences(rng: np.random.Generator, many: int) -> Sentences:
    vocabulary, weights = _vocabulary()
    lengths = rng.integers(8, 29, many)
    ends = np.cumsum(lengths)
    drawn = np.searchsorted(weights, rng.random(int(ends[-1])))
    told = [vocabulary[i] for i in drawn]
    return [tuple(told[end - length : end]) for end, length in zip(ends, lengths, strict=True)]


def story(number: int) -> tuple[Sentence, Sentences]:
    """Return the title and the sentences of a story, the same ones at every call."""
    rng = np.random.default_rng(number)
    stock, weights = _stock()
    size = int(np.clip(round(rng.lognormal(2.75, 0.55)), 4, 60))
    title, *told = _sentences(rng, size + 1)
    for at in np.flatnonzero(rng.random(size) < 0.15):
        told[at] = stock[int(np.searchsorted(weights, rng.random()))]
    return title[:10], told


def _written(sentences: Sentences) -> str:
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def _article(number: int, title: Sequence[str], body: str, at: datetime, name: str) -> Article:
    url = f"https://outlet{number % 50}.example/{name}/{number}"
    outlet = Outlet(f"outlet{number % 50}", f"Outlet {number % 50}")
    return Article(url, url, outlet, " ".join(title), body, "", "es", When(at, "time"), at)


def _judgement(number: int, at: datetime) -> Judgement:
    """One story of fifty tells an incident somewhere in Peru; no other one has any facts."""
    if number % _INCIDENT:
        return Judgement(Verdict("rejected", 0.1, (), True), "other", "reported", When(at, "day"))
    random = Random(number)
    ubigeo = f"{random.randint(1, 25):02}{random.randint(1, 8):02}{random.randint(1, 9):02}"
    place = Place("Lugar", ubigeo, department=ubigeo[:2])
    return Judgement(
        Verdict("relevant", 0.9, (), True),
        "incident",
        "operation",
        When(at - timedelta(days=1), "day"),
        tuple(Claim(name, random.randint(1, 30), "", 0, 0) for name in ("arrested", "rescued")),
        (Mention(place, "rescue", "", 0, 0),),
    )


def _when(number: int) -> datetime:
    return _BEGIN + timedelta(minutes=Random(number).randrange(5_000_000))


# -- building -------------------------------------------------------------------------------------


def build(path: Path, first: int, size: int) -> None:
    """Store the stories ``first`` to ``size`` in the database at ``path``."""
    with Store.open(path) as store:
        execute = store.database.conn.execute
        execute("PRAGMA synchronous = OFF")
        execute("PRAGMA cache_size = -1500000")
        execute("PRAGMA foreign_keys = OFF")
        for begin in range(first, size, _CHUNK):
            with store.transaction():
                for number in range(begin, min(begin + _CHUNK, size)):
                    _keep(store, number)


def _keep(store: Store, number: int) -> None:
    title, sentences = story(number)
    body = _written(sentences)
    sketch = of_words(title, tuple(word for sentence in sentences for word in sentence))
    article = _article(number, title, body, _when(number), "a")
    judgement = _judgement(number, _when(number))
    one = number + 1
    _insert(store, one, article, judgement)
    shingles.add(store.database.conn, one, sketch)
    facts = _facts(number, article, judgement)
    row = {"article_id": one, "facts": facts, "size": len(body), "sketch": sketch_blob(sketch)}
    store.insert("article_facts", row)
    if judgement.kind == "incident":
        _tell(store, one, examine(article, judgement))
    else:
        packed = {"article_id": one, "body": zlib.compress(body.encode(), 1)}
        store.insert("rejected_bodies", packed)


def _insert(store: Store, one: int, article: Article, judgement: Judgement) -> None:
    at = stamp(article.fetched_at)
    verdict = judgement.verdict
    row: Row = {
        "id": one, "url": article.url, "canonical_url": article.url, "outlet_country": "PE",
        "source_id": article.outlet.source_id, "outlet": article.outlet.name,
        "title": article.title, "body": article.body if verdict.label == "relevant" else None,
        "author": "", "language": "es", "published_at": at, "published_precision": "time",
        "fetched_at": at, "verdict": verdict.label, "score": verdict.score, "reasons": "[]",
        "kind": judgement.kind, "story_id": one, "content_hash": one,
    }  # fmt: skip
    store.insert("articles", row)
    story = {
        "id": one, "first_article_id": one, "first_published_at": at, "fullest_article_id": one,
        "article_count": 1,
    }  # fmt: skip
    store.insert("stories", story)
    store.insert("aliases", {"key": article.url, "article_id": one})


@cache
def _no_facts() -> str:
    at = _BEGIN
    return facts_text(examine(_article(1, (), "", at, "a"), _judgement(1, at)).facts)


def _facts(number: int, article: Article, judgement: Judgement) -> str:
    if number % _INCIDENT:
        return _no_facts()
    return facts_text(examine(replace(article, body=""), judgement).facts)


def _tell(store: Store, one: int, examined: Examined) -> None:
    at = stamp(examined.article.fetched_at)
    incident = {
        "id": one, "title": "Operativo", "kind": "incident", "status": "operation",
        "date_event": at[:10], "date_precision": "day", "first_seen_at": at, "last_update_at": at,
    }  # fmt: skip
    store.insert("incidents", incident)
    ends = {"incident_id": one, "article_id": one}
    store.insert("incident_articles", {**ends, "reason": "", "score": 1.0})
    store.insert_all("incident_keys", ({"key": k, **ends} for k in examined.incident_keys))


def sizes(path: Path) -> tuple[float, float]:
    """Return the megabytes of the index of shingles, and of the other keys that are looked up."""
    with Store.open(path) as store:
        store.column("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = store.rows("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name")
    held = {row["name"]: row["size"] / 2**20 for row in rows}
    return sum(held[name] for name in _INDEX), sum(held.get(name, 0) for name in _KEYS)


# -- asking ---------------------------------------------------------------------------------------


def asked_apart(path: Path, size: int) -> dict[str, float]:
    """Return what a fresh process says that looks up in the database at ``path``."""
    command = [sys.executable, "-m", "bench.grouping_scale", "--ask", str(path), str(size)]
    told: dict[str, float] = json.loads(subprocess.check_output(command))
    return told


def ask(path: Path, size: int) -> dict[str, float]:
    """Return the times of looking up and deciding, the share of copies found, megabytes held."""
    random = Random(size)
    asked = [_query(number, size, random) for number in range(_ASKED)]
    before = _megabytes()
    near, whole, found = [], [], []
    with Store.open(path, readonly=True) as store:
        for examined, source in asked:
            started = time.process_time()
            store.near_texts(examined)
            between = time.process_time()
            decision = intake.decide(examined, store.near(examined))
            near.append(1000 * (between - started))
            whole.append(1000 * (time.process_time() - between))
            found.append(decision.story.story_id == source)
        held = _megabytes() - before
    cuts, whole_cuts = quantiles(near, n=100), quantiles(whole, n=100)
    return {
        "near_p50": median(near),
        "near_p99": cuts[98],
        "whole_p50": median(whole),
        "whole_p99": whole_cuts[98],
        "found": sum(found) / len(found),
        "memory": held,
    }


def _megabytes() -> float:
    """What this process holds now; Linux only."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _query(number: int, size: int, random: Random) -> tuple[Examined, int | None]:
    """An article that arrives, and the story that it carries; None for a new one."""
    kind = number % 5
    source = random.randrange(size)
    source -= (source % _INCIDENT) * (number % 2)
    title, sentences = story(source if kind else 10**9 + number)
    body = _written(_CHANGES[kind](sentences, random))
    at = _when(source) + timedelta(hours=5)
    article = _article(number, title if kind != 3 else title[::-1], body, at, "q")
    return examine(article, _judgement(source, _when(source))), source + 1 if kind else None


def _cut(sentences: Sentences, _: Random) -> Sentences:
    return sentences[: max(3, len(sentences) * 3 // 5)]


def _wrapped(sentences: Sentences, random: Random) -> Sentences:
    return [*_sentences(np.random.default_rng(random.randrange(10**9)), 5), *sentences]


def _summed_up(sentences: Sentences, _: Random) -> Sentences:
    kept: Sentences = []
    for sentence in sentences:
        left = 30 - sum(map(len, kept))
        if left > 0:
            kept.append(sentence[:left])
    return kept


def _misspelled(sentences: Sentences, random: Random) -> Sentences:
    return [
        tuple(word[::-1] if random.random() < 0.05 else word for word in sentence)
        for sentence in sentences
    ]


_CHANGES: tuple[Any, ...] = (lambda told, _: told, _cut, _wrapped, _misspelled, _summed_up)


if __name__ == "__main__":
    main()
