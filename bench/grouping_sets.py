"""Labelled articles for grouping: hand-written events from tests/gold, and how they are examined.

The facts stand beside each text, so that grouping is measured apart from judging.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from monitor.grouping import copies, incidents
from monitor.models import (
    UNKNOWN,
    Article,
    Claim,
    Episode,
    Examined,
    Judgement,
    Kind,
    Mention,
    Outlet,
    Place,
    Precision,
    Role,
    Status,
    Verdict,
    When,
)
from monitor.text import clean, fold

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "grouping_events.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An examined article with what is true of it."""

    id: str
    family: str
    split: str
    story: str
    incident: str
    """The main one; empty where the article tells none."""
    examined: Examined
    others: tuple[str, ...] = ()
    """Further incidents that it tells."""


def gold(split: str = "") -> list[Labelled]:
    """Return the hand-written versions of one split (``tuning`` or ``test``), or all of them."""
    return [labelled(line) for line in gold_lines(split)]


def gold_lines(split: str = "") -> list[dict[str, Any]]:
    """Return the hand-written versions as they stand in the file."""
    lines = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return [line for line in lines if not split or line["split"] == split]


def labelled(line: Mapping[str, Any]) -> Labelled:
    """Return one version with its facts as grouping sees them."""
    return Labelled(
        id=line["id"],
        family=line["family"],
        split=line["split"],
        story=line["story"],
        incident=line["incidents"][0] if line["incidents"] else "",
        examined=examine(_article(line), _judgement(line)),
        others=tuple(line["incidents"][1:]),
    )


def examine(article: Article, judgement: Judgement) -> Examined:
    """As the intake does, with a judgement made elsewhere."""
    facts = incidents.facts(article, judgement)
    sketch = copies.sketch(article.title, article.body)
    further = incidents.further(article, judgement)
    keys = tuple(map(incidents.keys, further))
    return Examined(article, judgement, sketch, facts, incidents.keys(facts), further, keys)


def _article(line: Mapping[str, Any]) -> Article:
    published = line["published"]
    at = datetime.fromisoformat(published) if published else None
    url = f"https://{line['outlet'].lower().replace(' ', '-')}.example/{line['id']}"
    return Article(
        url=url,
        canonical_url=url,
        outlet=Outlet(line["outlet"], line["outlet"]),
        title=clean(line["title"]),
        body=clean(line["body"]),
        author="",
        language=line["language"],
        published=When(at, "time") if at else UNKNOWN,
        fetched_at=at or datetime(2026, 1, 1, tzinfo=UTC),
    )


def _judgement(line: Mapping[str, Any]) -> Judgement:
    counts = [_claim(name, value) for name, value in line["counts"].items()]
    forms = [_claim("form", form) for form in line["forms"]]
    said = fold(line["title"] + " " + line["body"])
    named = [(field, n) for field, n in line["names"].items() if fold(n) in said]
    named = [(field, name) for field, name in named if field != "venue"]
    names = [_claim(field, name) for field, name in named]
    day = line["event_date"] or (line["published"] or "")[:10]
    event = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Judgement(
        verdict=Verdict("relevant", 1.0, (), True),
        kind=cast("Kind", line["kind"]),
        status=cast("Status", line["status"]),
        event=When(event, cast("Precision", line["event_precision"]) if event else "unknown"),
        claims=(*counts, *forms, *names),
        mentions=tuple(_mention(place) for place in line["places"]),
        episodes=tuple(map(_episode, line.get("episodes", ()))),
    )


def _episode(line: Mapping[str, Any]) -> Episode:
    start, end = line["passage"]
    event = datetime.fromisoformat(line["event_date"]).replace(tzinfo=UTC)
    return Episode(
        passages=((start, end),),
        status=cast("Status", line["status"]),
        event=When(event, cast("Precision", line["event_precision"])),
        claims=tuple(_claim(name, value) for name, value in line["counts"].items()),
        mentions=tuple(map(_mention, line["places"])),
        aside=line["aside"],
    )


def _claim(field: str, value: str | int) -> Claim:
    return Claim(field=field, value=value, quote="", start=0, end=0)


def _mention(place: Mapping[str, str]) -> Mention:
    where = Place(place["text"], ubigeo=place["ubigeo"], department=place["department"])
    return Mention(where, cast("Role", place["role"]), quote="", start=0, end=0)
