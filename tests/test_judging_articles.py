"""Whole articles and snippets by several authors: floors a half, each a promise to keep."""

from collections import Counter

import pytest

from bench import counted, fields, judgement, style
from bench.scoring import as_article, invented

VERDICTS = {
    # half: precision and recall of relevant, accuracy over the three labels. Raise, never lower.
    "tune": (0.98, 0.98, 0.97),
    "held": (0.98, 0.98, 0.97),
}
FLOORS = {
    # half: field -> F1. By now rules were made with either half in sight; docs/measure.md has what
    # texts gave that no rule had seen.
    "tune": {"arrested": 0.97, "rescued": 0.91, "minors": 0.89, "sentence_years": 0.98,
             "form": 0.98, "scene": 0.96, "status": 0.9, "event_date": 0.86},
    "held": {"arrested": 0.92, "rescued": 0.82, "minors": 0.88, "sentence_years": 0.97,
             "form": 0.97, "scene": 0.92, "status": 0.85, "event_date": 0.84,
             "nationality": 0.78, "law_article": 0.95},
}  # fmt: skip
COUNTED = {
    "tune": {"arrested": 0.78, "rescued": 0.72, "minors": 0.73, "sentence_years": 0.95},
    "held": {"arrested": 0.65, "rescued": 0.65, "minors": 0.77, "sentence_years": 0.93},
}
INVENTED = 0.07
"""Share of counts and prison terms of the held half that no label has; it should be .02."""
Told = dict[str, fields.Judged]


@pytest.fixture(scope="module")
def told() -> Told:
    return {half: fields.told(fields.load(half)) for half in fields.HALVES}


@pytest.mark.parametrize("half", fields.HALVES)
def test_verdicts_hold_their_floors(half: str, told: Told) -> None:
    label = {row["id"]: row["verdict"] for row, _, _ in told[half]}
    said = {row["id"]: judged.verdict.label for row, _, judged in told[half]}
    right = sum(said[one] == label[one] == "relevant" for one in label)
    precision = right / Counter(said.values())["relevant"]
    recall = right / Counter(label.values())["relevant"]
    accuracy = sum(said[one] == label[one] for one in label) / len(label)

    floors = VERDICTS[half]

    assert precision >= floors[0]
    assert recall >= floors[1]
    assert accuracy >= floors[2]


@pytest.mark.parametrize(
    ("half", "field", "floor"),
    [(half, field, floor) for half, floors in FLOORS.items() for field, floor in floors.items()],
)
def test_fields_hold_their_floors(half: str, field: str, floor: float, told: Told) -> None:
    score = fields.measure(told[half])[field]

    assert score.f1 >= floor, "\n".join(score.wrong)


def test_no_more_is_invented_than_before(told: Told) -> None:
    assert invented(fields.measure(told["held"])) <= INVENTED


@pytest.mark.parametrize("half", counted.HALVES)
def test_snippets_hold_their_floors(half: str) -> None:
    scores = counted.measure(counted.load(half))

    low = {name: s.f1 for name in COUNTED[half] if (s := scores[name]).f1 < COUNTED[half][name]}

    assert low == {}


@pytest.mark.parametrize("half", fields.HALVES)
def test_every_claim_has_a_quote_at_its_offsets(half: str, told: Told) -> None:
    assert fields.unquoted(told[half]) == []


def test_articles_are_many_in_three_languages_and_of_every_kind() -> None:
    rows = fields.load()

    assert len(rows) >= 400
    assert {row["language"] for row in rows} == {"es", "en", "pt"}
    assert sum(row["language"] == "es" for row in rows) >= 0.8 * len(rows)
    assert {row["verdict"] for row in rows} == set(judgement.LABELS)
    assert {row["style"] for row in rows} >= {"wire", "tabloid", "official", "radio", "ngo"}
    assert len(fields.load("held")) >= 200


def test_style_alone_does_not_tell_relevant_articles() -> None:
    rows = [row for row in fields.load() if row["verdict"] != "related"]

    area = style.auc([as_article(row) for row in rows], [r["verdict"] == "relevant" for r in rows])

    assert area <= 0.65
