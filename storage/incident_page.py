"""One incident with all that is known of it: its life line, who says what, and why they are in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.models import Status, When
from storage.joining import Joining
from storage.reviewing import Review
from storage.rows import Row, when, when_of_day


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A stage of a case."""

    status: Status
    event: When
    first_told: When
    articles: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountSeen:
    """A value that is told of an incident."""

    field: str
    value: int
    is_best: bool
    said: tuple[Mapping[str, str], ...]
    """``outlet``, ``at`` and ``article_id`` of each who says it."""


@dataclass(frozen=True, slots=True)
class TellingSeen:
    """An article that tells an incident."""

    article_id: int
    story_id: int
    outlet: str
    language: str
    title: str
    url: str
    published: When
    status: Status
    reason: str
    score: float
    passages: tuple[tuple[int, int], ...]
    """Where its text tells it; empty where all of it does."""
    others: tuple[int, ...]
    """Further incidents that it tells."""


@dataclass(frozen=True, slots=True)
class IncidentSeen:
    """An incident."""

    incident_id: int
    numbers: tuple[int, ...]
    """Those that redirect to it."""
    title: str
    status: Status
    event: When
    review: str
    """``accepted``, ``rejected``, ``unsure``; empty while nobody decided."""
    departments: str
    forms: str
    stages: tuple[StageSeen, ...]
    counts: tuple[CountSeen, ...]
    conflicts: tuple[str, ...]
    """Fields of which several values are told."""
    tellings: tuple[TellingSeen, ...]
    """The earliest first."""
    decisions: tuple[Review, ...]


class IncidentPages(Joining):
    """Looking one incident up."""

    def incident(self, number: int) -> IncidentSeen | None:
        """Return the live incident behind ``number``; None where there is none."""
        live = self.live(number)
        row = self.row("SELECT * FROM incidents WHERE id = ?", (live,))
        if row is None:
            return None
        counts = self.counts_of(live)
        fields = [one.field for one in counts]
        summary = self.row("SELECT * FROM incident_summary WHERE incident_id = ?", (live,)) or {}
        numbers = "SELECT id FROM incidents WHERE merged_into = ? ORDER BY id"
        return IncidentSeen(
            incident_id=live,
            numbers=tuple(self.numbers(numbers, (live,))),
            title=row["title"],
            status=row["status"],
            event=when_of_day(row["date_event"], row["date_precision"]),
            review=row["review"] or "",
            departments=summary.get("departments") or "",
            forms=summary.get("forms") or "",
            stages=self._stages(live),
            counts=counts,
            conflicts=tuple(sorted({field for field in fields if fields.count(field) > 1})),
            tellings=self._tellings_of(live),
            decisions=self.decisions_on(live),
        )

    def _stages(self, live: int) -> tuple[StageSeen, ...]:
        rows = self.rows(
            "SELECT l.status, l.date_event, l.date_precision, a.id, a.outlet, "
            "coalesce(a.published_at, a.fetched_at) AS at FROM incidents AS i "
            "JOIN incident_articles AS l ON l.incident_id = i.id "
            "JOIN articles AS a ON a.id = l.article_id WHERE i.live_id = ? ORDER BY at, a.id",
            (live,),
        )
        order = self.column(
            "SELECT status FROM incident_stages WHERE incident_id = ? "
            "ORDER BY stage, date_event, first_told_at",
            (live,),
        )
        told: dict[object, list[Row]] = {status: [] for status in order}
        for row in rows:
            told[row["status"]].append(row)
        return tuple(map(_stage, told.values()))

    def counts_of(self, live: int) -> tuple[CountSeen, ...]:
        """Return every value that is told of the counts of a live incident, and which is best."""
        rows = self.rows(
            "SELECT * FROM incident_counts WHERE incident_id = ? ORDER BY field, value", (live,)
        )
        return tuple(_count(row) for row in rows)

    def _tellings_of(self, live: int) -> tuple[TellingSeen, ...]:
        rows = self.rows(
            "SELECT a.*, l.reason, l.score, l.passages, l.status FROM incidents AS i "
            "JOIN incident_articles AS l ON l.incident_id = i.id "
            "JOIN articles AS a ON a.id = l.article_id WHERE i.live_id = ? "
            "GROUP BY a.id ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (live,),
        )
        others = (
            "SELECT DISTINCT i.live_id FROM incident_articles AS l JOIN incidents AS i "
            "ON i.id = l.incident_id WHERE l.article_id = ? AND i.live_id <> ? ORDER BY 1"
        )
        return tuple(_telling(row, self.numbers(others, (row["id"], live))) for row in rows)


def _stage(rows: Sequence[Row]) -> StageSeen:
    dated = sorted(
        (row for row in rows if row["date_event"]),
        key=lambda row: (row["date_event"], row["date_precision"]),
    )
    event: Row = dated[0] if dated else {"date_event": None, "date_precision": "unknown"}
    return StageSeen(
        status=rows[0]["status"],
        event=when_of_day(event["date_event"], event["date_precision"]),
        first_told=when(rows[0]["at"], "time"),
        articles=len({row["id"] for row in rows}),
        outlets=tuple(dict.fromkeys(row["outlet"] for row in rows)),
    )


def _count(row: Row) -> CountSeen:
    said = sorted(json.loads(row["said"]), key=lambda one: (one["at"], one["article_id"]))
    kept = ("outlet", "at", "article_id")
    return CountSeen(
        field=row["field"],
        value=row["value"],
        is_best=bool(row["is_best"]),
        said=tuple({name: one[name] for name in kept} for one in said),
    )


def _telling(row: Row, others: Sequence[int]) -> TellingSeen:
    return TellingSeen(
        article_id=row["id"],
        story_id=row["story_id"],
        outlet=row["outlet"],
        language=row["language"],
        title=row["title"],
        url=row["url"],
        published=when(row["published_at"], row["published_precision"]),
        status=row["status"],
        reason=row["reason"],
        score=row["score"],
        passages=tuple((start, end) for start, end in json.loads(row["passages"])),
        others=tuple(others),
    )
