"""What a digest is made of: the incidents and articles of a period, as values."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from monitor.briefs import (
    ArticleBrief,
    Cell,
    ClaimBrief,
    IncidentBrief,
    IncidentHead,
    Material,
    Overview,
    PlaceBrief,
    SourceBrief,
)
from monitor.privacy import victims
from monitor.privacy.addresses import sheltered
from monitor.text import fold
from storage.base import listed
from storage.brief_rows import article_brief, claim_brief, place_brief
from storage.rows import LIMA, Row, instant, when_of_day
from storage.told import Telling

REJECTS_SHOWN = 10
_REJECTS_DRAWN = 10 * REJECTS_SHOWN
OVERVIEW_MONTHS = 12
MOST_LISTED = 1000
"""Incidents, and articles of a kind, that one digest lists, the latest ones; the others count as
told, and the digest says how many they are. More come together only with a large import."""
READ_CLOSELY = 100
"""Incidents, the latest ones, whose headlines are told whole; a digest tells fewer in full."""

Basis = Literal["told", "stored", "published"]

_CLAIMS = """
SELECT c.*, a.outlet, a.fetched_at, a.published_at, a.digest_id
FROM claims AS c JOIN articles AS a ON a.id = c.article_id
WHERE c.{} IN (SELECT value FROM json_each(?))
ORDER BY coalesce(a.published_at, a.fetched_at), a.id, c.id
"""
_CLAIMS_OF = {owner: _CLAIMS.format(owner) for owner in ("article_id", "incident_id")}


@dataclass(frozen=True, slots=True)
class Period:
    """Which articles a digest covers."""

    since: str
    until: str
    articles: frozenset[int]
    """Those that are new in it."""
    older: frozenset[int] = frozenset()
    """Those from before it that no digest told."""
    basis: Basis = "stored"
    """By what an article counts as known before: that a digest told it, or when it was stored or
    published."""

    def covers(self, article_id: int) -> bool:
        """Whether an article is new in the period."""
        return article_id in self.articles

    def knows(self, article_id: int, row: Row) -> bool:
        """Whether an article is new in the period or was known before it."""
        if self.covers(article_id):
            return True
        if self.basis == "told":
            return row["digest_id"] is not None
        stored = row["fetched_at"]
        at = row["published_at"] or stored if self.basis == "published" else stored
        return bool(at <= self.since)


class Materials(Telling):
    """Reading what a digest is made of."""

    def material(self, period: Period, number: int) -> Material:
        """Return everything that a digest of ``period`` is made of.

        Args:
            period: What it covers.
            number: Of the digest; 0 for a summary, which corrects nothing and draws its rejects by
                the period.
        """
        rows = self._incident_rows(period)
        incidents = self._incident_briefs(rows[-MOST_LISTED:], period)
        others, related = (self._article_ids(period, label) for label in ("relevant", "related"))
        unlisted = sum(max(0, len(one) - MOST_LISTED) for one in (rows, others, related))
        sources = self.source_health()
        return Material(
            since=instant(period.since),
            until=instant(period.until),
            incidents=incidents,
            others=self._article_briefs(others[-MOST_LISTED:], period),
            related=self._article_briefs(related[-MOST_LISTED:], period),
            rejects=self._rejects(period, str(number or f"{period.since} {period.until}")),
            sources=sources,
            counters={**self._counters(period, incidents), "unlisted": unlisted},
            drops=self._drops(period),
            number=number,
            back=self._back(sources) if number else (),
            errata=self.errata() if number else (),
            overview=self._overview(period, number),
        )

    def incidents_since(self, since: str) -> list[IncidentHead]:
        """Return the live incidents that were first seen at ``since``, UTC ISO text, or later."""
        rows = self.rows(
            "SELECT s.*, t.url, t.title AS headline, t.body FROM incident_summary AS s "
            "CROSS JOIN articles AS t ON t.id = (SELECT a.id FROM incidents AS i "
            "JOIN incident_articles AS l ON l.incident_id = i.id "
            "JOIN articles AS a ON a.id = l.article_id WHERE i.live_id = s.incident_id "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id LIMIT 1) "
            "WHERE s.first_seen_at >= ? ORDER BY s.incident_id",
            (since,),
        )
        return [
            IncidentHead(
                row["incident_id"],
                row["title"],
                when_of_day(row["date_event"], row["date_precision"]),
                _split(row["departments"]),
                _split(row["forms"]),
                sheltered(row["url"], victims(row["headline"], row["body"] or "")),
            )
            for row in rows
        ]

    def _back(self, sources: Sequence[SourceBrief]) -> tuple[SourceBrief, ...]:
        """Return the sources that answer again since a digest told that they did not."""
        told = self.told_states("digest")
        return tuple(
            source
            for source in sources
            if source.state == "ok" and told.get(f"source:{source.source_id}", "ok") != "ok"
        )

    def _overview(self, period: Period, number: int) -> Overview:
        """Return the incidents of the twelve months up to a digest, of a summary those of it."""
        last = instant(period.until).astimezone(LIMA).date()
        begin = instant(period.since).astimezone(LIMA).date()
        first = last.replace(day=1)
        while number and months_between(first, last) < OVERVIEW_MONTHS - 1:
            first = (first - timedelta(1)).replace(day=1)
        first = first if number else min(begin, last)
        if not number and instant(period.until) == midnight(last):
            last -= timedelta(1)
        ends = (f"{first:%Y-%m}", f"{last:%Y-%m}")
        rows = self.rows(
            "SELECT month, department, form, count(*) AS incidents, "
            "coalesce(sum(rescued_min), 0) AS least, coalesce(sum(rescued_max), 0) AS most "
            "FROM incident_cells WHERE month BETWEEN ? AND ? AND length(month) = 7 "
            "GROUP BY month, department, form",
            ends,
        )
        return Overview(*ends, tuple(Cell(*row.values()) for row in rows))

    def _article_ids(self, period: Period, label: str) -> list[int]:
        """Return the period's articles of a verdict that tell no incident, oldest first."""
        return self.numbers(
            "SELECT a.id FROM articles AS a WHERE a.id IN (SELECT value FROM json_each(?)) "
            "AND a.verdict = ? AND NOT EXISTS "
            "(SELECT 1 FROM incident_articles AS l WHERE l.article_id = a.id) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(period.articles), label),
        )

    def _article_briefs(self, numbers: Sequence[int], period: Period) -> tuple[ArticleBrief, ...]:
        rows = self.rows(
            "SELECT a.* FROM articles AS a WHERE a.id IN (SELECT value FROM json_each(?)) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(numbers),),
        )
        claims = self._claims("article_id", numbers, period)
        close = set(numbers[-READ_CLOSELY:])
        return tuple(
            article_brief(row, tuple(claims.get(row["id"], ())), closely=row["id"] in close)
            for row in rows
        )

    def _rejects(self, period: Period, seed: str) -> tuple[ArticleBrief, ...]:
        """Draw a few rejected articles: with the same seed the same ones.

        More are drawn than are shown: where no text was kept that could tell whether the title
        names a victim, another stands in.
        """
        ids = self.numbers(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) "
            "AND verdict = 'rejected' AND title <> '' ORDER BY id",
            (listed(period.articles),),
        )
        draw = random.Random(seed)  # noqa: S311  drawn for a person to look at, no secret
        drawn = draw.sample(ids, min(_REJECTS_DRAWN, len(ids)))
        rows = self.rows(
            "SELECT a.*, r.body AS packed FROM articles AS a "
            "LEFT JOIN rejected_bodies AS r ON r.article_id = a.id "
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            (listed(drawn),),
        )
        briefs = sorted(map(article_brief, rows), key=lambda one: drawn.index(one.article_id))
        shown = [brief for brief in briefs if brief.title][:REJECTS_SHOWN]
        return tuple(sorted(shown, key=lambda one: one.article_id))

    def _counters(self, period: Period, incidents: Sequence[IncidentBrief]) -> Mapping[str, int]:
        between = (period.since, period.until)
        labels = self.rows(
            "SELECT verdict, count(*) AS n FROM articles "
            "WHERE id IN (SELECT value FROM json_each(?)) GROUP BY verdict",
            (listed(period.articles),),
        )
        polls = "SELECT count(*) FROM polls WHERE at > ? AND at <= ?"
        rounds = "SELECT count(*) FROM rounds WHERE started_at > ? AND started_at <= ?"
        drops = "SELECT count(*) FROM drops WHERE at > ? AND at <= ?"
        return {
            "rounds": self.number(rounds, between),
            "polls": self.number(polls, between),
            "polls_failed": self.number(
                f"{polls} AND outcome NOT IN ('ok', 'not_modified')", between
            ),
            "articles": len(period.articles),
            "older": len(period.older),
            **dict.fromkeys(("relevant", "related", "rejected"), 0),
            **{row["verdict"]: row["n"] for row in labels},
            "drops": self.number(drops, between),
            "incidents_new": sum(incident.is_new for incident in incidents),
        }

    def _drops(self, period: Period) -> Mapping[str, int]:
        rows = self.rows(
            "SELECT stage || ': ' || reason AS why, count(*) AS n FROM drops "
            "WHERE at > ? AND at <= ? GROUP BY why ORDER BY n DESC, why",
            (period.since, period.until),
        )
        return {row["why"]: row["n"] for row in rows}

    # -- incidents --------------------------------------------------------------------------------

    def _incident_rows(self, period: Period) -> list[Row]:
        """Return the incidents that the period's articles tell, the latest event last."""
        return self.rows(
            "SELECT DISTINCT live.* FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id "
            "JOIN incidents AS live ON live.id = i.live_id "
            "WHERE l.article_id IN (SELECT value FROM json_each(?)) "
            "AND live.review IS NOT 'rejected' "
            "ORDER BY coalesce(live.date_event, live.first_seen_at), live.id",
            (listed(period.articles),),
        )

    def _incident_briefs(self, rows: Sequence[Row], period: Period) -> tuple[IncidentBrief, ...]:
        numbers = self._numbers(row["id"] for row in rows)
        close = {row["id"] for row in rows[-READ_CLOSELY:]}
        articles = self._tellings(numbers, period, close)
        claims = self._claims("incident_id", list(numbers), period)
        places = self._places(numbers, period)
        told = self.told_of(row["id"] for row in rows)
        decided = self._decided(row["id"] for row in rows)
        of_incident: dict[int, list[ClaimBrief]] = defaultdict(list)
        for number, live in numbers.items():
            of_incident[live] += claims.get(number, ())
        return tuple(
            IncidentBrief(
                incident_id=row["id"],
                title=row["title"],
                status=row["status"],
                event=when_of_day(row["date_event"], row["date_precision"]),
                first_seen_at=instant(row["first_seen_at"]),
                is_new=all(article.is_new for article in articles[row["id"]]),
                places=tuple(places[row["id"]]),
                claims=tuple(of_incident[row["id"]]),
                articles=tuple(articles[row["id"]]),
                told=told.get(row["id"]) if period.basis == "told" else None,
                decided=decided.get(row["id"], {}),
            )
            for row in rows
        )

    def _numbers(self, live: Iterable[int]) -> dict[int, int]:
        """Return every number under which live incidents are known, with the live one."""
        rows = self.rows(
            "SELECT id, live_id FROM incidents "
            "WHERE live_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (listed(live),),
        )
        return {row["id"]: row["live_id"] for row in rows}

    def _decided(self, live: Iterable[int]) -> dict[int, dict[str, str]]:
        """Return the values that people chose, by incident and field."""
        rows = self.rows(
            "SELECT * FROM decided_values WHERE value IS NOT NULL "
            "AND incident_id IN (SELECT value FROM json_each(?))",
            (listed(live),),
        )
        decided: dict[int, dict[str, str]] = defaultdict(dict)
        for row in rows:
            decided[row["incident_id"]][row["field"]] = str(row["value"])
        return decided

    def _tellings(
        self, numbers: Mapping[int, int], period: Period, close: Collection[int]
    ) -> dict[int, list[ArticleBrief]]:
        """Return the articles that tell incidents, up to the end of the period, by live number."""
        rows = self.rows(
            "SELECT a.*, i.live_id, max(l.score), l.reason AS link_reason, (SELECT name "
            "FROM article_credits WHERE article_id = a.id ORDER BY kind, name LIMIT 1) AS credit "
            "FROM incidents AS i CROSS JOIN incident_articles AS l ON l.incident_id = i.id "
            "CROSS JOIN articles AS a ON a.id = l.article_id "
            "WHERE i.id IN (SELECT value FROM json_each(?)) "
            "GROUP BY i.live_id, a.id ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(numbers),),
        )
        tellings: dict[int, list[ArticleBrief]] = defaultdict(list)
        for row in rows:
            if period.knows(row["id"], row):
                live, is_new = row["live_id"], period.covers(row["id"])
                brief = article_brief(row, is_new=is_new, closely=live in close)
                tellings[live].append(brief)
        return tellings

    def _claims(
        self, owner: str, numbers: Collection[int], period: Period
    ) -> dict[int, list[ClaimBrief]]:
        """Return the claims of articles or of incidents by their owner's number, oldest first.

        Args:
            owner: The column ``article_id`` or ``incident_id``; only claims of scope incident have
                the latter.
            numbers: Of the owners.
            period: What is new.
        """
        claims: dict[int, list[ClaimBrief]] = defaultdict(list)
        for row in self.rows(_CLAIMS_OF[owner], (listed(numbers),)):
            number = row["article_id"]
            if period.knows(number, row):
                claims[row[owner]].append(claim_brief(row, is_new=period.covers(number)))
        return claims

    def _places(self, numbers: Mapping[int, int], period: Period) -> dict[int, list[PlaceBrief]]:
        rows = self.rows(
            "SELECT p.*, a.outlet, a.fetched_at, a.published_at, a.digest_id "
            "FROM incident_places AS p JOIN articles AS a ON a.id = p.article_id "
            "WHERE p.incident_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id, p.id",
            (listed(numbers),),
        )
        equal: dict[tuple[int, str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            if period.knows(row["article_id"], row):
                place = row["ubigeo"] or fold(row["text"])
                live = numbers[row["incident_id"]]
                equal[live, row["role"], row["country"], place].append(row)
        places: dict[int, list[PlaceBrief]] = defaultdict(list)
        for (live, *_), same in equal.items():
            places[live].append(place_brief(same))
        return places


def _split(names: str | None) -> tuple[str, ...]:
    return tuple((names or "").split(", ")) if names else ()


def months_between(first: date, last: date) -> int:
    """Return how many months lie from one day's month to another's."""
    return (last.year - first.year) * 12 + last.month - first.month


def midnight(day: date) -> datetime:
    """Return the instant at which a Lima day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=LIMA)
