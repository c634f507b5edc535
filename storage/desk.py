"""Asking for what the review desk shows: lists by page, and one incident with all of it.

What a user gives is only ever a parameter; the conditions put together here are our own.
"""
# ruff: noqa: S608

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from storage.base import Connected, Values, listed
from storage.desk_rows import (
    MOST,
    PAGE,
    ArticleRow,
    ClaimRow,
    Found,
    IncidentPage,
    IncidentRow,
    PlaceRow,
    Sought,
    SoughtArticles,
    Today,
    article_row,
    incident_row,
)
from storage.incident_views import ONE_VALUED
from storage.rows import instant, stamp
from storage.search import match_query

COUNTED = ("arrested", "rescued", "minors")
"""Counts that a list shows."""
_COMMON = 200
"""A key that so many articles have tells nothing of one incident."""
LONGEST_DAY = timedelta(days=7)
"""What the list of today goes back at most."""

_SCENES = "('rescue', 'arrest', 'exploitation')"
_TOLD = (
    "EXISTS (SELECT 1 FROM incidents AS m CROSS JOIN incident_articles AS l "
    "ON l.incident_id = m.id WHERE m.live_id = i.id)"
)
_WHERE = {
    "department": "i.id IN (SELECT m.live_id FROM incident_places AS p "
    "JOIN incidents AS m ON m.id = p.incident_id "
    f"WHERE p.department = ? AND p.role IN {_SCENES})",
    "form": "i.id IN (SELECT m.live_id FROM claims AS c JOIN incidents AS m "
    "ON m.id = c.incident_id WHERE c.field = 'form' AND c.value = ?)",
    "status": "i.status = ?",
    "since": "i.date_event >= ?",
    "until": "i.date_event <= ?",
}
"""Filter -> its condition; the value is its parameter."""
_CONFLICT = (
    "EXISTS (SELECT 1 FROM incidents AS m CROSS JOIN claims AS c ON c.incident_id = m.id "
    f"WHERE m.live_id = i.id AND c.field IN ({ONE_VALUED}) "
    "AND NOT EXISTS (SELECT 1 FROM decided_values AS d "
    "WHERE d.incident_id = i.id AND d.field = c.field) "
    "GROUP BY c.field HAVING min(c.value) <> max(c.value))"
)
"""Aggregates have no incident, so the index over incident, field and value answers it alone."""
_REVIEWS = {
    "": "i.review IS NOT 'rejected'",
    "open": "i.review IS NULL",
    **{state: f"i.review = '{state}'" for state in ("accepted", "rejected", "unsure")},
}
_WORDS = (
    "i.id IN (SELECT m.live_id FROM articles_fts AS f JOIN incident_articles AS l "
    "ON l.article_id = f.rowid JOIN incidents AS m ON m.id = l.incident_id "
    "WHERE articles_fts MATCH ?)"
)
_DECIDED = (
    "(SELECT action FROM reviews AS r WHERE r.article_id = a.id AND r.undone_at IS NULL "
    "AND r.action IN ('relevant', 'related', 'rejected', 'unsure') ORDER BY r.id DESC LIMIT 1)"
)
_MACHINE = (
    "coalesce((SELECT json_extract(r.before, '$.verdict') FROM reviews AS r "
    "WHERE r.article_id = a.id AND r.undone_at IS NULL "
    "AND r.action IN ('relevant', 'related', 'rejected') ORDER BY r.id LIMIT 1), a.verdict)"
)
_SHOWN = (
    f"a.*, {_DECIDED} AS decision, {_MACHINE} AS machine, "
    "(SELECT r.body FROM rejected_bodies AS r WHERE r.article_id = a.id) AS packed"
)
_ARTICLE = f"SELECT {_SHOWN} FROM articles AS a"


class Desk(Connected):
    """Questions of the review desk."""

    # -- incidents --------------------------------------------------------------------------------

    def find_incidents(self, sought: Sought, page: int = 1) -> Found[IncidentRow]:
        """Return a page of live incidents that at least one article tells, the latest first."""
        where, values = _incident_where(sought)
        numbers = self.numbers(
            f"SELECT i.id FROM incidents AS i WHERE {where} "
            "ORDER BY coalesce(i.date_event, i.first_seen_at) DESC, i.id DESC LIMIT ?",
            (*values, max(MOST, page * PAGE)),
        )
        chosen = numbers[(page - 1) * PAGE : page * PAGE]
        return Found(self.incident_rows(chosen), page, len(numbers))

    def incident_rows(self, numbers: Sequence[int]) -> tuple[IncidentRow, ...]:
        """Return live incidents in the order of their ``numbers``."""
        asked = (listed(numbers),)
        chosen = "SELECT value FROM json_each(?)"
        rows = self.rows(f"SELECT * FROM incidents WHERE id IN ({chosen})", asked)
        found = {row["id"]: incident_row(row) for row in rows}
        said = self._said(numbers)
        told = self._told_by_outlets(numbers)
        decided = self._decided_values(numbers)
        departments = defaultdict(list)
        for row in self.rows(
            "SELECT DISTINCT m.live_id, p.department FROM incidents AS m "
            f"CROSS JOIN incident_places AS p ON p.incident_id = m.id WHERE m.live_id IN ({chosen})"
            f" AND p.department <> '' AND p.role IN {_SCENES} ORDER BY p.department",
            asked,
        ):
            departments[row["live_id"]].append(row["department"])
        return tuple(
            replace(
                found[number],
                departments=tuple(departments[number]),
                forms=tuple(map(str, said[number].pop("form", ()))),
                counts={
                    name: tuple(said[number][name]) for name in COUNTED if name in said[number]
                },
                decided=decided[number],
                articles=len(told[number]),
                outlets=tuple(dict.fromkeys(told[number].values())),
            )
            for number in numbers
            if number in found
        )

    def _said(self, numbers: Sequence[int]) -> dict[int, dict[str, list[int]]]:
        """Return what is said of incidents: field -> its different values, the smallest first."""
        said: dict[int, dict[str, list[int]]] = defaultdict(dict)
        for row in self.rows(
            "SELECT DISTINCT m.live_id, c.field, c.value FROM incidents AS m "
            "CROSS JOIN claims AS c ON c.incident_id = m.id "
            "WHERE m.live_id IN (SELECT value FROM json_each(?)) AND c.scope = 'incident' "
            "AND c.field IN (SELECT value FROM json_each(?)) ORDER BY c.value",
            (listed(numbers), listed((*COUNTED, "form"))),
        ):
            said[row["live_id"]].setdefault(row["field"], []).append(row["value"])
        return said

    def _told_by_outlets(self, numbers: Sequence[int]) -> dict[int, dict[int, str]]:
        """Return who tells incidents: article -> outlet, the earliest first."""
        told: dict[int, dict[int, str]] = defaultdict(dict)
        for row in self.rows(
            "SELECT m.live_id, a.id, a.outlet FROM incidents AS m "
            "CROSS JOIN incident_articles AS l ON l.incident_id = m.id "
            "CROSS JOIN articles AS a ON a.id = l.article_id "
            "WHERE m.live_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(numbers),),
        ):
            told[row["live_id"]][row["id"]] = row["outlet"]
        return told

    def _decided_values(self, numbers: Sequence[int]) -> dict[int, dict[str, str | int | None]]:
        decided: dict[int, dict[str, str | int | None]] = defaultdict(dict)
        for row in self.rows(
            "SELECT incident_id, field, value FROM decided_values "
            "WHERE incident_id IN (SELECT value FROM json_each(?))",
            (listed(numbers),),
        ):
            decided[row["incident_id"]][row["field"]] = row["value"]
        return decided

    def incident_page(self, incident_id: int) -> IncidentPage | None:
        """Return a live incident with all that is said of it; None where there is no such."""
        (row,) = self.incident_rows([incident_id]) or (None,)
        if row is None:
            return None
        numbers = self.numbers(
            "SELECT id FROM incidents WHERE live_id = ? ORDER BY id <> ?, id",
            (incident_id, incident_id),
        )
        return IncidentPage(
            row=row,
            numbers=tuple(numbers),
            articles=self._article_rows(numbers),
            claims=self._claim_rows(numbers),
            places=self._place_rows(numbers),
        )

    def _article_rows(self, numbers: Sequence[int]) -> tuple[ArticleRow, ...]:
        rows = self.rows(
            f"SELECT {_SHOWN}, l.reason, "
            "l.status, l.date_event, l.date_precision, max(l.score) "
            "FROM incident_articles AS l JOIN articles AS a ON a.id = l.article_id "
            "WHERE l.incident_id IN (SELECT value FROM json_each(?)) "
            "GROUP BY a.id ORDER BY coalesce(a.published_at, a.fetched_at), a.id",
            (listed(numbers),),
        )
        return tuple(map(article_row, rows))

    def _claim_rows(self, numbers: Sequence[int]) -> tuple[ClaimRow, ...]:
        rows = self.rows(
            "SELECT c.*, a.outlet FROM claims AS c JOIN articles AS a ON a.id = c.article_id "
            "WHERE c.incident_id IN (SELECT value FROM json_each(?)) AND c.scope = 'incident' "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id, c.id",
            (listed(numbers),),
        )
        names = (
            "article_id",
            "outlet",
            "field",
            "value",
            "qualifier",
            "part",
            "quote",
            "start",
            "end",
        )
        return tuple(
            ClaimRow(claim_id=row["id"], **{name: row[name] for name in names}) for row in rows
        )

    def _place_rows(self, numbers: Sequence[int]) -> tuple[PlaceRow, ...]:
        rows = self.rows(
            "SELECT p.*, a.outlet FROM incident_places AS p JOIN articles AS a "
            "ON a.id = p.article_id WHERE p.incident_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id, p.id",
            (listed(numbers),),
        )
        names = (
            "article_id", "outlet", "role", "text", "department", "province", "district",
            "country", "latitude", "longitude", "part", "quote", "start", "end",
        )  # fmt: skip
        return tuple(
            PlaceRow(place_id=row["id"], **{name: row[name] for name in names}) for row in rows
        )

    def similar_incidents(self, incident_id: int, most: int = 5) -> tuple[IncidentRow, ...]:
        """Return live incidents that share rare keys with one, the likeliest first."""
        numbers = self.numbers(
            "WITH own AS (SELECT DISTINCT k.key FROM incidents AS m CROSS JOIN incident_keys AS k "
            "ON k.incident_id = m.id WHERE m.live_id = ?1), shared AS (SELECT key, "
            "(SELECT count(*) FROM (SELECT 1 FROM incident_keys AS c WHERE c.key = own.key "
            f"LIMIT {_COMMON})) AS holders FROM own) "
            "SELECT o.live_id FROM shared CROSS JOIN incident_keys AS x ON x.key = shared.key "
            "CROSS JOIN incidents AS o ON o.id = x.incident_id "
            f"WHERE shared.holders < {_COMMON} AND o.live_id <> ?1 AND o.review IS NOT 'rejected' "
            "GROUP BY o.live_id ORDER BY sum(1.0 / shared.holders) DESC, o.live_id LIMIT ?2",
            (incident_id, most),
        )
        return self.incident_rows(numbers)

    def choices(self) -> dict[str, list[str]]:
        """Return what incidents can be filtered by: departments, forms and statuses that occur."""
        asked = {
            "department": "SELECT DISTINCT department FROM incident_places "
            f"WHERE department <> '' AND role IN {_SCENES} ORDER BY department",
            "form": "SELECT DISTINCT value FROM claims WHERE field = 'form' ORDER BY value",
            "status": "SELECT DISTINCT status FROM incidents ORDER BY status",
        }
        return {name: list(map(str, self.column(sql))) for name, sql in asked.items()}

    # -- articles ---------------------------------------------------------------------------------

    def find_articles(self, sought: SoughtArticles, page: int = 1) -> Found[ArticleRow]:
        """Return a page of articles, those stored last first."""
        where, values = _article_where(sought)
        counted = f"SELECT count(*) FROM (SELECT 1 FROM articles AS a WHERE {where} LIMIT {MOST})"
        chosen = f"SELECT a.id FROM articles AS a WHERE {where} ORDER BY a.id DESC"
        rows = self.rows(
            f"{_ARTICLE} WHERE a.id IN ({chosen} LIMIT {PAGE} OFFSET ?) ORDER BY a.id DESC",
            (*values, (page - 1) * PAGE),
        )
        return Found(tuple(map(article_row, rows)), page, self.number(counted, values))

    def article_row(self, article_id: int) -> ArticleRow | None:
        """Return one article as a list shows it."""
        row = self.row(f"{_ARTICLE} WHERE a.id = ?", (article_id,))
        return article_row(row) if row else None

    # -- today ------------------------------------------------------------------------------------

    def today(self, now: datetime, drawn: Collection[int] = ()) -> Today:
        """Return what lies before a reviewer: what the last digest told and what came since.

        Without a digest, and where it covers more, that is the last seven days before the newest
        article.

        Args:
            now: The current instant.
            drawn: Rejected articles that the digest drew for inspection.
        """
        since = stamp(self._since(now))
        incidents = self.rows(
            "SELECT i.live_id AS id, live.review IS NOT NULL "
            "AND max(a.fetched_at) <= coalesce((SELECT max(r.at) FROM reviews AS r "
            "WHERE r.incident_id = live.id AND r.undone_at IS NULL "
            "AND r.action IN ('accept', 'reject', 'unsure')), '') AS done "
            "FROM articles AS a JOIN incident_articles AS l ON l.article_id = a.id "
            "JOIN incidents AS i ON i.id = l.incident_id "
            "JOIN incidents AS live ON live.id = i.live_id "
            "WHERE a.verdict = 'relevant' AND a.fetched_at > ? GROUP BY i.live_id "
            "ORDER BY coalesce(live.date_event, live.first_seen_at) DESC, live.id DESC",
            (since,),
        )
        found = self._articles_of_today(since, drawn)
        return Today(
            since=instant(since),
            incidents=tuple(row["id"] for row in incidents),
            done=frozenset(row["id"] for row in incidents if row["done"]),
            others=tuple(row for row in found if row.machine == "relevant"),
            related=tuple(row for row in found if row.machine == "related"),
            rejects=tuple(row for row in found if row.machine == "rejected"),
        )

    def _articles_of_today(self, since: str, drawn: Collection[int]) -> tuple[ArticleRow, ...]:
        """Return articles that tell no incident, the sample of rejects, and what was decided on."""
        no_incident = "NOT EXISTS (SELECT 1 FROM incident_articles AS l WHERE l.article_id = a.id)"
        alone = (
            "SELECT a.id FROM articles AS a WHERE a.verdict IN ('relevant', 'related') "
            f"AND a.fetched_at > ? AND {no_incident}"
        )
        decided = (
            "SELECT r.article_id FROM reviews AS r JOIN articles AS a ON a.id = r.article_id "
            "WHERE r.undone_at IS NULL AND r.action <> 'note' AND a.fetched_at > ? "
            f"AND json_extract(r.after, '$.leader') IS NULL "
            f"AND ({no_incident} OR {_MACHINE} <> 'relevant')"
        )
        numbers = {*self.numbers(alone, (since,)), *self.numbers(decided, (since,))}
        rows = self.rows(
            f"{_ARTICLE} WHERE a.title <> '' AND a.id IN (SELECT value FROM json_each(?)) "
            "ORDER BY a.id DESC",
            (listed(sorted(numbers | set(drawn))),),
        )
        return tuple(map(article_row, rows))

    def _since(self, now: datetime) -> datetime:
        digest = self.row(
            "SELECT since FROM digests WHERE delivered_at IS NOT NULL ORDER BY id DESC LIMIT 1"
        )
        (newest,) = self.column("SELECT max(fetched_at) FROM articles")
        end = min(instant(str(newest)), now) if newest else now
        earliest = end - LONGEST_DAY
        return max(instant(digest["since"]), earliest) if digest else earliest


def _incident_where(sought: Sought) -> tuple[str, Values]:
    pairs: list[tuple[str, Values]] = [
        ("i.merged_into IS NULL", ()),
        (_TOLD, ()),
        (_REVIEWS[sought.review], ()),
    ]
    for name, condition in _WHERE.items():
        if value := getattr(sought, name):
            pairs.append((condition, (value,)))
    if sought.conflict:
        pairs.append((_CONFLICT, ()))
    if query := match_query(sought.words):
        pairs.append((_WORDS, (query,)))
    return " AND ".join(condition for condition, _ in pairs), [v for _, vs in pairs for v in vs]


def _article_where(sought: SoughtArticles) -> tuple[str, Values]:
    named = {"verdict": sought.verdict, "source_id": sought.source}
    given = {name: value for name, value in named.items() if value}
    conditions = [f"a.{name} = ?" for name in given]
    if sought.decided:
        conditions.append(
            "a.id IN (SELECT article_id FROM reviews WHERE article_id > 0 AND undone_at IS NULL)"
        )
    return " AND ".join(conditions) or "1", list(given.values())
