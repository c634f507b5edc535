"""How well a grouping agrees with the truth: pairs, adjusted Rand index, B-cubed."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures from 0 to 1."""

    precision: float
    recall: float
    f1: float
    ari: float
    b_precision: float
    b_recall: float

    def __str__(self) -> str:
        return (
            f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}  ARI {self.ari:.4f}"
            f"  B3 {self.b_precision:.4f} / {self.b_recall:.4f}"
        )


def _pairs(sizes: Sequence[int]) -> float:
    return sum(n * (n - 1) / 2 for n in sizes)


def agreement(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """Compare two groupings of the same things, given as one label a thing."""
    cells = Counter(zip(truth, found, strict=True))
    rows, columns = Counter(truth), Counter(found)
    both = _pairs(list(cells.values()))
    same, called = _pairs(list(rows.values())), _pairs(list(columns.values()))
    precision = both / called if called else 1.0
    recall = both / same if same else 1.0
    expected = same * called / max(1.0, _pairs([len(truth)]))
    middle = (same + called) / 2
    things = max(1, len(truth))
    return Agreement(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        ari=(both - expected) / (middle - expected) if middle != expected else 1.0,
        b_precision=sum(n * n / columns[f] for (_, f), n in cells.items()) / things,
        b_recall=sum(n * n / rows[t] for (t, _), n in cells.items()) / things,
    )
