"""What the benches of judging share: a labelled text as an article, and the score of a field."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from monitor.models import Article, Claim, Outlet, When
from monitor.text import clean

BARRED = ("arrested", "rescued", "minors", "sentence_years")
"""Fields in which next to nothing may be invented."""


@dataclass(slots=True)
class Score:
    """Hits and misses of one field."""

    right: int = 0
    invented: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, wanted: Counter[Any], given: Counter[Any], told: str, quotes: str = "") -> None:
        """Count the values of one text; keep ``told`` and its quotes where any of them is wrong."""
        self.right += (wanted & given).total()
        self.invented += (given - wanted).total()
        self.missed += (wanted - given).total()
        if wanted != given:
            said = f"wanted {[*wanted.elements()]}, got {[*given.elements()]}"
            self.wrong.append(f"{told}: {said}{quotes}")

    def line(self, name: str) -> str:
        """Return precision, recall and F1 as a row."""
        given, wanted = self.right + self.invented, self.right + self.missed
        precision = self.right / given if given else 1.0
        recall = self.right / wanted if wanted else 1.0
        return f"{name:22} P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  n {wanted}"

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = 2 * self.right + self.invented + self.missed
        return 2 * self.right / both if both else 1.0


def invented(scores: Mapping[str, Score]) -> float:
    """Return the share of counts and prison terms that no label has."""
    wrong = sum(scores[name].invented for name in BARRED)
    return wrong / max(1, wrong + sum(scores[name].right for name in BARRED))


def values(label: object) -> list[Any]:
    """Return a label's values: one, several, or none for null."""
    return label if isinstance(label, list) else [] if label is None else [label]


def quotes(found: Iterable[Claim], name: str) -> str:
    """Return the words behind the claims of one field, to print beside a wrong value."""
    said = [f"\n      {claim.value}: {claim.quote!r}" for claim in found if claim.field == name]
    return "".join(said)


def as_article(row: Mapping[str, Any]) -> Article:
    """Return a labelled text as reading would give it."""
    when = datetime.fromisoformat(row["published"]).replace(hour=17, tzinfo=UTC)
    return Article(
        url=f"https://gold.example/{row['id']}",
        canonical_url=f"https://gold.example/{row['id']}",
        outlet=Outlet(
            "gold",
            "Gold",
            country=row["outlet_country"],
            departments=tuple(row.get("outlet_departments", ())),
        ),
        title=clean(row["title"]),
        body=clean(row["body"]),
        author="",
        language=row["language"],
        published=When(when, "day"),
        fetched_at=when,
    )
