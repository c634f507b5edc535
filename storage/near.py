"""What is known that an article may belong to: near texts and incidents that share a key.

Every step is an index look-up with a limit, so the cost does not grow with the database.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from monitor.models import Candidate, Decision, Examined, Facts, Known, KnownIncident
from storage import shingles
from storage.base import listed
from storage.regrouping import HOLDING, Regrouping
from storage.rows import (
    Row,
    content_hash,
    episode_facts,
    facts_of,
    instant,
    sketch_of,
    unpacked,
    when,
)

MOST_STORIES = 24
MOST_OF_A_STORY = 6
"""Half of them those that share most shingles, half those that share least, which may tell that
the article is not their text."""
_MOST_MEMBERS = 24
"""Of a story are looked at, the earliest and its fullest."""
MOST_INCIDENTS = 40
MOST_TELLINGS = 60
_MOST_EQUAL = 3
_MOST_PER_KEY = 200
_MOST_SILENT = 20
_MOST_COPIES = 8


_TELLINGS = """
SELECT a.id, a.story_id, f.size, f.facts, f.further, l.episode
FROM incidents AS m
JOIN incident_articles AS l ON l.incident_id = m.id
JOIN articles AS a ON a.id = l.article_id
JOIN article_facts AS f ON f.article_id = a.id
WHERE m.live_id = ? ORDER BY coalesce(a.published_at, a.fetched_at), a.id LIMIT ?
"""
FULL = 0.8
"""Share of a story's longest text from which a text of it is full."""


class Near(Regrouping):
    """Looking for what an article may belong to."""

    def near(self, examined: Examined, *, min_hits: int = 2) -> Known:
        """Return the stored texts and incidents that the article may belong to.

        Args:
            examined: The article with its keys.
            min_hits: Word shingles that a stored text must share.
        """
        return Known(
            candidates=self.near_texts(examined, min_hits=min_hits),
            incidents=self._incidents(_keys(examined)),
        )

    # -- texts ------------------------------------------------------------------------------------

    def near_texts(self, examined: Examined, *, min_hits: int = 2) -> tuple[Candidate, ...]:
        """Return the stored texts that may be the article's own; arguments as for :meth:`near`."""
        return self._candidates(examined, self._chosen(examined, min_hits))

    def _chosen(self, examined: Examined, min_hits: int) -> list[int]:
        """Return the numbers of articles of the same address, of the same text, then near ones."""
        article = examined.article
        by_address = self.numbers(
            "SELECT article_id FROM aliases WHERE key IN (SELECT value FROM json_each(?))",
            (listed((article.canonical_url, *article.aliases)),),
        )
        by_hash = self.numbers(
            "SELECT id FROM articles WHERE content_hash = ? AND story_id IS NOT NULL "
            "ORDER BY id LIMIT ?",
            (content_hash(article.body), _MOST_EQUAL),
        )
        homes = self.numbers(
            "SELECT DISTINCT story_id FROM articles WHERE story_id IS NOT NULL "
            "AND id IN (SELECT value FROM json_each(?))",
            (listed(by_address),),
        )
        near = self._nearest(examined.sketch, min_hits, homes)
        return list(dict.fromkeys([*by_address, *by_hash, *near]))

    def _nearest(self, sketch: Sequence[int], min_hits: int, homes: Sequence[int]) -> list[int]:
        """Return a few articles of each story that shares shingles, the nearest story first.

        Those of ``homes``, the stories of the same address, come before, whatever they share.
        """
        hits = shingles.sharing(self.database.conn, sketch)
        enough = min(min_hits, len(sketch))
        ranked = sorted(hits, key=lambda story: (-hits[story], story))
        near = [story for story in ranked if hits[story] >= enough][:MOST_STORIES]
        mine = frozenset(sketch)
        stories = dict.fromkeys([*homes, *near])
        return [article for story in stories for article in self._speakers(story, mine)]

    def _speakers(self, story: int, sketch: frozenset[int]) -> list[int]:
        """Choose who speaks for a story: its nearest texts, its farthest ones, its fullest."""
        rows = self.rows(
            "SELECT f.article_id AS id, f.sketch, s.fullest_article_id = f.article_id AS fullest "
            "FROM stories AS s JOIN articles AS a ON a.story_id = s.id "
            "JOIN article_facts AS f ON f.article_id = a.id WHERE s.id = ? "
            "ORDER BY fullest DESC, a.id LIMIT ?",
            (story, _MOST_MEMBERS),
        )
        shared = {row["id"]: len(sketch.intersection(sketch_of(row["sketch"]))) for row in rows}
        ranked = sorted(shared, key=lambda article: (-shared[article], article))
        if len(ranked) <= MOST_OF_A_STORY:
            return ranked
        half = MOST_OF_A_STORY // 2
        fullest = [row["id"] for row in rows if row["fullest"]]
        near = list(dict.fromkeys([*ranked[: half - len(fullest)], *fullest, *ranked[:half]]))
        return list(dict.fromkeys([*near[:half], *ranked[-half:]]))

    def _candidates(self, examined: Examined, chosen: Sequence[int]) -> tuple[Candidate, ...]:
        told = self._told(chosen)
        rows = self.rows(
            "SELECT a.*, f.facts, r.body AS packed, EXISTS (SELECT 1 FROM reviews "  # noqa: S608
            f"WHERE article_id = a.id AND {HOLDING}) AS reviewed FROM articles AS a "
            "LEFT JOIN article_facts AS f ON f.article_id = a.id "
            "LEFT JOIN rejected_bodies AS r ON r.article_id = a.id "
            "WHERE a.id IN (SELECT value FROM json_each(?)) AND a.story_id IS NOT NULL",
            (listed(chosen),),
        )
        by_id = {row["id"]: row for row in rows}
        return tuple(_candidate(by_id[n], tuple(told[n]), examined) for n in chosen if n in by_id)

    def _told(self, articles: Sequence[int]) -> dict[int, list[int]]:
        """Return the live incidents that each article tells, its main one first."""
        told: dict[int, list[int]] = defaultdict(list)
        for row in self.rows(
            "SELECT l.article_id, i.live_id AS incident "
            "FROM incident_articles AS l JOIN incidents AS i ON i.id = l.incident_id "
            "WHERE l.article_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY l.score DESC, l.incident_id",
            (listed(articles),),
        ):
            if row["incident"] not in told[row["article_id"]]:
                told[row["article_id"]].append(row["incident"])
        return told

    def silent(self, decision: Decision) -> list[int]:
        """Return articles that may tell an incident of ``decision`` and did not seem to so far.

        They share a key with it. Those on which a person decided are left out.
        """
        if not decision.incidents:
            return []
        found: dict[int, None] = {}
        for key in _keys(decision.examined):
            sql = "SELECT article_id FROM silent_keys WHERE key = ? ORDER BY 1 DESC LIMIT ?"
            found |= dict.fromkeys(self.numbers(sql, (key, _MOST_SILENT)))
        return [number for number in sorted(found) if not self.is_placed(number)]

    # -- incidents --------------------------------------------------------------------------------

    def _incidents(self, keys: Iterable[str]) -> tuple[KnownIncident, ...]:
        """Return the live incidents that share keys; a key that few share weighs more."""
        weights: dict[int, float] = defaultdict(float)
        for key in keys:
            under_key = self.numbers(
                "SELECT DISTINCT i.live_id FROM (SELECT DISTINCT incident_id "
                "FROM incident_keys WHERE key = ? ORDER BY incident_id DESC LIMIT ?) AS k "
                "JOIN incidents AS i ON i.id = k.incident_id",
                (key, _MOST_PER_KEY),
            )
            for incident in under_key:
                weights[incident] += 1 / len(under_key)
        ranked = sorted(weights, key=lambda incident: (-weights[incident], -incident))
        apart = self.separated() if ranked else {}
        placed = self.placed_by_hand() if ranked else set()
        known = (self._known_incident(i, apart.get(i), placed) for i in ranked[:MOST_INCIDENTS])
        return tuple(incident for incident in known if incident.tellings)

    def _known_incident(
        self, incident: int, apart: frozenset[int] | None, placed: Collection[int]
    ) -> KnownIncident:
        """Return an incident with its tellings, one a story, oldest first."""
        rows = _speaking(self.rows(_TELLINGS, (incident, _MOST_COPIES * MOST_TELLINGS)))
        named = self.row("SELECT title FROM incidents WHERE id = ?", (incident,))
        reviewed = self.is_settled(incident)
        tellings = tuple((row["id"], episode_facts(row)) for row in rows)
        title = named["title"] if named else ""
        by_hand = any(number in placed for number, _ in tellings)
        return KnownIncident(incident, title, tellings, reviewed, apart or frozenset(), by_hand)


def _keys(examined: Examined) -> Iterable[str]:
    """Return the keys of all events that an article tells, each once."""
    several = (examined.incident_keys, *examined.further_keys, examined.silent_keys)
    return dict.fromkeys(key for keys in several for key in keys)


def _speaking(rows: Sequence[Row]) -> list[Row]:
    """Choose one row a story: the first of its full texts; a later one may be a rerun."""
    longest: dict[int, int] = {}
    for row in rows:
        longest[row["story_id"]] = max(row["size"], longest.get(row["story_id"], 0))
    first: dict[int, Row] = {}
    for row in rows:
        if row["size"] >= FULL * longest[row["story_id"]]:
            first.setdefault(row["story_id"], row)
    return list(first.values())[:MOST_TELLINGS]


def _candidate(row: Row, incidents: tuple[int, ...], examined: Examined) -> Candidate:
    facts = facts_of(row["facts"]) if row["facts"] else None
    return Candidate(
        article_id=row["id"],
        story_id=row["story_id"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        body=_body(row, examined),
        published=when(row["published_at"], row["published_precision"]),
        fetched_at=instant(row["fetched_at"]),
        verdict=row["verdict"],
        incident_ids=incidents,
        counts=_counts(facts),
        places=facts.places if facts else frozenset(),
        reviewed=bool(row["reviewed"]),
    )


def _counts(facts: Facts | None) -> dict[str, int]:
    return dict(facts.counts) if facts else {}


def _body(row: Row, examined: Examined) -> str:
    """Return a candidate's text; one that was not kept is known where its hash is the article's."""
    own = examined.article.body
    if row["body"] is None and row["packed"] is None and row["content_hash"] == content_hash(own):
        return own
    return row["body"] or unpacked(row["packed"])
