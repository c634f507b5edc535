"""Which digests were delivered, what they covered, and what they were made of."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from os import fspath
from pathlib import Path

from pydantic import TypeAdapter

from monitor.briefs import ArticleBrief, Material
from storage.base import listed
from storage.material import Materials, Period
from storage.rows import Row, dumps, instant, instant_or_none, stamp, stamp_or_none

FIRST_PERIOD = timedelta(days=7)
"""What a digest covers that no earlier one can be reckoned from."""
AHEAD = timedelta(days=1)
"""What was stored this far after now, or later, was stored while the clock stood wrong."""

_MATERIAL = TypeAdapter(Material)


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


class Digests(Materials):
    """The ledger of digests."""

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
        material: Material | None = None,
    ) -> int:
        """Write down a digest and that its articles are told now; return its number.

        Told are the articles of :meth:`digest_material` of this period, and the older ones that
        its counter ``older`` counts: no later digest brings them up. A day has one digest: one that
        was delivered already stays as it is.

        Args:
            day: The Lima day.
            since: As for :meth:`digest_material`.
            until: As for :meth:`digest_material`.
            text: The digest as text.
            paths: Format -> file that was written.
            blind: Whether nothing could be looked at.
            delivered_at: None for a draft.
            material: What it was made of: kept for :meth:`material_of`; what stood then, its
                corrections and its states of sources are told now. None: what stands now is.
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
                self._tell(number, period, material, delivered_at)
        return number

    def _tell(self, number: int, period: Period, material: Material | None, now: datetime) -> None:
        """Take what a digest tells as told."""
        self.write(
            "UPDATE articles SET digest_id = ? "
            "WHERE digest_id IS NULL AND id IN (SELECT value FROM json_each(?))",
            (number, listed(period.articles | period.older)),
        )
        if material is None:
            self.remember(self._incidents_told(period))
        else:
            self.tell((one.incident_id for one in material.errata), material.standing)
            row = {"digest_id": number, "material": _packed(material)}
            self.insert("digest_material", row, "OR REPLACE")
            states = {f"source:{s.source_id}": s.state for s in material.sources}
            self.tell_states("digest", states, now)

    def _incidents_told(self, period: Period) -> list[int]:
        """Return the live incidents that a period's articles tell."""
        return self.numbers(
            "SELECT DISTINCT i.live_id FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id "
            "WHERE l.article_id IN (SELECT value FROM json_each(?))",
            (listed(period.articles),),
        )

    def material_of(self, number: int) -> tuple[StoredDigest, Material] | None:
        """Return a delivered digest and what it was made of; None where that was not kept."""
        row = self.row(
            "SELECT d.*, m.material FROM digests AS d "
            "JOIN digest_material AS m ON m.digest_id = d.id WHERE d.id = ?",
            (number,),
        )
        return (_digest_of(row), _unpacked(row["material"])) if row else None

    def materials(self, most: int) -> Iterator[tuple[StoredDigest, Material]]:
        """Yield delivered digests with what they were made of, the newest first."""
        newest = "SELECT digest_id FROM digest_material ORDER BY digest_id DESC LIMIT ?"
        for number in self.numbers(newest, (most,)):
            found = self.material_of(number)
            if found:
                yield found

    def forget_told(self, article_id: int) -> list[int]:
        """Remove an article and its claims from what digests were made of and readers remember.

        Returns:
            The numbers of those digests.
        """
        told = "SELECT incident_id FROM told WHERE what = 'article' AND value = ?"
        self.remember(self.numbers(told, (article_id,)))
        changed = []
        for number in self.numbers("SELECT digest_id FROM digest_material"):
            found = self.material_of(number)
            kept = found and without(found[1], article_id)
            if found and kept != found[1]:
                assert kept
                row = {"digest_id": number, "material": _packed(kept)}
                self.insert("digest_material", row, "OR REPLACE")
                changed.append(number)
        return changed

    # -- what a digest covers ---------------------------------------------------------------------

    def digest_material(self, since: datetime, until: datetime) -> Material:
        """Return everything that the next digest, of this period, is made of.

        Where ``since`` is the :meth:`watermark`, all that no digest told yet is taken, so that a
        clock that stood wrong for a while loses nothing and tells nothing twice. Polls and drops
        are then counted from the latest end of a digest that is not after ``until``, or without one
        from seven days before: where a clock stood right, that is ``since``.

        For any other period, as that of the first digest, what was stored within it is taken; older
        articles that no digest told are counted as ``older``.

        All is read as it stood at one instant, and with it what readers will have been told: a
        decision that comes before the digest is saved is corrected by the next one.
        """
        with self.snapshot():
            period, number = self._period(since, until), self.next_number()
            material = self.material(period, number)
            chosen = [*self._incidents_told(period), *(one.incident_id for one in material.errata)]
            told = self.standing(chosen, period.articles | period.older, number)
        return replace(material, standing=told)

    def summary_material(self, since: datetime, until: datetime) -> Material:
        """Return what the press published from ``since`` until before ``until``, as known now."""
        begin, end = stamp(since), stamp(until)
        sql = (
            "SELECT id FROM articles WHERE coalesce(published_at, fetched_at) >= ? "
            "AND coalesce(published_at, fetched_at) < ?"
        )
        within = frozenset(self.numbers(sql, (begin, end)))
        return self.material(Period(begin, end, within, basis="published"), 0)

    def _period(self, since: datetime, until: datetime) -> Period:
        begin, end = stamp(since), stamp(until)
        last = self.last_digest()
        if last and stamp(last.until) == begin:
            sql = (
                "SELECT id FROM articles WHERE digest_id IS NULL "
                "AND (fetched_at <= ? OR fetched_at > ?)"
            )
            untold = self.numbers(sql, (end, stamp(until + AHEAD)))
            return Period(self._begin(until), end, frozenset(untold), basis="told")
        within = "SELECT id FROM articles WHERE fetched_at > ? AND fetched_at <= ?"
        before = "SELECT id FROM articles WHERE digest_id IS NULL AND fetched_at <= ?"
        return Period(
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


def without(material: Material, article_id: int) -> Material:
    """Return ``material`` with nothing of one article."""

    def kept(articles: tuple[ArticleBrief, ...]) -> tuple[ArticleBrief, ...]:
        return tuple(article for article in articles if article.article_id != article_id)

    incidents = (
        replace(
            incident,
            articles=kept(incident.articles),
            claims=tuple(c for c in incident.claims if c.article_id != article_id),
        )
        for incident in material.incidents
    )
    return replace(
        material,
        incidents=tuple(incident for incident in incidents if incident.articles),
        others=kept(material.others),
        related=kept(material.related),
        rejects=kept(material.rejects),
    )


def _packed(material: Material) -> bytes:
    return zlib.compress(_MATERIAL.dump_json(material, exclude={"standing"}))


def _unpacked(blob: bytes) -> Material:
    return _MATERIAL.validate_json(zlib.decompress(blob))


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
