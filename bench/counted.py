"""Counted people and prison terms of short snippets, which tell them in every way of the press.

python -m bench.counted                # both halves; each wrong case of the half for tuning
python -m bench.counted held --wrong   # one half, its wrong cases too
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.claims import Score, as_article
from monitor.judging import claims, places

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "counted.jsonl"
HALVES = ("tune", "held")
FIELDS = ("arrested", "rescued", "minors", "adults", "women", "men", "sentence_years")
BARRED = ("arrested", "rescued", "minors", "sentence_years")


def load(half: str) -> list[dict[str, Any]]:
    """Return the labelled snippets of one half."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["half"] == half]


def measure(rows: list[dict[str, Any]]) -> dict[str, Score]:
    """Return the scores a field over ``rows``."""
    scores = {name: Score() for name in FIELDS}
    for row in rows:
        article = as_article(row)
        found = claims.find(article, places.find(article))
        for name in FIELDS:
            if name not in row["optional"]:
                given = [c.value for c in found if c.field == name and c.scope == "incident"]
                _score(scores[name], row, name, Counter(given))
    return scores


def invented(scores: dict[str, Score]) -> float:
    """Return the share of counts and prison terms that no label has."""
    wrong = sum(scores[name].invented for name in BARRED)
    return wrong / max(1, wrong + sum(scores[name].right for name in BARRED))


def _score(score: Score, row: dict[str, Any], name: str, given: Counter[Any]) -> None:
    label = row[name]
    wanted = Counter(label if isinstance(label, list) else [] if label is None else [label])
    score.right += (wanted & given).total()
    score.invented += (given - wanted).total()
    score.missed += (wanted - given).total()
    if wanted != given:
        said = f"{row['id']} {name}: wanted {[*wanted.elements()]}, got {[*given.elements()]}"
        score.wrong.append(f"{said}\n      {row['title']} | {row['body']}")


def main() -> None:
    """Print the tables."""
    for half in HALVES:
        if set(sys.argv) & set(HALVES) and half not in sys.argv:
            continue
        scores = measure(load(half))
        if half == "tune" or "--wrong" in sys.argv:
            for line in (line for score in scores.values() for line in score.wrong):
                print(line)
        print(f"{half}: {len(load(half))} snippets")
        for name, score in scores.items():
            print(f"  {score.line(name)}")
        print(f"  invented {invented(scores):.3f}")


if __name__ == "__main__":
    main()
