"""Counted people and prison terms of short snippets, which tell them in every way of the press.

python -m bench.counted                # both halves; each wrong case of the half for tuning
python -m bench.counted held --wrong   # one half, its wrong cases too
python -m bench.counted --quiet        # the tables alone
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.scoring import Score, as_article, invented, quotes, values
from monitor.judging import claims, places

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "counted.jsonl"
HALVES = ("tune", "held")
FIELDS = ("arrested", "rescued", "minors", "adults", "women", "men", "sentence_years")


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
                told = f"{row['id']} {name} in {row['title']!r}, {row['body']!r}"
                wanted = Counter(values(row[name]))
                scores[name].add(wanted, Counter(given), told, quotes(found, name))
    return scores


def main() -> None:
    """Print the tables."""
    for half in HALVES:
        if set(sys.argv) & set(HALVES) and half not in sys.argv:
            continue
        scores = measure(load(half))
        if (half == "tune" or "--wrong" in sys.argv) and "--quiet" not in sys.argv:
            for line in (line for score in scores.values() for line in score.wrong):
                print(line)
        print(f"{half}: {len(load(half))} snippets")
        for name, score in scores.items():
            print(f"  {score.line(name)}")
        print(f"  invented {invented(scores):.3f}")


if __name__ == "__main__":
    main()
