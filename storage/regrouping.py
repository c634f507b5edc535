"""Changing how stored articles are grouped; what a person decided stays as it is."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from monitor.models import Changes, Move, Status
from storage import shingles
from storage.base import Connected
from storage.faults import translated
from storage.rows import STATUSES, day_columns, episode_facts, is_better_known, later, sketch_of

Numbers = dict[int | None, int]
"""What a :class:`Move` calls a group -> its number in the database."""

HOLDING = "article_id > 0 AND undone_at IS NULL AND action NOT IN ('unsure', 'note')"
"""Reviews that keep an article as it is, as a condition of SQL."""

SETTLED = (
    "(live.reviewed_by IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM decided_values AS d WHERE d.incident_id = live.id))"
)
"""What keeps the incident ``live`` from being merged away or taken apart by the program."""

_LINK = "article_id, reason, score, episode, passages, status, date_event, date_precision"
"""Columns of ``incident_articles`` that go along when an article moves."""
_MERGED = "the same text, as a later article shows"

INDEXED_MEMBERS = 8
"""Articles of one story whose shingles are indexed; further copies would add nothing."""


class Regrouping(Connected):
    """Stories and incidents that prove to be one, or to be two."""

    def told_by(self, article_id: int) -> set[int]:
        """Return the live incidents that an article tells."""
        found = self.numbers(
            "SELECT i.live_id FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id WHERE l.article_id = ?",
            (article_id,),
        )
        return set(found)

    # -- what a person decided --------------------------------------------------------------------

    def separated(self) -> dict[int, frozenset[int]]:
        """Return, for each incident that a person told apart, those that it must not join.

        What has gone into another incident since is that one.
        """
        apart: dict[int, set[int]] = {}
        for row in self.rows(
            "SELECT DISTINCT one.live_id AS one, other.live_id AS other FROM reviews AS r "
            "JOIN incidents AS one ON one.id = json_extract(r.after, '$.incidents[0]') "
            "JOIN incidents AS other ON other.id = json_extract(r.after, '$.incidents[1]') "
            "WHERE r.action IN ('split', 'move') AND r.undone_at IS NULL"
        ):
            for one, other in permutations((row["one"], row["other"])):
                apart.setdefault(one, set()).add(other)
        return {one: frozenset(others - {one}) for one, others in apart.items()}

    def is_placed(self, article_id: int) -> bool:
        """Whether a person decided on an article, or where it belongs, and did not take it back."""
        return self.is_reviewed(article_id) or article_id in self.placed_by_hand()

    def is_kept(self, article_id: int) -> bool:
        """Whether an article is placed, or tells an incident that people settled."""
        return self.is_placed(article_id) or self._tells_settled(article_id)

    def _tells_settled(self, article_id: int) -> bool:
        sql = (
            "SELECT count(*) FROM incident_articles AS l JOIN incidents AS i "  # noqa: S608
            "ON i.id = l.incident_id JOIN incidents AS live ON live.id = i.live_id "
            f"WHERE l.article_id = ? AND {SETTLED}"
        )
        return self.number(sql, (article_id,)) > 0

    def placed_by_hand(self) -> set[int]:
        """Return the articles that people put into an incident, or kept in one."""
        rows = self.numbers(
            "SELECT value FROM reviews, json_each(after, '$.articles') "
            "WHERE action IN ('merge', 'split', 'move') AND undone_at IS NULL"
        )
        return set(rows)

    def is_reviewed(self, article_id: int) -> bool:
        """Whether a person decided on an article, and did not take it back."""
        sql = f"SELECT count(*) FROM reviews WHERE article_id = ? AND {HOLDING}"  # noqa: S608
        return self.number(sql, (article_id,)) > 0

    def _is_confirmed(self, incident_id: int) -> bool:
        sql = "SELECT count(*) FROM incidents WHERE id = ? AND reviewed_by IS NOT NULL"
        return self.number(sql, (incident_id,)) > 0

    def is_settled(self, incident_id: int) -> bool:
        """Whether a person confirmed an incident, or chose a value of it: it stays whole."""
        sql = f"SELECT count(*) FROM incidents AS live WHERE id = ? AND {SETTLED}"  # noqa: S608
        return self.number(sql, (incident_id,)) > 0

    # -- stories ----------------------------------------------------------------------------------

    def change_stories(self, changes: Changes, own: int) -> None:
        """Let stored stories become one, or articles leave one.

        Args:
            changes: From the decision; within the caller's transaction.
            own: The story of the article at hand.
        """
        numbers: Numbers = {None: own}
        for merge in changes.merges:
            self._move_members(merge.gone, merge.into)
        places = ((m.article_id, self._story(m.into, numbers), _MERGED) for m in changes.moves)
        self.carry(list(places))

    def carry(self, moves: Sequence[tuple[int, int, str]]) -> None:
        """Let articles carry other stories than before: ``(article, story, reason)`` of each."""
        touched: set[int] = set()
        for article, story, reason in moves:
            old = self.number("SELECT story_id FROM articles WHERE id = ?", (article,))
            self.unindex(article)
            sql = "UPDATE articles SET story_id = ?, story_reason = ? WHERE id = ?"
            self.write(sql, (story, reason, article))
            touched |= {old, story} - {0}
        for story in sorted(touched):
            self.refresh_story(story)
            self.index(story)

    # -- the index of copies ----------------------------------------------------------------------

    def index(self, story_id: int) -> None:
        """Let a story be found by what its articles hold."""
        rows = self.column(
            "SELECT f.sketch FROM articles AS a JOIN article_facts AS f ON f.article_id = a.id "
            "WHERE a.story_id = ? ORDER BY a.id LIMIT ?",
            (story_id, INDEXED_MEMBERS),
        )
        held = {value for blob in rows if isinstance(blob, bytes) for value in sketch_of(blob)}
        with translated(self.path):
            shingles.add(self.database.conn, story_id, held)

    def unindex(self, article_id: int) -> None:
        """Let a story be found no more by what an article holds, until it is indexed again."""
        row = self.row(
            "SELECT a.story_id, f.sketch FROM articles AS a "
            "JOIN article_facts AS f ON f.article_id = a.id WHERE a.id = ?",
            (article_id,),
        )
        if row and row["story_id"]:
            with translated(self.path):
                shingles.remove(self.database.conn, row["story_id"], sketch_of(row["sketch"]))

    def _story(self, named: int | None, numbers: Numbers) -> int:
        if named is not None and named >= 0:
            return named
        if named not in numbers:
            numbers[named] = self.insert("stories", {"article_count": 0})
        return numbers[named]

    def _move_members(self, gone: int, into: int) -> None:
        self.write(
            "UPDATE articles SET story_reason = ? WHERE story_id = ? AND story_reason LIKE ?",
            (_MERGED, gone, "new story%"),
        )
        for article in self.numbers("SELECT id FROM articles WHERE story_id = ?", (gone,)):
            self.unindex(article)
        self.write("UPDATE articles SET story_id = ? WHERE story_id = ?", (into, gone))
        self.refresh_story(gone)
        self.refresh_story(into)
        self.index(into)

    def refresh_story(self, story_id: int) -> None:
        """Count a story's articles and find its earliest and its fullest; an empty one goes."""
        first = self.row(
            "SELECT id, coalesce(published_at, fetched_at) AS at FROM articles "
            "WHERE story_id = ? ORDER BY at, id LIMIT 1",
            (story_id,),
        )
        if first is None:
            self.write("DELETE FROM stories WHERE id = ?", (story_id,))
            return
        fullest = self.number(
            "SELECT f.article_id FROM articles AS a JOIN article_facts AS f ON f.article_id = a.id "
            "WHERE a.story_id = ? ORDER BY f.size DESC, f.article_id LIMIT 1",
            (story_id,),
        )
        self.write(
            "UPDATE stories SET first_article_id = ?, first_published_at = ?, "
            "fullest_article_id = ?, article_count = "
            "(SELECT count(*) FROM articles WHERE story_id = ?) WHERE id = ?",
            (first["id"], first["at"], fullest or None, story_id, story_id),
        )

    # -- incidents --------------------------------------------------------------------------------

    def merge_incidents(self, changes: Changes) -> None:
        """Let stored incidents become one; the one that is gone redirects for good."""
        apart = self.separated() if changes.merges else {}
        for merge in changes.merges:
            gone, into = self.live(merge.gone), self.live(merge.into)
            if gone == into or into in apart.get(gone, ()) or self.is_settled(gone):
                continue
            self._redirect(gone, into)
            self.recount(into)

    def _redirect(self, gone: int, into: int) -> None:
        """Let an incident be another one; chosen values go along where that has none of its own."""
        sql = "UPDATE incidents SET merged_into = ? WHERE id = ? OR merged_into = ?"
        self.write(sql, (into, gone, gone))
        self.write(
            "INSERT OR IGNORE INTO decided_values (incident_id, field, value, review_id) "
            "SELECT ?, field, value, review_id FROM decided_values WHERE incident_id = ?",
            (into, gone),
        )

    def _stand_again(self, gone: int, into: int, redirected: Sequence[int]) -> None:
        """Let an incident that redirects be one again, with the values chosen for it."""
        self.write("UPDATE incidents SET merged_into = NULL WHERE id = ?", (gone,))
        for number in redirected:
            self.write("UPDATE incidents SET merged_into = ? WHERE id = ?", (gone, number))
        self.write(
            "DELETE FROM decided_values WHERE incident_id = ? AND review_id IN "
            "(SELECT review_id FROM decided_values WHERE incident_id = ?)",
            (into, gone),
        )

    def live(self, incident_id: int | None) -> int:
        """Return the number of the live incident behind a number; 0 where there is none."""
        return self.number("SELECT live_id FROM incidents WHERE id = ?", (incident_id,))

    def move_tellings(self, changes: Changes, own: int) -> None:
        """Let articles leave an incident for another one, with all copies of their text.

        Args:
            changes: From the decision; within the caller's transaction.
            own: The main incident of the article at hand.
        """
        numbers: Numbers = {None: own}
        titles = dict(changes.titles)
        for move in changes.moves:
            if not self.is_settled(move.source):
                self._move_telling(move, numbers, titles)

    def _move_telling(self, move: Move, numbers: Numbers, titles: Mapping[int, str]) -> None:
        members = self.numbers(
            "SELECT DISTINCT l.article_id FROM incidents AS i "
            "JOIN incident_articles AS l ON l.incident_id = i.id "
            "JOIN articles AS a ON a.id = l.article_id WHERE i.live_id = ? "
            "AND a.story_id = (SELECT story_id FROM articles WHERE id = ?)",
            (move.source, move.article_id),
        )
        free = [article for article in members if not self.is_placed(article)]
        if not free:
            return
        into = self._incident(move, numbers, titles)
        for article in free:
            self.move_article(article, move.source, into)
        self.recount(into)
        self.close_or_recount(move.source, into)

    def _incident(self, move: Move, numbers: Numbers, titles: Mapping[int, str]) -> int:
        if move.into is not None and move.into >= 0:
            return self.live(move.into)
        if move.into not in numbers:
            title = titles.get(move.into or 0, "")
            numbers[move.into] = self.split_off(move.source, title)
        return numbers[move.into]

    def split_off(self, source: int, title: str) -> int:
        """Return the number of a new incident that is made of articles of ``source``."""
        row = self.row("SELECT * FROM incidents WHERE id = ?", (source,))
        assert row is not None
        kept = ("kind", "status", "date_event", "date_precision", "first_seen_at", "last_update_at")
        new = {name: row[name] for name in kept}
        return self.insert("incidents", {**new, "title": title or row["title"]})

    def move_article(self, article: int, source: int, into: int) -> None:
        """Link an article with ``into`` instead of ``source``, with what it says of it."""
        old = "incident_id IN (SELECT id FROM incidents WHERE live_id = ?)"
        for table, columns in (
            ("incident_articles", _LINK),
            ("incident_keys", "article_id, key"),
        ):
            self.write(
                f"INSERT OR IGNORE INTO {table} (incident_id, {columns}) "  # noqa: S608
                f"SELECT ?, {columns} FROM {table} WHERE article_id = ? AND {old}",
                (into, article, source),
            )
            self.write(
                f"DELETE FROM {table} WHERE article_id = ? AND incident_id <> ? AND {old}",  # noqa: S608
                (article, into, source),
            )
        for table in ("claims", "incident_places"):
            sql = f"UPDATE {table} SET incident_id = ? WHERE article_id = ? AND {old}"  # noqa: S608
            self.write(sql, (into, article, source))

    def close_or_recount(self, source: int, into: int) -> None:
        """Let an incident that nobody tells any more redirect; else learn anew what it is."""
        if self._is_told(source):
            self.recount(source)
        else:
            self._redirect(source, into)

    def _is_told(self, incident: int) -> bool:
        sql = (
            "SELECT count(*) FROM incidents AS i JOIN incident_articles AS l "
            "ON l.incident_id = i.id WHERE i.live_id = ?"
        )
        return self.number(sql, (incident,)) > 0

    def _go_on(self, incident: int, status: Status) -> None:
        """Let a confirmed incident come further, never back."""
        old = self.row("SELECT status FROM incidents WHERE id = ?", (incident,))
        assert old is not None
        further = later(old["status"], status)
        self.write("UPDATE incidents SET status = ? WHERE id = ?", (further, incident))

    def recount(self, incident: int) -> None:
        """Learn from its articles how far a case has come, when it happened, when it was seen.

        The date of what a person confirmed stays; how far the case has come only goes on.
        """
        rows = self.rows(
            "SELECT a.id, a.fetched_at, f.facts, f.further, l.episode FROM incidents AS i "
            "JOIN incident_articles AS l ON l.incident_id = i.id "
            "JOIN articles AS a ON a.id = l.article_id "
            "LEFT JOIN article_facts AS f ON f.article_id = a.id WHERE i.live_id = ?",
            (incident,),
        )
        told = [episode_facts(row) for row in rows if row["facts"]]
        if not told:
            return
        seen = sorted(row["fetched_at"] for row in rows)
        sql = "UPDATE incidents SET first_seen_at = ?, last_update_at = ? WHERE id = ?"
        self.write(sql, (seen[0], seen[-1], incident))
        status = max((facts.status for facts in told), key=STATUSES.index)
        if self._is_confirmed(incident):
            self._go_on(incident, status)
            return
        event: tuple[str | None, str] = (None, "unknown")
        for facts in told:
            if is_better_known(facts.event, *event):
                event = day_columns(facts.event)
        self.write(
            "UPDATE incidents SET status = ?, date_event = ?, date_precision = ? WHERE id = ?",
            (status, *event, incident),
        )
