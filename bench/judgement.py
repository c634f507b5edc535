"""Judge the labelled texts and say how well, case by case.

python -m bench.judgement              # every table; wrong cases of the halves for tuning
python -m bench.judgement --show-held  # the wrong cases of the other halves as well
python -m bench.judgement --quiet      # the tables alone

``relevance.jsonl`` and ``kind.jsonl`` hold texts with a verdict or a kind alone, ``articles.jsonl``
whole articles by other authors with verdict, kind, claims and places. The learned words know the
verdicts of both halves: what they are worth on texts of others, ``python -m bench.learn`` prints.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import fields, style
from bench.scoring import as_article
from monitor.judging import claims, judge, places, relevance
from monitor.models import Article, Kind, Label, Outlet, Verdict, When
from monitor.text import clean

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "relevance.jsonl"
KINDS = GOLD.with_name("kind.jsonl")
LABELS: tuple[Label, ...] = ("relevant", "related", "rejected")
_NOW = datetime(2025, 3, 14, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled text."""

    id: str
    article: Article
    label: Label
    note: str
    half: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and the verdict on it."""

    case: Case
    verdict: Verdict


def load(path: Path = GOLD) -> list[Case]:
    """Return the labelled texts of ``path``."""
    return [_case(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def articles() -> list[Case]:
    """Return the whole articles as cases of relevance."""
    return [
        Case(row["id"], as_article(row), row["verdict"], row["why"], row["half"])
        for row in fields.load()
    ]


def run(cases: Iterable[Case]) -> list[Outcome]:
    """Judge each case as the program does."""
    return [Outcome(case, judged(case.article)) for case in cases]


def judged(article: Article) -> Verdict:
    """Return the verdict with the places and claims that the program finds."""
    mentions = places.find(article)
    return relevance.judge(article, mentions, lambda: claims.find(article, mentions))


def kinds(half: str) -> list[tuple[Case, Kind, Kind]]:
    """Return each case of ``half`` with the kind it has and the kind it is given.

    The label is taken as true, so that a wrong verdict does not count twice.
    """
    raws = [json.loads(line) for line in KINDS.read_text(encoding="utf-8").splitlines()]
    return [(case := _case(raw), raw["kind"], _kind(case)) for raw in raws if raw["half"] == half]


def _kind(case: Case) -> Kind:
    found = claims.find(case.article, places.find(case.article))
    return relevance.kind(case.article, Verdict(case.label, 0.0, ()), found)


def style_auc(cases: list[Case]) -> float:
    """Return how well function words alone tell relevant texts from rejected ones."""
    told = [case for case in cases if case.label != "related"]
    return style.auc([case.article for case in told], [case.label == "relevant" for case in told])


def scores(outcomes: list[Outcome], label: Label) -> tuple[float, float, float]:
    """Return precision, recall and F1 of ``label``; 1.0 where there is nothing to find."""
    right = sum(one.verdict.label == label == one.case.label for one in outcomes)
    said = sum(one.verdict.label == label for one in outcomes)
    true = sum(one.case.label == label for one in outcomes)
    precision = right / said if said else 1.0
    recall = right / true if true else 1.0
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def accuracy(outcomes: list[Outcome]) -> float:
    """Return the share of cases with the right label."""
    return sum(one.verdict.label == one.case.label for one in outcomes) / len(outcomes)


def main() -> int:
    """Print scores, wrong cases and time a stage; return 0."""
    cases, whole = load(), articles()
    for half in ("test", "tune"):
        _report(f"verdict alone, {half}", run(case for case in cases if case.half == half))
    for half in ("tune", "test"):
        _report_kinds(half)
    for half in fields.HALVES:
        _report(f"whole articles, {half}", run(case for case in whole if case.half == half))
        fields.report(half, half == "tune" or "--show-held" in sys.argv)
    print("\nfunction words alone, relevant against rejected:")
    print(f"  verdict alone AUC {style_auc(cases):.3f}, whole articles {style_auc(whole):.3f}")
    _times([case.article for case in cases])
    return 0


def _case(raw: dict[str, str]) -> Case:
    url = f"https://gold.example/{raw['id']}"
    article = Article(
        url=url,
        canonical_url=url,
        outlet=Outlet("gold", "Gold", country=raw["outlet_country"], language=raw["language"]),
        title=clean(raw["title"]),
        body=clean(raw["body"]),
        author="",
        language=raw["language"],
        published=When(_NOW, "time"),
        fetched_at=_NOW,
    )
    label = next(label for label in LABELS if label == raw["label"])
    return Case(raw["id"], article, label, raw["note"], raw["half"])


def _report(half: str, outcomes: list[Outcome]) -> None:
    counts = Counter(one.case.label for one in outcomes)
    print(f"\n{half}: {len(outcomes)} texts {dict(counts)}, accuracy {accuracy(outcomes):.3f}")
    for label in LABELS:
        precision, recall, f1 = scores(outcomes, label)
        print(f"  {label:9} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    untouched = half.endswith(("test", "held")) and "--show-held" not in sys.argv
    if untouched or "--quiet" in sys.argv:
        return
    for one in outcomes:
        if one.verdict.label != one.case.label:
            _tell(one)


def _report_kinds(half: str) -> None:
    told = kinds(half)
    wrong = [(case, true, said) for case, true, said in told if true != said]
    print(f"\nkind, {half}: {len(told)} texts, accuracy {1 - len(wrong) / len(told):.3f}")
    for case, true, said in wrong:
        print(f"  {case.id} is {true}, judged {said}: {case.article.title}")


def _tell(one: Outcome) -> None:
    print(
        f"  {one.case.id} is {one.case.label}, judged {one.verdict.label}: {one.case.article.title}"
    )
    for reason in one.verdict.reasons:
        if reason.weight or reason.question == "label":
            print(f"      {reason.rule} {reason.weight:+.2f} {reason.words[:100]!r}")


def _times(articles: list[Article]) -> None:
    texts = [_longer(article) for article in articles]
    mentions = [places.find(article) for article in texts]
    stages: dict[str, Callable[[int], object]] = {
        "places": lambda n: places.find(texts[n]),
        "claims": lambda n: claims.find(texts[n], mentions[n]),
        "verdict": lambda n: relevance.judge(texts[n], mentions[n], tuple),
        "all": lambda n: judge(texts[n]),
    }
    fired = [judge(article).verdict.fired for article in texts]
    groups = {
        "claims read": [n for n, near in enumerate(fired) if near],
        "nothing of the beat": [n for n, near in enumerate(fired) if not near],
    }
    for told, numbers in groups.items():
        print(f"\nbodies of 2,500 characters, one core, {told} ({len(numbers)}):")
        for name, stage in stages.items():
            began = time.process_time()
            for n in numbers:
                stage(n)
            each = (time.process_time() - began) / len(numbers)
            print(f"  {name:8} {each * 1000:.2f} ms, {1 / each:.0f} articles/s")


def _longer(article: Article) -> Article:
    body = article.body or article.title
    return Article(
        url=article.url,
        canonical_url=article.url,
        outlet=article.outlet,
        title=article.title,
        body="\n".join([body] * (2500 // len(body) + 1))[:2500],
        author="",
        language=article.language,
        published=article.published,
        fetched_at=article.fetched_at,
    )


if __name__ == "__main__":
    sys.exit(main())
