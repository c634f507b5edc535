"""What a digest is made of, and which digests were delivered."""

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import fspath
from pathlib import Path

from monitor.briefs import ArticleBrief, ClaimBrief, IncidentBrief, Material, PlaceBrief
from monitor.text import fold
from storage.base import listed
from storage.brief_rows import article_brief, claim_brief, place_brief
from storage.ledger import Ledger
from storage.rows import (
    Row,
    dumps,
    instant,
    instant_or_none,
    stamp,
    stamp_or_none,
    when_of_day,
)

REJECTS_SHOWN = 10
FIRST_PERIOD = timedelta(days=7)
"""What a digest covers that no earlier one can be reckoned from."""
AHEAD = timedelta(days=1)
"""What was stored this far after now, or later, was stored while the clock stood wrong."""

_CLAIMS = """
SELECT c.*, a.outlet, a.fetched_at, a.digest_id
FROM claims AS c JOIN articles AS a ON a.id = c.article_id
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
    """Those that are new in it."""
    older: frozenset[int] = frozenset()
    """Those from before it that no digest told."""
    goes_on: bool = False
    """Whether it begins where the last digest ended."""

    def covers(self, article_id: int) -> bool:
        """Whether an article is new in the period."""
        return article_id in self.articles

    def knows(self, article_id: int, row: Row) -> bool:
        """Whether an article is new in the period or was known before it."""
        if self.covers(article_id):
            return True
        return row["digest_id"] is not None if self.goes_on else row["fetched_at"] <= self.since


class Digests(Ledger):
    """Material for digests, and the ledger of those delivered."""

    # -- the ledger -------------------------------------------------------------------------------

    def last_digest(self) -> StoredDigest | None:
        """Return the newest digest that was delivered; not the one of the latest date.

        A digest of a far day may have been made while the clock stood wrong.
        """
        sql = "SELECT * FROM digests WHERE delivered_at IS NOT NULL ORDER BY id DESC LIMIT 1"
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

    def next_number(self) -> int:
        """Return the number that the next digest will have."""
        sql = "SELECT max(id) + (delivered_at IS NOT NULL) FROM digests"
        return self.number(sql) or 1

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

        Told are the articles of :meth:`digest_material` of this period, and the older ones that
        its counter ``older`` counts: no later digest brings them up. A day has one digest: one that
        was delivered already stays as it is.
        """
        old = self.digest_of(day)
        if old and old.delivered_at:
            return old.id
        period = self._period(since, until)
        row = {
            "id": old and old.id,
            "day": day,
            "since": period.since,
            "until": period.until,
            "text": text,
            "paths": dumps({name: fspath(path) for name, path in paths.items()}),
            "blind": int(blind),
            "delivered_at": stamp_or_none(delivered_at),
        }
        with self.transaction():
            number = self.insert("digests", row, "OR REPLACE")
            if delivered_at:
                self.write(
                    "UPDATE articles SET digest_id = ? "
                    "WHERE digest_id IS NULL AND id IN (SELECT value FROM json_each(?))",
                    (number, listed(period.articles | period.older)),
                )
        return number

    # -- the material -----------------------------------------------------------------------------

    def digest_material(self, since: datetime, until: datetime) -> Material:
        """Return everything that a digest of this period is made of.

        Where ``since`` is the :meth:`watermark`, all that no digest told yet is taken, so that a
        clock that stood wrong for a while loses nothing and tells nothing twice. Polls and drops
        are then counted from the latest end of a digest that is not after ``until``, or without one
        from seven days before: where a clock stood right, that is ``since``.

        For any other period, as that of the first digest, what was stored within it is taken; older
        articles that no digest told are counted as ``older``.
        """
        period = self._period(since, until)
        incidents = self._incident_briefs(period)
        number = self.next_number()
        return Material(
            since=instant(period.since),
            until=until,
            incidents=incidents,
            others=self._article_briefs(period, "relevant"),
            related=self._article_briefs(period, "related"),
            rejects=self._rejects(period, str(number)),
            sources=self.source_health(),
            counters=self._counters(period, incidents),
            drops=self._drops(period),
            number=number,
        )

    def _period(self, since: datetime, until: datetime) -> _Period:
        begin, end = stamp(since), stamp(until)
        last = self.last_digest()
        if last and stamp(last.until) == begin:
            sql = (
                "SELECT id FROM articles WHERE digest_id IS NULL "
                "AND (fetched_at <= ? OR fetched_at > ?)"
            )
            untold = self.numbers(sql, (end, stamp(until + AHEAD)))
            return _Period(self._begin(until), end, frozenset(untold), goes_on=True)
        within = "SELECT id FROM articles WHERE fetched_at > ? AND fetched_at <= ?"
        before = "SELECT id FROM articles WHERE digest_id IS NULL AND fetched_at <= ?"
        return _Period(
            begin,
            end,
            frozenset(self.numbers(within, (begin, end))),
            frozenset(self.numbers(before, (min(begin, end),))),
        )

    def _begin(self, until: datetime) -> str:
        """Return where a period up to ``until`` begins that goes on from the last digest."""
        sql = "SELECT max(until) FROM digests WHERE delivered_at IS NOT NULL AND until <= ?"
        (ended,) = self.column(sql, (stamp(until),))
        return str(ended) if ended else stamp(until - FIRST_PERIOD)

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
        return tuple(article_brief(row, tuple(claims.get(row["id"], ()))) for row in rows)

    def _rejects(self, period: _Period, seed: str) -> tuple[ArticleBrief, ...]:
        """Draw a few rejected articles: with the same seed the same ones."""
        ids = self.numbers(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) "
            "AND verdict = 'rejected' AND title <> '' ORDER BY id",
            (listed(period.articles),),
        )
        draw = random.Random(seed)  # noqa: S311  drawn for a person to look at, no secret
        rows = self.rows(
            "SELECT * FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (listed(draw.sample(ids, min(REJECTS_SHOWN, len(ids)))),),
        )
        return tuple(map(article_brief, rows))

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
            "older": len(period.older),
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
            "AND live.review IS NOT 'rejected' ORDER BY live.date_event, live.id",
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
            article_brief(row, is_new=period.covers(row["id"]))
            for row in rows
            if period.knows(row["id"], row)
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
            number = row["article_id"]
            if period.knows(number, row):
                claims[row[owner]].append(claim_brief(row, is_new=period.covers(number)))
        return claims

    def _places(self, incidents: Sequence[int], period: _Period) -> tuple[PlaceBrief, ...]:
        rows = self.rows(
            "SELECT p.*, a.outlet, a.fetched_at, a.digest_id FROM incident_places AS p "
            "JOIN articles AS a ON a.id = p.article_id "
            "WHERE p.incident_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id, p.id",
            (listed(incidents),),
        )
        equal: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            if period.knows(row["article_id"], row):
                place = row["ubigeo"] or fold(row["text"])
                equal[row["role"], row["country"], place].append(row)
        return tuple(map(place_brief, equal.values()))


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
