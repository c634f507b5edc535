"""What is known that an article may belong to: near texts and incidents that share a key.

Every step is an index look-up with a limit, so the cost does not grow with the database.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from monitor.models import Candidate, Examined, Facts, Known, KnownIncident
from storage.base import listed
from storage.regrouping import Regrouping
from storage.rows import (
    Row,
    content_hash,
    facts_of,
    instant,
    unpacked,
    when,
)

MOST_CANDIDATES = 50
MOST_OF_A_STORY = 3
MOST_SILENT = 4
"""Members of a story that share no shingle: they tell that the article is not their text."""
MOST_INCIDENTS = 40
MOST_TELLINGS = 60
_MOST_EQUAL = 10
_MOST_PER_KEY = 200


class Near(Regrouping):
    """Looking for what an article may belong to."""

    def near(self, examined: Examined, *, min_hits: int = 2, common: int = 60) -> Known:
        """Return the stored texts and incidents that the article may belong to.

        Args:
            examined: The article with its keys.
            min_hits: Word shingles that a stored text must share.
            common: A shingle that more articles than this hold says nothing and is passed over.
        """
        return Known(
            candidates=self._candidates(examined, self._ranked(examined, min_hits, common)),
            incidents=self._incidents(examined.incident_keys),
        )

    # -- texts ------------------------------------------------------------------------------------

    def _ranked(self, examined: Examined, min_hits: int, common: int) -> list[int]:
        """Return the numbers of articles of the same address, of the same text, then near ones."""
        article = examined.article
        by_address = self.rows(
            "SELECT article_id FROM aliases WHERE key IN (SELECT value FROM json_each(?))",
            (listed((article.canonical_url, *article.aliases)),),
        )
        by_hash = self.rows(
            "SELECT id AS article_id FROM articles WHERE content_hash = ? ORDER BY id LIMIT ?",
            (content_hash(article.body), _MOST_EQUAL),
        )
        found = [row["article_id"] for row in (*by_address, *by_hash)]
        return list(dict.fromkeys(found + self._sharing(examined.sketch, min_hits, common)))

    def _sharing(self, sketch: Sequence[int], min_hits: int, common: int) -> list[int]:
        """Return the articles that share shingles, those that share most first."""
        hits: Counter[int] = Counter()
        query = "SELECT article_id FROM shingles WHERE hash = ? LIMIT ?"
        for shingle in sketch:
            holders = self.numbers(query, (shingle, common + 1))
            if len(holders) <= common:
                hits.update(holders)
        enough = min(min_hits, len(sketch))
        ranked = sorted(hits.items(), key=lambda pair: (-pair[1], pair[0]))
        return [article for article, count in ranked if count >= enough][: 4 * MOST_CANDIDATES]

    def _candidates(self, examined: Examined, ranked: Sequence[int]) -> tuple[Candidate, ...]:
        chosen = self._spread(ranked)
        told = self._told(chosen)
        rows = self.rows(
            "SELECT a.*, f.facts, r.body AS packed FROM articles AS a "
            "LEFT JOIN article_facts AS f ON f.article_id = a.id "
            "LEFT JOIN rejected_bodies AS r ON r.article_id = a.id "
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            (listed(chosen),),
        )
        by_id = {row["id"]: row for row in rows}
        return tuple(_candidate(by_id[number], tuple(told[number]), examined) for number in chosen)

    def _spread(self, ranked: Sequence[int]) -> list[int]:
        """Choose among ``ranked``: a few of each story, its fullest text among them."""
        rows = self.rows(
            "SELECT a.id, a.story_id, s.fullest_article_id AS fullest FROM articles AS a "
            "JOIN stories AS s ON s.id = a.story_id WHERE a.id IN (SELECT value FROM json_each(?))",
            (listed(ranked),),
        )
        by_id = {row["id"]: row for row in rows}
        members: dict[int, list[int]] = defaultdict(list)
        for number in ranked:
            if number in by_id:
                members[by_id[number]["story_id"]].append(number)
        chosen: list[int] = []
        for story, found in members.items():
            fullest = by_id[found[0]]["fullest"]
            best = found[: MOST_OF_A_STORY - (fullest not in found[:MOST_OF_A_STORY])]
            best += [fullest] if fullest else []
            chosen += dict.fromkeys([*best, *self._silent(story, ranked)])
        return chosen[:MOST_CANDIDATES]

    def _silent(self, story: int, ranked: Sequence[int]) -> list[int]:
        return self.numbers(
            "SELECT a.id FROM articles AS a JOIN article_facts AS f ON f.article_id = a.id "
            "WHERE a.story_id = ? AND a.id NOT IN (SELECT value FROM json_each(?)) "
            "ORDER BY a.id LIMIT ?",
            (story, listed(ranked), MOST_SILENT),
        )

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
        known = (self._known_incident(i, apart.get(i)) for i in ranked[:MOST_INCIDENTS])
        return tuple(incident for incident in known if incident.tellings)

    def _known_incident(self, incident: int, apart: frozenset[int] | None) -> KnownIncident:
        """Return an incident with its tellings, one a story: the fullest text's, oldest first."""
        rows = self.rows(
            "SELECT a.id, f.facts, max(f.size) FROM incidents AS m "
            "JOIN incident_articles AS l ON l.incident_id = m.id "
            "JOIN articles AS a ON a.id = l.article_id "
            "JOIN article_facts AS f ON f.article_id = a.id "
            "WHERE m.live_id = ? GROUP BY a.story_id "
            "ORDER BY coalesce(a.published_at, a.fetched_at), a.id LIMIT ?",
            (incident, MOST_TELLINGS),
        )
        named = self.row("SELECT title, reviewed_by FROM incidents WHERE id = ?", (incident,))
        reviewed = bool(named and named["reviewed_by"])
        tellings = tuple((row["id"], facts_of(row["facts"])) for row in rows)
        title = named["title"] if named else ""
        return KnownIncident(incident, title, tellings, reviewed, apart or frozenset())


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
    )


def _counts(facts: Facts | None) -> dict[str, int]:
    return dict(facts.counts) if facts else {}


def _body(row: Row, examined: Examined) -> str:
    """Return a candidate's text; one that was not kept is known where its hash is the article's."""
    own = examined.article.body
    if row["body"] is None and row["packed"] is None and row["content_hash"] == content_hash(own):
        return own
    return row["body"] or unpacked(row["packed"])
