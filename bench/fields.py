"""Fields and places of whole articles with full labels: ``python -m bench.fields``.

python -m bench.fields                # both halves; each wrong case of the half for tuning
python -m bench.fields held --wrong   # one half, its wrong cases too
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.scoring import Score, as_article, invented, quotes, values
from monitor.judging import judge
from monitor.models import Article, Claim, Judgement

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "articles.jsonl"
HALVES = ("tune", "held")
COUNTS = ("arrested", "rescued", "minors", "adults", "women", "men")
SETS = (
    "form", "means", "lure", "lure_channel", "promised_pay_pen", "nationality",
    "accused_nationality", "venue", "operation", "gang", "law_article", "event_date", "status",
    "preventive_months",
)  # fmt: skip
PLACES = ("scene", "roles")
FIELDS = (*COUNTS, "sentence_years", *SETS, *PLACES, "aggregate")
_SCENES = ("rescue", "arrest", "exploitation")


Judged = list[tuple[dict[str, Any], Article, Judgement]]
"""Labelled articles with what the program says of each."""


def load(half: str | None = None, path: Path = GOLD) -> list[dict[str, Any]]:
    """Return the labelled articles of one half, or of both."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if half is None or row["half"] == half]


def told(rows: Iterable[dict[str, Any]]) -> Judged:
    """Return each labelled article with what the program says of it."""
    articles = [(row, as_article(row)) for row in rows]
    return [(row, article, judge(article)) for row, article in articles]


def measure(judged: Judged) -> dict[str, Score]:
    """Return the scores a field over the articles that tell an incident of the beat."""
    scores = {name: Score() for name in FIELDS}
    for row, _, judgement in judged:
        if row["kind"] != "incident" or row["verdict"] == "rejected":
            continue
        for name in FIELDS:
            if name not in row["optional"]:
                told = f"{row['id']} {name} in {row['title']!r}"
                given = _given(name, judgement, row)
                scores[name].add(_wanted(name, row), given, told, quotes(judgement.claims, name))
    return scores


def unquoted(judged: Judged) -> list[Claim]:
    """Return the claims whose quote does not stand at its offsets."""
    return [
        claim
        for _, article, judgement in judged
        for claim in judgement.claims
        if (article.title if claim.part == "title" else article.body)[claim.start : claim.end]
        != claim.quote
    ]


def _wanted(name: str, row: dict[str, Any]) -> Counter[Any]:
    if name == "roles":
        return Counter({(text.lower(), role) for text, role in row["roles"]})
    if name == "scene":
        return Counter(set(row["scene"]))
    if name == "aggregate":
        return Counter({(f, v) for f, several in row["aggregate"].items() for v in several})
    label = values(row["claims"][name])
    return Counter(label if name == "sentence_years" else set(label))


def _given(name: str, judgement: Judgement, row: dict[str, Any]) -> Counter[Any]:
    main = judgement.episodes[0] if judgement.episodes else judgement
    if name == "roles":
        return Counter({(m.place.text.lower(), m.role) for m in main.mentions if m.role})
    if name == "scene":
        return Counter({m.place.department for m in main.mentions if m.role in _SCENES} - {""})
    if name == "aggregate":
        balances = {(c.field, c.value) for c in judgement.claims if c.scope == "aggregate"}
        return Counter(balances & set(_wanted(name, row)))
    said = [c.value for c in main.claims if c.field == name and c.scope == "incident"]
    return Counter(said if name == "sentence_years" else set(said))


def report(half: str, wrong: bool) -> None:
    """Print the table of one half, after each wrong case if ``wrong``."""
    judged = told(load(half))
    scores = measure(judged)
    if wrong and "--quiet" not in sys.argv:
        for line in (line for score in scores.values() for line in score.wrong):
            print(line)
    print(f"\nfields, {half}: {len(judged)} articles, those that tell an incident of the beat")
    for name, score in scores.items():
        print(f"  {score.line(name)}")
    print(f"  counts and prison terms that are invented: {invented(scores):.3f}")
    print(f"  claims whose quote is not at its offsets: {len(unquoted(judged))}")


def main() -> None:
    """Print the tables."""
    for half in HALVES:
        if not set(sys.argv) & set(HALVES) or half in sys.argv:
            report(half, half == "tune" or "--wrong" in sys.argv)


if __name__ == "__main__":
    main()
