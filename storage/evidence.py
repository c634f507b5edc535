"""All that is stored of one incident, for an evidence packet."""

import json
from collections.abc import Sequence
from hashlib import sha256

from monitor.briefs import Earlier, Evidence, Reviewed, Statement, Telling
from monitor.privacy import victims
from storage.base import Connected
from storage.rows import Row

_TELLINGS = """
SELECT a.id, a.outlet, a.title, a.url, a.canonical_url, a.published_at, a.published_precision,
  coalesce(a.read_again_at, a.fetched_at) AS fetched_at, a.verdict, a.score,
  a.story_id, a.body, l.reason AS link_reason,
  max(l.score) AS link_score
FROM incidents AS m CROSS JOIN incident_articles AS l ON l.incident_id = m.id
CROSS JOIN articles AS a ON a.id = l.article_id
WHERE m.live_id = ? GROUP BY a.id ORDER BY coalesce(a.published_at, a.fetched_at), a.id
"""
_CLAIMS = """
SELECT c.field AS what, c.value, c.qualifier, c.quote, c.part, c.start, c."end", c.extractor,
  c.article_id
FROM incidents AS m CROSS JOIN claims AS c ON c.incident_id = m.id
CROSS JOIN articles AS a ON a.id = c.article_id
WHERE m.live_id = ? AND c.scope = 'incident'
ORDER BY c.field, coalesce(a.published_at, a.fetched_at), c.id
"""
_PLACES = """
SELECT p.role AS what, p.text, p.district, p.province, p.department, p.country, p.quote, p.part,
  p.start, p."end", p.article_id
FROM incidents AS m CROSS JOIN incident_places AS p ON p.incident_id = m.id
CROSS JOIN articles AS a ON a.id = p.article_id
WHERE m.live_id = ? ORDER BY p.role, coalesce(a.published_at, a.fetched_at), p.id
"""
_EARLIER = """
SELECT v.* FROM article_versions AS v
WHERE v.article_id IN (SELECT l.article_id FROM incidents AS m
  CROSS JOIN incident_articles AS l ON l.incident_id = m.id WHERE m.live_id = ?)
ORDER BY v.article_id, v.version
"""
_REVIEWS = """
SELECT * FROM reviews
WHERE incident_id IN (SELECT id FROM incidents WHERE live_id = ?1) OR article_id IN (
  SELECT l.article_id FROM incidents AS m
  CROSS JOIN incident_articles AS l ON l.incident_id = m.id WHERE m.live_id = ?1)
ORDER BY at, id
"""


class Evidencing(Connected):
    """What a packet is made of."""

    def evidence(self, incident_id: int) -> Evidence | None:
        """Return all that is known of an incident, of the live one where it was merged."""
        incident = self.row(
            "SELECT live.* FROM incidents AS i JOIN incidents AS live ON live.id = i.live_id "
            "WHERE i.id = ?",
            (incident_id,),
        )
        if incident is None:
            return None
        live = (incident["id"],)
        tellings, earlier = self.rows(_TELLINGS, live), self.rows(_EARLIER, live)
        rows = (*tellings, *earlier)
        texts = (text for row in rows for text in (row["title"], row["body"] or ""))
        merged = "SELECT id FROM incidents WHERE merged_into = ? ORDER BY id"
        return Evidence(
            incident_id=incident["id"],
            title=incident["title"],
            status=incident["status"],
            date_event=incident["date_event"],
            date_precision=incident["date_precision"],
            first_seen_at=incident["first_seen_at"],
            last_update_at=incident["last_update_at"],
            merged=tuple(self.numbers(merged, live)),
            victims=victims(*texts),
            tellings=tuple(_telling(row, earlier) for row in tellings),
            claims=tuple(map(_claim, self.rows(_CLAIMS, live))),
            places=tuple(map(_place, self.rows(_PLACES, live))),
            reviews=tuple(map(_review, self.rows(_REVIEWS, live))),
        )


def _telling(row: Row, earlier: Sequence[Row]) -> Telling:
    number, text = row.pop("id"), row.pop("body") or ""
    return Telling(
        article_id=number,
        text_sha256=_hash(text),
        characters=len(text),
        earlier=tuple(_earlier(old) for old in earlier if old["article_id"] == number),
        **row,
    )


def _earlier(row: Row) -> Earlier:
    text = row["body"] or ""
    return Earlier(
        version=row["version"],
        title=row["title"],
        read_at=row["read_at"],
        replaced_at=row["replaced_at"],
        counts_changed=json.loads(row["counts_changed"]),
        text_sha256=_hash(text),
        characters=len(text),
    )


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest() if text else ""


def _claim(row: Row) -> Statement:
    return Statement(**{**row, "value": str(row["value"])})


def _place(row: Row) -> Statement:
    parts = [row.pop(name) for name in ("text", "district", "province", "department", "country")]
    named = ", ".join(dict.fromkeys(part for part in parts if part))
    return Statement(value=named, qualifier="", extractor="", **row)


def _review(row: Row) -> Reviewed:
    names = ("at", "reviewer", "action", "article_id", "before", "after", "note", "undone_at")
    return Reviewed(**{name: row[name] for name in names})
