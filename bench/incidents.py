"""Claims and scenes of whole incident articles, in batches labelled before any look.

python -m bench.incidents            # all batches, with each wrong case
python -m bench.incidents 3 --quiet  # one batch, the table alone
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.scoring import Score, as_article, quotes, values
from monitor.judging import claims, places
from monitor.models import Claim, Mention

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "incidents.jsonl"
FIELDS = ("arrested", "rescued", "minors", "sentence_years", "women", "men", "form", "departments")
_SCENES = ("rescue", "arrest", "exploitation")


def load(batch: int | None = None, path: Path = GOLD) -> list[dict[str, Any]]:
    """Return the labelled articles of one batch, or of all."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if batch is None or row["batch"] == batch]


def measure(rows: list[dict[str, Any]]) -> dict[str, Score]:
    """Return the scores a field over ``rows``, read as the program reads them."""
    scores = {name: Score() for name in FIELDS}
    for row in rows:
        article = as_article(row)
        mentions = places.find(article)
        found = claims.find(article, mentions)
        for name in FIELDS:
            if name not in row["optional"]:
                told = f"{row['id']} {name} in {row['title']!r}"
                wanted = Counter(values(row["expected"][name]))
                scores[name].add(wanted, _given(name, found, mentions), told, quotes(found, name))
    return scores


def _given(name: str, found: tuple[Claim, ...], mentions: tuple[Mention, ...]) -> Counter[Any]:
    if name == "departments":
        return Counter({m.place.department for m in mentions if m.role in _SCENES} - {""})
    said = [c.value for c in found if c.field == name and c.scope == "incident"]
    return Counter(set(said) if name == "form" else said)


def main() -> None:
    """Print the table."""
    batch = next((int(a) for a in sys.argv[1:] if a.isdigit()), None)
    rows = load(batch)
    scores = measure(rows)
    if "--quiet" not in sys.argv:
        for told in (told for score in scores.values() for told in score.wrong):
            print(told)
    print(f"{len(rows)} articles")
    for name, score in scores.items():
        given = score.right + score.invented
        print(f"{score.line(name)}  invented {score.invented / max(given, 1):.3f}")


if __name__ == "__main__":
    main()
