"""What a digest is made of, and which digests were delivered."""

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from os import fspath
from pathlib import Path

from monitor.briefs import ArticleBrief, ClaimBrief, IncidentBrief, Material, PlaceBrief
from monitor.text import fold
from storage.base import listed
from storage.ledger import Ledger
from storage.rows import (
    Row,
    dumps,
    instant,
    instant_or_none,
    reasons_of,
    stamp,
    stamp_or_none,
    when,
    when_of_day,
)

REJECTS_SHOWN = 10

_CLAIMS = """
SELECT c.*, a.outlet, a.fetched_at FROM claims AS c JOIN articles AS a ON a.id = c.article_id
WHERE c.{} IN (SELECT value FROM json_each(?))
ORDER BY coalesce(a.published_at, a.fetched_at), a.id, c.id
"""
_CLAIMS_OF = {owner: _CLAIMS.format(owner) for owner in ("article_id", "incident_id")}


@dataclass(frozen=True, slots=True)
class StoredDigest:
    """A digest that was made."""

    id: int
    day: str
    """The Lima day, as ``2025-03-14``."""
    since: datetime
    until: datetime
    text: str
    paths: Mapping[str, Path]
    """Format -> file that was written."""
    blind: bool
    """Nothing could be looked at in the period."""
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Period:
    """Which articles a digest covers."""

    since: str
    until: str
    articles: frozenset[int]


class Digests(Ledger):
    """Material for digests, and the ledger of those delivered."""

    # -- the ledger -------------------------------------------------------------------------------

    def last_digest(self) -> StoredDigest | None:
        """Return the last digest that was delivered."""
        sql = "SELECT * FROM digests WHERE delivered_at IS NOT NULL ORDER BY until DESC LIMIT 1"
        row = self.row(sql)
        return _digest_of(row) if row else None

    def watermark(self) -> datetime | None:
        """Return up to when the last digest delivered told everything."""
        last = self.last_digest()
        return last.until if last else None

    def last_digest_day(self) -> str | None:
        """Return the Lima day of the last digest delivered, as ``2025-03-14``."""
        last = self.last_digest()
        return last.day if last else None

    def digest_of(self, day: str) -> StoredDigest | None:
        """Return the digest of a Lima day, given as ``2025-03-14``."""
        row = self.row("SELECT * FROM digests WHERE day = ?", (day,))
        return _digest_of(row) if row else None

    def save_digest(
        self,
        day: str,
        since: datetime,
        until: datetime,
        text: str,
        paths: Mapping[str, Path],
        *,
        blind: bool,
        delivered_at: datetime | None,
    ) -> int:
        """Write down a digest and that its articles are told now; return its number.

        A day has one digest: one that was delivered already stays as it is.
        """
        old = self.digest_of(day)
        if old and old.delivered_at:
            return old.id
        row = {
            "id": old and old.id,
            "day": day,
            "since": stamp(since),
            "until": stamp(until),
            "text": text,
            "paths": dumps({name: fspath(path) for name, path in paths.items()}),
            "blind": int(blind),
            "delivered_at": stamp_or_none(delivered_at),
        }
        with self.transaction():
            number = self.insert("digests", row, "OR REPLACE")
            if delivered_at:
                told = "UPDATE articles SET digest_id = ? WHERE digest_id IS NULL AND "
                self.write(told + "fetched_at <= ?", (number, row["until"]))
        return number

    # -- the material -----------------------------------------------------------------------------

    def digest_material(self, since: datetime, until: datetime) -> Material:
        """Return everything that a digest of this period is made of.

        Where ``since`` is the end of the last digest, all that no digest told yet is taken, so that
        a clock that was set back loses nothing; for any other period, what was stored within it.
        """
        period = self._period(stamp(since), stamp(until))
        incidents = self._incident_briefs(period)
        return Material(
            since=since,
            until=until,
            incidents=incidents,
            others=self._article_briefs(period, "relevant"),
            related=self._article_briefs(period, "related"),
            rejects=self._rejects(period),
            sources=self.source_health(),
            counters=self._counters(period, incidents),
            drops=self._drops(period),
        )

    def _period(self, since: str, until: str) -> _Period:
        sql = "SELECT id FROM articles WHERE fetched_at > ? AND fetched_at <= ?"
        values: tuple[str, ...] = (since, until)
        last = self.last_digest()
        if last and stamp(last.until) == since:
            sql = "SELECT id FROM articles WHERE digest_id IS NULL AND fetched_at <= ?"
            values = (until,)
        return _Period(since, until, frozenset(self.numbers(sql, values)))

    def _article_briefs(self, period: _Period, label: str) -> tuple[ArticleBrief, ...]:
        """Return the period's articles of a verdict that tell no incident."""
        rows = self.rows(
            "SELECT a.* FROM articles AS a WHERE a.id IN (SELECT value FROM json_each(?)) "
            "AND a.verdict = ? AND NOT EXISTS "
            "(SELECT 1 FROM incident_articles AS l WHERE l.article_id = a.id) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(period.articles), label),
        )
        claims = self._claims("article_id", [row["id"] for row in rows], period)
        return tuple(_article_brief(row, tuple(claims.get(row["id"], ()))) for row in rows)

    def _rejects(self, period: _Period) -> tuple[ArticleBrief, ...]:
        """Draw a few rejected articles: the same ones however often the period is told."""
        ids = self.numbers(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) "
            "AND verdict = 'rejected' AND title <> '' ORDER BY id",
            (listed(period.articles),),
        )
        # drawn for a person to look at, no secret
        draw = random.Random(f"{period.since} {period.until}")  # noqa: S311
        rows = self.rows(
            "SELECT * FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (listed(draw.sample(ids, min(REJECTS_SHOWN, len(ids)))),),
        )
        return tuple(map(_article_brief, rows))

    def _counters(self, period: _Period, incidents: Sequence[IncidentBrief]) -> Mapping[str, int]:
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
            **dict.fromkeys(("relevant", "related", "rejected"), 0),
            **{row["verdict"]: row["n"] for row in labels},
            "drops": self.number(drops, between),
            "incidents_new": sum(incident.is_new for incident in incidents),
        }

    def _drops(self, period: _Period) -> Mapping[str, int]:
        rows = self.rows(
            "SELECT stage || ': ' || reason AS why, count(*) AS n FROM drops "
            "WHERE at > ? AND at <= ? GROUP BY why ORDER BY n DESC, why",
            (period.since, period.until),
        )
        return {row["why"]: row["n"] for row in rows}

    # -- incidents --------------------------------------------------------------------------------

    def _incident_briefs(self, period: _Period) -> tuple[IncidentBrief, ...]:
        rows = self.rows(
            "SELECT DISTINCT live.* FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id "
            "JOIN incidents AS live ON live.id = i.live_id "
            "WHERE l.article_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY live.date_event, live.id",
            (listed(period.articles),),
        )
        return tuple(self._incident_brief(row, period) for row in rows)

    def _incident_brief(self, row: Row, period: _Period) -> IncidentBrief:
        numbers = self.numbers("SELECT id FROM incidents WHERE live_id = ?", (row["id"],))
        articles = self._tellings(numbers, period)
        claims = self._claims("incident_id", numbers, period)
        return IncidentBrief(
            incident_id=row["id"],
            title=row["title"],
            status=row["status"],
            event=when_of_day(row["date_event"], row["date_precision"]),
            first_seen_at=instant(row["first_seen_at"]),
            is_new=all(article.is_new for article in articles),
            places=self._places(numbers, period),
            claims=tuple(claim for some in claims.values() for claim in some),
            articles=articles,
        )

    def _tellings(self, incidents: Sequence[int], period: _Period) -> tuple[ArticleBrief, ...]:
        """Return the articles that tell an incident, up to the end of the period."""
        rows = self.rows(
            "SELECT a.*, max(l.score), l.reason AS link_reason FROM incident_articles AS l "
            "JOIN articles AS a ON a.id = l.article_id "
            "WHERE l.incident_id IN (SELECT value FROM json_each(?)) "
            "GROUP BY a.id ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(incidents),),
        )
        return tuple(
            _article_brief(row, is_new=row["id"] in period.articles)
            for row in rows
            if row["id"] in period.articles or row["fetched_at"] <= period.since
        )

    def _claims(
        self, owner: str, numbers: Sequence[int], period: _Period
    ) -> dict[int, list[ClaimBrief]]:
        """Return the claims of articles or of incidents by their owner's number, oldest first.

        Args:
            owner: The column ``article_id`` or ``incident_id``; only claims of scope incident have
                the latter.
            numbers: Of the owners.
            period: What is new.
        """
        rows = self.rows(
            _CLAIMS_OF[owner],
            (listed(numbers),),
        )
        claims: dict[int, list[ClaimBrief]] = defaultdict(list)
        for row in rows:
            new = row["article_id"] in period.articles
            if new or row["fetched_at"] <= period.since:
                claims[row[owner]].append(_claim_brief(row, is_new=new))
        return claims

    def _places(self, incidents: Sequence[int], period: _Period) -> tuple[PlaceBrief, ...]:
        rows = self.rows(
            "SELECT p.*, a.outlet, a.fetched_at, a.id AS article FROM incident_places AS p "
            "JOIN articles AS a ON a.id = p.article_id "
            "WHERE p.incident_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id, p.id",
            (listed(incidents),),
        )
        equal: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            if row["article"] in period.articles or row["fetched_at"] <= period.since:
                place = row["ubigeo"] or fold(row["text"])
                equal[row["role"], row["country"], place].append(row)
        return tuple(map(_place_brief, equal.values()))


def _digest_of(row: Row) -> StoredDigest:
    return StoredDigest(
        id=row["id"],
        day=row["day"],
        since=instant(row["since"]),
        until=instant(row["until"]),
        text=row["text"],
        paths={name: Path(path) for name, path in json.loads(row["paths"]).items()},
        blind=bool(row["blind"]),
        delivered_at=instant_or_none(row["delivered_at"]),
    )


def _article_brief(
    row: Row, claims: tuple[ClaimBrief, ...] = (), *, is_new: bool = True
) -> ArticleBrief:
    return ArticleBrief(
        article_id=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["url"],
        published=when(row["published_at"], row["published_precision"]),
        fetched_at=instant(row["fetched_at"]),
        label=row["verdict"],
        kind=row["kind"],
        story_id=row["story_id"],
        link_reason=row.get("link_reason", ""),
        claims=claims,
        is_new=is_new,
        reason=_against(row) if row["verdict"] == "rejected" else "",
    )


def _against(row: Row) -> str:
    """Return the strongest reason against an article."""
    reasons = reasons_of(row["reasons"])
    if not reasons:
        return ""
    strongest = min(reasons, key=lambda reason: reason.weight)
    return f"{strongest.rule}: {strongest.words}" if strongest.words else strongest.rule


def _claim_brief(row: Row, *, is_new: bool) -> ClaimBrief:
    return ClaimBrief(
        field=row["field"],
        value=row["value"],
        qualifier=row["qualifier"],
        scope=row["scope"],
        quote=row["quote"],
        article_id=row["article_id"],
        outlet=row["outlet"],
        is_new=is_new,
    )


def _place_brief(rows: Sequence[Row]) -> PlaceBrief:
    first = rows[0]
    return PlaceBrief(
        role=first["role"],
        text=first["text"],
        department=first["department"],
        district=first["district"],
        ubigeo=first["ubigeo"],
        country=first["country"],
        outlets=tuple(dict.fromkeys(row["outlet"] for row in rows)),
    )
