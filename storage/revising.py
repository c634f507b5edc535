"""Edited articles: the newest text stands in ``articles``, earlier ones are kept as versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.briefs import Edit
from monitor.models import Article, Decision, IncidentLink, Label, When
from storage.base import listed
from storage.replaying import Replaying
from storage.rows import (
    Row,
    content_hash,
    dumps,
    facts_of,
    stamp,
    unpacked,
    when,
)

EDITED_FOR = timedelta(days=14)
"""After it was first read, an article is not read again."""
BETWEEN = timedelta(hours=3)
"""Two readings of one article lie at least so far apart."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """A stored article as an edited text of it is compared."""

    article_id: int
    story_id: int
    url: str
    title: str
    body: str
    """Empty where it was not kept."""
    published: When
    counts: Mapping[str, int]
    verdict: Label
    decided: Label | None
    """What it is by a person's word on it, on its place or on its incident; None without one."""
    told: Mapping[int, int]
    """Incident -> which of the article's events it is, where a person settled what it tells."""


class Revising(Replaying):
    """Reading articles again."""

    def outdated(self, updates: Mapping[str, When], now: datetime) -> set[str]:
        """Return those of some known addresses whose articles are to be read again at ``now``.

        An article on the beat is read again where its outlet says that it changed after it was
        last read, for 14 days and at most every three hours.

        Args:
            updates: Normalised address -> when its outlet says that it last changed.
            now: The instant.
        """
        told = {key: stamp(w.at) for key, w in updates.items() if w.at and w.precision == "time"}
        rows = self.rows(
            "SELECT k.key, coalesce(a.read_again_at, a.fetched_at) AS read FROM aliases AS k "
            "JOIN articles AS a ON a.id = k.article_id "
            "WHERE k.key IN (SELECT value FROM json_each(?)) AND a.verdict <> 'rejected' "
            "AND a.story_id IS NOT NULL AND a.fetched_at > ?",
            (listed(told), stamp(now - EDITED_FOR)),
        )
        latest = stamp(now - BETWEEN)
        return {row["key"] for row in rows if row["read"] < min(told[row["key"]], latest)}

    def note_reading(self, article_id: int, at: datetime) -> None:
        """Remember that an article was read again, changed or not."""
        with self.transaction():
            sql = "UPDATE articles SET read_again_at = ? WHERE id = ?"
            self.write(sql, (stamp(at), article_id))

    def has_text(self, article_id: int, article: Article) -> bool:
        """Whether this text of an article is its newest one or one that it had before."""
        sql = (
            "SELECT count(*) FROM (SELECT id AS article_id, title, content_hash FROM articles "
            "WHERE id = ? UNION ALL SELECT article_id, title, content_hash FROM article_versions "
            "WHERE article_id = ?) WHERE title = ? AND content_hash IS ?"
        )
        values = (article_id, article_id, article.title, content_hash(article.body))
        return self.number(sql, values) > 0

    def kept_text(self, article_id: int) -> KeptText | None:
        """Return a stored article; None where there is none, or it was forgotten."""
        row = self._newest(article_id)
        if row is None or row["story_id"] is None:
            return None
        return KeptText(
            article_id=article_id,
            story_id=row["story_id"],
            url=row["url"],
            title=row["title"],
            body=row["body"] or unpacked(row["packed"]),
            published=when(row["published_at"], row["published_precision"]),
            counts=dict(facts_of(row["facts"]).counts) if row["facts"] else {},
            verdict=row["verdict"],
            decided=row["verdict"] if self.is_kept(article_id) else None,
            told=self.links_of(article_id) if self._is_settled_in(article_id) else {},
        )

    def _is_settled_in(self, article_id: int) -> bool:
        return article_id in self.placed_by_hand() or self._tells_settled(article_id)

    def links_of(self, article_id: int) -> dict[int, int]:
        """Return the live incidents of an article, the main one first, with the event of each."""
        rows = self.rows(
            "SELECT i.live_id, l.episode FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id WHERE l.article_id = ? ORDER BY l.score",
            (article_id,),
        )
        return {row["live_id"]: row["episode"] for row in reversed(rows)}

    def _newest(self, article_id: int) -> Row | None:
        return self.row(
            "SELECT a.*, f.facts, r.body AS packed FROM articles AS a "
            "LEFT JOIN article_facts AS f ON f.article_id = a.id "
            "LEFT JOIN rejected_bodies AS r ON r.article_id = a.id WHERE a.id = ?",
            (article_id,),
        )

    # -- writing ----------------------------------------------------------------------------------

    def revise(self, article_id: int, decision: Decision, edit: Edit) -> None:
        """Let an edited text stand in place of the one that was read before, which is kept."""
        article = decision.examined.article
        with self.transaction():
            row = self._newest(article_id)
            assert row is not None
            self._keep_version(row, row["version"], edit, article.fetched_at)
            told = self.told_by(article_id)
            self._write_text(article_id, decision)
            self.write_credits(article_id, decision.examined.credits)
            self.rejudge(article_id, decision)
            self._restory(article_id, row["story_id"], decision)
            for incident in told:
                self.recount(incident)

    def keep_older(self, article_id: int, article: Article, edit: Edit) -> None:
        """Keep a text that an outlet had before the one that stands in ``articles``."""
        with self.transaction():
            row = self._newest(article_id)
            assert row is not None
            kept = {**row, "title": article.title, "body": article.body}
            kept["content_hash"] = content_hash(article.body)
            self._keep_version(kept, row["version"], edit, article.fetched_at)
            sql = "UPDATE articles SET version = version + 1 WHERE id = ?"
            self.write(sql, (article_id,))

    def _keep_version(self, row: Row, version: int, edit: Edit, now: datetime) -> None:
        version_row = {
            "article_id": row["id"],
            "version": version,
            "title": row["title"],
            "body": row["body"] or unpacked(row["packed"]) or None,
            "content_hash": row["content_hash"],
            "read_at": row["read_again_at"] or row["fetched_at"],
            "replaced_at": stamp(now),
            "title_changed": int(edit.title),
            "counts_changed": dumps(dict(edit.counts)),
            "words": edit.words[0],
            "words_after": edit.words[1],
            "sentences_new": edit.sentences[0],
            "sentences_gone": edit.sentences[1],
        }
        self.insert("article_versions", version_row)

    def _write_text(self, article_id: int, decision: Decision) -> None:
        article = decision.examined.article
        self.write("DELETE FROM rejected_bodies WHERE article_id = ?", (article_id,))
        self.write(
            "UPDATE articles SET title = ?, body = ?, author = ?, language = ?, content_hash = ?, "
            "version = version + 1, read_again_at = ? WHERE id = ?",
            (
                article.title,
                article.body,
                article.author,
                article.language,
                content_hash(article.body),
                stamp(article.fetched_at),
                article_id,
            ),
        )

    def _restory(self, article_id: int, before: int, decision: Decision) -> None:
        """Let the article carry the story that its edited text carries."""
        match = decision.story
        story = match.story_id or self.insert("stories", {"article_count": 0})
        if story != before:
            self.carry([(article_id, story, match.reason)])
            sql = "UPDATE articles SET story_score = ?, story_like_id = ?, story_features = ?, "
            self.write(
                sql + "story_differs = ? WHERE id = ?",
                (
                    match.score,
                    match.like_article_id,
                    dumps(dict(match.features)),
                    dumps(dict(match.differs)),
                    article_id,
                ),
            )
        self.refresh_story(story)
        self.change_stories(match.changes, story)
        links = self.rows(
            "SELECT * FROM incident_articles WHERE article_id = ? ORDER BY score DESC",
            (article_id,),
        )
        told = [IncidentLink(r["incident_id"], r["score"], r["reason"]) for r in links]
        self._reverdict(decision, article_id, story, told)
